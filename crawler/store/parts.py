"""The partitions of some tables, as many together as are worth one step: memory follows these and not the survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reprosurvey.crawler.store.groups import grouped
from reprosurvey.crawler.store.layout import BUCKETS, Part, bucket_folder, edition_folder
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import Table

EDITIONS_BYTES = 32 << 20
BUCKETS_BYTES = 8 << 20
"""Of files for one step; a larger partition is one of its own. Trees and texts take many times more in memory."""


def parts_by_edition(store: Store, tables: Iterable[Table]) -> Iterator[Part]:
    """Every edition in one of the parts, in order."""
    sizes = _sizes(store, tables)
    for editions in grouped(store.editions(), lambda edition: sizes[edition_folder(edition)], EDITIONS_BYTES):
        yield Part(editions=frozenset(editions))


def parts_by_bucket(store: Store, tables: Iterable[Table]) -> Iterator[Part]:
    """Every bucket in one of the parts, in order."""
    sizes = _sizes(store, tables)
    for buckets in grouped(BUCKETS, lambda bucket: sizes[bucket_folder(bucket)], BUCKETS_BYTES):
        yield Part(buckets=frozenset(buckets))


def _sizes(store: Store, tables: Iterable[Table]) -> Counter[str]:
    """By the folder of a partition within a table's, the bytes of the files there."""
    sizes: Counter[str] = Counter()
    for table in tables:
        for file in store.files_of(table):
            sizes[file.parent.relative_to(store.path / table.name).as_posix()] += store.storage.size(file)
    return sizes
