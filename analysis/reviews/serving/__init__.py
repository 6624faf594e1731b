"""``review serve``: a page on loopback by which a person answers, one paper at a time, and the log of the answers."""
