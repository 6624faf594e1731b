"""Which of the addresses in a paper is its own repository."""
