"""What the store holds of the papers of one task, as records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import duckdb

from reprosurvey.analysis.assessment.records import (
    DataSetRecord,
    PinRecord,
    Results,
    TraitRecord,
    UnlistedRecord,
    VerdictRecord,
)
from reprosurvey.analysis.assessment.schedule import Task
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.repository_states import RepositoryState
from reprosurvey.analysis.subjects.verdicts import evidence_of
from reprosurvey.crawler.documents.pdf import Page
from reprosurvey.crawler.store.queries import records, rows

_VERDICT = ", ".join(field.name for field in fields(VerdictRecord))

_CHOSEN = "semi join chosen using (venue, year, paper)"


@dataclass(frozen=True, slots=True)
class PaperInputs:
    """A paper, and the addresses that may be its own."""

    paper: str
    """The publisher's key."""
    manuscript: Manuscript
    candidates: list[dict[str, Any]]
    """Its rows of ``candidates``, the likeliest first."""


@dataclass(frozen=True, slots=True)
class OriginRecord:
    """A row of ``origins``."""

    origin: str
    final_origin: str
    status: str
    head: str | None
    visited_at: datetime | None
    error: str | None
    """Of the latest visit; none where that failed and an earlier state stands."""
    branch: str | None


@dataclass(frozen=True, slots=True)
class _PaperRecord:
    paper: str
    title: str
    abstract: str


@dataclass(frozen=True, slots=True)
class _PageRecord:
    paper: str
    page: int
    text: str


def choose_papers(database: duckdb.DuckDBPyConnection, task: Task) -> None:
    """Make the table ``chosen`` of the task's papers, which the functions below read."""
    database.execute(
        """
        create table chosen as
        from papers where venue = $1 and year = $2 and paper in (select unnest($3))
        """,
        [*task.edition, list(task.inputs)],
    )


def read_papers(database: duckdb.DuckDBPyConnection) -> list[PaperInputs]:
    """The chosen papers."""
    pages: defaultdict[str, list[Page]] = defaultdict(list)
    for page in records(database, _PageRecord, f"from texts {_CHOSEN} order by page"):
        pages[page.paper].append(Page(page.page, page.text))
    candidates: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(database.sql(f"from candidates {_CHOSEN} order by rank, form")):
        candidates[row["paper"]].append(row)
    return [
        PaperInputs(
            paper.paper, Manuscript(paper.title, paper.abstract, tuple(pages[paper.paper])), candidates[paper.paper]
        )
        for paper in records(database, _PaperRecord, "from chosen")
    ]


def read_origins(database: duckdb.DuckDBPyConnection) -> Mapping[str, OriginRecord]:
    """What is known today of each origin, by its canonical URL."""
    of_state = "if(last_outcome = 'failed' and outcome <> 'failed', null, error) as error"
    states = f"select * replace ({of_state}) rename (outcome as status) from origins"
    found = records(database, OriginRecord, f"from ({states})")
    return {origin.origin: origin for origin in found}


def read_readmes(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """By origin, the README of each candidate of the chosen papers."""
    return dict(
        database.sql(
            """
            select origins.origin, any_value(blobs.text)
            from candidates
            semi join chosen using (venue, year, paper)
            join origins on origins.origin = candidates.origin
            join snapshots on snapshots.origin = origins.final_origin and snapshots.head = origins.head
            join blobs using (blob)
            where snapshots.path ilike 'readme%' and not contains(snapshots.path, '/')
            group by origins.origin
            """
        ).fetchall()
    )


def read_earlier_states(database: duckdb.DuckDBPyConnection, origins: Iterable[str]) -> list[RepositoryState]:
    """How ``origins`` stood on each day that was looked back to and at their first visit, by time."""
    states = "from (select * rename (outcome as status) from earlier_states)"
    return records(
        database, RepositoryState, f"{states} where origin in (select unnest($1)) order by as_of", [list(origins)]
    )


def read_stored(database: duckdb.DuckDBPyConnection) -> Results:
    """The latest results that are stored of the chosen papers."""
    return Results(
        records(database, DataSetRecord, f"from data_sets {_CHOSEN}"),
        records(database, TraitRecord, f"from traits {_CHOSEN}"),
        records(database, PinRecord, f"from pinned {_CHOSEN}"),
        records(database, UnlistedRecord, f"from unlisted {_CHOSEN}"),
        [_verdict(row) for row in rows(database.sql(f"select {_VERDICT} from verdicts_by_day {_CHOSEN}"))],
    )


def _verdict(row: dict[str, Any]) -> VerdictRecord:
    return VerdictRecord(**row | {"evidence": tuple(map(evidence_of, row["evidence"]))})
