"""Judging papers and their repositories from the store."""
