"""What the hosts' own interfaces tell of a repository beside what git tells: one module a host, pure functions."""
