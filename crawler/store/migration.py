"""Brings a survey that an older release wrote to the form of this one, without losing what a row says.

Tables with other columns than today's are written anew beside the old ones, counted, and then put in their place.
Whatever moment it is killed at, the survey is either still the old one, or says that it is between both, and the same
command goes on from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.locations import Location
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.compaction import without_doubles
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.groups import grouped
from reprosurvey.crawler.store.layout import SUFFIX, Edition, literal
from reprosurvey.crawler.store.parquet import MIGRATING, Store, storage_at, version_of, write_marker
from reprosurvey.crawler.store.schemas import BLOBS, SCHEMA_VERSION, SNAPSHOTS, TABLES, VERDICTS, Table

NEW, OLD = "migrating", "before-migration"
"""The folders of the new tables until they are whole, and of the old ones until they are deleted."""
_OLDER = (1, 2)
GROUP_BYTES = 64 << 20
"""Of files that are read at once."""

_RENAMED = {"links": "forms as variants", "candidates": "form as variant"}
"""By table, which column of it had another name in older versions."""
_REASON = "select * replace (coalesce(reason, reason_of(evidence[1])) as reason) from"


@dataclass(slots=True)
class Migrated:
    """What was done."""

    rows: int = 0
    doubles: int = 0
    """Further rows that were the same in every column, and are left out."""
    unused_texts: int = 0
    """Texts of repositories to which no snapshot refers: a visit that was killed left them, and they are left out."""


def migrate(location: Location, tell: Progress) -> Migrated | None:
    """Bring the survey at ``location`` to this schema version; None where it is of it.

    Raises:
        SurveyError: There is no survey, another run holds it, or no release of this one's past wrote it.
    """
    folder = storage_at(location)
    version = version_of(folder)
    if not isinstance(location, Path):
        if version == SCHEMA_VERSION:
            return None
        raise SurveyError(f"{location} is of an older release: copy it into a folder, migrate that, and copy it back")
    path = location
    if version not in (*_OLDER, MIGRATING, SCHEMA_VERSION):
        raise SurveyError(f"the survey at {path} has schema version {version}, of which nothing is known here")
    done = None
    with Store(path).lock():
        if version in _OLDER:
            shutil.rmtree(path / NEW, ignore_errors=True)
            done = _write_anew(path, tell, texts_are_shared=version == 1)
            write_marker(folder, MIGRATING)
        if version != SCHEMA_VERSION:
            for table in TABLES.values():
                _put_in_place(path, table)
            write_marker(folder, SCHEMA_VERSION)
            done = done or Migrated()
        for left in (NEW, OLD):
            shutil.rmtree(path / left, ignore_errors=True)
    return done


def _put_in_place(path: Path, table: Table) -> None:
    new, present, old = (folder / table.name for folder in (path / NEW, path, path / OLD))
    if new.exists():
        if present.exists():
            old.parent.mkdir(exist_ok=True)
            present.rename(old)
        new.rename(present)


def _write_anew(path: Path, tell: Progress, *, texts_are_shared: bool) -> Migrated:
    """Of the tables, those of which a file has other columns than today; all texts, where repositories share them."""
    done, new = Migrated(), Store(path / NEW)
    tables = [table for table in TABLES.values() if texts_are_shared or not _has_columns(path / table.name, table)]
    with connect(None) as database:
        for number, table in enumerate(tables, 1):
            if (path / table.name).exists():
                (new.path / table.name).mkdir(parents=True)
                if table is BLOBS and texts_are_shared:
                    done.unused_texts = _write_texts(database, path, new)
                else:
                    _write_table(database, path, new, table, done)
            tell(number, len(tables), 0)
    return done


def _has_columns(folder: Path, table: Table) -> bool:
    return all(pq.read_schema(file).equals(table.schema) for file in folder.rglob(f"*{SUFFIX}"))


def _write_table(database: duckdb.DuckDBPyConnection, path: Path, new: Store, table: Table, done: Migrated) -> None:
    read = 0
    for folder, edition in _partitions(path / table.name, table):
        for files in _groups(folder.glob(f"*{SUFFIX}")):
            select = _REASON if table is VERDICTS else "from"
            rows = database.sql(f"{select} ({_rows(table, files)})").to_arrow_table()
            kept = without_doubles(table, rows)
            new.append(table, kept, edition)
            read += rows.num_rows
            done.rows, done.doubles = done.rows + kept.num_rows, done.doubles + rows.num_rows - kept.num_rows
    _require_all(database, path, table, read)


def _write_texts(database: duckdb.DuckDBPyConnection, path: Path, new: Store) -> int:
    """Write each text for every origin that has it; how many no origin has."""
    trees = [file for files in _groups((path / SNAPSHOTS.name).glob(f"*{SUFFIX}")) for file in files]
    listed = _rows(SNAPSHOTS, trees) if trees else f"from columns_of.{SNAPSHOTS.name}"
    database.execute(f"create table held as select distinct origin, blob from ({listed}) where kept")
    unused = 0
    for files in _groups((path / BLOBS.name).glob(f"*{SUFFIX}")):
        database.execute(f"create or replace table texts_read as select blob, text from ({_rows(BLOBS, files)})")
        new.append(
            BLOBS, database.sql("select origin, blob, text from held join texts_read using (blob)").to_arrow_table()
        )
        unused += database.sql("from texts_read anti join held using (blob)").shape[0]
    return unused


def _rows(table: Table, files: Iterable[Path]) -> str:
    """A query for the rows of older files, with the columns of today."""
    named = ", ".join("'" + literal(str(file)).replace("'", "''") + "'" for file in files)
    partition = ", hive_types = {'venue': varchar, 'year': integer}" if table.partitioned else ""
    options = f"union_by_name = true, hive_partitioning = {table.partitioned}{partition}"
    renamed = f"rename ({_RENAMED[table.name]})" if table.name in _RENAMED else ""
    older = f"select * {renamed} from read_parquet([{named}], {options})"
    return f"from columns_of.{table.name} union all by name {older}"


def _partitions(folder: Path, table: Table) -> Iterator[tuple[Path, Edition | None]]:
    if not table.partitioned:
        yield from ((part, None) for part in (folder, *sorted(folder.glob("bucket=*"))))
        return
    for year in sorted(folder.glob("venue=*/year=*")):
        venue, number = (part.partition("=")[2] for part in year.parts[-2:])
        yield year, (venue, int(number))


def _groups(files: Iterable[Path]) -> Iterator[list[Path]]:
    """The files in the order they were written, as many at once as are read at once."""
    return grouped(sorted(files, key=lambda file: file.name), lambda file: file.stat().st_size, GROUP_BYTES)


def _require_all(database: duckdb.DuckDBPyConnection, path: Path, table: Table, read: int) -> None:
    """Hold what was read against every file below the table's folder, wherever it stands."""
    files = [literal(str(file)) for file in (path / table.name).rglob(f"*{SUFFIX}")]
    counted = database.execute("select count(*) from read_parquet($1)", [files]).fetchall() if files else []
    found = sum(count for (count,) in counted)
    if found != read:
        raise SurveyError(
            f"{path / table.name} holds {found} rows, of which {read} were taken over; "
            "a file stands outside of the folders of a venue's year: move it away, and run this again"
        )
