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
_HEADS = "select origin, head from origins where origin in (select unnest($1))"


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
    draw: str | None
    settles: bool

    @property
    def edition(self) -> Edition:
        """The paper's."""
        return self.venue, self.year


def take_in(
    store: Store, path: Path, lines: list[Line], reviewer: str, role: Role, *, settles: bool = False
) -> Counter[str]:
    """Append what is not the reviewer's last answer already; how often each outcome was new.

    Args:
        store: The survey.
        path: The sheet, for what is said of a wrong line.
        lines: What it holds.
        reviewer: Who answered.
        role: Whether the answers stand over the automatic ones.
        settles: Whether they settle what other reviewers disagree on.

    Raises:
        UsageError: A line means no paper of the survey, or several, or names no repository; nothing is appended then.
    """
    with connect(store) as database:
        survey = _Survey(_papers(database, lines), _heads(database, lines))
        told = list(_answers(path, lines, survey, settles=settles))
        stored = set(records(database, Answer, "from reviews where reviewer = $1 and role = $2", [reviewer, role]))
    new = [answer for answer in told if answer not in stored]
    about = {"reviewer": reviewer, "role": role.value, "reviewed_at": now()}
    for edition in dict.fromkeys(answer.edition for answer in new):
        rows = [asdict(answer) | about for answer in new if answer.edition == edition]
        store.append(REVIEWS, [{name: row[name] for name in REVIEWS.schema.names} for row in rows], edition)
    return Counter(answer.outcome for answer in new)


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the lines are held against."""

    papers: dict[str, list[Paper]]
    """By key and by title in lower case."""
    heads: dict[str, str | None]
    """Of the repositories that the lines name, the commit that the survey holds."""


def _papers(database: duckdb.DuckDBPyConnection, lines: list[Line]) -> dict[str, list[Paper]]:
    """The papers that the lines may mean, by key and by title in lower case."""
    asked = [[line.paper for line in lines], [line.title.lower() for line in lines]]
    found: dict[str, list[Paper]] = {}
    for paper in records(database, Paper, _PAPERS, asked):
        found.setdefault(paper.paper, []).append(paper)
        found.setdefault(paper.title.lower(), []).append(paper)
    return found


def _heads(database: duckdb.DuckDBPyConnection, lines: list[Line]) -> dict[str, str | None]:
    named = sorted({line.repository for line in lines if line.repository})
    return dict(database.execute(_HEADS, [named]).fetchall())


def _answers(path: Path, lines: list[Line], survey: _Survey, *, settles: bool) -> Iterator[Answer]:
    seen: set[tuple[Paper, str]] = set()
    for line in lines:
        paper = _paper(path, line, survey.papers)
        asked = {(paper, criterion) for criterion in line.answers}
        if seen & asked:
            raise WrongLineError(path, line.number, f"'{paper.paper}' stands there twice")
        seen |= asked
        yield from _answers_of(path, line, paper, survey.heads, settles=settles)


def _answers_of(
    path: Path, line: Line, paper: Paper, heads: dict[str, str | None], *, settles: bool
) -> Iterator[Answer]:
    """A line's, with the repository and its commit where an answer is about them."""
    origin = _origin(line, paper)
    head = _head(line, paper, origin, heads)
    for criterion, outcome in line.answers.items():
        about: tuple[str | None, str | None] = (None, None)
        if criterion in REPOSITORY_CRITERIA:
            if origin is None:
                raise WrongLineError(path, line.number, f"{criterion} is answered, but no repository named")
            about = (origin, head)
        elif (criterion, outcome) == ("has_repository", Outcome.YES):
            about = (origin, None)
        named = (paper.venue, paper.year, paper.paper)
        yield Answer(*named, criterion, outcome.value, *about, line.note, line.draw, settles)


def _origin(line: Line, paper: Paper) -> str | None:
    """The repository that a line is about: the one that it names, else the only one that it can mean."""
    if line.repository is not None or line.draw is None:
        return line.repository or paper.origin
    return next(iter(line.addresses)) if len(line.addresses) == 1 else None


def _head(line: Line, paper: Paper, origin: str | None, heads: dict[str, str | None]) -> str | None:
    """The commit that was read: as the line says, else as its reader was told, else the one that the survey holds."""
    if line.head is not None:
        return line.head or None
    if origin is not None and origin in line.addresses:
        return line.addresses[origin]
    return paper.head if origin == paper.origin else heads.get(origin or "")


def _paper(path: Path, line: Line, papers: dict[str, list[Paper]]) -> Paper:
    """The one paper that a line means.

    Raises:
        WrongLineError: There is none, or several, or key and title are of two papers.
    """
    named, found = line.paper or line.title, _meant(path, line, papers)
    if not found:
        year = f" of {line.year}" if line.year else ""
        raise WrongLineError(path, line.number, f"the survey has no paper '{named}'{year}")
    if len(found) > 1:
        raise WrongLineError(path, line.number, f"several papers are '{named}'; name venue and year")
    return found.pop()


def _meant(path: Path, line: Line, papers: dict[str, list[Paper]]) -> set[Paper]:
    """The papers of its key, else of its title: spreadsheets make 7 of the key 007."""
    by_key, by_title = (
        {
            paper
            for paper in papers.get(name, ())
            if line.venue in (None, paper.venue) and line.year in (None, paper.year)
        }
        for name in (line.paper, line.title.lower())
    )
    if by_key and by_title and not by_key & by_title:
        raise WrongLineError(path, line.number, f"'{line.paper}' is one paper, and '{line.title}' another")
    return by_key or by_title
