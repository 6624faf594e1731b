"""Tables and pages for people; every number in them comes out of ``sql/``."""
