"""The survey's Parquet tables: atomic append and read.

A survey is a folder with one folder a table (``schemas.py``), cut into partitions (``layout.py``). Files are written
beside and renamed in, so a reader never sees half a file and a crash leaves at most a temporary, which the next run
removes. Nothing is ever overwritten: the latest state is a view (``sql/views/``). Many small files become few by
``compaction.py``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.locations import Location
from reprosurvey.crawler.store.clock import CLOCK
from reprosurvey.crawler.store.folder import FILES, Folder, Reading
from reprosurvey.crawler.store.layout import (
    EVERYTHING,
    SUFFIX,
    Part,
    bucket_folder,
    bucket_of,
    edition_folder,
    file_name,
    seems_partition,
    written_at,
)
from reprosurvey.crawler.store.layout import TEMPORARY as TEMPORARY
from reprosurvey.crawler.store.layout import Edition as Edition
from reprosurvey.crawler.store.schemas import EDITION, SCHEMA_VERSION, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset as ds

MARKER = "reprosurvey.json"
"""The file that makes a folder a survey and says by which schema version it was written."""
MIGRATING = f"migrating to {SCHEMA_VERSION}"
"""What stands there in the place of a number while tables are put in the place of older ones."""


def now() -> datetime:
    """The present, in UTC; later than the rows of a survey that is held for writing."""
    return CLOCK.now()


def storage_at(location: Location) -> Folder:
    """What holds the files of the survey at ``location``.

    Raises:
        UsageError: It is an object store, and what reaches it is not installed.
    """
    if isinstance(location, Path):
        return Folder(location)
    from reprosurvey.crawler.store.bucket import Bucket

    return Bucket(location)


class Store:
    """A survey: its tables, which stand in files of a storage."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.storage = storage_at(location)
        self.path = self.storage.path
        """On this machine: the survey itself, or what is kept here of one in an object store."""
        self._reading: Reading | None = None

    def __str__(self) -> str:
        return str(self.storage)

    @classmethod
    def create(cls, location: Location) -> Store:
        """Open the survey at ``location``, making it where nothing stands there.

        Raises:
            SurveyError: There is something else or it cannot be written, or it is of another schema version.
        """
        storage = storage_at(location)
        try:
            if not storage.holds(storage.path / MARKER):
                if isinstance(location, Path) and seems_partition(location.absolute()):
                    raise SurveyError(
                        f"cannot make a survey at {location}: readers of Parquet take a folder named venue=, year= or "
                        "bucket= for a part of a table; name another with --store"
                    )
                if not storage.is_free():
                    raise SurveyError(f"{location} is not a survey and not an empty folder; name another with --store")
                write_marker(storage, SCHEMA_VERSION)
        except OSError as error:
            raise SurveyError(f"cannot make a survey at {location}: {error.strerror}; name another --store") from None
        return cls.open(location)

    @classmethod
    def open(cls, location: Location) -> Store:
        """Open the survey at ``location``.

        Raises:
            SurveyError: There is none, it cannot be read, or it was written by another schema version.
        """
        store = cls(location)
        version = version_of(store.storage)
        if version != SCHEMA_VERSION:
            older = version == MIGRATING or (isinstance(version, int) and 0 < version < SCHEMA_VERSION)
            advice = "`reprosurvey migrate` brings it there" if older else "use the release that wrote it"
            raise SurveyError(
                f"the survey at {location} has schema version {version}, this reprosurvey reads and writes "
                f"{SCHEMA_VERSION}; {advice}, or survey anew into another --store"
            )
        store.storage.prune()
        return store

    @property
    def files(self) -> Path:
        """Where fetched PDFs stand."""
        return self.path / FILES

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the survey for writing.

        Raises:
            SurveyError: Another process holds it, or it cannot be written.
        """
        refusal = f"another run is writing to {self}; wait for it, or name another --store"
        with self.storage.locked("reprosurvey.lock", refusal):
            self.storage.remove_temporaries(TABLES)
            with CLOCK.after(self.newest()):
                yield

    def newest(self) -> datetime | None:
        """When the newest rows were written, by the names of their files; None where there are none."""
        with self.listed_at_once():
            names = sorted((file.name for table in TABLES.values() for file in self.files_of(table)), reverse=True)
        return next((time for name in names if (time := written_at(name)) is not None), None)

    def append(
        self, table: Table, rows: Sequence[Mapping[str, Any]] | pa.Table, edition: Edition | None = None
    ) -> None:
        """Add ``rows``: one new file, in a bucketed table one a bucket; no rows, no file.

        ``edition`` names the partition of a table about papers.

        Raises:
            OSError: A file cannot be written; it names the file. Of this file nothing is left behind.
        """
        import pyarrow as pa  # here and below: slow to import, and no query needs it

        from reprosurvey.crawler.store.arrow import completed, table_of

        data = rows if isinstance(rows, pa.Table) else table_of(table, rows)
        if data.num_rows == 0:
            return
        data = completed(table, data)
        if table.bucketed:
            for bucket, part in _by_bucket(data).items():
                self._write(part, f"{table.name}/{bucket_folder(bucket)}")
        else:
            self._write(data, f"{table.name}/{edition_folder(edition)}" if edition is not None else table.name)

    def _write(self, rows: pa.Table, folder: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, compression="zstd")
        content = memoryview(sink.getvalue())
        self.storage.write(self.path / folder / file_name(now(), content), content)

    def files_of(self, table: Table, part: Part = EVERYTHING) -> list[Path]:
        """The table's files in the order they were written, without those that others took the place of.

        They stay there for as long as this object lives.

        Raises:
            SurveyError: A folder of the table cannot be read, which is not the same as empty.
        """
        if self._reading is None:
            self._reading = Reading(self.path)
        below = self.storage.files_in(table.name, part.folders(table))
        files = {file for file in below if file.name.endswith(SUFFIX)}
        old = [r.old for r in self.storage.replacements() if files.issuperset(r.new)]  # which came after its record
        return sorted(files.difference(*old), key=lambda file: file.name)

    def listed_at_once(self, tables: Iterable[Table] = TABLES.values()) -> AbstractContextManager[None]:
        """Have the files of these tables be of one moment within a block that asks for many of them."""
        return self.storage.at_once(table.name for table in tables)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else reads this survey; if so, nobody begins to before the block ends."""
        reading = self._reading = self._reading or Reading(self.path)
        try:
            yield reading.is_alone()
        finally:
            reading.share()

    def editions(self) -> list[Edition]:
        """Every venue's year of which a table has a folder, by name."""
        tables = [table for table in TABLES.values() if table.partitioned]
        with self.listed_at_once(tables):
            folders = {folder for table in tables for folder in self.storage.editions_of(table.name)}
        values = {tuple(part.partition("=")[2] for part in folder.parts[-2:]) for folder in folders}
        return sorted((venue, int(year)) for venue, year in values)

    def dataset(self, table: Table, part: Part = EVERYTHING) -> ds.Dataset:
        """The table as a dataset, its partition columns typed; empty where nothing was written yet."""
        import pyarrow.dataset as ds

        from reprosurvey.crawler.store.arrow import schema_of

        files = self.storage.opened(self.files_of(table, part))
        if not files:
            return ds.dataset(table.columns.empty_table())
        partitioning = ds.partitioning(schema_of(EDITION), flavor="hive") if table.partitioned else None
        opened_by = self.storage.arrow
        return ds.dataset(files, table.columns, "parquet", filesystem=opened_by, partitioning=partitioning)

    def read(
        self,
        table: Table,
        columns: Iterable[str] | None = None,
        where: ds.Expression | None = None,
        part: Part = EVERYTHING,
    ) -> pa.Table:
        """The rows of a table, of all files in the order they were written."""
        asked = list(columns) if columns is not None else None
        return self.dataset(table, part).to_table(columns=asked, filter=where)


def version_of(storage: Folder) -> object:
    """The schema version of a survey, as it says.

    Raises:
        SurveyError: There is no survey, or it does not say.
    """
    marker = storage.path / MARKER
    try:
        return json.loads(storage.read(marker))["schema_version"]
    except (FileNotFoundError, NotADirectoryError):
        raise SurveyError(f"no survey at {storage}; `reprosurvey run` makes one, --store names another") from None
    except OSError as error:
        raise SurveyError(f"cannot read {storage.name_of(marker)}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise SurveyError(
            f"{storage.name_of(marker)} is damaged; restore it or name another survey with --store"
        ) from None


def write_marker(storage: Folder, version: int | str) -> None:
    """Say that there is a survey of this schema version."""
    storage.write(storage.path / MARKER, json.dumps({"schema_version": version}).encode())


def _by_bucket(rows: pa.Table) -> dict[str, pa.Table]:
    import pyarrow as pa

    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, origin in enumerate(rows["origin"].to_pylist()):
        found[bucket_of(origin)].append(place)
    return {bucket: rows.take(pa.array(places)) for bucket, places in sorted(found.items())}
