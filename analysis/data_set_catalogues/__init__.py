"""Making rows of the register of data sets from public catalogues of clear licence."""
