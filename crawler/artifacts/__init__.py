"""Weights and data that are kept elsewhere: whether their links answer."""
