"""A list of submissions for its organisers, and what each submission's authors are told."""
