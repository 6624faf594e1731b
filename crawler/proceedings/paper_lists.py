"""A list of papers that a person wrote, surveyed without a family of proceedings.

A CSV file with a header. ``url`` is the address of a PDF or of any landing page, ``year`` the edition that the paper is
counted in; ``title``, ``authors`` (with semicolons between), ``pdf`` and ``code`` are taken as they stand where given.
A title and authors that neither the list nor the landing page gives are read from the PDF, by the extract stage.
"""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families import any_page as page
from reprosurvey.crawler.families.contributions import Contribution, Family, Listing
from reprosurvey.crawler.origins import is_web_address
from reprosurvey.crawler.proceedings.declared_code import GIVEN_CODE
from reprosurvey.crawler.proceedings.records import PaperRecord

LISTED = "list"
"""What stands for a family's name."""

_COLUMNS = ("url", "year", "title", "authors", "pdf", "code")
_PDF = re.compile(r"\.pdf$|/pdf(?:/|$)", re.IGNORECASE)


def _no_index(_: object) -> Listing:
    raise AssertionError("a list has no index page")


LISTED_FAMILY = Family(_no_index, page.parse_landing)


def name_of(path: Path) -> str:
    """The name of the venue that a list makes: its file's."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or LISTED


def read_list(path: Path) -> dict[int, dict[str, Contribution]]:
    """Year to papers, each by its key.

    Raises:
        UsageError: The file cannot be read, or a line of it makes no paper.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, restkey="", restval=""))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot read {path}: {error}") from None
    if not rows or not {"url", "year"} <= set(rows[0]) <= set(_COLUMNS):
        raise UsageError(f"{path}: needs a header with url and year, may have {', '.join(_COLUMNS[2:])}, and papers")
    papers: dict[int, dict[str, Contribution]] = {}
    for line, row in enumerate(rows, 2):
        told = {name: value.strip() for name, value in row.items()}
        if fault := _fault_of(told):
            raise UsageError(f"{path}, line {line}: {fault}")
        contribution = _contribution(told)
        papers.setdefault(int(told["year"]), {}).setdefault(contribution.key, contribution)
    return papers


def says_all_of(record: PaperRecord, told: PaperRecord) -> bool:
    """Whether a paper's record says what the list tells of it (a record likewise)."""
    given = [name for name in ("title", "authors", "pdf_url") if getattr(told, name)]
    return all(getattr(record, name) == getattr(told, name) for name in [*given, "declared"])


def _fault_of(told: dict[str, str]) -> str | None:
    """Why a line makes no paper."""
    if not re.fullmatch(r"\d{4}", told["year"]):
        return f"'{told['year']}' is not a year"
    addresses = [told["url"], *(told[name] for name in ("pdf", "code") if told.get(name))]
    wrong = [address for address in addresses if not is_web_address(address)]
    return f"'{wrong[0]}' is not an http(s) address" if wrong else None


def _contribution(told: dict[str, str]) -> Contribution:
    url = told["url"]
    is_pdf = bool(_PDF.search(urlsplit(url).path))
    return Contribution(
        key=_key(url),
        title=told.get("title", ""),
        landing_url=url,
        authors=tuple(name for part in told.get("authors", "").split(";") if (name := part.strip())),
        pdf_url=told.get("pdf") or (url if is_pdf else None),
        declared=((GIVEN_CODE, told["code"]),) if told.get("code") else (),
    )


def _key(url: str) -> str:
    """The address's last word, for people, and a digest, for no two addresses to have the same."""
    word = re.sub(r"[^A-Za-z0-9]+", "-", PurePosixPath(urlsplit(url).path).stem).strip("-")[:60]
    return f"{word or 'paper'}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
