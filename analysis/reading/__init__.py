"""What a repository holds: whose files they are, and what programs, notebooks and pages say."""
