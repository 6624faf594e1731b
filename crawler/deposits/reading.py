"""What a deposit holds: its files, and what its archives hold, with the contents that are wanted.

Which archives are looked into: every ZIP, the smallest first, as its listing costs a request or two; a tar, which costs
all of its bytes, only where no program was found before. An archive that is not looked into stands for itself, as one
in a git repository does. Where no program is found and an archive could not be looked into, nothing is known.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Protocol

from reprosurvey.crawler.deposits.members import Member, member
from reprosurvey.crawler.deposits.records import METADATA, Deposit, DepositError, DepositFile
from reprosurvey.crawler.deposits.tar_files import TarOnWeb
from reprosurvey.crawler.deposits.transfer import Transfer
from reprosurvey.crawler.deposits.zip_files import ZipOnWeb
from reprosurvey.crawler.git.repository import TooLargeError, TreeEntry

ARCHIVES_LIMIT = 20
"""Archives of one deposit that are looked into."""
FILES_LIMIT = 200
"""Files of a deposit that are asked for one by one."""
FILE_LIMIT = 32 << 20
"""Bytes of one file; a larger one is listed and not read."""

_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_ZIP = (".zip",)
_OTHER = (".7z", ".rar", ".tar.zst", ".tar.z")
"""Archives that are not read."""
_ARCHIVES = _ZIP + _TAR + _OTHER
_PROGRAMS = frozenset(
    ".py .pyx .ipynb .r .rmd .qmd .m .mlx .jl .c .cc .cpp .cxx .h .hpp .cu .java .scala .kt .lua .js .ts .go .rs "
    ".swift .cs .sh .f90 .pl .do .sas .nb .wl .hs .ml .lisp .nf .smk".split()
)


class Opened(Protocol):
    """An archive that was opened."""

    @property
    def members(self) -> list[Member]:
        """What it holds."""

    async def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of some of them."""


class DepositReader:
    """Reads one deposit. ``wants``: whether a rule may read a file, by its path, mode and size."""

    def __init__(self, transfer: Transfer, deposit: Deposit, wants: Callable[[str, str, int | None], bool]) -> None:
        self._transfer, self._deposit, self._wants = transfer, deposit, wants
        self._files = list({file.path: file for file in map(_harmless, deposit.files) if file is not None}.values())
        self._opened: dict[str, Opened] = {}
        self.unread: list[Exception] = []
        """Why archives could not be looked into, once ``tree`` was asked for."""

    async def tree(self) -> list[TreeEntry]:
        """All files, those of an archive below its name; the path stands for the blob.

        Raises:
            DepositError: No program was found, and an archive could not be looked into.
            TooLargeError: It exceeds the limits.
            As ``Transfer.tail``.
        """
        await self._open_all(_smallest_first(self._files, _ZIP))
        if not self._has_program():
            await self._open_all(_smallest_first(self._files, _TAR), until_program=True)
        self.unread += map(_unread, filter(partial(_is, endings=_OTHER), self._files))
        self.unread += map(_kept_back, filter(self._is_kept_back, self._files))
        if not self._has_program():
            self._require_all()
        return list(self._entries())

    def _require_all(self) -> None:
        """Raise why something was not looked into that may hold a program."""
        hidden = (entry for entry in self._entries() if _is(entry, _ARCHIVES) or _is_program(entry))
        if reasons := [*self.unread, *map(_unread, hidden)]:
            raise reasons[0]

    async def contents(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The contents at ``paths``, which are those of entries of ``tree``.

        Raises:
            As ``tree``.
        """
        found = {METADATA: self._deposit.metadata.encode()} if METADATA in paths else {}
        for name, opened in self._opened.items():
            inside = [path.removeprefix(f"{name}/") for path in paths if path.startswith(f"{name}/")]
            contents = await opened.contents(inside)
            found |= {f"{name}/{path}": content for path, content in contents.items()}
        return found | await self._alone(frozenset(paths))

    async def _alone(self, paths: frozenset[str]) -> dict[str, bytes]:
        """The contents of files at ``paths`` that stand in no archive."""
        files = [file for file in self._files if file.path in paths]
        if len(files) > FILES_LIMIT:
            raise TooLargeError(f"more than {FILES_LIMIT} files to be asked for one by one")
        return {file.path: await self._transfer.whole(file.url or "", FILE_LIMIT) for file in files}

    async def _open_all(self, files: list[DepositFile], *, until_program: bool = False) -> None:
        """Look into archives."""
        for number, file in enumerate(files):
            if number >= ARCHIVES_LIMIT:
                self.unread.append(TooLargeError(f"more than {ARCHIVES_LIMIT} archives"))
                break
            if until_program and self._has_program():
                break
            try:
                self._opened[file.path] = await self._open(file)
            except (DepositError, TooLargeError) as error:
                self.unread.append(error)

    async def _open(self, file: DepositFile) -> Opened:
        if file.url is None:
            raise _kept_back(file)
        if _is(file, _ZIP):
            return await ZipOnWeb.open(self._transfer, file)
        return await TarOnWeb.open(self._transfer, file, lambda m: self._wants(m.path, m.mode, _readable(m.size)))

    def _has_program(self) -> bool:
        """Whether there is a program that can be read."""
        return any(entry.size is not None and _is_program(entry) for entry in self._entries())

    def _is_kept_back(self, file: DepositFile) -> bool:
        """Whether a rule may read a file that is listed and not given."""
        return file.url is None and not _is(file, _ARCHIVES) and self._wants(file.path, file.mode, file.size)

    def _entries(self) -> Iterator[TreeEntry]:
        for file in self._files:
            if file.path not in self._opened:
                yield TreeEntry(file.path, file.mode, file.path, _readable(file.size if file.url else None))
        for name, opened in self._opened.items():
            for entry in opened.members:
                path = f"{name}/{entry.path}"
                yield TreeEntry(path, entry.mode, path, _readable(entry.size))
        if all(file.path != METADATA for file in self._files):
            yield TreeEntry(METADATA, "100644", METADATA, len(self._deposit.metadata.encode()))


def _harmless(file: DepositFile) -> DepositFile | None:
    entry = member(file.path, stat.S_IFREG, file.size)
    return replace(file, path=entry.path) if entry is not None else None


def _unread(file: DepositFile | TreeEntry) -> DepositError:
    return DepositError(f"{file.path} is of a form that is not read")


def _kept_back(file: DepositFile) -> DepositError:
    return DepositError(f"{file.path} is listed and not given")


def _readable(size: int | None) -> int | None:
    return None if size is None or size > FILE_LIMIT else size


def _is_program(entry: TreeEntry) -> bool:
    return PurePosixPath(entry.path).suffix.lower() in _PROGRAMS


def _is(file: DepositFile | TreeEntry, endings: tuple[str, ...]) -> bool:
    return file.path.lower().endswith(endings)


def _smallest_first(files: Iterable[DepositFile], endings: tuple[str, ...]) -> list[DepositFile]:
    return sorted((file for file in files if _is(file, endings)), key=lambda file: (file.size or 0, file.path))
