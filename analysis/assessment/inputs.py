"""What the store holds of the papers and repositories that are due, item by item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import pyarrow as pa

from reprosurvey.analysis.assessment.records import (
    DataSetRecord,
    FactRecord,
    PaperKey,
    PinRecord,
    RequirementRecord,
    Results,
    TraitRecord,
    UnlistedRecord,
    VerdictRecord,
)
from reprosurvey.analysis.criteria.has_repository import Repository
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.repository_states import JUDGEABLE_STATUSES, RepositoryState
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshot_of
from reprosurvey.analysis.subjects.verdicts import evidence_of
from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.store.bins import BIN, Rows, asked, by_item
from reprosurvey.crawler.store.by_bucket import by_bucket
from reprosurvey.crawler.store.parquet import Store

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

_KEY = "venue, year, paper"
_OF_CANDIDATE = {"subpath": pa.string(), "page": pa.int64(), "sentence": pa.string(), "reasons": pa.list_(pa.string())}
"""What is asked of a candidate that is a paper's own."""
_OWN = pa.schema(
    {"item": pa.int64(), "number": pa.int64(), "origin": pa.string(), "address": pa.string(), **_OF_CANDIDATE}
)


@dataclass(frozen=True, slots=True)
class PaperInputs:
    """A paper, and the addresses that may be its own."""

    item: int
    """Its number in the table ``due``."""
    key: PaperKey
    manuscript: Manuscript
    candidates: Rows
    """Its rows of ``candidates``, the likeliest first."""
    outcomes: Mapping[str, str]
    """Origin to the outcome at the end of its redirects."""
    readmes: Mapping[str, str]
    """Origin to the text of its README."""
    stored: Results
    """The latest results of it alone."""


@dataclass(frozen=True, slots=True)
class OwnerInputs:
    """A paper, and the addresses that are its own."""

    key: PaperKey
    title: str
    own: list[Repository]
    """The likeliest first."""
    stored: Results
    """The latest results of its repository."""


@dataclass(frozen=True, slots=True)
class RepositoryInputs:
    """A repository with the papers whose own it is."""

    owners: list[OwnerInputs]
    states: Mapping[str, list[RepositoryState]]
    """By origin, how it stands and stood, the present first."""
    snapshots: Mapping[tuple[str, str | None], Snapshot]
    """By origin that was visited and commit, each that is judgeable."""
    answers: Mapping[str, Mapping[str, str]]
    """By origin that was visited and address of weights, what the host says of them today."""


_PAPERS = {
    "papers": f"select due.*, title, abstract from due join papers using ({_KEY})",
    "pages": f"select item, page, text from texts join due using ({_KEY})",
    "candidates": f"""
        select due.item, candidates.*, origins.outcome, readmes.text as readme
        from candidates
        join due using ({_KEY})
        left join origins using (origin)
        left join readmes using (origin)
    """,
    "data_sets": f"select item, data_sets.* from data_sets join due using ({_KEY})",
    "verdicts": f"select item, verdicts.* from verdicts join due using ({_KEY}) where is_about_paper(criterion)",
}
_NAMED = f"""
create table named_origins as
select origin, final_origin, head
from origins
where origin in (select origin from candidates semi join due using ({_KEY}))
"""
_READMES = """
insert into readmes
select named.origin, arg_min(blobs.text, snapshots.path) as text
from named_origins as named
join snapshots on snapshots.origin = named.final_origin and snapshots.head = named.head
join history.blobs as blobs on blobs.origin = snapshots.origin and blobs.blob = snapshots.blob
where snapshots.path ilike 'readme%' and not contains(snapshots.path, '/')
group by named.origin
"""


def papers_due(database: duckdb.DuckDBPyConnection, store: Store, count: int, folder: Path) -> Iterator[PaperInputs]:
    """The papers of the table ``due``, in its order."""
    database.execute("create table readmes (origin varchar, text varchar)")
    database.execute(_NAMED)
    for _ in by_bucket(database, store):
        database.execute(_READMES)
    sources = {name: asked(database, sql) for name, sql in _PAPERS.items()}
    for item, rows in by_item(sources, count, folder):
        (paper,) = rows["papers"]
        candidates = sorted(rows["candidates"], key=lambda row: (row["rank"], row["variant"] or 0))
        pages = tuple(Page(row["page"], row["text"]) for row in sorted(rows["pages"], key=itemgetter("page")))
        yield PaperInputs(
            item,
            _key(paper),
            Manuscript(paper["title"], paper["abstract"], pages),
            candidates,
            {row["origin"]: row["outcome"] for row in candidates if row["outcome"] is not None},
            {row["origin"]: row["readme"] for row in candidates if row["readme"] is not None},
            _stored(rows),
        )


class OwnAddresses:
    """Papers' own addresses, as :func:`repositories_due` takes them."""

    def __init__(self) -> None:
        self._parts: list[pa.Table] = [_OWN.empty_table()]
        self._rows: Rows = []

    def add(self, paper: PaperInputs, own: Sequence[Repository]) -> None:
        """Take in those of one paper, the likeliest first."""
        self._rows += (
            {"item": paper.item, "number": number, "origin": repository.origin, "address": repository.address}
            | {name: repository.candidate[name] for name in _OF_CANDIDATE}
            for number, repository in enumerate(own)
        )
        if len(self._rows) >= BIN:
            self._pack()

    def table(self) -> pa.Table:
        """All of them: numbers of the paper and of the address, and what a :class:`Repository` holds of it."""
        self._pack()
        return pa.concat_tables(self._parts)

    def _pack(self) -> None:
        self._parts.append(pa.Table.from_pylist(self._rows, schema=_OWN))
        self._rows = []


_OWNED = """
create table owned as
with
anchors as (
    select own.item, coalesce(origins.final_origin, own.origin) as anchor
    from own
    left join origins using (origin)
    where number = 0
),
numbered as (
    select anchor, row_number() over (order by min(item)) - 1 as item from anchors group by anchor
)
select numbered.item, own.* rename (item as paper_item)
from own
join anchors using (item)
join numbered using (anchor)
"""
"""Each paper's own addresses, with the number of the repository to which the first of them leads."""
_STATES = """
create table judged_states as
with
origins_of as (
    select distinct item, origin from owned
)
select
    item, origin, final_origin as found_at, null::timestamptz as as_of, visited_at, outcome as status, head,
    if(last_outcome = 'failed' and outcome <> 'failed', null, error) as error, branch
from origins_of
join origins using (origin)
union all by name
select item, origin, found_at, as_of, visited_at, outcome as status, head, error, branch
from origins_of
join earlier_states using (origin)
"""
_COMMITS = """
create table judged_commits as
select distinct item, found_at as origin, coalesce(head, '') as head
from judged_states
where status in (select unnest($1))
"""
_OWNER = (
    f"due using ({_KEY}) join (select distinct item, paper_item from owned) as owner on owner.paper_item = due.item"
)
_REPOSITORIES = {
    "owners": f"""
        select owned.*, due.* exclude (item), title
        from owned
        join due on due.item = owned.paper_item
        join papers using ({_KEY})
    """,
    "states": "from judged_states",
    "commits": "from judged_commits",
    "answers": """
        select item, origin, url, outcome
        from artifacts
        join (select distinct item, origin from judged_commits) using (origin)
        where kind = 'weights' and outcome <> 'failed'
    """,
    "traits": f"select owner.item, paper_item, traits.* from traits join {_OWNER}",
    "pins": f"select owner.item, paper_item, pinned.* from pinned join {_OWNER}",
    "unlisted": f"select owner.item, paper_item, unlisted.* from unlisted join {_OWNER}",
    "requirements": f"select owner.item, paper_item, requirements.* from requirements join {_OWNER}",
    "facts": f"select owner.item, paper_item, facts.* from facts join {_OWNER}",
    "verdicts": f"""
        select owner.item, paper_item, verdicts.*
        from verdicts_by_day as verdicts
        join {_OWNER}
        where criterion = 'has_repository' or not is_about_paper(criterion)
    """,
}
_FILES = """
select item, snapshots.origin, snapshots.head, path, mode, size, text
from judged_commits
join snapshots using (origin, head)
left join history.blobs as blobs on blobs.origin = snapshots.origin and blobs.blob = snapshots.blob
"""


_STORED = ("traits", "pins", "unlisted", "requirements", "facts", "verdicts")
"""What was stored of a repository for each of its papers."""


def repositories_due(
    database: duckdb.DuckDBPyConnection, store: Store, own: OwnAddresses, folder: Path
) -> Iterator[RepositoryInputs]:
    """The repositories of the papers of the table ``due``, each once, by these papers' own addresses."""
    database.register("own", own.table())
    for table in (_OWNED, _STATES):
        database.execute(table)
    database.execute(_COMMITS, [list(JUDGEABLE_STATUSES)])
    ((count,),) = database.sql("select count(distinct item) from owned").fetchall()
    sources = {name: asked(database, sql) for name, sql in _REPOSITORIES.items()}
    files = asked(database, _FILES, by_bucket(database, store))
    for _, rows in by_item({**sources, "files": files}, count, folder):
        yield RepositoryInputs(_owners(rows), _states(rows["states"]), _snapshots(rows), _answers(rows["answers"]))


def _owners(rows: Mapping[str, Rows]) -> list[OwnerInputs]:
    stored = {name: _grouped(rows[name], "paper_item") for name in _STORED}
    return [
        OwnerInputs(
            _key(own[0]),
            own[0]["title"],
            [
                Repository(row["origin"], row["address"], {name: row[name] for name in _OF_CANDIDATE})
                for row in sorted(own, key=itemgetter("number"))
            ],
            _stored({name: found.get(paper, []) for name, found in stored.items()}),
        )
        for paper, own in _grouped(rows["owners"], "paper_item").items()
    ]


def _states(rows: Rows) -> dict[str, list[RepositoryState]]:
    """The present first, then by time."""
    found = _grouped(rows, "origin")
    return {
        origin: sorted((_record(RepositoryState, row) for row in states), key=lambda s: (s.as_of is not None, s.as_of))
        for origin, states in found.items()
    }


def _snapshots(rows: Mapping[str, Rows]) -> dict[tuple[str, str | None], Snapshot]:
    files = _grouped(rows["files"], "origin", "head")
    commits = [(row["origin"], row["head"]) for row in rows["commits"]]
    return {
        (origin, head or None): snapshot_of(origin, head, files.get((origin, head), ())) for origin, head in commits
    }


def _answers(rows: Rows) -> dict[str, dict[str, str]]:
    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(rows, key=itemgetter("url")):
        answers[row["origin"]][row["url"]] = row["outcome"]
    return dict(answers)


def _grouped(rows: Rows, *columns: str) -> dict[Any, Rows]:
    found: defaultdict[Any, Rows] = defaultdict(list)
    for row in rows:
        found[itemgetter(*columns)(row)].append(row)
    return dict(found)


def _key(row: Mapping[str, Any]) -> PaperKey:
    return PaperKey((row["venue"], row["year"]), row["paper"], row["inputs"])


def _stored(rows: Mapping[str, Rows]) -> Results:
    """Results as the store has them; of a table that was not asked for, none."""
    return Results(
        _records(DataSetRecord, rows.get("data_sets", ())),
        _records(TraitRecord, rows.get("traits", ())),
        _records(PinRecord, rows.get("pins", ())),
        _records(UnlistedRecord, rows.get("unlisted", ())),
        _records(RequirementRecord, rows.get("requirements", ())),
        _records(FactRecord, map(_with_evidence, rows.get("facts", ()))),
        _records(VerdictRecord, map(_with_evidence, rows.get("verdicts", ()))),
    )


def _with_evidence(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "evidence": tuple(map(evidence_of, row["evidence"]))}


def _records(kind: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [_record(kind, row) for row in rows]


def _record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    return kind(**{field.name: row[field.name] for field in fields(kind)})
