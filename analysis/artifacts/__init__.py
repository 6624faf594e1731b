"""Weights and data that a repository keeps elsewhere: which links lead to them."""
