"""Projects, registrations and files of the Open Science Framework, by its public interface (developer.osf.io).

Files are listed folder by folder, of every storage that is linked to a project (OSF's own, GitHub, ...), and then those
of its components. A link for reviewers (``?view_only=``) is a project's address as any other.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositError, DepositFile, Elsewhere
from reprosurvey.crawler.git.repository import TooLargeError
from reprosurvey.crawler.http.json import AnswerError, at, items, moment, number, text
from reprosurvey.crawler.http.refusals import RefusedError

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

API = URL("https://api.osf.io/v2")
QUESTIONS_LIMIT = 100
"""Lists of one project that are asked for."""
PAGE_SIZE = 100
"""Entries of one list."""
OWN = "osfstorage"
"""OSF's own storage."""

_PROJECT = re.compile(r"/([2-9a-hj-km-np-z]{5})(?:/.*)?", re.IGNORECASE)
_DOI = re.compile(r"/10\.17605/OSF\.IO/([2-9A-HJ-KM-NP-Z]{5})/?", re.IGNORECASE)
_VIEW_ONLY = re.compile(r"[0-9a-f]{8,64}")


def page_of(url: URL) -> str | None:
    """The page of the project that an address names; None where it is none of OSF's."""
    pattern = {"doi.org": _DOI, "osf.io": _PROJECT}.get(url.host or "")
    match = pattern.fullmatch(url.path) if pattern else None
    if match is None:
        return None
    token = url.query.get("view_only", "")
    return f"https://osf.io/{match[1].lower()}" + (f"?view_only={token}" if _VIEW_ONLY.fullmatch(token) else "")


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit:
    """The project or file at ``page``."""
    listing = _Listing(transfer, page.query.get("view_only", ""))
    place, data = await _found(listing, page.name)
    if text(data, "type") == "files":
        listing.add_file(data, text(data, "attributes", "name") or "")
    else:
        await listing.add(place, "")
    registered_at = moment(data, "attributes", "date_registered")
    return Deposit(
        str(page),
        tuple(listing.files),
        version="registration" if registered_at else None,
        title=text(data, "attributes", "title") or text(data, "attributes", "name"),
        licence=text(data, "embeds", "license", "data", "attributes", "name"),
        published_at=registered_at,
    )


def file_page(page: str, path: str, line: int | None) -> str:
    """The project's files."""
    return str(URL(page) / "files/osfstorage" if not URL(page).query else page)


async def _found(listing: _Listing, name: str) -> tuple[URL, Any]:
    """Where the interface has what bears an identifier, and what it says of it: a project as a rule.

    Raises:
        DepositError: It is something that has no files, or none of its own.
        As ``Transfer.json``.
    """
    place = API / "nodes" / name / ""
    try:
        answer = await listing.ask(place.with_query(embed="license"))
    except RefusedError as error:
        found = await listing.ask(API / "guids" / name / "") if error.status == 404 else None
        if not isinstance(found, Elsewhere):
            raise
        place = URL(found.url)
        if place.parts[2:3] not in (("registrations",), ("files",)):
            raise DepositError(f"no project but one of {'/'.join(place.parts[2:3])}") from error
        answer = await listing.ask(place.with_query(embed="license"))
    data = at(answer, "data")
    if text(data, "type") not in ("nodes", "registrations", "files"):
        raise AnswerError("no project")
    return place, data


@dataclass
class _Listing:
    """The files of a project, as its lists are asked for."""

    transfer: Transfer
    token: str
    files: list[DepositFile] = field(default_factory=list)
    asked: int = 0

    async def ask(self, place: URL) -> Any:
        """The answer at a place of the interface.

        Raises:
            TooLargeError: Too many were asked for.
            As ``Transfer.json``.
        """
        self.asked += 1
        if self.asked > QUESTIONS_LIMIT:
            raise TooLargeError(f"more than {QUESTIONS_LIMIT} folders")
        return await self.transfer.json_or_elsewhere(str(self._with_token(place)))

    async def add(self, place: URL, above: str) -> None:
        """Add the files of the project at ``place``, then those of its components, below their titles."""
        async for storage in self._entries(place / "files" / ""):
            provider = text(storage, "attributes", "provider") or OWN
            folder = above if provider == OWN else f"{above}{provider}/"
            await self._add_folder(place / "files" / provider / "", folder)
        children = [child async for child in self._entries(place / "children" / "")]
        for child in children:
            title = (text(child, "attributes", "title") or "component").replace("/", "-")
            await self.add(API / "nodes" / (text(child, "id") or "") / "", f"{above}{title}/")

    async def _add_folder(self, place: URL, above: str) -> None:
        async for entry in self._entries(place):
            name = text(entry, "attributes", "name") or ""
            if text(entry, "attributes", "kind") == "folder":
                within = text(entry, "relationships", "files", "links", "related", "href")
                if within:
                    await self._add_folder(URL(within), f"{above}{name}/")
            else:
                self.add_file(entry, above + name)

    async def _entries(self, place: URL) -> AsyncIterator[Any]:
        following: str | None = str(place.update_query({"page[size]": str(PAGE_SIZE)}))
        while following:
            answer = await self.ask(URL(following))
            listed = items(answer, "data")
            if listed is None:
                raise AnswerError("a list that is none")
            for entry in listed:
                yield entry
            following = text(answer, "links", "next")

    def add_file(self, entry: Any, path: str) -> None:
        """Add what the interface says of a file."""
        hashes = at(entry, "attributes", "extra", "hashes")
        checksum = text(hashes, "sha256") or text(hashes, "md5") or text(entry, "attributes", "date_modified")
        link = text(entry, "links", "download")
        url = str(self._with_token(URL(link))) if link else None
        self.files.append(DepositFile(path, number(entry, "attributes", "size"), checksum, url))

    def _with_token(self, url: URL) -> URL:
        return url.update_query(view_only=self.token) if self.token else url
