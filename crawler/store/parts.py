"""The partitions of some tables, as many together as are worth one step: memory follows these and not the survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from reprosurvey.crawler.store.layout import BUCKETS, Part, bucket_folder, edition_folder
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import Table

EDITIONS_BYTES = 32 << 20
BUCKETS_BYTES = 8 << 20
"""Of files for one step; a larger partition is one of its own. Trees and texts take many times more in memory."""

Key = TypeVar("Key")


def parts_by_edition(store: Store, tables: Iterable[Table]) -> Iterator[Part]:
    """Every edition in one of the parts, in order."""
    sizes = _sizes(store, tables)
    sized = ((edition, sizes[edition_folder(edition)]) for edition in store.editions())
    for editions in _together(sized, EDITIONS_BYTES):
        yield Part(editions=editions)


def parts_by_bucket(store: Store, tables: Iterable[Table]) -> Iterator[Part]:
    """Every bucket in one of the parts, in order."""
    sizes = _sizes(store, tables)
    sized = ((bucket, sizes[bucket_folder(bucket)]) for bucket in BUCKETS)
    for buckets in _together(sized, BUCKETS_BYTES):
        yield Part(buckets=buckets)


def _sizes(store: Store, tables: Iterable[Table]) -> Counter[str]:
    """By the folder of a partition within a table's, the bytes of the files there."""
    sizes: Counter[str] = Counter()
    for table in tables:
        for file in store.files_of(table):
            sizes[file.parent.relative_to(store.path / table.name).as_posix()] += store.storage.size(file)
    return sizes


def _together(sized: Iterable[tuple[Key, int]], limit: int) -> Iterator[frozenset[Key]]:
    taken: list[Key] = []
    size = 0
    for key, bytes_of_it in sized:
        if taken and size + bytes_of_it > limit:
            yield frozenset(taken)
            taken, size = [], 0
        taken.append(key)
        size += bytes_of_it
    if taken:
        yield frozenset(taken)
