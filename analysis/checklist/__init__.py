"""The nine questions that authors and reviewers ask of a paper or a repository, with evidence and advice."""
