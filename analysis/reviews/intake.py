"""A sheet's lines as rows of the table ``reviews``: which paper each means, and what of it is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.reviews.sheet import Line, WrongLineError
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.queries import records
from reprosurvey.crawler.store.schemas import REVIEWS

_PAPERS = "from survey where paper in (select unnest($1)) or lower(title) in (select unnest($2))"


class Role(StrEnum):
    """What reviews are for."""

    STANDS = "stands"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the survey's, and the repository that it has for it."""

    venue: str
    year: int
    paper: str
    title: str
    origin: str | None
    head: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line says of one criterion."""

    venue: str
    year: int
    paper: str
    criterion: str
    outcome: str
    origin: str | None
    head: str | None
    note: str | None

    @property
    def edition(self) -> Edition:
        """The paper's."""
        return self.venue, self.year


def take_in(store: Store, path: Path, lines: list[Line], reviewer: str, role: Role) -> Counter[str]:
    """Append what is not the reviewer's last answer already; how often each outcome was new.

    Args:
        store: The survey.
        path: The sheet, for what is said of a wrong line.
        lines: What it holds.
        reviewer: Who answered.
        role: Whether the answers stand over the automatic ones.

    Raises:
        UsageError: A line means no paper of the survey, or several, or names no repository; nothing is appended then.
    """
    with connect(store) as database:
        told = list(_answers(path, lines, _papers(database, lines)))
        stored = set(records(database, Answer, "from reviews where reviewer = $1 and role = $2", [reviewer, role]))
    new = [answer for answer in told if answer not in stored]
    about = {"reviewer": reviewer, "role": role.value, "reviewed_at": now()}
    for edition in dict.fromkeys(answer.edition for answer in new):
        rows = [asdict(answer) | about for answer in new if answer.edition == edition]
        store.append(REVIEWS, [{name: row[name] for name in REVIEWS.schema.names} for row in rows], edition)
    return Counter(answer.outcome for answer in new)


def _papers(database: duckdb.DuckDBPyConnection, lines: list[Line]) -> dict[str, list[Paper]]:
    """The papers that the lines may mean, by key and by title in lower case."""
    asked = [[line.paper for line in lines], [line.title.lower() for line in lines if not line.paper]]
    found: dict[str, list[Paper]] = {}
    for paper in records(database, Paper, _PAPERS, asked):
        found.setdefault(paper.paper, []).append(paper)
        found.setdefault(paper.title.lower(), []).append(paper)
    return found


def _answers(path: Path, lines: list[Line], papers: dict[str, list[Paper]]) -> Iterator[Answer]:
    seen: set[Paper] = set()
    for line in lines:
        paper = _paper(path, line, papers)
        if paper in seen:
            raise WrongLineError(path, line.number, f"'{paper.paper}' stands there twice")
        seen.add(paper)
        yield from _answers_of(path, line, paper)


def _answers_of(path: Path, line: Line, paper: Paper) -> Iterator[Answer]:
    """A line's, with the repository and its commit where an answer is about them."""
    origin = line.repository or paper.origin
    head = paper.head if line.head is None else line.head or None
    for criterion, outcome in line.answers.items():
        about: tuple[str | None, str | None] = (None, None)
        if criterion in REPOSITORY_CRITERIA:
            if origin is None:
                raise WrongLineError(path, line.number, f"{criterion} is answered, but no repository named")
            about = (origin, head)
        elif (criterion, outcome) == ("has_repository", Outcome.YES):
            about = (origin, None)
        yield Answer(paper.venue, paper.year, paper.paper, criterion, outcome.value, *about, line.note)


def _paper(path: Path, line: Line, papers: dict[str, list[Paper]]) -> Paper:
    named = line.paper or line.title
    found = [
        paper
        for paper in dict.fromkeys(papers.get(line.paper or line.title.lower(), ()))
        if line.venue in (None, paper.venue) and line.year in (None, paper.year)
    ]
    if not found:
        year = f" of {line.year}" if line.year else ""
        raise WrongLineError(path, line.number, f"the survey has no paper '{named}'{year}")
    if len(found) > 1:
        raise WrongLineError(path, line.number, f"several papers are '{named}'; name venue and year")
    return found[0]
