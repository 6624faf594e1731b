"""Zenodo's records, by the JSON of its REST interface (Zenodo's developer documentation, Records).

A number names one version, or the concept of all versions: the interface leads from a concept to its latest version, by
a redirect or by a record with another number. What a GitHub release was copied from stands among the related
identifiers, as what the record supplements. A version's files do not change once it is published. They are asked for
where the pages have them: the interface's own addresses give no ranges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import METADATA, Deposit, DepositFile, Elsewhere, ForbiddenError
from reprosurvey.crawler.deposits.related import repository_among
from reprosurvey.crawler.http.json import AnswerError, identifier, items, moment, number, text

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

_PAGE = re.compile(
    r"/(?:api/)?records?/(?P<record>[0-9]{1,12})(?:/|$)|/doi/10\.5281/zenodo\.(?P<doi>[0-9]{1,12})(?:/|$)"
)
_DOI = re.compile(r"/10\.5281/zenodo\.([0-9]{1,12})/?", re.IGNORECASE)


def page_of(url: URL) -> str | None:
    """The page of the record that an address names; None where it is no record of Zenodo's."""
    if url.host == "doi.org":
        match = _DOI.fullmatch(url.path)
        return f"https://zenodo.org/records/{match[1]}" if match else None
    match = _PAGE.match(url.path) if url.host == "zenodo.org" else None
    return f"https://zenodo.org/records/{match['record'] or match['doi']}" if match else None


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit | Elsewhere:
    """The record at ``page``, or where the latest version of its concept is."""
    record = await transfer.json_or_elsewhere(f"https://zenodo.org/api/records/{page.name}")
    if isinstance(record, Elsewhere):
        return Elsewhere(page_of(URL(record.url)) or record.url)
    number_of = identifier(record, "id")
    if number_of is None:
        raise AnswerError("a record without a number")
    if number_of != page.name:
        return Elsewhere(f"https://zenodo.org/records/{number_of}")
    return _deposit(record, number_of)


def file_page(page: str, path: str, line: int | None) -> str:
    """The preview of the file, or of the archive that it stands in, which lists it."""
    return page if path == METADATA else str(URL(f"{page}/preview") / path.split("/")[0])


def _deposit(record: Any, number_of: str) -> Deposit:
    listed = items(record, "files")
    access = text(record, "metadata", "access_right")
    if not listed and access not in (None, "open"):
        raise ForbiddenError(f"the record's files are {access}")
    if listed is None:
        raise AnswerError("a record that tells nothing of its files")
    return Deposit(
        f"https://zenodo.org/records/{number_of}",
        tuple(_file(number_of, file) for file in listed if text(file, "key")),
        version=text(record, "metadata", "version") or number_of,
        title=text(record, "metadata", "title"),
        licence=text(record, "metadata", "license", "id"),
        published_at=moment(record, "created"),
        copy_of=repository_among(
            (text(one, "relation"), text(one, "identifier"))
            for one in items(record, "metadata", "related_identifiers") or ()
        ),
    )


def _file(number_of: str, file: Any) -> DepositFile:
    name = text(file, "key") or ""
    url = URL(f"https://zenodo.org/records/{number_of}/files") / name
    return DepositFile(name, number(file, "size"), text(file, "checksum"), str(url))
