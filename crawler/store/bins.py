"""Rows of several queries, brought together item by item, in little memory and one pass over each query.

A query yields its rows in any order, each with the number of its item. They are spread over files of some hundred items
each, which are then read one after the other: what a sort would do, but in bounded memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

BIN = 128
"""Items in memory at the same time."""
FILES = 512
"""Files that are open at the same time; with more items, a file holds more."""
BATCH = 8192
"""Rows in memory while they are spread."""

Rows = list[dict[str, Any]]


Source = Iterable[pa.RecordBatchReader]
"""Rows of one schema, of which a column ``item`` counts from 0."""


def asked(
    database: duckdb.DuckDBPyConnection, sql: str, steps: Iterable[object] = (None,)
) -> Iterator[pa.RecordBatchReader]:
    """The rows of a query, which is asked once after each of the ``steps``."""
    for _ in steps:
        yield database.sql(sql).to_arrow_reader(BATCH)


def by_item(sources: Mapping[str, Source], items: int, folder: Path) -> Iterator[tuple[int, Mapping[str, Rows]]]:
    """Each item's number with its rows of every source.

    Args:
        sources: By name; each is read to its end before the next.
        items: How many there are.
        folder: Where the files are put, an empty one.
    """
    size = max(BIN, -(-items // FILES))
    for name, source in sources.items():
        _spread(source, folder, name, size)
    for first in range(0, items, size):
        rows = {name: _read(folder / _name(name, first // size)) for name in sources}
        for item in range(first, min(items, first + size)):
            yield item, {name: found.pop(item, []) for name, found in rows.items()}


def _name(source: str, number: int) -> str:
    return f"{source}-{number}.arrow"


def _spread(readers: Source, folder: Path, source: str, size: int) -> None:
    """Each row into the file of its item."""
    files: dict[int, pa.RecordBatchStreamWriter] = {}
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    try:
        for batch in chain.from_iterable(readers):
            for number, part in _parts(batch, size):
                if number not in files:
                    files[number] = pa.ipc.new_stream(folder / _name(source, number), batch.schema, options=options)
                files[number].write(part)
    finally:
        for file in files.values():
            file.close()


def _parts(batch: pa.RecordBatch, size: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """A batch cut by the files to which its rows belong."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, item in enumerate(batch["item"].to_pylist()):
        rows[item // size].append(row)
    if len(rows) == 1:
        yield next(iter(rows)), batch
        return
    for number, chosen in rows.items():
        yield number, batch.take(pa.array(chosen))


def _read(file: Path) -> dict[int, Rows]:
    """The rows of a file by item; none where there is no file. The file is read once."""
    found: defaultdict[int, Rows] = defaultdict(list)
    if file.exists():
        with pa.ipc.open_stream(file) as reader:
            for batch in reader:
                for row in batch.to_pylist():
                    found[row.pop("item")].append(row)
        file.unlink()
    return found
