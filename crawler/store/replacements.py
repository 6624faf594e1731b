"""Which files others took the place of (``compaction.py``), and what keeps them there for whoever reads them.

A record in ``replaced/`` names the new files and the old ones. It is written before the new files get their names, so
that whoever sees those sees the record too: from then on the old ones are not read. They are deleted when nobody reads,
and the record after them. Reading holds ``readers.lock`` shared, deleting holds it alone.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER = "replaced"
READERS = "readers.lock"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A record."""

    record: Path
    new: tuple[Path, ...]
    old: tuple[Path, ...]

    @property
    def holds(self) -> bool:
        """Whether the new files are there; until then the old ones count. For who writes none of them meanwhile."""
        return all(file.exists() for file in self.new)


def replacements(store: Path) -> Iterator[Replacement]:
    """All that are not carried out to the end."""
    for record in sorted((store / FOLDER).glob("*.json")):
        told = json.loads(record.read_bytes())
        yield Replacement(record, *(tuple(store / name for name in told[key]) for key in ("new", "old")))


def content_of(store: Path, new: list[Path], old: list[Path]) -> bytes:
    """What a record holds."""
    named = {"new": new, "old": old}
    told = {key: [file.relative_to(store).as_posix() for file in files] for key, files in named.items()}
    return json.dumps(told).encode()


class Reading:
    """Keeps what is there for as long as it lives. It ends with its process at the latest."""

    def __init__(self, store: Path) -> None:
        self._file: int | None = None
        with suppress(OSError):  # who may not write here does not compact either
            self._file = os.open(store / READERS, os.O_RDONLY | os.O_CREAT, 0o644)
        self.share()

    def is_alone(self) -> bool:
        """Whether nobody else reads: nobody else begins to before ``share``."""
        if self._file is None:
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # also on a file system without locks, where nothing is deleted
            self.share()
            return False
        return True

    def share(self) -> None:
        """Let others read again."""
        if self._file is not None:
            with suppress(OSError):
                fcntl.flock(self._file, fcntl.LOCK_SH)

    def end(self) -> None:
        """Read no more."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __del__(self) -> None:
        self.end()
