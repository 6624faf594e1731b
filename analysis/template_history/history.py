"""The lists of packages and READMEs that a template had over the history of its default branch, read by git."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from reprosurvey.analysis.packages.readers import read_list, reader_of
from reprosurvey.analysis.subjects.snapshots import File
from reprosurvey.analysis.templates.register import blob_of
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.git.repository import ENVIRONMENT
from reprosurvey.crawler.origins import origin_of

LEAST = 40
"""Characters below which anybody may have written the same."""
LENGTH_LIMIT = 1 << 20
"""Bytes of a file above which it is not read."""

_CHANGE = re.compile(r":+(?:\d{6} )+(?:[0-9a-f]{40,64} )*([0-9a-f]{40,64}) [A-Z]\d*\t(.+)")
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|\{%.*%\}")
"""What a generator of projects puts words in for: the file that comes of it is another."""


def register_rows(clone: Path) -> list[dict[str, str]]:
    """A register's rows of the template in ``clone``, a git clone whose remote ``origin`` is the template's address.

    Raises:
        UsageError: It is no such clone.
    """
    try:
        origin = origin_of(_git(clone, "remote", "get-url", "origin").decode().strip())
        first = {blob_of(file.text or ""): file.path for file in _files(clone) if _tells(file)}
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise UsageError(f"{clone} is no clone of a template: {said}") from None
    if origin is None:
        raise UsageError(f"{clone}: its remote origin is no address of a repository")
    return [{"template": origin.url, "path": path, "blob": blob} for blob, path in first.items()]


def _tells(file: File) -> bool:
    text = file.text or ""
    if len(text) < LEAST or _PLACEHOLDER.search(text):
        return False
    if file.is_readme:
        return True
    reader = reader_of(file)
    return reader is not None and bool(read_list(file, reader).packages)


def _files(clone: Path) -> Iterator[File]:
    """Every text that stood at a path, the latest first."""
    log = _git(clone, "log", "-m", "--raw", "--no-renames", "--no-abbrev", "--format=", "HEAD")
    changes = (_CHANGE.fullmatch(line) for line in log.decode(errors="replace").splitlines())
    stood = dict.fromkeys((found[1], found[2]) for found in changes if found)
    told = _git(clone, "cat-file", "--batch-check", given="".join(f"{blob}\n" for blob, _ in stood))
    for (blob, path), about in zip(stood, told.decode().splitlines(), strict=True):
        _, kind, *size = about.split()
        if kind == "blob" and int(size[0]) <= LENGTH_LIMIT:
            yield File(path, text=_git(clone, "cat-file", "blob", blob).decode(errors="replace"))


def _git(clone: Path, *arguments: str, given: str = "") -> bytes:
    command = ["git", "-C", str(clone), *arguments]
    return subprocess.run(command, input=given.encode(), env=ENVIRONMENT, check=True, capture_output=True).stdout
