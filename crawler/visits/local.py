"""A folder of this machine as a snapshot: the commit at a repository's head, or the files of a folder that is none.

No network is asked, and nothing of the repository takes part but its objects: no hook, filter or configuration of its
own. Settings: ``limits.visit_seconds``, ``limits.blob_bytes``.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.config import Limits
from reprosurvey.crawler.git.repository import GitError, Repository, TooLargeError, TreeEntry, require_git
from reprosurvey.crawler.visits.records import FetchedSnapshot
from reprosurvey.crawler.visits.snapshots import chosen_blobs
from reprosurvey.crawler.visits.texts import decoded_texts

_WORK_TREE = """\
[core]
\tfileMode = false
\tcheckStat = minimal
\ttrustctime = false
"""
"""By which a file counts as changed by its content alone, also where the folder was brought to another machine."""

FILES_LIMIT = 200_000
"""Files of a folder that is no repository; with more, it is not what a person meant."""


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """By how many paths a work tree differs from what is committed."""

    changed: int
    """Files that are changed or gone."""
    untracked: int
    """Files, and folders full of such, that git neither has nor is told to ignore."""


async def read_folder(folder: Path, limits: Limits) -> FetchedSnapshot:
    """What stands at the head of the repository in ``folder``, its head empty where it has no commit or is none.

    Raises:
        GitError: Git could not read it.
        TooLargeError: The tree exceeds the limits.
        TimeoutError: Git took longer than the limits allow.
        OSError: A folder cannot be listed.
    """
    async with asyncio.timeout(limits.visit_seconds):
        if (folder / ".git").exists() or ((folder / "HEAD").is_file() and (folder / "objects").is_dir()):
            return await _read_repository(folder)
        return _read_files(folder, limits)


async def remote_of(folder: Path) -> str | None:
    """The address of the remote ``origin`` of the repository in ``folder``; None where there is none.

    Raises:
        TimeoutError: Git took longer than its limit.
    """
    try:
        told = await Repository.found_at(folder).run("config", "--local", "--no-includes", "--get", "remote.origin.url")
    except GitError:
        return None
    return told.decode("utf-8", "replace").strip()


async def uncommitted(folder: Path, limits: Limits) -> Uncommitted | None:
    """How the work tree in ``folder`` differs from its head; None where there is neither, or git cannot tell."""
    if not (folder / ".git").exists():
        return None
    try:
        async with asyncio.timeout(limits.visit_seconds):
            return _counted(await _status_of(folder))
    except (GitError, TimeoutError):
        return None


async def _status_of(folder: Path) -> bytes:
    """What ``git status`` says, asked of a repository of our own with their index.

    Raises:
        GitError: There is no commit, or git cannot read it.
    """
    given = Repository.found_at(folder)
    objects, index, ignored = [await _path_in(given, name) for name in ("objects", "index", "info/exclude")]
    head = await _head_of(given)
    with _repository_over(objects, head) as (_, ours):
        (ours / "HEAD").write_text(f"{head}\n")
        with (ours / "config").open("a") as settings:
            settings.write(_WORK_TREE)
        _copy(ignored, ours / "info" / "exclude")
        return await Repository.work_tree(ours, folder.resolve(), index).run(*_STATUS)


_STATUS = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--ignore-submodules=all")


def _copy(written: bytes, path: Path) -> None:
    """Bring the file whose path git has ``written`` to ``path``, where there is one."""
    source = Path(os.fsdecode(written.removesuffix(b"\n")))
    if source.is_file():
        path.parent.mkdir()
        shutil.copyfile(source, path)


def _counted(status: bytes) -> Uncommitted:
    entries = [entry for entry in status.split(b"\0") if entry]
    untracked = sum(entry.startswith(b"??") for entry in entries)
    return Uncommitted(len(entries) - untracked, untracked)


async def _read_repository(folder: Path) -> FetchedSnapshot:
    require_git()
    given = Repository.found_at(folder)
    objects = await _path_in(given, "objects")
    try:
        head = await _head_of(given)
    except GitError:
        return _snapshot("", [], {})
    with _repository_over(objects, head) as (repository, _):
        tree = await repository.tree(head)
        return _snapshot(head, tree, await repository.contents(chosen_blobs(tree)))


async def _path_in(given: Repository, name: str) -> bytes:
    """Where git has a part of it, with the end of the line that git writes."""
    return await given.run("rev-parse", "--path-format=absolute", "--git-path", name)


async def _head_of(given: Repository) -> str:
    return (await given.run("rev-parse", "--verify", "--quiet", "HEAD")).decode().strip()


@contextmanager
def _repository_over(objects: bytes, head: str) -> Iterator[tuple[Repository, Path]]:
    """A repository of our own over their objects, and its folder: their configuration may name programs to run."""
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as temporary:
        folder = Path(temporary) / "repository.git"
        repository = Repository.create(folder, sha256=len(head) > 40)
        repository.borrow(objects)
        yield repository, folder


def _read_files(folder: Path, limits: Limits) -> FetchedSnapshot:
    tree = list(_list_files(folder, limits.blob_bytes))
    return _snapshot("", tree, {path: _content(folder / path) for path in chosen_blobs(tree)})


def _content(path: Path) -> bytes:
    """What git would keep of a file: of a link, where it leads."""
    return os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def _snapshot(head: str, tree: list[TreeEntry], contents: Mapping[str, bytes]) -> FetchedSnapshot:
    texts = decoded_texts(contents)
    return FetchedSnapshot(head, "", None, tree, frozenset(texts), texts)


def _list_files(folder: Path, size_limit: int) -> Iterator[TreeEntry]:
    """The files below ``folder`` by path, links not followed; the path stands for the blob.

    Raises:
        TooLargeError: There are too many.
        OSError: A folder cannot be listed.
    """
    for number, (path, status) in enumerate(_walk(folder), 1):
        if number > FILES_LIMIT:
            raise TooLargeError(f"more than {FILES_LIMIT} files")
        relative = path.relative_to(folder).as_posix()
        readable = os.fsencode(relative).decode("utf-8", "replace")
        size = status.st_size if status.st_size <= size_limit else None
        yield TreeEntry(readable, _git_mode(status.st_mode), relative, size)


def _walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The regular files and links below ``folder``, git's own left out."""

    def refuse(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if name != ".git"]
        for path in (Path(place) / name for name in names):
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
                yield path, status


def _git_mode(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "120000"
    return "100755" if mode & stat.S_IXUSR else "100644"
