"""Where a survey's files stand: a folder of this machine. ``bucket.py`` has the same over an object store.

Files are written beside and renamed in, so that a reader never sees half a file. Locks are those of the file system.

What others took the place of (``compaction.py``) stays for whoever reads it. A record in ``replaced/`` names the new
files and the old ones. It is written before the new files get their names, so that whoever sees those sees the record
too: from then on the old ones are not read. They are deleted when nobody reads, and the record after them. Reading
holds ``readers.lock`` shared, deleting holds it alone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.layout import TEMPORARY

if TYPE_CHECKING:
    import duckdb
    import pyarrow.fs

FILES = "files"
"""The folder of the PDFs."""
REPLACED = "replaced"
READERS = "readers.lock"
_APART = "compacting"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A record of files that took the place of others."""

    record: Path
    new: tuple[Path, ...]
    old: tuple[Path, ...]


class Folder:
    """A survey's files. Each is named by its path, which begins with that of the folder."""

    kept = "until nobody reads them"
    """How long files stay that others took the place of."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def __reduce__(self) -> tuple[type[Folder], tuple[Any, ...]]:
        return Folder, (self.path.absolute(),)  # another process may work in another folder

    @property
    def address(self) -> str:
        """Where another process finds it, as ``location_of`` takes it."""
        return str(self.path.absolute())

    def name_of(self, file: Path) -> str:
        """How a person is told of a file."""
        return str(file)

    def files_below(self, folder: str) -> Iterator[Path]:
        """Every file in a folder of the survey and in its subfolders.

        Raises:
            SurveyError: One cannot be read, which is not the same as empty.
        """
        for found, _, names in os.walk(self.path / folder, onerror=_refuse):
            yield from (Path(found, name) for name in names)

    def files_in(self, table: str, folders: Sequence[str]) -> Iterator[Path]:
        """Every file below some folders of a table."""
        return (file for folder in folders for file in self.files_below(folder))

    @contextmanager
    def at_once(self, folders: Iterable[str]) -> Iterator[None]:
        """Where it takes long to list folders: have these be listed once for the block, and at the same time."""
        yield

    def editions_of(self, table: str) -> Iterator[Path]:
        """The folders of a table's partitions by venue and year."""
        return (self.path / table).glob("venue=*/year=*")

    def is_free(self) -> bool:
        """Whether a survey can be made there, as nothing else stands there."""
        return not self.path.exists() or (
            self.path.is_dir() and all(file.suffix == TEMPORARY for file in self.path.iterdir())
        )

    def size(self, file: Path) -> int:
        """Bytes of a file."""
        return file.stat().st_size

    def holds(self, file: Path) -> bool:
        """Whether the file is there."""
        return file.is_file()

    def asked_at(self, file: Path) -> float | None:
        """When the file was written or :meth:`confirm`ed, in seconds since 1970; None where it is not there."""
        try:
            return file.stat().st_mtime
        except FileNotFoundError:
            return None

    def confirm(self, file: Path) -> None:
        """Note that the file is still what it is a copy of."""
        os.utime(file)

    def read(self, file: Path) -> bytes:
        """The file's content as it stands there.

        Raises:
            OSError: It cannot be read; a FileNotFoundError, where it is not there.
        """
        return file.read_bytes()

    def bring(self, files: Iterable[Path]) -> None:
        """Have the files on this machine, by their paths."""

    @contextmanager
    def borrowed(self, file: Path) -> Iterator[Path]:
        """A file on this machine for as long as the block runs.

        Raises:
            OSError: It is not there.
            SurveyError: Nor is its folder.
        """
        if not file.parent.is_dir():  # which says nothing of the file
            raise SurveyError(f"there is no folder {file.parent}: a worker needs the survey under the same path")
        yield file

    def opened(self, files: Iterable[Path]) -> list[str]:
        """The names by which :meth:`attach`ed databases and :attr:`arrow` open the files."""
        return [str(file) for file in files]

    def attach(self, database: duckdb.DuckDBPyConnection) -> None:
        """Have a database open them."""

    @property
    def arrow(self) -> pyarrow.fs.FileSystem | None:
        """What opens them for Arrow; None for Arrow's own."""
        return None

    def write(self, file: Path, content: bytes | memoryview) -> None:
        """Write a file that nobody sees before it is whole and on the disk.

        Raises:
            OSError: It cannot be written; nothing is left behind.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        write_beside(file, content)

    def publish(self, folder: Path) -> None:
        """Keep what a command wrote into a folder of the survey on this machine, such as its report."""

    def asked(self) -> Counter[str]:
        """What was asked of an object store until now, requests by kind and bytes."""
        return Counter()

    def prune(self) -> None:
        """Delete what is kept on this machine beside the survey and was not asked for lately."""

    def remove_temporaries(self, tables: Iterable[str]) -> None:
        """Remove what killed runs left half written. For who holds the survey."""
        for table in tables:
            for file in (self.path / table).rglob(f".*{TEMPORARY}"):
                file.unlink(missing_ok=True)

    @contextmanager
    def locked(self, name: str, refusal: str) -> Iterator[None]:
        """Hold the lock of that name.

        Raises:
            SurveyError: Another process holds it, as ``refusal`` says.
        """
        import filelock  # only who writes needs it

        lock = filelock.FileLock(self.path / name)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise SurveyError(refusal) from None
        except OSError as error:
            raise SurveyError(f"cannot write to the survey at {self}: {error.strerror}") from None
        try:
            yield
        finally:
            lock.release()

    def replace(self, old: Sequence[Path], new: Path, content: memoryview) -> bool:
        """Put a new file in the place of others; whether that was possible. For who holds the lock of compactions."""
        written = self.path / _APART / "rows"
        self.write(written, content)
        self.write(self.path / REPLACED / f"{uuid.uuid4().hex}.json", record_of(self.path, [new], old))
        written.rename(new)
        return True

    def replacements(self) -> Iterator[Replacement]:
        """All that are not carried out to the end."""
        for record in sorted((self.path / REPLACED).glob("*.json")):
            yield replacement(self.path, record, record.read_bytes())

    def overdue(self) -> Iterator[Replacement]:
        """Those whose old files need not be there any more."""
        return self.replacements()

    def holds_new(self, found: Replacement) -> bool:
        """Whether the new files are there; until then the old ones count. For who writes none of them meanwhile."""
        return all(map(self.holds, found.new))

    def delete_replaced(self, *, alone: bool) -> int:
        """Delete what others took the place of where nobody else reads; how many files stay for readers."""
        shutil.rmtree(self.path / _APART, ignore_errors=True)
        left = 0
        for found in in_order(self.replacements()):
            held = self.holds_new(found)
            if not alone:
                left += len(found.old) * held
                continue
            if held:
                for file in found.old:
                    file.unlink(missing_ok=True)
            found.record.unlink()
        return left


def in_order(found: Iterable[Replacement]) -> list[Replacement]:
    """Each after those whose new files it replaces: by then, nothing is left that would count without these."""
    known = list(found)
    made_by = {file: one for one in known for file in one.new}
    needed = {one: [made_by[file] for file in one.old if file in made_by] for one in known}
    return list(TopologicalSorter(needed).static_order())


class Reading:
    """Keeps what is in a folder there for as long as it lives. It ends with its process at the latest."""

    def __init__(self, folder: Path) -> None:
        self._file: int | None = None
        with suppress(OSError):  # who may not write here does not compact either
            self._file = os.open(folder / READERS, os.O_RDONLY | os.O_CREAT, 0o644)
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


def record_of(folder: Path, new: Iterable[Path], old: Iterable[Path]) -> bytes:
    """What the record of a replacement holds."""
    named = {"new": new, "old": old}
    told = {key: [file.relative_to(folder).as_posix() for file in files] for key, files in named.items()}
    return json.dumps(told).encode()


def replacement(folder: Path, record: Path, content: bytes) -> Replacement:
    """The replacement that a record tells."""
    told = json.loads(content)
    return Replacement(record, *(tuple(folder / name for name in told[key]) for key in ("new", "old")))


def write_beside(target: Path, content: bytes | memoryview) -> None:
    """Write a file that nobody sees before it is whole and on the disk.

    Raises:
        OSError: It cannot be written; nothing is left behind.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
    try:
        with temporary.open("wb") as f:
            f.write(content)
            f.flush()
            os.fsync(f.fileno())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise OSError(error.errno, error.strerror, str(target)) from error


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise SurveyError(f"cannot read {error.filename}: {error.strerror}") from None
