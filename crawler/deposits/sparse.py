"""A file of which only some parts are here, as the standard library's readers take one."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import pairwise


class MissingPartError(Exception):
    """A part that was to be read is not here: from ``start`` up to ``end``."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"bytes {start} to {end} are not here")
        self.start, self.end = start, end


class SparseFile(io.RawIOBase):
    """``size`` bytes of which parts were added."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[tuple[int, bytes]] = []
        self._position = 0

    def add(self, start: int, content: bytes) -> None:
        """Add the part that begins at ``start``."""
        self._parts.append((start, content))

    def seekable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As of any file."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise OSError("before the file's beginning")
        self._position = base + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes, or all that follow.

        Raises:
            MissingPartError: They are not here.
        """
        start = self._position
        end = self._size if size is None or size < 0 else min(start + size, self._size)
        if end <= start:
            return b""
        content = self._content(start, end)
        self._position = end
        return content

    def holds(self, start: int, end: int) -> bool:
        """Whether the bytes from ``start`` up to ``end`` are here."""
        return any(begin <= start and end <= begin + len(part) for begin, part in self._parts)

    def _content(self, start: int, end: int) -> bytes:
        for begin, part in self._parts:
            if begin <= start and end <= begin + len(part):
                return part[start - begin : end - begin]
        raise MissingPartError(start, end)


def merged(spans: Iterable[tuple[int, int]], gap: int, most: int) -> list[tuple[int, int]]:
    """``spans`` (start, end) joined over gaps of up to ``gap`` bytes, and over the least until ``most`` are left."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    if len(joined) <= most:
        return joined
    gaps = sorted(after[0] - before[1] for before, after in pairwise(joined))
    return merged(joined, gaps[len(joined) - most - 1], most)
