"""Makes the demo's repositories: bare, and by ``git fast-import`` the same commits every time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from reprosurvey.crawler.demo.catalogue import Files, Repository

BRANCH = "refs/heads/main"
FIRST_COMMIT, LATER_COMMIT = 1_640_995_200, 1_672_531_200
"""When the commits were made, in seconds since 1970."""

GIT_ENVIRONMENT = {
    "PATH": os.environ.get("PATH", os.defpath),
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}
"""Git's environment, without the user's configuration."""


def folder_of(root: Path, address: str) -> Path:
    """Where the repository of an address stands below ``root``; letter case does not count, as on the hosts."""
    return root / f"{address.removeprefix('https://').lower()}.git"


def write_repositories(root: Path, repositories: Iterable[Repository]) -> None:
    """Make every repository that is served, with its first commit."""
    for repository in repositories:
        if repository.is_served:
            folder = folder_of(root, repository.address)
            folder.mkdir(parents=True)
            _git(folder, "init", "--quiet", "--bare", "--template=", "--initial-branch=main")
            if repository.files:
                _commit(folder, "Publish", FIRST_COMMIT, repository.files)


def advance_repositories(root: Path, repositories: Iterable[Repository]) -> None:
    """Add the second commit where there is one to come; a second call changes nothing."""
    for repository in repositories:
        if repository.later is not None:
            folder = folder_of(root, repository.address)
            first = _git(folder, "rev-list", "--max-parents=0", BRANCH).decode().strip()
            _commit(folder, "Add the code", LATER_COMMIT, repository.later, parent=first)


def _commit(folder: Path, message: str, time: int, files: Files, parent: str | None = None) -> None:
    _git(folder, "fast-import", "--quiet", "--force", given=b"".join(_stream(message, time, files, parent)))


def _stream(message: str, time: int, files: Files, parent: str | None) -> Iterator[bytes]:
    yield f"commit {BRANCH}\ncommitter Demo Author <author@demo.example> {time} +0000\n".encode()
    yield _data(message.encode())
    if parent:
        yield f"from {parent}\ndeleteall\n".encode()
    for path, content in sorted(files.items()):
        yield f"M 100644 inline {path}\n".encode() + _data(content)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, env=GIT_ENVIRONMENT, check=True, capture_output=True).stdout
