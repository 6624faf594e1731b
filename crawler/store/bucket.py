"""Where a survey's files stand: below a prefix of an object store.

A survey's files never change and carry their digest, so that whoever reads one has it whole on this machine: in a
folder of the user's cache, by the same path. What is there is not fetched again; where it is more than
``CACHE_BYTES``, what was not read for longest goes. What a run keeps for itself (the crawl's log, pages that it holds
back) stands in that folder, too, and is not sent.

One put is atomic, and who lists sees all that was put before; there are neither renames nor locks of readers. Hence who
writes holds a lease (``leases.py``). What others took the place of is deleted ``KEPT`` after that, and its record as
long after it, so that whoever listed it can read it. Two that put a file in the place of the same ones see each other's
record, and give up.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
import uuid
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.locations import ObjectUrl
from reprosurvey.crawler.store.folder import REPLACED, Folder, Reading, Replacement, in_order, record_of, replacement
from reprosurvey.crawler.store.groups import grouped
from reprosurvey.crawler.store.layout import SUFFIX, digest_in, digest_of
from reprosurvey.crawler.store.leases import Lease
from reprosurvey.crawler.store.objects import REQUESTS, Entry, Objects, endpoint, require_client

if TYPE_CHECKING:
    import duckdb
    import pyarrow.fs

CACHE_BYTES = 32 << 30
"""What is kept of one survey on this machine."""
KEPT = timedelta(days=1)
"""How long what others took the place of is there for who listed it before."""
PARALLEL = 16
"""Requests at the same time."""
TOGETHER_BYTES = 32 << 20
"""Of files that are brought at once, where a query asks for one of them."""
SCHEME = "reprosurvey"
"""Of the addresses by which a database opens what is not on this machine yet."""

_PUT_WITHIN = 300.0
"""Seconds after its record within which a file is put in the place of others."""
_FOLDERS = 4096
"""Folders of which the last listing is remembered."""
_LISTED_ALONE = 4
"""Folders of a table that are listed one by one: an answer tells of a thousand files."""
_BRINGING = "bringing"


class _AtOnce(threading.local):
    """What a thread has listed for a block."""

    def __init__(self) -> None:
        self.found: Mapping[str, list[Path]] = {}


class Bucket(Folder):
    """A survey's files in an object store; their paths are those that they have on this machine."""

    kept = "for a day"

    def __init__(self, url: ObjectUrl) -> None:
        require_client(url)
        super().__init__(_cache_of(url))
        self._objects = Objects(url)
        self._listed: OrderedDict[Path, dict[str, Entry]] = OrderedDict()
        self._records: dict[Path, Replacement] = {}
        self._groups: dict[Path, list[Path]] = {}
        self._bringing = threading.Lock()
        self._leases: list[Lease] = []
        self._at_once = _AtOnce()

    def __str__(self) -> str:
        return str(self._objects.url)

    def __reduce__(self) -> tuple[type[Folder], tuple[ObjectUrl]]:
        return Bucket, (self._objects.url,)

    @property
    def address(self) -> str:
        """The prefix."""
        return str(self)

    def name_of(self, file: Path) -> str:
        """The address of the object."""
        return self._objects.address_of(self._key(file))

    def is_free(self) -> bool:
        """Whether there is no object below the prefix."""
        return next(self._objects.list(""), None) is None

    def files_below(self, folder: str) -> Iterator[Path]:
        """Every object below a folder of the survey."""
        if folder in self._at_once.found:
            return iter(self._at_once.found[folder])
        return self._list(folder)

    def files_in(self, table: str, folders: Sequence[str]) -> Iterator[Path]:
        """Every object below some folders of a table; of many, the table is listed as a whole."""
        if table not in self._at_once.found and len(folders) <= _LISTED_ALONE:
            return super().files_in(table, folders)
        if folders == [table]:
            return self.files_below(table)
        asked = {self.path / folder for folder in folders}
        return (file for file in self.files_below(table) if file.parent in asked)

    @contextmanager
    def at_once(self, folders: Iterable[str]) -> Iterator[None]:
        """List these folders at the same time and once for the block, and what was replaced after that."""
        before = self._at_once.found
        if asked := [folder for folder in folders if folder not in before]:
            with ThreadPoolExecutor(PARALLEL) as threads:
                listed = zip(asked, threads.map(lambda folder: list(self._list(folder)), asked), strict=True)
                self._at_once.found = {**before, **dict(listed), REPLACED: list(self._list(REPLACED))}
        try:
            yield
        finally:
            self._at_once.found = before

    def editions_of(self, table: str) -> Iterator[Path]:
        """The folders of a table's partitions by venue and year."""
        return iter({file.parent for file in self.files_below(table)})

    def size(self, file: Path) -> int:
        """Bytes of a file, by the last listing; 0 where it is not there."""
        entry = self._entry(file)
        return entry.size if entry else 0

    def holds(self, file: Path) -> bool:
        """Whether the file is there."""
        return self._objects.head(self._key(file)) is not None

    def asked_at(self, file: Path) -> float | None:
        """When the file was written, or confirmed by this process, in seconds since 1970; None where there is none."""
        entry = self._entry(file)
        return entry.modified.timestamp() if entry else None

    def confirm(self, file: Path) -> None:
        """Note that the file is still what it is a copy of, for as long as this process lives."""
        self._note(file, Entry(self._key(file), self.size(file), datetime.now(UTC)))

    def read(self, file: Path) -> bytes:
        """The object's content, which is fetched."""
        return self._objects.get(self._key(file)).content

    def bring(self, files: Iterable[Path]) -> None:
        """Have the files on this machine, by their paths."""
        _at_once(self._fetch, [file for file in files if not self._is_here(file)])

    @contextmanager
    def borrowed(self, file: Path) -> Iterator[Path]:
        """A copy on this machine for as long as the block runs.

        Raises:
            OSError: It is not there.
        """
        with tempfile.NamedTemporaryFile(prefix="reprosurvey-", suffix=file.suffix) as copy:
            copy.write(self.read(file))
            copy.flush()
            yield Path(copy.name)

    def opened(self, files: Iterable[Path]) -> list[str]:
        """The names by which :meth:`attach`ed databases and :attr:`arrow` open the files.

        Those that are not here are brought when they are, and then some others with them.
        """
        asked = list(files)
        away = dict.fromkeys(file for file in asked if not self._is_here(file))
        first, others = list(away)[:1], list(away)[1:]  # the first is opened for the columns' names alone
        for group in (first, *grouped(others, self.size, TOGETHER_BYTES, PARALLEL)):
            self._groups.update(dict.fromkeys(group, group))
        return [f"{SCHEME}://{file}" if file in away else str(file) for file in asked]

    def attach(self, database: duckdb.DuckDBPyConnection) -> None:
        """Have a database open them."""
        from reprosurvey.crawler.store.fetching import Fetching

        database.register_filesystem(Fetching(self))

    @property
    def arrow(self) -> pyarrow.fs.FileSystem:
        """What opens them for Arrow."""
        from pyarrow.fs import FSSpecHandler, PyFileSystem

        from reprosurvey.crawler.store.fetching import Fetching

        return PyFileSystem(FSSpecHandler(Fetching(self)))

    def bring_for_query(self, file: Path) -> None:
        """Bring a file that a query opens, and those that it will open next."""
        with self._bringing:
            self.bring(self._groups.pop(file, [file]))

    def write(self, file: Path, content: bytes | memoryview) -> None:
        """Put an object; of a table, a copy stays here.

        Raises:
            SurveyError: It cannot be put, or another run took the survey over.
        """
        for lease in self._leases:
            lease.require()
        key = self._key(file)
        self._objects.put(key, content)
        if file.parent in self._listed:  # else it is listed whole, once something there is asked for
            self._note(file, Entry(key, len(content), datetime.now(UTC)))
        if file.suffix == SUFFIX:
            self._keep(file, [content])

    def publish(self, folder: Path) -> None:
        """Put every file that a command wrote into the folder."""
        files = [file for file in folder.rglob("*") if file.is_file()]
        _at_once(lambda file: self._objects.put(self._key(file), file.read_bytes()), files)

    def asked(self) -> Counter[str]:
        """What this process asked of object stores until now."""
        return Counter({f"objects/{kind}": times for kind, times in REQUESTS.items()})

    def remove_temporaries(self, tables: Iterable[str]) -> None:
        """There are none."""

    @contextmanager
    def locked(self, name: str, refusal: str) -> Iterator[None]:
        """Hold the lock of that name: on this machine, and a lease of the object store.

        Raises:
            SurveyError: Another process holds it, as ``refusal`` says.
        """
        lease = Lease(self._objects, f"locks/{name}", self._machine(), refusal)
        with super().locked(name, refusal), lease.held():
            self._leases.append(lease)
            try:
                yield
            finally:
                self._leases.remove(lease)

    def replace(self, old: Sequence[Path], new: Path, content: memoryview) -> bool:
        """Put a new file in the place of others; whether that was possible."""
        record, begun = f"{REPLACED}/{uuid.uuid4().hex}.json", monotonic()
        self._objects.put(record, record_of(self.path, [new], old))
        others = (found for found in self.replacements() if found.record != self.path / record)
        if any(not set(old).isdisjoint(found.old) for found in others) or monotonic() - begun > _PUT_WITHIN:
            self._objects.delete([record])
            return False
        self.write(new, content)
        return True

    def replacements(self) -> Iterator[Replacement]:
        """All whose old files may be there, or may have been listed."""
        for record in sorted(self.files_below(REPLACED)):
            if record not in self._records:
                try:
                    self._records[record] = replacement(self.path, record, self.read(record))
                except FileNotFoundError:  # withdrawn since it was listed
                    continue
            yield self._records[record]

    def overdue(self) -> Iterator[Replacement]:
        """Those whose old files no reader need have listed, by this machine's clock."""
        begun = (datetime.now(UTC) - KEPT).timestamp()
        return (found for found in self.replacements() if (self.asked_at(found.record) or begun) < begun)

    def delete_replaced(self, *, alone: bool) -> int:
        """Delete what others took the place of ``KEPT`` ago; how many files stay for who may read them."""
        left = 0
        if found := in_order(self.replacements()):
            present = self._objects.now()
            for one in found:
                written = self._entry(one.record)
                age = present - written.modified if written else timedelta()
                self._delete_old(one, age)
                left += len(one.old) if age <= KEPT else 0
        return left

    def prune(self) -> None:
        """Delete of what is kept on this machine what was not read for longest, unless somebody reads."""
        reading = Reading(self.path)
        if reading.is_alone():
            for left in (self.path / _BRINGING).glob("*"):  # by processes that were killed
                left.unlink()
            kept = [(file, file.stat()) for file in self.path.rglob(f"*{SUFFIX}")]
            size = sum(stat.st_size for _, stat in kept)
            for file, stat in sorted(kept, key=lambda one: max(one[1].st_atime, one[1].st_mtime)):
                if size <= CACHE_BYTES:
                    break
                file.unlink()
                size -= stat.st_size
        reading.end()

    def _key(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()

    def _machine(self) -> str:
        """What tells this machine, or rather this folder, from others."""
        file = self.path / "machine"
        if not file.exists():
            file.write_text(uuid.uuid4().hex)
        return file.read_text()

    def _list(self, folder: str) -> Iterator[Path]:
        for entry in self._objects.list(folder):
            file = self.path / entry.key
            self._note(file, entry)
            yield file

    def _note(self, file: Path, entry: Entry) -> None:
        if file.parent not in self._listed and len(self._listed) >= _FOLDERS:
            self._listed.popitem(last=False)
        self._listed.setdefault(file.parent, {})[file.name] = entry

    def _entry(self, file: Path) -> Entry | None:
        """What the last listing told of a file; where there was none, its folder is listed."""
        if file.parent not in self._listed:
            self._listed[file.parent] = {}
            for _ in self._list(self._key(file.parent)):
                pass
        return self._listed.get(file.parent, {}).get(file.name)

    def _is_here(self, file: Path) -> bool:
        """Whether this machine has the file, whole."""
        try:
            return file.stat().st_size == self.size(file)
        except FileNotFoundError:
            return False

    def _fetch(self, file: Path) -> None:
        try:
            self._keep(file, self._objects.parts(self._key(file)))
        except FileNotFoundError:
            raise SurveyError(
                f"{self.name_of(file)} is gone: another took its place while this command worked; run it again"
            ) from None

    def _keep(self, file: Path, parts: Iterable[bytes | memoryview]) -> None:
        """Have the content on this machine.

        Raises:
            SurveyError: It is not what the file's name says, or cannot be written.
            FileNotFoundError: There is no such object.
        """
        digest = hashlib.sha256()
        coming = self.path / _BRINGING / uuid.uuid4().hex
        try:
            coming.parent.mkdir(exist_ok=True)
            with coming.open("wb") as target:
                for part in parts:
                    digest.update(part)
                    target.write(part)
            if (said := digest_in(file.name)) is not None and not digest.hexdigest().startswith(said):
                raise SurveyError(f"{self.name_of(file)} is damaged; `reprosurvey doctor` says more")
            file.parent.mkdir(parents=True, exist_ok=True)
            coming.replace(file)
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise
            raise SurveyError(f"cannot write to {self.path}: {error.strerror}") from None
        finally:
            coming.unlink(missing_ok=True)

    def _delete_old(self, found: Replacement, age: timedelta) -> None:
        """Delete what is old enough of a replacement."""
        if age <= KEPT:
            return
        held = self.holds_new(found)
        if held:
            self._objects.delete([self._key(file) for file in found.old])
        if age > 2 * KEPT or not held:
            self._objects.delete([self._key(found.record)])


def _at_once(work: Callable[[Path], None], files: Sequence[Path]) -> None:
    with ThreadPoolExecutor(PARALLEL) as threads:
        for _ in threads.map(work, files):
            pass


def _cache_of(url: ObjectUrl) -> Path:
    """The folder of this machine for the survey at ``url``, made for its user alone."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "reprosurvey" / digest_of(json.dumps([str(url), endpoint()]).encode())
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SurveyError(f"cannot write to {folder}: {error.strerror}; XDG_CACHE_HOME names another place") from None
    return folder
