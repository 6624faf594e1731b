"""What the Software Heritage archive holds, by its web API (archive.softwareheritage.org/api/1).

An identifier (SWHID) of a revision, release, directory or snapshot is of a content that never changes: what was read
once is not asked for again. Folders are asked for one by one, and files, each a request of the 120 that the archive
grants an hour: a token of ``archive.softwareheritage.org`` in ``[tokens]`` gives more.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositError, DepositFile
from reprosurvey.crawler.git.repository import TooLargeError
from reprosurvey.crawler.http.json import AnswerError, at, moment, number, text

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

HOST = "https://archive.softwareheritage.org"
API = f"{HOST}/api/1"
FOLDERS_LIMIT = 100
"""Folders of one directory that are asked for."""
STEPS_LIMIT = 6
"""Objects on the way from an identifier to its directory."""

_IDENTIFIER = re.compile(r"/(?:browse/)?swh:1:(rev|rel|dir|snp|cnt):([0-9a-f]{40})((?:;[^;]*)*)/?")
_KINDS = {"rev": "revision", "rel": "release", "dir": "directory", "snp": "snapshot"}


def page_of(url: URL) -> str | None:
    """The page of the object that an address names, with the origin that it was taken from; None for another place."""
    match = _IDENTIFIER.fullmatch(url.path) if url.host == "archive.softwareheritage.org" else None
    if match is None:
        return None
    origin = next((q for q in match[3].split(";") if q.startswith("origin=http")), "")
    return f"{HOST}/swh:1:{match[1]}:{match[2]}" + (f";{origin}" if origin else "")


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit:
    """The object at ``page``."""
    match = _IDENTIFIER.fullmatch(page.path)
    assert match
    if match[1] not in _KINDS:
        raise DepositError("a single file and no directory")
    state = match[2] if match[1] == "rev" else f"{match[1]}:{match[2]}"
    original = unquote(match[3].removeprefix(";origin=")) or None
    if state == known:
        return Deposit(str(page), (), copy_of=original, state_named=state)
    directory, revision = await _directory(transfer, _KINDS[match[1]], match[2])
    files = [file async for file in _files(transfer, directory)]
    return Deposit(
        str(page),
        tuple(files),
        published_at=moment(revision, "committer_date") or moment(revision, "date"),
        copy_of=original,
        state_named=state,
        directory=directory,
    )


def file_page(page: str, path: str, line: int | None) -> str:
    """The archive's page of the file at its line."""
    return page.partition(";")[0] + f";path=/{path}" + (f";lines={line}" if line else "")


async def _directory(transfer: Transfer, kind: str, name: str) -> tuple[str, Any]:
    """The directory to which an object leads, and the last revision on the way."""
    revision = None
    for _ in range(STEPS_LIMIT):
        if kind == "directory":
            return name, revision
        told = await transfer.json(f"{API}/{kind}/{name}/", with_token=True)
        if kind == "revision":
            kind, name, revision = "directory", text(told, "directory") or "", told
        elif kind == "release":
            kind, name = text(told, "target_type") or "", text(told, "target") or ""
        else:
            kind, name = _head(at(told, "branches"))
        if kind not in _KINDS.values() or not re.fullmatch("[0-9a-f]{40}", name):
            raise AnswerError(f"an object that leads to no directory: {kind}"[:200])
    raise AnswerError("objects that lead on and on")


def _head(branches: Any) -> tuple[str, str]:
    """What the head of a snapshot is: a kind of object, and its name."""
    branch = at(branches, "HEAD") or at(branches, "refs/heads/main") or at(branches, "refs/heads/master")
    if text(branch, "target_type") == "alias":
        branch = at(branches, text(branch, "target") or "")
    return text(branch, "target_type") or "", text(branch, "target") or ""


async def _files(transfer: Transfer, directory: str) -> AsyncIterator[DepositFile]:
    folders = [(directory, "")]
    asked = 0
    while folders:
        folder, above = folders.pop()
        asked += 1
        if asked > FOLDERS_LIMIT:
            raise TooLargeError(f"more than {FOLDERS_LIMIT} folders")
        listed = await transfer.json(f"{API}/directory/{folder}/", with_token=True)
        if not isinstance(listed, list):
            raise AnswerError("a directory that is no list")
        for entry in listed:
            name, target = text(entry, "name"), text(entry, "target")
            if name is None or target is None:
                raise AnswerError("an entry of a directory without a name")
            if text(entry, "type") == "dir":
                folders.append((target, f"{above}{name}/"))
            else:
                yield _file(entry, above + name, target)


def _file(entry: Any, path: str, target: str) -> DepositFile:
    if text(entry, "type") == "rev":
        return DepositFile(path, None, target, None, "160000")
    mode = f"{number(entry, 'perms') or 0o100644:o}"
    return DepositFile(path, number(entry, "length"), target, f"{API}/content/sha1_git:{target}/raw/", mode)
