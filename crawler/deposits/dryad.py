"""Dryad's data sets, by its public interface (datadryad.org/api, version 2).

A DOI means the latest version, which the first answer names, so that one request tells whether anything is new. Files
are listed for everybody, and given to accounts alone: a token of ``datadryad.org`` in ``[tokens]`` helps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositFile
from reprosurvey.crawler.deposits.related import repository_among
from reprosurvey.crawler.git.repository import TooLargeError
from reprosurvey.crawler.http.json import AnswerError, items, moment, number, text

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

HOST = "https://datadryad.org"
PAGES_LIMIT = 50
"""Answers of 100 files each."""

_DATA_SET = re.compile(r"/(?:stash/)?(?:dataset|resource)/doi:(10\.[^/]+/.+?)/?")
_DOI = re.compile(r"/(10\.5061/dryad\..+?)/?", re.IGNORECASE)


def page_of(url: URL) -> str | None:
    """The page of the data set that an address names; None where it is none of Dryad's."""
    pattern = {"doi.org": _DOI, "datadryad.org": _DATA_SET}.get(url.host or "")
    match = pattern.fullmatch(url.path) if pattern else None
    return f"{HOST}/dataset/doi:{match[1].lower()}" if match else None


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit:
    """The data set at ``page``."""
    doi = page.path.removeprefix("/dataset/doi:")
    record = await transfer.json(f"{HOST}/api/v2/datasets/doi%3A{doi.replace('/', '%2F')}")
    version = text(record, "_links", "stash:version", "href")
    if version is None:
        raise AnswerError("a data set without a version")
    state = f"version:{version.rpartition('/')[2]}"
    return Deposit(
        str(page),
        () if state == known else await _files(transfer, version),
        version=str(number(record, "versionNumber") or state),
        title=text(record, "title"),
        licence=text(record, "license"),
        published_at=moment(record, "publicationDate"),
        copy_of=repository_among(
            (text(one, "relationship"), text(one, "identifier")) for one in items(record, "relatedWorks") or ()
        ),
        state_named=state,
    )


def file_page(page: str, path: str, line: int | None) -> str:
    """The data set, which lists its files."""
    return page


async def _files(transfer: Transfer, version: str) -> tuple[DepositFile, ...]:
    files: list[DepositFile] = []
    place: str | None = f"{version}/files?per_page=100"
    for _ in range(PAGES_LIMIT):
        if place is None:
            return tuple(files)
        listed = await transfer.json(str(URL(HOST).join(URL(place))))
        found = items(listed, "_embedded", "stash:files")
        if found is None:
            raise AnswerError("a list of files that is none")
        files += [_file(file) for file in found if text(file, "path")]
        place = text(listed, "_links", "next", "href") if found else None
    raise TooLargeError(f"more than {PAGES_LIMIT * 100} files")


def _file(file: Any) -> DepositFile:
    link = text(file, "_links", "stash:download", "href")
    return DepositFile(
        text(file, "path") or "",
        number(file, "size"),
        text(file, "digest"),
        str(URL(HOST).join(URL(link))) if link else None,
    )
