"""A ZIP on the web: its listing and the members that are wanted, by ranges.

The standard library reads it from a file of which only the fetched parts are here: where it wants one that is not, that
part is fetched. Members that are encrypted or packed otherwise than by deflate are listed and not read.
"""

from __future__ import annotations

import asyncio
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import IO, TypeVar, cast

from reprosurvey.crawler.deposits.members import member
from reprosurvey.crawler.deposits.records import DepositError, DepositFile
from reprosurvey.crawler.deposits.sparse import MissingPartError, SparseFile, merged
from reprosurvey.crawler.deposits.transfer import NoRangesError, Transfer
from reprosurvey.crawler.git.repository import TooLargeError

TAIL = (1 << 16) + 256
"""Bytes at the end of a ZIP in which its directory is looked for: the longest comment, and what stands beside it."""
GAP = 1 << 18
"""Bytes between two members that are fetched with them rather than by a request more."""
RANGES_LIMIT = 64
"""Requests for the members of one ZIP."""
FAULTS_LIMIT = 8
"""Parts beyond those that may be found missing."""

PART_LIMIT = 32 << 20
"""Bytes of a ZIP's directory, or of what stands before a member."""
WHOLE_LIMIT = 256 << 20
"""Bytes of a ZIP on a server that knows no ranges, which is kept in memory."""

_HEADER = 30 + 24 + 1024
"""Bytes of a member's header and descriptor without its name, as far as any program writes them."""
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""By others a small member may hold more than any memory before the standard library notices."""
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError, zlib.error, OSError, KeyError)

Read = TypeVar("Read")


class ZipOnWeb:
    """A ZIP that was opened."""

    def __init__(self, parts: _Parts, archive: zipfile.ZipFile) -> None:
        self._parts, self._archive = parts, archive
        listed = ((member(info.filename, _mode(info), _size(info)), info) for info in archive.infolist())
        found = {entry.path: (entry, info) for entry, info in listed if entry is not None}
        self.members = [entry for entry, _ in found.values()]
        self._infos = {path: info for path, (_, info) in found.items()}

    @classmethod
    async def open(cls, transfer: Transfer, file: DepositFile) -> ZipOnWeb:
        """The ZIP that ``file`` is.

        Raises:
            DepositError: It is damaged, or not given.
            TooLargeError: Its listing exceeds the limits, or all of it where the server knows no ranges.
            As ``Transfer.tail``.
        """
        size, content = await _end(transfer, file)
        sparse = SparseFile(size)
        sparse.add(size - len(content), content)
        parts = _Parts(transfer, file, sparse)
        return cls(parts, await parts.read(partial(_opened, sparse)))

    async def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of the members at ``paths``.

        Raises:
            DepositError: One is damaged.
            TooLargeError: They exceed the limits.
            As ``Transfer.part``.
        """
        wanted = {path: self._infos[path] for path in paths}
        for start, end in merged(map(self._span, wanted.values()), GAP, RANGES_LIMIT):
            await self._parts.fetch(start, end)
        return {path: await self._parts.read(partial(_content, self._archive, info)) for path, info in wanted.items()}

    def _span(self, info: zipfile.ZipInfo) -> tuple[int, int]:
        """Where a member stands, as the directory says."""
        length = _HEADER + len(info.orig_filename.encode("utf-8", "replace")) + info.compress_size
        start = min(max(info.header_offset, 0), self._archive.start_dir)
        return start, min(start + length, self._archive.start_dir)


class _Parts:
    """The parts of a ZIP that were fetched, and those that are found missing."""

    def __init__(self, transfer: Transfer, file: DepositFile, sparse: SparseFile) -> None:
        self._transfer, self._file, self._sparse = transfer, file, sparse

    async def read(self, read: Callable[[], Read]) -> Read:
        """What ``read`` gives, once the parts that it misses are here."""
        for _ in range(FAULTS_LIMIT):
            try:
                return await asyncio.to_thread(read)
            except MissingPartError as missing:
                if missing.end - missing.start > PART_LIMIT:
                    raise TooLargeError(f"a part of {self._file.path} has more than {PART_LIMIT} bytes") from None
                await self.fetch(missing.start, missing.end)
            except _DAMAGED as error:
                raise DepositError(f"{self._file.path} cannot be unpacked: {error}"[:300]) from error
        raise DepositError(f"{self._file.path} leads to ever more of its parts")

    async def fetch(self, start: int, end: int) -> None:
        if not self._sparse.holds(start, end):
            self._sparse.add(start, await self._transfer.part(self._file.url or "", start, end))


async def _end(transfer: Transfer, file: DepositFile) -> tuple[int, bytes]:
    """The size of a file, and its end, which is all of it where the server knows no ranges."""
    url = file.url or ""
    if file.by_ranges:
        try:
            return await transfer.tail(url, TAIL, file.size)
        except NoRangesError:
            pass
    content = await transfer.whole(url, WHOLE_LIMIT)
    return len(content), content


def _opened(sparse: SparseFile) -> zipfile.ZipFile:
    return zipfile.ZipFile(cast("IO[bytes]", sparse))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as opened:
        return opened.read(info.file_size)


def _mode(info: zipfile.ZipInfo) -> int:
    """The mode that a program on Unix noted, as ``stat`` writes it; of a folder also by its name."""
    return stat.S_IFDIR if info.is_dir() else info.external_attr >> 16


def _size(info: zipfile.ZipInfo) -> int | None:
    """Bytes of a member; None where it is not read."""
    readable = info.compress_type in _PACKED and not info.flag_bits & _ENCRYPTED
    return info.file_size if readable else None
