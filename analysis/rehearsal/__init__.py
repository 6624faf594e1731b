"""What of a repository is rehearsed: which program is started, and how, and of which repositories."""
