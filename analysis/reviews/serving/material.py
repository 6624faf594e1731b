"""What a reviewer reads: a paper's words and addresses, and the repositories that these lead to, from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reprosurvey.analysis.reviews.serving.session import Asked, Key, Mode
from reprosurvey.analysis.subjects.repository_states import JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.history import add_history
from reprosurvey.crawler.store.layout import part_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import records, result_rows, rows
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS

FILES_LIMIT = 3000
"""Paths that are listed of a repository."""
TEXT_LIMIT = 300_000
"""Characters that are shown of a file or of a page."""

_ASKED = (
    *("papers", "links", "texts", "snapshots", "blobs", "survey_verdicts"),
    *("addressed_repositories", "reviews", "to_review", "to_adjudicate"),
)
_OF = "(venue, year, paper) = ($1, $2, $3)"


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the paper gives an address."""

    page: int | None
    """From 1; None for its landing page."""
    written: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Addressed:
    """What one of the paper's addresses leads to."""

    final_origin: str
    outcome: str
    head: str | None
    origin: str
    """The paper's address that leads there."""

    @property
    def is_readable(self) -> bool:
        """Whether questions about a repository can be answered of it."""
        return self.outcome in JUDGEABLE_STATUSES


@dataclass(frozen=True, slots=True)
class Paper:
    """What the proceedings say of a paper."""

    title: str
    authors: list[str]
    abstract: str
    landing_url: str | None
    pdf_url: str | None


class Material:
    """A survey, opened to read papers and repositories in."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._database = connect(store, asked=_ASKED)
        self.snapshot = lru_cache(maxsize=2)(self._snapshot)
        self.pages = lru_cache(maxsize=2)(self._pages)

    def drawn(self, variables: Mapping[str, object]) -> tuple[str, tuple[Asked, ...]]:
        """The papers of a draw (``drawing.draw_of``), and how it was made; without a paper, nothing."""
        set_variables(self._database, variables)
        found = result_rows(self._database, "to_review")
        return (found[0]["draw"] if found else ""), tuple(Asked(_key(row)) for row in found)

    def disagreed(self) -> tuple[str, tuple[Asked, ...]]:
        """The papers whose reviewers differ, with the questions that are open; and how these were drawn."""
        found = result_rows(self._database, "to_adjudicate")
        asked = tuple(Asked(_key(row), tuple(row["asked"].split()), row["repository"]) for row in found)
        return next((row["draw"] for row in found if row["draw"]), ""), asked

    def paper(self, key: Key) -> Paper | None:
        """What is known of it; None where the survey has it no more."""
        found = records(self._database, Paper, f"from papers where {_OF}", list(key))
        return found[0] if found else None

    def places(self, key: Key) -> list[Place]:
        """Where it gives addresses, in their order."""
        query = f"""
            from (
                select distinct page, variants[1] as written, coalesce(reference, sentence) as sentence
                from links where {_OF}
            )
            order by page nulls first, written, sentence
            limit 300
        """
        return records(self._database, Place, query, list(key))

    def addressed(self, key: Key) -> list[Addressed]:
        """What its addresses lead to, by name."""
        return records(
            self._database, Addressed, f"from addressed_repositories where {_OF} order by final_origin", list(key)
        )

    def told(self, key: Key, mode: Mode) -> dict[str, list[str]]:
        """By criterion, what others say: of the rules or of reviewers, as the mode has it; blind, nothing."""
        if mode is Mode.OPEN:
            return {row["criterion"]: _of_rule(row) for row in self._rows("survey_verdicts", key)}
        said: dict[str, list[str]] = {}
        if mode is Mode.ADJUDICATION:
            for row in sorted(self._rows("reviews", key), key=lambda row: str(row["reviewer"])):
                if not row["settles"]:
                    said.setdefault(row["criterion"], []).append(_of_reviewer(row))
        return said

    def _rows(self, view: str, key: Key) -> list[dict[str, Any]]:
        return rows(self._database.sql(f"from {view} where {_OF}", params=list(key)))

    def _pages(self, key: Key) -> list[Page]:
        found = self._database.execute(f"select page, text from texts where {_OF} order by page", list(key))
        return [Page(number, text[:TEXT_LIMIT]) for number, text in found.fetchall()]

    def _snapshot(self, origin: str, head: str | None) -> Snapshot:
        for table in (SNAPSHOTS, BLOBS):
            add_history(self._database, self._store, table, part_of([origin]))
        return snapshots_at(self._database, [(origin, head)])[origin, head]


def _key(row: Mapping[str, Any]) -> Key:
    return row["venue"], row["year"], row["paper"]


def _of_rule(row: Mapping[str, Any]) -> list[str]:
    rests_on = (f"{e['place']}{':' + str(e['line']) if e['line'] else ''} {e['quote']}" for e in row["evidence"])
    return [f"The rule says {row['outcome']}.", *rests_on]


def _of_reviewer(row: Mapping[str, Any]) -> str:
    repository = f", {row['final_origin']}" if row["final_origin"] and row["outcome"] == "yes" else ""
    return f"{row['reviewer']}: {row['outcome']}{repository}" + (f" ({row['note']})" if row["note"] else "")
