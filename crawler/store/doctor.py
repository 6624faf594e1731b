"""Looks for what is wrong with a survey's files: damage, what no table refers to, and rows that stand twice.

Nothing is changed. A file's digest stands in its name; the PDFs' stand in the table ``papers``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.progress import Progress, silent
from reprosurvey.crawler.store.constraints import key_of
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.layout import (
    SUFFIX,
    TEMPORARY,
    bucket_folder,
    bucket_of,
    digest_in,
    digest_of,
)
from reprosurvey.crawler.store.migration import NEW, OLD
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import PAPERS, TABLES, Table

_RESTORE = "restore it, or delete it: the next run surveys again what stood in it and is still on the web"
_NEXT_RUN = "the next run removes it"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    file: Path
    """The file, or for rows the table's folder."""
    what: str
    advice: str


def examine(store: Store, tell: Progress = silent) -> Iterator[Problem]:
    """Everything that is wrong, file by file, then what the rows together say.

    Rows are looked into only where every file is whole.
    """
    files = [(table, file) for table in TABLES.values() for file in store.files_of(table)]
    damaged = False
    for number, (table, file) in enumerate(files):
        for problem in _of_file(store, table, file):
            damaged = True
            yield problem
        tell(number + 1, len(files), 0)
    yield from _left_behind(store)
    if not damaged:
        yield from _of_rows(store)
        yield from _of_pdfs(store)


def _of_file(store: Store, table: Table, file: Path) -> Iterator[Problem]:
    if (digest := digest_in(file.name)) is None:
        yield Problem(file, "its name has no digest: this survey did not write it", _RESTORE)
        return
    try:
        content = store.storage.read(file)
    except OSError as error:
        yield Problem(file, f"it cannot be read: {error.strerror}", _RESTORE)
        return
    if digest_of(content) != digest:
        yield Problem(file, "it is damaged: its content is not what was written", _RESTORE)
        return
    yield from _of_content(table, file, content)


def _of_content(table: Table, file: Path, content: bytes) -> Iterator[Problem]:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        rows = pq.ParquetFile(pa.BufferReader(content))
        if not rows.schema_arrow.equals(table.schema):
            yield Problem(file, f"its columns are not those of {table.name}", _RESTORE)
        elif table.bucketed:
            origins = pc.unique(rows.read(["origin"])["origin"]).to_pylist()
            if any(bucket_folder(bucket_of(origin)) != file.parent.name for origin in origins):
                yield Problem(file, "it stands in a bucket that is not its rows'", _RESTORE)
    except (pa.ArrowException, OSError) as error:
        yield Problem(file, f"it cannot be read: {error}", _RESTORE)


def _left_behind(store: Store) -> Iterator[Problem]:
    """What killed runs left, and what belongs to no table."""
    waiting = "`reprosurvey compact` deletes it once nobody reads it"
    storage = store.storage
    old = (file for found in filter(storage.holds_new, storage.overdue()) for file in found.old if storage.holds(file))
    yield from (Problem(file, "another file took its place", waiting) for file in old)
    yield from _misplaced(store)
    for name in (NEW, OLD):
        if (store.path / name).exists():
            yield Problem(store.path / name, "a migration that was killed left it", "`reprosurvey migrate` removes it")


def _misplaced(store: Store) -> Iterator[Problem]:
    for table in TABLES.values():
        for file in sorted(store.storage.files_below(table.name)):
            if file.name.endswith(TEMPORARY):
                yield Problem(file, "a run that was killed left it half written", _NEXT_RUN)
            elif not _is_in_place(table, file.relative_to(store.path / table.name)):
                yield Problem(file, "no table reads it there", "move it away")


def _is_in_place(table: Table, path: Path) -> bool:
    keys = ("venue", "year") if table.partitioned else ("bucket",) if table.bucketed else ()
    return path.suffix == SUFFIX and tuple(part.partition("=")[0] for part in path.parts[:-1]) == keys


def _of_rows(store: Store) -> Iterator[Problem]:
    with connect(store) as database:
        for table in TABLES.values():
            key = ", ".join(f'"{column}"' for column in key_of(table))
            counted = f"select {key}, count(*) as times from history.{table.name} group by {key}"
            found = database.sql(f"{counted} having times > 1 order by all").fetchall()
            if found:
                first = ", ".join(map(str, found[0][:-1]))
                yield Problem(
                    store.path / table.name,
                    f"{len(found)} keys stand more than once, the first is {first}",
                    "`reprosurvey compact` keeps rows once that are the same in every column",
                )


def _of_pdfs(store: Store) -> Iterator[Problem]:
    rows = store.read(PAPERS, ["pdf_path", "document", "crawled_at"]).sort_by("crawled_at").to_pylist()
    latest = {store.files / row["pdf_path"]: row["document"] for row in rows if row["pdf_path"]}
    there = set(store.storage.files_below(store.files.name))
    for file, document in sorted(latest.items()):
        if file not in there:
            yield Problem(file, "a paper's PDF is not there", "run `reprosurvey crawl`: it is fetched again")
        elif document and hashlib.sha256(store.storage.read(file)).hexdigest() != document:
            advice = "delete it and run `reprosurvey crawl`: it is fetched again"
            yield Problem(file, "it is not the PDF that was fetched", advice)
    yield from (Problem(file, "no paper has this PDF", "delete it") for file in sorted(there - latest.keys()))
