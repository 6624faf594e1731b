"""People's verdicts: a sheet of them is read, held against the survey's papers, and kept beside the automatic ones."""
