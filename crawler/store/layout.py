"""Where the files of a survey stand and how they are named: pure functions.

``<table>/<partition>/<time>-<id>-<digest>.parquet``: ``time`` is when it was written, so that names sort by it, and
``digest`` is of its content, so that damage is found (``doctor.py``). Tables about papers are cut by the folders
``venue=.../year=...``, those that hold most about repositories by ``bucket=...``, a hash of the repository's address.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from reprosurvey.crawler.store.schemas import Table

SUFFIX = ".parquet"
TEMPORARY = ".tmp"
"""How the name of a file ends that is not whole yet."""
_WRITTEN, _WRITTEN_LENGTH = "%Y%m%dT%H%M%S.%f", 22
"""How the name of a file begins."""
BUCKETS = tuple(f"b{number:02x}" for number in range(64))
"""The parts into which the tables about repositories are cut; others are another schema version.

They begin with a letter, as some readers take a folder's digits for a number and others for text.
"""

_DIGEST_LENGTH = 32
_NAME = re.compile(rf"\d{{8}}T\d{{6}}\.\d{{6}}-[0-9a-f]{{8}}-([0-9a-f]{{{_DIGEST_LENGTH}}})\{SUFFIX}")
_PATTERN = re.compile(r"[\[*?]")
_PARTITION = re.compile(r"(?:venue|year|bucket)=")

Edition = tuple[str, int]
"""A venue's year."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which partitions are read; None for all."""

    editions: frozenset[Edition] | None = None
    buckets: frozenset[str] | None = None

    def folders(self, table: Table) -> list[str]:
        """The folders within the survey's in which the files of this part stand; their subfolders too."""
        if table.partitioned and self.editions is not None:
            return sorted(f"{table.name}/{edition_folder(edition)}" for edition in self.editions)
        if table.bucketed and self.buckets is not None:
            return sorted(f"{table.name}/{bucket_folder(bucket)}" for bucket in self.buckets)
        return [table.name]


EVERYTHING = Part()


def part_of(origins: Iterable[str]) -> Part:
    """The partitions in which what is kept of ``origins`` stands."""
    return Part(buckets=frozenset(map(bucket_of, origins)))


@lru_cache
def bucket_of(origin: str) -> str:
    """The part of the tables about repositories in which ``origin`` stands: one for all refs of a repository."""
    from reprosurvey.crawler.origins import repository_of  # slow to import, and no query needs it

    digest = hashlib.sha256(repository_of(origin).encode()).digest()
    return BUCKETS[int.from_bytes(digest[:8]) % len(BUCKETS)]


def edition_folder(edition: Edition) -> str:
    """The folder of a venue's year within a table's."""
    venue, year = edition
    return f"venue={venue}/year={year}"


def bucket_folder(bucket: str) -> str:
    """The folder of a bucket within a table's."""
    return f"bucket={bucket}"


def file_name(time: datetime, content: bytes | memoryview) -> str:
    """The name of a new file."""
    return f"{time:{_WRITTEN}}-{uuid.uuid4().hex[:8]}-{digest_of(content)}{SUFFIX}"


def written_at(name: str) -> datetime | None:
    """When the file of that name was written; None where it is not named by a survey."""
    try:
        return datetime.strptime(name[:_WRITTEN_LENGTH], _WRITTEN).replace(tzinfo=UTC)
    except ValueError:
        return None


def digest_of(content: bytes | memoryview) -> str:
    """The digest that stands in a file's name."""
    return hashlib.sha256(content).hexdigest()[:_DIGEST_LENGTH]


def digest_in(name: str) -> str | None:
    """The digest of the content by a file's name; None where the survey gives no such names."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def literal(path: str) -> str:
    """A path as DuckDB takes it for one path: it reads every name as a pattern."""
    return _PATTERN.sub(r"[\g<0>]", path)


def seems_partition(path: Path) -> bool:
    """Whether a folder on the way to ``path`` is named as a partition is: readers of Parquet take it for one."""
    return any(_PARTITION.match(part) for part in path.parts)
