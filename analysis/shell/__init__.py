"""Asking the survey in SQL: queries and dot commands, answered once or at a prompt."""
