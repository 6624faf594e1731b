"""Data sets of Dataverse's installations, by the native interface (guides.dataverse.org, "Native API").

Any installation is known by the form of its addresses. A DOI means the latest published version, ``version=`` another.
What a file was before Dataverse made a table of it is read. Restricted files are listed and not given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositFile
from reprosurvey.crawler.deposits.related import repository_among
from reprosurvey.crawler.http.json import AnswerError, at, flag, identifier, items, moment, number, text

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

_HARVARD = re.compile(r"/(10\.7910/DVN/\w+)(?:/\w+)?/?", re.IGNORECASE)
_NAMED = re.compile(r"(?:doi|hdl):[\w./-]+", re.ASCII)


def page_of(url: URL) -> str | None:
    """The page of the data set that an address names; None where it has not the form of one of Dataverse's."""
    if url.host == "doi.org":
        match = _HARVARD.fullmatch(url.path)
        return _page("https://dataverse.harvard.edu", f"doi:{match[1].upper()}", None) if match else None
    name = url.query.get("persistentId", "")
    if url.path not in ("/dataset.xhtml", "/citation", "/file.xhtml") or not _NAMED.fullmatch(name):
        return None
    if url.path == "/file.xhtml":
        name = name.rpartition("/")[0] if name.count("/") > 2 else name
    return _page(str(url.origin()), name, url.query.get("version"))


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit:
    """The data set at ``page``."""
    version = page.query.get("version", ":latest-published")
    place = page.origin() / "api/datasets/:persistentId/versions" / version
    answer = await transfer.json(str(place.with_query(persistentId=page.query["persistentId"])))
    record = at(answer, "data")
    files = items(record, "files")
    if files is None:
        raise AnswerError("a data set that tells nothing of its files")
    fields = items(record, "metadataBlocks", "citation", "fields") or []
    told = {text(field, "typeName"): text(field, "value") for field in fields}
    return Deposit(
        str(page),
        tuple(_file(page.origin(), file) for file in files),
        version=f"{identifier(record, 'versionNumber')}.{identifier(record, 'versionMinorNumber')}",
        title=told.get("title"),
        licence=text(record, "license", "name") or text(record, "license"),
        published_at=moment(record, "releaseTime"),
        copy_of=repository_among([("IsIdenticalTo", told.get("alternativeURL"))]),
    )


def file_page(page: str, path: str, line: int | None) -> str:
    """The data set, which lists its files."""
    return page


def _page(origin: str, name: str, version: str | None) -> str:
    written = f"{origin}/dataset.xhtml?persistentId={name}"
    return f"{written}&version={version}" if version and re.fullmatch(r"\d{1,4}\.\d{1,4}", version) else written


def _file(origin: URL, file: Any) -> DepositFile:
    stored = at(file, "dataFile")
    original = text(stored, "originalFileName")
    name = original or text(file, "label") or text(stored, "filename") or ""
    url = origin / "api/access/datafile" / (identifier(stored, "id") or "")
    return DepositFile(
        "/".join(filter(None, (text(file, "directoryLabel"), name))),
        number(stored, "originalFileSize" if original else "filesize"),
        text(stored, "checksum", "value") or text(stored, "md5"),
        None if flag(file, "restricted") else str(url.with_query(format="original") if original else url),
    )
