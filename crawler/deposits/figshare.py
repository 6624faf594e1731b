"""Figshare's articles, by its public interface (docs.figshare.com, version 2).

An article's number means its latest version, a number and a version that one. Where an answer lists ten files, which is
a page of theirs, the list itself is asked for. Files under an embargo, and those behind a private link (``/s/…``), are
told to nobody without an account.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yarl import URL

from reprosurvey.crawler.deposits.records import Deposit, DepositError, DepositFile, ForbiddenError
from reprosurvey.crawler.deposits.related import repository_among
from reprosurvey.crawler.http.json import AnswerError, at, flag, identifier, items, moment, number, text
from reprosurvey.crawler.http.refusals import RefusedError

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer

API = "https://api.figshare.com/v2/articles"
LISTED_AT_ONCE = 10
"""Files of a page where nothing is said of its size."""
PAGE_SIZE = 1000
"""Files of one answer to a question for the list."""
PAGES_LIMIT = 10
"""Answers of that many files."""

_DOI = re.compile(r"/10\.6084/m9\.figshare\.(\d{1,12})(?:\.v(\d{1,4}))?/?", re.IGNORECASE)
_ARTICLE = re.compile(r"/articles/(?:[^/]+/){0,2}(\d{5,12})(?:/(\d{1,4}))?/?")
_ELSEWHERE = re.compile(
    r"/articles/(?:code|software|dataset|figure|media|model|online_resource|preprint|thesis|workflow"
    r"|(?:journal|conference)_contribution)/[^/]+/(\d{6,10})(?:/(\d{1,4}))?/?"
)
"""At members' own hosts, of which nothing but the form of their addresses tells."""
_NOT_LISTED = re.compile(r"/s/\w+|/collections/.+|/projects/.+")


def page_of(url: URL) -> str | None:
    """The page of the article that an address names, or of what is none and is not listed; None at other places."""
    if url.host == "doi.org":
        match = _DOI.fullmatch(url.path)
    elif re.search(r"(?:^|\.)figshare\.com$", url.host or "") is None:
        match = _ELSEWHERE.fullmatch(url.path)
    elif _NOT_LISTED.fullmatch(url.path):
        return str(url.with_query(None).with_fragment(None))
    else:
        match = _ARTICLE.fullmatch(url.path)
    return f"https://figshare.com/articles/{'/'.join(filter(None, match.groups()))}" if match else None


async def ask(transfer: Transfer, page: URL, known: str | None) -> Deposit:
    """The article at ``page``."""
    if not page.path.startswith("/articles/"):
        raise DepositError("the interface lists the files of articles alone")
    article, _, version = page.path.removeprefix("/articles/").partition("/")
    place = f"{API}/{article}/versions/{version}" if version else f"{API}/{article}"
    record = await transfer.json(place)
    files = items(record, "files")
    if files is not None and len(files) == LISTED_AT_ONCE:
        files = await _all_files(transfer, place)
    return _deposit(record, files, str(page), is_fixed=bool(version))


def file_page(page: str, path: str, line: int | None) -> str:
    """The article, which lists its files."""
    return page


async def _all_files(transfer: Transfer, place: str) -> list[Any]:
    """All files of an article.

    Raises:
        DepositError: The interface has no list for a version.
        As ``Transfer.json``.
    """
    files: list[Any] = []
    for number_of in range(1, 1 + PAGES_LIMIT):
        try:
            listed = await transfer.json(f"{place}/files?page={number_of}&page_size={PAGE_SIZE}")
        except RefusedError as error:
            raise DepositError(f"not all files of the version are told: {error}") from error
        if not isinstance(listed, list):
            raise AnswerError("a list of files that is none")
        files += listed
        if len(listed) < PAGE_SIZE:
            break
    return files


def _deposit(record: Any, files: list[Any] | None, page: str, *, is_fixed: bool) -> Deposit:
    if flag(record, "is_confidential") or (flag(record, "is_embargoed") and not files):
        raise ForbiddenError("the article's files are under an embargo, or confidential")
    if files is None:
        raise AnswerError("an article that tells nothing of its files")
    related = items(record, "related_materials") or ()
    references = [(text(one, "relation"), text(one, "identifier")) for one in related]
    return Deposit(
        page,
        tuple(_file(file, at(record, "folder_structure")) for file in files if text(file, "name")),
        version=identifier(record, "version"),
        title=text(record, "title"),
        licence=text(record, "license", "name"),
        published_at=moment(record, "published_date") if is_fixed else None,
        copy_of=repository_among(references),
    )


def _file(file: Any, folders: Any) -> DepositFile:
    checksum = text(file, "computed_md5") or text(file, "supplied_md5")
    url = None if flag(file, "is_link_only") else text(file, "download_url")
    path = f"{text(folders, identifier(file, 'id') or '') or ''}/{text(file, 'name')}"
    return DepositFile(path, number(file, "size"), checksum, url)
