"""A host that says no."""

from __future__ import annotations


class RefusedError(ValueError):
    """A response with another status than the one asked for."""

    def __init__(self, status: int, message: str | None = None) -> None:
        super().__init__(f"HTTP {status}: {message}" if message else f"HTTP {status}")
        self.status = status
