"""A file system for DuckDB and Arrow that has each file of a survey on this machine by the time that it is opened."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from fsspec.spec import AbstractFileSystem

from reprosurvey.crawler.store.bucket import SCHEME

if TYPE_CHECKING:
    from reprosurvey.crawler.store.bucket import Bucket

_QUOTED = re.compile(r"\[(.)\]")
_NEVER = datetime.fromtimestamp(0, UTC)


class Fetching(AbstractFileSystem):  # type: ignore[misc]
    """The files of a bucket, which never change, by their paths on this machine."""

    protocol = SCHEME
    cachable = False

    def __init__(self, bucket: Bucket) -> None:
        super().__init__()
        self._bucket = bucket

    def open(self, path: str, mode: str = "rb", **_: Any) -> IO[bytes]:
        """The file, to be read."""
        file = _file(path)
        self._bucket.bring_for_query(file)
        return file.open("rb")

    def glob(self, path: str, **_: Any) -> list[str]:
        """The one file that ``path`` names, quoted as :func:`~reprosurvey.crawler.store.layout.literal` does."""
        return [_QUOTED.sub(r"\1", path)]

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        """Its size."""
        return {"name": path, "size": self._bucket.size(_file(path)), "type": "file"}

    def modified(self, path: str) -> datetime:
        """None of them ever was."""
        return _NEVER


def _file(path: str) -> Path:
    return Path("/" + path.removeprefix(f"{SCHEME}://").lstrip("/"))
