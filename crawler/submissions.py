"""A list of submissions, as an edition of papers of which nothing is known but a name and declared repositories."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import chain, count, islice
from pathlib import Path

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families.contributions import SUBMISSION, WITHDRAWN
from reprosurvey.crawler.pasted_addresses import addresses_in
from reprosurvey.crawler.proceedings.declared_code import GIVEN_CODE
from reprosurvey.crawler.proceedings.papers import stored_papers
from reprosurvey.crawler.proceedings.records import DeclaredLink, PaperRecord
from reprosurvey.crawler.spreadsheets.reading import HEADING_LIMIT, Row, tables_of
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.schemas import PAPERS

FIELDS = ("id", "name", "repository")
"""What columns tell, each named like that unless others are."""
QUOTED = 80
"""Characters of a cell that are shown of one that is no address."""

_COLUMN = re.compile(rf"\s*(\S[^\n]*?)\s*=\s*({'|'.join(FIELDS)})\s*(?:[,;]|$)")


@dataclass(frozen=True, slots=True)
class Submission:
    """One row of the list."""

    key: str
    """Its id, else its name."""
    name: str
    addresses: tuple[str, ...] = ()
    """What was handed in; where there is no address in it, all of it."""
    fault: str | None = None
    """Why the row could not be understood."""


@dataclass(frozen=True, slots=True)
class SubmissionList:
    """What a file lists."""

    submissions: list[Submission]
    remarks: list[str]
    """What is to be told of single rows, each by its number."""


def named_columns(told: str) -> dict[str, str]:
    """Column to what it tells, from "Submission ID=id,Code URL=repository".

    Raises:
        UsageError: It is written in another way.
    """
    columns, end = {}, 0
    while match := _COLUMN.match(told, end):
        columns[_folded(match[1])], end = match[2], match.end()
    if end < len(told.rstrip()) or not columns:
        raise UsageError(f"--columns names each as 'Your column={FIELDS[-1]}', by commas: {', '.join(FIELDS)}")
    return columns


def read_submissions(path: Path, columns: Mapping[str, str] | None = None) -> SubmissionList:
    """The submissions of a CSV or XLSX file with a column ``repository`` and ``id`` or ``name`` or both.

    Args:
        path: The file.
        columns: Columns of other names, by :func:`named_columns`.

    Raises:
        UsageError: The file cannot be read, lacks a column, or lists nothing.
    """
    fields, rows = _table(path, columns or {})
    submissions: dict[str, Submission] = {}
    numbers: dict[str, int] = {}
    counts: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    remarks = []
    for row in rows:
        submission, remark = _submission(row, fields)
        told = submission.key
        if told in submissions:
            free = (f"{told} ({n})" for n in counts[told] if f"{told} ({n})" not in submissions)
            submission = replace(submission, key=next(free))
            remark.append(f"'{told}' stands in row {numbers[told]}, too; this one is '{submission.key}'")
        submissions[submission.key], numbers[submission.key] = submission, row.number
        remarks += [f"row {row.number}: {line}" for line in remark]
    if not submissions:
        raise UsageError(f"{path} lists no submission")
    return SubmissionList(list(submissions.values()), remarks)


def enter(store: Store, submissions: list[Submission], edition: Edition) -> int:
    """Make ``submissions`` the papers of ``edition``: what is new or changed is appended, what is gone is withdrawn.

    Returns how many were withdrawn.
    """
    stored = stored_papers(store, edition)
    listed = {submission.key: _record(submission) for submission in submissions}
    left = (record for key, record in stored.items() if key not in listed and record.kind != WITHDRAWN)
    gone = {record.paper: replace(record, kind=WITHDRAWN) for record in left}
    time = now()
    changed = (record for key, record in (listed | gone).items() if stored.get(key) != record)
    rows = [{**asdict(record), "crawled_at": time} for record in changed]
    store.append(PAPERS, rows, edition)
    return len(gone)


def _table(path: Path, columns: Mapping[str, str]) -> tuple[list[str | None], Iterator[Row]]:
    """What each column tells, and the rows below the one that names the columns."""
    widest: list[str] = []
    for table in tables_of(path):
        first = list(islice(table, HEADING_LIMIT))
        for place, row in enumerate(first):
            if not _missing(row.texts, columns):
                return _fields(row.texts, columns), chain(first[place + 1 :], table)
            widest = max(widest, row.texts, key=len)
    raise UsageError(
        f"{path}: no column '{_missing(widest, columns)[0]}' among {', '.join(filter(None, widest)) or 'none'}; "
        "--columns 'Your column=repository' tells which one it is"
    )


def _missing(texts: list[str], columns: Mapping[str, str]) -> list[str]:
    """The names of columns that must be there and are not."""
    folded = [_folded(text) for text in texts]
    told = set(_fields(texts, columns))
    missing = [name for name in columns if name not in folded]
    missing += [] if {"id", "name"} & told else ["name"]
    return missing + ([] if "repository" in told else ["repository"])


def _fields(texts: list[str], columns: Mapping[str, str]) -> list[str | None]:
    """What each column tells; None where it is of no use. One that was named stands for one of the usual name."""
    told = {field: field for field in FIELDS if field not in columns.values()} | dict(columns)
    return [told.get(_folded(text)) for text in texts]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _submission(row: Row, fields: list[str | None]) -> tuple[Submission, list[str]]:
    """What a row hands in, and what is to be told of it."""
    cells = list(zip(fields, row.cells, strict=False))
    identifier, name, written = (" ".join(c.text for f, c in cells if f == field and c.text) for field in FIELDS)
    key = identifier or name or f"row {row.number}"
    fault = row.fault
    if any(row.texts[len(fields) :]):
        fault = fault or f"{len(row.cells)} cells under {len(fields)} columns"
    if fault:
        return Submission(key, name or key, fault=fault), [f"{fault}; it was not looked at"]
    remarks = [] if identifier or name else ["neither id nor name"]
    behind = " ".join(cell.behind for field, cell in cells if field == "repository")
    addresses = addresses_in(f"{written} {behind}")
    if written and not addresses:
        remarks.append(f"no address in '{written[:QUOTED]}'")
    return Submission(key, name or key, tuple(addresses or filter(None, [written]))), remarks


def _record(submission: Submission) -> PaperRecord:
    declared = tuple(DeclaredLink(GIVEN_CODE, address) for address in submission.addresses)
    return PaperRecord(
        paper=submission.key, kind=SUBMISSION, title=submission.name, declared=declared, page_error=submission.fault
    )
