"""Text as UTF-8 can hold it."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text with U+FFFD for half a surrogate pair, which JSON and the names of files may hold and UTF-8 may not."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
