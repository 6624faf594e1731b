"""A sheet of verdicts that people gave: a CSV or XLSX file, a row a paper.

``paper`` (its key) or ``title`` names the paper, ``year`` and ``venue`` where that is not enough. Each column that is
named by a criterion holds yes, no, na (the question does not apply) or nothing, which says nothing. ``repository`` is
the address of the paper's own, ``head`` the commit at which it was read: without that column it is the survey's, an
empty cell is an empty repository. Criteria that ``disputed`` names, by spaces, are left out; ``why`` is the note. A
blind sheet says in ``draw`` how it was drawn, and in ``addresses`` at which commit each repository is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.spreadsheets.reading import Table, tables_of

NAMING = {"paper", "title"}
"""Columns that name a paper."""
TOLD = ("venue", "year", "paper", "title", "addresses", "repository", "head", "disputed", "why", "draw")
"""Columns beside the criteria."""
NOT_TAKEN_IN = ("volume", "landing_url", "pdf_url", "snapshot", "confidence", "evidence", "asked", "said")
"""Columns that may stand in a sheet for its readers."""
_ALWAYS_APPLY = ("has_repository", "public_data", "reproducibility")
"""Criteria that are never na."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ADDRESS = re.compile(r"(\S+) \(commit ([0-9a-f]{40}|[0-9a-f]{64})\)")
"""One of a sheet's addresses, as ``sql/lists/to_review.sql`` writes them."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says of one paper."""

    number: int
    """1-based, of the line at which it begins."""
    venue: str | None
    year: int | None
    paper: str
    """The key; empty where the title names the paper."""
    title: str
    answers: dict[str, Outcome]
    """By criterion."""
    repository: str | None
    """Its origin."""
    head: str | None
    """The commit; empty for a repository that is empty, None where the sheet does not tell."""
    note: str | None
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Of the repositories that the reviewer was shown, the commit to read each at."""
    draw: str | None = None
    """How the blind sheet was drawn; None where the reviewer may have seen the automatic answers."""


class WrongLineError(UsageError):
    """A line of a sheet that cannot be taken in."""

    def __init__(self, path: Path, number: int, what: str) -> None:
        super().__init__(f"{path}, line {number}: {what}; nothing was taken in")


Wrong = Callable[[str], WrongLineError]
"""The error about a line, by what is wrong with it."""


def outcomes_of(criterion: str) -> tuple[Outcome, ...]:
    """What a person may answer to it."""
    always = (Outcome.YES, Outcome.NO)
    return always if criterion in _ALWAYS_APPLY else (*always, Outcome.NA)


def read_sheet(path: Path) -> list[Line]:
    """Its lines.

    Raises:
        UsageError: The file cannot be read, or a line of it makes no sense; nothing else is looked at then.
    """
    lines = [line_of(number, row, partial(WrongLineError, path, number)) for number, row in _rows(path)]
    if not any(line.answers for line in lines):
        raise UsageError(f"{path} holds no verdict")
    return lines


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by column, with the number of the line at which it begins."""
    columns, table = _table(path)
    _check_columns(columns, partial(WrongLineError, path, 1))
    for row in table:
        texts, begin = row.texts, row.line or row.number
        if row.fault:
            raise WrongLineError(path, begin, row.fault)
        if len(texts) < len(columns) or any(texts[len(columns) :]):
            raise WrongLineError(path, begin, f"{len(texts)} cells under {len(columns)} columns")
        yield begin, dict(zip(columns, texts, strict=False))


def _table(path: Path) -> tuple[list[str], Table]:
    """The columns of the first table that names papers, else of the first, and the rows below."""
    found: list[tuple[list[str], Table]] = []
    for table in tables_of(path):
        heading = next(table, None)
        columns = heading.texts if heading else []
        while columns and not columns[-1]:
            columns.pop()
        found.append((columns, table))
    return next((each for each in found if NAMING & set(each[0])), found[0])


def _check_columns(columns: list[str], wrong: Wrong) -> None:
    if unknown := [name for name in columns if name not in (*TOLD, *CRITERIA, *NOT_TAKEN_IN)]:
        raise wrong(f"there is no column '{unknown[0]}', but {', '.join((*TOLD, *CRITERIA))}")
    if len(set(columns)) < len(columns) or not NAMING & set(columns):
        raise wrong("it names each column once, among them paper or title")


def line_of(number: int, row: dict[str, str], wrong: Wrong) -> Line:
    """What a row says, by column.

    Raises:
        WrongLineError: It makes no sense.
    """
    return Line(
        number=number,
        venue=row.get("venue") or None,
        year=_year(row.get("year", ""), wrong),
        paper=row.get("paper", ""),
        title=row.get("title", ""),
        answers=_answers(row, wrong),
        repository=_origin(row.get("repository", ""), wrong),
        head=_head(row.get("head"), wrong),
        note=row.get("why") or None,
        addresses=dict(_ADDRESS.findall(row.get("addresses", ""))),
        draw=row.get("draw") or None,
    )


def _year(written: str, wrong: Wrong) -> int | None:
    if written and not re.fullmatch(r"\d{4}", written):
        raise wrong(f"'{written}' is not a year")
    return int(written) if written else None


def _origin(address: str, wrong: Wrong) -> str | None:
    origin = origin_of(address) if address else None
    if address and origin is None:
        raise wrong(f"'{address}' is not the address of a repository")
    return origin.url if origin else None


def _head(written: str | None, wrong: Wrong) -> str | None:
    if written and not _COMMIT.fullmatch(written):
        raise wrong(f"'{written}' is not a whole commit in head")
    return written


def _answers(row: dict[str, str], wrong: Wrong) -> dict[str, Outcome]:
    disputed = row.get("disputed", "").split()
    if unknown := [name for name in disputed if name not in CRITERIA]:
        raise wrong(f"there is no criterion '{unknown[0]}' to be disputed")
    said = {name: _answer(name, row[name], wrong) for name in CRITERIA if row.get(name)}
    answers = {name: outcome for name, outcome in said.items() if name not in disputed}
    return _of_paper(answers, wrong) if answers.get("has_repository") is Outcome.NO else answers


def _answer(criterion: str, written: str, wrong: Wrong) -> Outcome:
    said = written.lower()
    if said not in outcomes_of(criterion):
        raise wrong(f"'{written}' is no answer to {criterion}")
    return Outcome(said)


def _of_paper(answers: dict[str, Outcome], wrong: Wrong) -> dict[str, Outcome]:
    """The answers of a paper that has no repository, about which none may say yes or no."""
    if told := [name for name in REPOSITORY_CRITERIA if answers.get(name) in (Outcome.YES, Outcome.NO)]:
        raise wrong(f"{told[0]} is answered of a paper without a repository")
    return {name: said for name, said in answers.items() if name not in REPOSITORY_CRITERIA}
