"""A list of submissions, as an edition of papers of which nothing is known but a name and a declared repository."""

from __future__ import annotations

import csv
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families.contributions import PAPER, WITHDRAWN
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.proceedings.papers import stored_papers
from reprosurvey.crawler.proceedings.records import DeclaredLink, PaperRecord
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.schemas import PAPERS

LABEL = "Code"
"""What the declared link is called."""
COLUMNS = ("id", "name", "repository")


@dataclass(frozen=True, slots=True)
class Submission:
    """One row of the list."""

    key: str
    """Its id, else its name."""
    name: str
    repository: str
    """What was handed in, of several words the first address; empty where there is nothing."""


def read_submissions(path: Path) -> list[Submission]:
    """The submissions of a CSV file with the columns ``name``, ``repository`` and, if need be, ``id``.

    Raises:
        UsageError: The file cannot be read, lacks a column or a name, or has the same id twice.
    """
    submissions: dict[str, Submission] = {}
    for line, row in _rows(path):
        key = row["id"] or row["name"]
        if not row["name"]:
            raise UsageError(f"{path}, line {line}: no name")
        if key in submissions:
            raise UsageError(f"{path}, line {line}: '{key}' stands there twice; give each its own id in a column id")
        submissions[key] = Submission(key, row["name"], _address(row["repository"]))
    if not submissions:
        raise UsageError(f"{path} lists no submission")
    return list(submissions.values())


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Each row by column, with the number of its line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            if missing := {"name", "repository"} - set(columns):
                raise UsageError(f"{path}: no column '{min(missing)}'; write name,repository into the first line")
            return [(reader.line_num, {c: (row.get(c) or "").strip() for c in COLUMNS}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None


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


def _address(written: str) -> str:
    """The first address among the words of a cell, else all of them."""
    return next((word for word in re.split(r"[\s,;]+", written) if "/" in word and origin_of(word)), written)


def _record(submission: Submission) -> PaperRecord:
    declared = (DeclaredLink(LABEL, submission.repository),) if submission.repository else ()
    return PaperRecord(paper=submission.key, kind=PAPER, title=submission.name, declared=declared)
