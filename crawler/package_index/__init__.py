"""Which versions of packages a Python package index has: what it answers, read by the specification, and the asking."""
