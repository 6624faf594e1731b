"""Makes few files of many small ones, beside whoever reads and writes.

The files of a partition are read, put in the order of their keys, so that a reader of one repository skips the others,
and written as one; a row that stands twice in every column is kept once. First comes a record of what the new file
takes the place of, then the file: that is the moment from which it counts. Killed before, it is nothing; killed later,
the next compaction goes on with deleting. What is read meanwhile stays until nobody reads (``folder.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reprosurvey.crawler.progress import Progress, silent
from reprosurvey.crawler.store.constraints import key_of
from reprosurvey.crawler.store.layout import file_name
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

SMALL_BYTES = 32 << 20
"""Below it a file is put together with others, until they are as large."""
LEAST_AFTER_A_STAGE = 16
"""Small files of a partition, from which on the end of a stage compacts it."""
ROWS_READ_AT_ONCE = 20_000
"""Of a file that is put in order: what a reader of few rows has to read."""

_ORDER = ("origin", "blob", "head", "path", "paper", "criterion")
"""Columns by which rows are put in order, as far as the table has them; rows of the same stay as they were."""


@dataclass(slots=True)
class Compacted:
    """What was done."""

    files: int = 0
    """That others took the place of."""
    made: int = 0
    left: int = 0
    """Files that somebody still reads; the next compaction deletes them."""


def compact(store: Store, *, least: int = 2, tell: Progress = silent) -> Compacted:
    """Put the small files of each partition together where there are ``least`` of them.

    Raises:
        SurveyError: Another compaction is at work.
    """
    with store.storage.locked("compacting.lock", f"another process compacts {store}; wait for it"):
        finish(store)
        done = Compacted()
        with store.listed_at_once():
            found = [(table, list(_groups(store, store.files_of(table), least))) for table in TABLES.values()]
        for number, (table, groups) in enumerate(found):
            for files in groups:
                if _replace(store, table, files):
                    done.files, done.made = done.files + len(files), done.made + 1
            tell(number + 1, len(TABLES), 0)
        done.left = finish(store)
    return done


def finish(store: Store) -> int:
    """Delete what others took the place of, unless somebody reads it; how many files stay for that."""
    with store.alone() as alone:
        return store.storage.delete_replaced(alone=alone)


def _groups(store: Store, files: Iterable[Path], least: int) -> Iterator[list[Path]]:
    """Small files of one partition, in the order they were written, as many as make a large one."""
    for _, together in groupby(sorted(files), key=lambda file: file.parent):
        small = [file for file in together if store.storage.size(file) < SMALL_BYTES]
        if len(small) >= least:
            yield from _filled(store, small)


def _filled(store: Store, files: Iterable[Path]) -> Iterator[list[Path]]:
    group: list[Path] = []
    size = 0
    for file in files:
        group.append(file)
        size += store.storage.size(file)
        if size >= SMALL_BYTES:
            yield group
            group, size = [], 0
    if len(group) > 1:
        yield group


def _replace(store: Store, table: Table, files: list[Path]) -> bool:
    store.storage.bring(files)
    content = _together(table, files)
    return store.storage.replace(files, files[0].parent / file_name(now(), content), content)


def _together(table: Table, files: list[Path]) -> memoryview:
    """One file of the rows of several."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = without_doubles(table, pa.concat_tables(pq.ParquetFile(file).read() for file in files))
    if order := [(column, "ascending") for column in _ORDER if column in rows.column_names]:
        rows = rows.sort_by(order)
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", row_group_size=ROWS_READ_AT_ONCE)
    return memoryview(sink.getvalue())


def without_doubles(table: Table, rows: pa.Table) -> pa.Table:
    """The rows once each. That some stand twice is rare, and told by their keys: only then are they compared."""
    key = [column for column in key_of(table) if column in rows.column_names]
    if rows.group_by(key).aggregate([]).num_rows == rows.num_rows:
        return rows
    first: dict[str, int] = {}
    for place, row in enumerate(rows.to_pylist()):
        first.setdefault(repr(row), place)
    return rows.take(list(first.values()))
