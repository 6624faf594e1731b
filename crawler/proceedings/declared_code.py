"""How a link is told from others that whoever made a list gave with the paper."""

GIVEN_CODE = "code, as the list gives it"
"""What the declared link is called: whoever made the list says that it is the paper's code."""
