"""What criteria judge, and what they answer: a paper, a repository at a commit, a verdict."""
