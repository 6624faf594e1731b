"""Mirrors without an owner's name at anonymous.4open.science, by its program's interface (tdurieux/anonymous_github).

One request tells when a mirror was last updated, and whether it is given as a ZIP, which is made anew each time and not
by ranges. Where it is not, folders and files are asked for one by one. A mirror that has expired may lead to the
repository itself; one that is still made answers 404 as one that never was, and is told by its word for it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositFile, Elsewhere
from reprosurvey.crawler.git.repository import TooLargeError
from reprosurvey.crawler.http.json import AnswerError, flag, number, text
from reprosurvey.crawler.http.refusals import RefusedError

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

HOST = "https://anonymous.4open.science"
FOLDERS_LIMIT = 100
"""Folders of one mirror that are asked for."""

_MIRROR = re.compile(r"/(?:r|repository|w|api/repo)/([\w.-]{1,100})(?:/.*)?", re.ASCII)


def page_of(url: URL) -> str | None:
    """The page of the mirror that an address names; None at other places."""
    match = _MIRROR.fullmatch(url.path) if url.host == "anonymous.4open.science" else None
    return f"{HOST}/r/{match[1]}" if match else None


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit | Elsewhere:
    """The mirror at ``page``."""
    place = URL(HOST) / "api/repo" / page.name
    try:
        told = await transfer.json(str(place / "options"))
    except RefusedError as error:
        if "not_ready" in str(error):
            raise AnswerError("the mirror is being made; visit again later") from error
        raise
    if leads_to := text(told, "url"):
        return Elsewhere(leads_to)
    if (updated := text(told, "lastUpdateDate")) is None:
        raise AnswerError("a mirror that does not tell when it was made")
    state = f"updated:{updated}"
    files: tuple[DepositFile, ...] = ()
    if flag(told, "download"):
        files = (DepositFile(f"{page.name}.zip", None, updated, str(place / "zip"), by_ranges=False),)
    elif state != known:
        files = tuple([file async for file in _files(transfer, place)])
    return Deposit(str(page), files, version=updated, state_named=state)


def file_page(page: str, path: str, line: int | None) -> str:
    """The mirror's page of the file."""
    inside = path.removeprefix(f"{URL(page).name}.zip/")
    return str(URL(f"{page}/") / inside)


async def _files(transfer: Transfer, place: URL) -> AsyncIterator[DepositFile]:
    folders = [""]
    asked = 0
    while folders:
        asked += 1
        if asked > FOLDERS_LIMIT:
            raise TooLargeError(f"more than {FOLDERS_LIMIT} folders")
        folder = folders.pop()
        listed: Any = await transfer.json(str((place / "files" / "").with_query(path=folder)))
        if not isinstance(listed, list):
            raise AnswerError("a list of files that is none")
        for entry in listed:
            path = "/".join(filter(None, (folder, text(entry, "name"))))
            size = number(entry, "size")
            if size is None:
                folders.append(path)
            else:
                yield DepositFile(path, size, text(entry, "sha"), str(place / "file" / path))
