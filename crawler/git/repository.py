"""Git on one bare repository, on objects that come from strangers.

Nothing of a repository is run or checked out: no hook, filter, submodule, prompt or user configuration takes part, git
itself never asks the network, and time and output are bounded.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sys
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.errors import SurveyError

TREE_LIMIT = 32 << 20
"""Bytes of a tree's listing: a few hundred thousand paths. A small repository may list more than any memory holds."""
OUTPUT_LIMIT = 128 << 20
"""Bytes of any other answer of git."""
MEMORY_LIMIT = 1 << 30
"""Bytes of address space of a git process, on Linux: a pack of kilobytes may unfold to more than any memory holds."""

_SETTINGS = {
    "protocol.allow": "never",
    "core.hooksPath": "/dev/null",
    "core.bigFileThreshold": "64m",
    "core.packedGitWindowSize": "16m",
    "core.packedGitLimit": "128m",
    "gc.auto": "0",
    "safe.directory": "*",
}
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    **{f"GIT_CONFIG_KEY_{i}": name for i, name in enumerate(_SETTINGS)},
    **{f"GIT_CONFIG_VALUE_{i}": value for i, value in enumerate(_SETTINGS.values())},
}


class GitError(Exception):
    """Git said no; what it said."""


class TooLargeError(GitError):
    """The repository exceeds the limits."""


def require_git() -> None:
    """Make sure that git can be run.

    Raises:
        SurveyError: It is not on the path.
    """
    if shutil.which("git") is None:
        raise SurveyError("git is not on the PATH; repositories are read with it: install git 2.30 or newer")


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One path of a commit's tree."""

    path: str
    mode: str
    blob: str
    size: int | None
    """Bytes; None where the blob is not there."""


class Repository:
    """A bare repository in a folder, read by git."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = {**ENVIRONMENT, **environment}

    @classmethod
    def create(cls, folder: Path, *, sha256: bool = False) -> Repository:
        """An empty one, as ``git init --bare`` lays it out; ``sha256``: by what its objects are named."""
        (folder / "objects" / "info").mkdir(parents=True)
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/main\n")
        if sha256:
            settings = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"
            (folder / "config").write_text(settings)
        return cls(folder, {"GIT_DIR": str(folder)})

    @classmethod
    def found_at(cls, folder: Path) -> Repository:
        """The one that a folder of this machine is, or is the work tree of."""
        return cls(folder, {"GIT_CEILING_DIRECTORIES": str(folder.resolve().parent)})

    @classmethod
    def work_tree(cls, folder: Path, files: Path, index: bytes) -> Repository:
        """The one in ``folder`` with a work tree at ``files``, whose ``index`` is read and never written."""
        places = {"GIT_WORK_TREE": str(files), "GIT_INDEX_FILE": os.fsdecode(index.removesuffix(b"\n"))}
        return cls(folder, {"GIT_DIR": str(folder), "GIT_OPTIONAL_LOCKS": "0", **places})

    def borrow(self, objects: bytes) -> None:
        """Read also the objects of another repository, in the folder ``objects``."""
        (self._folder / "objects" / "info" / "alternates").write_bytes(objects)

    async def add_pack(self, pack: AsyncIterable[bytes], limit: int) -> None:
        """Take the objects of ``pack`` in.

        Raises:
            GitError: It is damaged.
            TooLargeError: It has more than ``limit`` bytes.
        """
        given = _Limited(pack, limit)
        try:
            await self.run("index-pack", "--stdin", given=given)
        except GitError as error:
            if given.exceeded:
                raise TooLargeError(f"more than {limit} bytes") from error
            raise

    async def add_tree(self, entries: Iterable[TreeEntry]) -> str:
        """Write the trees of ``entries``, whose contents need not be there; the root's identifier."""
        listing = b"".join(f"{e.mode} {e.blob}\t{e.path}\0".encode("utf-8", "surrogateescape") for e in entries)
        await self.run("update-index", "-z", "--index-info", given=listing)
        return (await self.run("write-tree", "--missing-ok")).decode().strip()

    async def tree(self, commit: str) -> list[TreeEntry]:
        """Every path of a commit; a blob that is not there has no size."""
        return list(_entries(await self.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, limit=TREE_LIMIT)))

    async def contents(self, objects: Iterable[str]) -> dict[str, bytes]:
        """The contents of those ``objects`` that are there."""
        asked = "".join(f"{name}\n" for name in objects).encode()
        return dict(_contents(await self.run("cat-file", "--batch", given=asked)))

    async def run(self, *arguments: str, given: bytes | AsyncIterable[bytes] = b"", limit: int = OUTPUT_LIMIT) -> bytes:
        """Git's output for ``arguments``, fewer than ``limit`` bytes.

        Raises:
            GitError: It ended with an error.
            TooLargeError: It has more to say.
        """
        process = await asyncio.create_subprocess_exec(
            "git",
            *arguments,
            env=self._environment,
            cwd=self._folder,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin
        assert process.stdout
        assert process.stderr
        _bound_memory(process.pid)

        def end() -> None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

        answers = [asyncio.create_task(_read(pipe, limit, end)) for pipe in (process.stdout, process.stderr)]
        try:
            await _write(process.stdin, given)
            output, complaint = await asyncio.gather(*answers)
            await process.wait()
        except BaseException:
            end()
            for answer in answers:
                answer.cancel()
            await asyncio.gather(*answers, return_exceptions=True)
            await process.communicate()  # a process is not over while one of its pipes holds something
            raise
        if len(output) == limit:
            raise TooLargeError(f"git's answer has {limit} bytes or more")
        if process.returncode != 0:
            lines = complaint.decode("utf-8", "replace").strip().splitlines() or [f"exit status {process.returncode}"]
            said = "; ".join(lines[-3:])[:500]
            raise (
                TooLargeError(f"git needs more than {MEMORY_LIMIT >> 20} MB: {said}")
                if _is_memory(said)
                else GitError(said)
            )
        return output


def _bound_memory(process: int) -> None:
    """Set the limit for a process that has just begun and was given nothing yet."""
    if sys.platform == "linux":
        with suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _is_memory(said: str) -> bool:
    return any(words in said for words in ("ut of memory", "mmap failed", "Cannot allocate memory"))


class _Limited:
    """The pieces of a pack, up to a number of bytes; behind it the pack is cut off."""

    def __init__(self, pack: AsyncIterable[bytes], limit: int) -> None:
        self._pack = pack
        self._left = limit
        self.exceeded = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._pack:
            self._left -= len(piece)
            if self._left < 0:
                self.exceeded = True
                return
            yield piece


def _entries(listing: bytes) -> Iterator[TreeEntry]:
    for row in listing.split(b"\0"):
        if row:
            about, path = row.split(b"\t", 1)
            mode, _, blob, size = about.decode().split()
            yield TreeEntry(path.decode("utf-8", "replace"), mode, blob, int(size) if size.isdigit() else None)


def _contents(output: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        words = output[position:end].decode().split()
        position = end + 1
        if words[1] == "missing":
            continue
        size = int(words[2])
        yield words[0], output[position : position + size]
        position += size + 1


async def _read(stream: asyncio.StreamReader, limit: int, end: Callable[[], None]) -> bytes:
    """All that comes, or the first ``limit`` bytes, behind which what writes is ended."""
    try:
        output = await stream.readexactly(limit)
    except asyncio.IncompleteReadError as error:
        return error.partial
    end()
    while await stream.read(1 << 16):
        pass
    return output


async def _write(stream: asyncio.StreamWriter, given: bytes | AsyncIterable[bytes]) -> None:
    """Give everything, or as much as git wants: where it refuses, nothing more is taken from the source."""
    try:
        async for piece in _pieces(given):
            stream.write(piece)
            await stream.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass
    finally:
        stream.close()


async def _pieces(given: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(given, bytes):
        yield given
    else:
        async for piece in given:
            yield piece
