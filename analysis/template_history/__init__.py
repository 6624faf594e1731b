"""Making the rows of the register of templates from the history of a clone."""
