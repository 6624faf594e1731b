"""Trained weights: what names and words tell of them, where pages offer them and programs fetch them."""
