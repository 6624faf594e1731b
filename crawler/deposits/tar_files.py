"""A tar, packed or not: it cannot be sought, so it is brought whole and read once from its beginning."""

from __future__ import annotations

import asyncio
import bz2
import gzip
import lzma
import stat
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from reprosurvey.crawler.deposits.members import Member, member
from reprosurvey.crawler.deposits.records import DepositError, DepositFile
from reprosurvey.crawler.deposits.transfer import Transfer
from reprosurvey.crawler.git.repository import TooLargeError

UNPACKED_LIMIT = 4 << 30
"""Bytes of a tar when unpacked."""
READ_LIMIT = 64 << 20
"""Bytes that are read of it at once."""
MEMBERS_LIMIT = 200_000
"""Files of a tar."""
KEPT_LIMIT = 64 << 20
"""Bytes of the members that are kept of it."""

_DAMAGED = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


class TarOnWeb:
    """A tar that was read."""

    def __init__(self, members: list[Member], contents: dict[str, bytes]) -> None:
        self.members = members
        self._contents = contents

    @classmethod
    async def open(cls, transfer: Transfer, file: DepositFile, wants: Callable[[Member], bool]) -> TarOnWeb:
        """The tar that ``file`` is; ``wants``: whether a member's content may be asked for.

        Raises:
            DepositError: It is damaged, or not given.
            TooLargeError: It exceeds the limits, packed or unpacked.
            As ``Transfer.save``.
        """
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            path = Path(folder) / "archive.tar"
            await transfer.save(file.url or "", path)
            try:
                return await asyncio.to_thread(_read, path, wants)
            except _DAMAGED as error:
                raise DepositError(f"{file.path} cannot be unpacked: {error}"[:300]) from error

    async def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of those of the members at ``paths`` that were kept."""
        return {path: self._contents[path] for path in paths if path in self._contents}


class _Limited:
    """A file that is unpacked as it is read, up to the limits."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        self._require(self._file.tell() + max(size, 0), size)
        return self._file.read(size)

    def seek(self, position: int) -> int:
        self._require(position, 0)
        return self._file.seek(position)

    def tell(self) -> int:
        return self._file.tell()

    def _require(self, end: int, size: int) -> None:
        if end > UNPACKED_LIMIT or not 0 <= size <= READ_LIMIT:
            raise TooLargeError(f"more than {UNPACKED_LIMIT} bytes when unpacked")


def _read(path: Path, wants: Callable[[Member], bool]) -> TarOnWeb:
    members: dict[str, Member] = {}
    contents: dict[str, bytes] = {}
    left = KEPT_LIMIT
    with _unpacked(path) as file, tarfile.open(fileobj=cast("IO[bytes]", _Limited(file)), mode="r:") as archive:
        for info, entry in _entries(archive):
            members[entry.path] = entry
            left -= entry.size or 0 if wants(entry) else 0
            if wants(entry) and left >= 0:
                contents[entry.path] = _content(archive, info)
    return TarOnWeb(list(members.values()), contents)


def _entries(archive: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, Member]]:
    for number, info in enumerate(archive, 1):
        if number > MEMBERS_LIMIT:
            raise TooLargeError(f"more than {MEMBERS_LIMIT} files")
        archive.members = []  # type: ignore[attr-defined]  # which would grow
        kind = stat.S_IFLNK if info.issym() else stat.S_IFREG if info.isreg() else stat.S_IFDIR
        size = len(info.linkname.encode("utf-8", "replace")) if info.issym() else info.size
        if (entry := member(info.name, kind | info.mode & 0o777, size)) is not None:
            yield info, entry


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    """What git would keep of a member: of a link, where it leads."""
    if info.issym():
        return info.linkname.encode("utf-8", "replace")
    opened = archive.extractfile(info)
    return opened.read(info.size) if opened else b""


def _unpacked(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        magic = file.read(6)
    if magic.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.open(path))
    if magic.startswith(b"BZh"):
        return cast("IO[bytes]", bz2.open(path))
    return cast("IO[bytes]", lzma.open(path)) if magic.startswith(b"\xfd7zXZ") else path.open("rb")
