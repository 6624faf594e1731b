"""Makes git repositories of every kind, also such as no one would make by hand."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.demo.repositories import GIT_ENVIRONMENT

FILE, LINK, SUBMODULE = "100644", "120000", "160000"
COMMITTER = "A Person <person@lab.example> 1640995200 +0000"


@dataclass(frozen=True)
class Entry:
    """One path of a commit; the content of a submodule is the commit that it stands at."""

    path: str | bytes
    content: str | bytes
    mode: str = FILE


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Git's answer, without the user's configuration."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, env=GIT_ENVIRONMENT, check=True, capture_output=True).stdout.decode()


def new_repository(folder: Path) -> None:
    """An empty bare one."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare", "--template=", "--initial-branch=main")


def commit(folder: Path, entries: Iterable[Entry], committer: str = COMMITTER, parent: str | None = None) -> str:
    """Make ``entries`` all that stands at the head of ``main``; the commit, which stands upon ``parent`` if any."""
    git(
        folder,
        "fast-import",
        "--quiet",
        "--force",
        "--date-format=raw-permissive",
        given=b"".join(_stream(entries, committer, parent)),
    )
    return git(folder, "rev-parse", "main").strip()


def _stream(entries: Iterable[Entry], committer: str, parent: str | None) -> Iterator[bytes]:
    yield f"commit refs/heads/main\ncommitter {committer}\n".encode() + _data(b"Work\n")
    if parent:
        yield f"from {parent}\ndeleteall\n".encode()
    for entry in entries:
        content = entry.content.encode() if isinstance(entry.content, str) else entry.content
        if entry.mode == SUBMODULE:
            yield b"M 160000 %b %b\n" % (content, _quoted(entry.path))
        else:
            yield f"M {entry.mode} inline ".encode() + _quoted(entry.path) + b"\n" + _data(content)


def _quoted(path: str | bytes) -> bytes:
    raw = path.encode() if isinstance(path, str) else path
    return b'"' + b"".join(b"\\%03o" % byte for byte in raw) + b'"'


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
