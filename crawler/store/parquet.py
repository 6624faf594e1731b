"""The survey's Parquet tables: atomic append and read.

A survey is a folder with one folder a table (``schemas.py``), Hive-partitioned by venue and year where the
table is about papers. Files are written beside and renamed in, so a reader never sees half a file and a crash leaves
at most an ignorable temporary. Nothing is ever overwritten: the latest state is a view (``sql/views/``).
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filelock

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.clock import CLOCK
from reprosurvey.crawler.store.schemas import EDITION, SCHEMA_VERSION, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset as ds

MARKER = "reprosurvey.json"
"""The file that makes a folder a survey and says by which schema version it was written."""

TEMPORARY = ".tmp"
"""How the name of a file ends that is not whole yet."""

_WRITTEN, _WRITTEN_LENGTH = "%Y%m%dT%H%M%S.%f", 22
"""How the name of a file begins."""
Edition = tuple[str, int]
"""A venue's year."""


def now() -> datetime:
    """The present, in UTC; later than the rows of a survey that is held for writing."""
    return CLOCK.now()


class Store:
    """A survey's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Store:
        """Open the survey at ``path``, making it where nothing stands there.

        Raises:
            SurveyError: The folder holds something else or cannot be written, or it is of another schema version.
        """
        try:
            if not (path / MARKER).exists():
                if path.exists() and (not path.is_dir() or any(p.suffix != TEMPORARY for p in path.iterdir())):
                    raise SurveyError(f"{path} is not a survey and not an empty folder; name another with --store")
                path.mkdir(parents=True, exist_ok=True)
                _write_beside(path / MARKER, json.dumps({"schema_version": SCHEMA_VERSION}).encode())
        except OSError as error:
            raise SurveyError(f"cannot make a survey at {path}: {error.strerror}; name another --store") from None
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the survey at ``path``.

        Raises:
            SurveyError: There is none, it cannot be read, or it was written by another schema version.
        """
        try:
            version = json.loads((path / MARKER).read_bytes())["schema_version"]
        except (FileNotFoundError, NotADirectoryError):
            raise SurveyError(f"no survey at {path}; `reprosurvey run` makes one, --store names another") from None
        except OSError as error:
            raise SurveyError(f"cannot read {path / MARKER}: {error.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise SurveyError(f"{path / MARKER} is damaged; restore it or name another survey with --store") from None
        if version != SCHEMA_VERSION:
            raise SurveyError(
                f"the survey at {path} has schema version {version}, this reprosurvey reads and writes "
                f"{SCHEMA_VERSION}; use the release that wrote it, or survey anew into another --store"
            )
        return cls(path)

    @property
    def files(self) -> Path:
        """Where fetched PDFs stand."""
        return self.path / "files"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the survey for writing.

        Raises:
            SurveyError: Another process holds it, or it cannot be written.
        """
        lock = filelock.FileLock(self.path / "reprosurvey.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise SurveyError(f"another run is writing to {self.path}; wait for it, or name another --store") from None
        except OSError as error:
            raise SurveyError(f"cannot write to the survey at {self.path}: {error.strerror}") from None
        try:
            with CLOCK.after(self.newest()):
                yield
        finally:
            lock.release()

    def newest(self) -> datetime | None:
        """When the newest rows were written, by the names of their files; None where there are none."""
        names = [file.name for table in TABLES.values() for file in self.files_of(table)]
        return datetime.strptime(max(names)[:_WRITTEN_LENGTH], _WRITTEN).replace(tzinfo=UTC) if names else None

    def append(
        self, table: Table, rows: Sequence[Mapping[str, Any]] | pa.Table, edition: Edition | None = None
    ) -> Path | None:
        """Add ``rows`` as one new file, and name it; no rows, no file.

        ``edition`` names the partition of a partitioned table.
        """
        import pyarrow as pa  # here and below: slow to import, and no query needs it
        import pyarrow.parquet as pq

        data = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows), schema=table.schema)
        if data.num_rows == 0:
            return None
        folder = self.path / table.name
        if edition is not None:
            folder = folder.joinpath(
                *(f"{k}={v}" for k, v in zip((field.name for field in EDITION), edition, strict=True))
            )
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{now():{_WRITTEN}}-{uuid.uuid4().hex[:12]}.parquet"

        sink = pa.BufferOutputStream()
        pq.write_table(data.cast(table.schema), sink, compression="zstd")
        _write_beside(folder / name, sink.getvalue())
        return folder / name

    def files_of(self, table: Table) -> list[Path]:
        """The table's files in the order they were written.

        Raises:
            SurveyError: A folder of the table cannot be read, which is not the same as empty.
        """
        folders = os.walk(self.path / table.name, onerror=_refuse)
        files = (Path(folder, name) for folder, _, names in folders for name in names)
        return sorted((file for file in files if file.suffix == ".parquet"), key=lambda file: file.name)

    def dataset(self, table: Table) -> ds.Dataset:
        """The table as a dataset, its partition columns typed; empty where nothing was written yet."""
        import pyarrow.dataset as ds

        from reprosurvey.crawler.store.arrow import schema_of

        files = [str(path) for path in self.files_of(table)]
        if not files:
            return ds.dataset(table.columns.empty_table())
        partitioning = ds.partitioning(schema_of(EDITION), flavor="hive") if table.partitioned else None
        return ds.dataset(files, schema=table.columns, format="parquet", partitioning=partitioning)

    def read(self, table: Table, columns: Iterable[str] | None = None, where: ds.Expression | None = None) -> pa.Table:
        """The rows of a table, of all files in the order they were written."""
        return self.dataset(table).to_table(columns=list(columns) if columns is not None else None, filter=where)


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise SurveyError(f"cannot read {error.filename}: {error.strerror}") from None


def _write_beside(target: Path, content: bytes | pa.Buffer) -> None:
    temporary = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
    with temporary.open("wb") as f:
        f.write(content)
        f.flush()
        os.fsync(f.fileno())
    temporary.replace(target)
