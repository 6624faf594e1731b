"""Addresses that lead to a repository, or to files that no public interface lists.

A capsule of Code Ocean is a git repository beside its page. Google Drive lists the files of a folder to holders of a
key alone; what is not shared with everybody leads to a sign-in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositError, Elsewhere, ForbiddenError

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

_CAPSULE = re.compile(r"/capsule/(\d{4,10})(?:/.*)?")
_ON_DRIVE = re.compile(r"(/(?:drive/(?:u/\d+/)?folders|file/(?:u/\d+/)?d)/[\w-]{10,100})(?:/.*)?")


def page_of(url: URL) -> str | None:
    """The repository of a capsule, or the page of a folder or file on Google Drive; None at other places."""
    if url.host == "codeocean.com":
        match = _CAPSULE.fullmatch(url.path)
        return f"https://git.codeocean.com/capsule-{match[1]}" if match else None
    match = _ON_DRIVE.fullmatch(url.path) if url.host == "drive.google.com" else None
    return "https://drive.google.com" + re.sub(r"/u/\d+", "", match[1]) if match else None


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit | Elsewhere:
    """Why nothing can be read at ``page``."""
    found = await transfer.page(str(page))
    if found is None:
        raise DepositError("Google lists files to holders of a key alone")
    if (URL(found.url).host or "").startswith("accounts."):
        raise ForbiddenError("leads to a sign-in")
    return found


def file_page(page: str, path: str, line: int | None) -> str:
    """The page itself."""
    return page
