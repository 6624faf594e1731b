"""A snapshot by git: a shallow partial clone that leaves large blobs behind, then its tree and texts.

Repositories come from strangers: no hook, filter, submodule, prompt, user configuration or protocol other than HTTP
takes part, nothing is checked out, and time and size are bounded. Settings: ``limits.visit_seconds``,
``limits.blob_bytes``, ``limits.pack_bytes``.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from crawler.config import Limits
from crawler.errors import SurveyError
from crawler.visits.model import Entry, Taken
from crawler.visits.texts import TEXTS_LIMIT, TOTAL_LIMIT, decoded, is_wanted

_SETTINGS = (
    "protocol.allow=never",
    "protocol.http.allow=always",
    "protocol.https.allow=always",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
    "core.hooksPath=/dev/null",
    "credential.helper=",
    "gc.auto=0",
)


TREE_LIMIT = 32 << 20
"""Bytes of a tree's listing: a few hundred thousand paths. A small repository may list more than any memory holds."""
OUTPUT_LIMIT = 2 * TOTAL_LIMIT
"""Bytes of any other answer of git."""


class CloneError(Exception):
    """Git said no; what it said."""


class TooLargeError(CloneError):
    """The repository exceeds the limits."""


def require_git() -> None:
    """Make sure that git can be run.

    Raises:
        SurveyError: It is not on the path.
    """
    if shutil.which("git") is None:
        raise SurveyError("git is not on the PATH; repositories are visited with it: install git 2.30 or newer")


async def take_snapshot(url: str, limits: Limits, user_agent: str) -> Taken:
    """Clone ``url`` into a temporary folder and read what the rules need.

    Raises:
        CloneError: Git could not.
        TooLargeError: The pack or the tree exceeds the limits.
        TimeoutError: It took longer than the limits allow.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        async with asyncio.timeout(limits.visit_seconds):
            git = _Git(Path(folder) / "repository.git", user_agent)
            await git.clone(url, limits)
            head, committed = (await git.run("log", "-1", "--format=%H %ct")).decode().rstrip("\n").split(" ")
            tree = list(_entries(await git.run("ls-tree", "-r", "-l", "-z", "--full-tree", "HEAD", limit=TREE_LIMIT)))
            texts = await git.texts(_wanted(tree))
        return Taken(head, _time(committed), tree, texts)


def _time(seconds: str) -> datetime | None:
    """The time of a commit; None where it is one that no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _entries(listing: bytes) -> Iterator[Entry]:
    for row in listing.split(b"\0"):
        if row:
            about, path = row.split(b"\t", 1)
            mode, _, blob, size = about.decode().split()
            yield Entry(path.decode("utf-8", "replace"), mode, blob, int(size) if size.isdigit() else None)


def _wanted(tree: list[Entry]) -> list[str]:
    chosen: dict[str, None] = {}
    total = 0
    for entry in sorted(tree, key=lambda e: (e.path.count("/"), e.path)):
        if is_wanted(entry.path, entry.mode, entry.size) and entry.blob not in chosen:
            total += entry.size or 0
            if total > TOTAL_LIMIT or len(chosen) >= TEXTS_LIMIT:
                break
            chosen[entry.blob] = None
    return list(chosen)


class _Git:
    """Git on one bare repository, shut off from the user's configuration."""

    def __init__(self, folder: Path, user_agent: str) -> None:
        self.folder = folder
        settings = [*_SETTINGS, f"http.userAgent={user_agent}"]
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder.parent),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "true",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_CONFIG_COUNT": str(len(settings)),
            **{f"GIT_CONFIG_KEY_{i}": s.split("=", 1)[0] for i, s in enumerate(settings)},
            **{f"GIT_CONFIG_VALUE_{i}": s.split("=", 1)[1] for i, s in enumerate(settings)},
        }

    async def clone(self, url: str, limits: Limits) -> None:
        """Clone what stands at the head, without the blobs above the limit."""
        options = ["--bare", "--depth=1", "--single-branch", "--no-tags", f"--filter=blob:limit={limits.blob_bytes}"]
        try:
            await _run(
                ["git", "clone", "--quiet", *options, "--", url, str(self.folder)],
                self.environment,
                self.folder.parent,
                file_limit=limits.pack_bytes,
            )
        except CloneError as error:
            if "File too large" in str(error):
                raise TooLargeError(f"more than {limits.pack_bytes} bytes") from error
            raise
        # without its promisor git takes an absent blob as absent, instead of asking the host for it
        await self.run("config", "--remove-section", "remote.origin")

    async def run(self, *arguments: str, given: bytes = b"", limit: int = OUTPUT_LIMIT) -> bytes:
        """Git's output for ``arguments``, no more than ``limit`` bytes."""
        return await _run(["git", *arguments], self.environment, self.folder, given=given, limit=limit)

    async def texts(self, blobs: list[str]) -> dict[str, str]:
        """The decoded contents of ``blobs``, binary ones left out."""
        output = await self.run("cat-file", "--batch", given="".join(f"{b}\n" for b in blobs).encode())
        return {blob: text for blob, content in _contents(output) if (text := decoded(content)) is not None}


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


async def _run(
    command: list[str],
    environment: dict[str, str],
    folder: Path,
    *,
    given: bytes = b"",
    limit: int = OUTPUT_LIMIT,
    file_limit: int | None = None,
) -> bytes:
    if file_limit is not None:
        # with the signal ignored, git says that the file is too large instead of dying of it
        command = ["sh", "-c", f'trap "" XFSZ; ulimit -f {file_limit // 512}; exec "$@"', "sh", *command]
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        cwd=folder,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    try:
        output, complaint, _ = await asyncio.gather(
            _read(process.stdout, limit, end), _read(process.stderr, limit, end), _write(process.stdin, given)
        )
        await process.wait()
    except BaseException:
        end()
        await process.communicate()  # a process is not over while one of its pipes holds something
        raise
    if len(output) == limit:
        raise TooLargeError(f"git's answer has {limit} bytes or more")
    if process.returncode != 0:
        lines = complaint.decode("utf-8", "replace").strip().splitlines() or [f"exit status {process.returncode}"]
        raise CloneError("; ".join(lines[-3:])[:500])
    return output


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


async def _write(stream: asyncio.StreamWriter, given: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):
        stream.write(given)
        await stream.drain()
    stream.close()
