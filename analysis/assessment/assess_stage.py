"""The assess stage: every criterion over the papers that are new or changed, in Dask workers, from the store alone.

A verdict goes to the store where it is new or another than the last. Settings: ``limits.workers``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import duckdb

from reprosurvey.analysis.artifacts.availability import answers_by_origin
from reprosurvey.analysis.assessment.scope import folder_of, narrowed
from reprosurvey.analysis.assessment.traits import VERSION as TRAITS_VERSION
from reprosurvey.analysis.assessment.traits import traits_of
from reprosurvey.analysis.criteria import has_repository, promised, public_data, reproducibility
from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.data_sets.mentions import DataSetUse
from reprosurvey.analysis.packages.pins import VERSION as PINS_VERSION
from reprosurvey.analysis.packages.pins import pins_of
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.documents.pdf import Page
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.schemas import TABLES
from reprosurvey.crawler.workers import local_workers, run_over

RULES = " ".join(
    [
        *(f"{name}:{module.VERSION}" for name, module in CRITERIA.items()),
        f"traits:{TRAITS_VERSION}",
        f"pins:{PINS_VERSION}",
    ]
)
"""Every criterion with its version, and those of the traits and the pins."""
LOOKED_INTO = ("full", "empty")
"""Outcomes of a visit after which a repository can be judged."""
NOTHING_PUBLIC = ("not found", "forbidden", "blocked")
"""Outcomes by which the host says that there is nothing to judge."""
NOTHING_YET = ("not yet",)
"""The same of a day."""
NO_TRAITS = {"trait": None, "value": None, "path": None}
"""The row that says that a commit shows none."""
NO_PINS = dict.fromkeys(("package", "version", "release", "installed_from", "path", "line"))
"""Likewise that it pins nothing."""
NEVER_VISITED = {"as_of": None, "visited_at": None, "outcome": "not visited", "error": None}
CHUNK = 25
"""Papers that one task assesses."""

Row = dict[str, Any]
Task = tuple[Edition, dict[str, str]]
"""A venue's year, and papers of it with their inputs."""


def assess(store: Store, workers: int, *, again: bool, tell: Progress) -> Counter[str]:
    """Judge the papers whose inputs or rules are new, or with ``again`` every one; how often each outcome is new."""
    papers = _papers(store, again=again)
    tasks = list(_tasks(papers))
    outcomes: Counter[str] = Counter()
    done = 0
    if not tasks:
        return outcomes
    with local_workers(min(workers, len(tasks))) as client:
        for (edition, chunk), result in run_over(client, partial(_assess, store.path), tasks):
            if isinstance(result, Exception):
                raise result
            for table, rows in result.items():
                store.append(TABLES[table], rows, edition)
            outcomes.update(row["outcome"] for row in result["verdicts"])
            done += len(chunk)
            tell(done, len(papers), 0)
    return outcomes


def _papers(store: Store, *, again: bool) -> list[tuple[str, int, str, str]]:
    """Venue, year, key and inputs of the papers to judge."""
    with connect(store) as database:
        known = database.sql("select venue, year, paper, inputs from inputs order by all").fetchall()
        judged = database.sql("select venue, year, paper, inputs, rules from assessments").fetchall()
    settled = set() if again else {row[:4] for row in judged if row[4] == RULES}
    return [row for row in known if row not in settled]


def _tasks(papers: list[tuple[str, int, str, str]]) -> Iterator[Task]:
    for edition, group in groupby(papers, key=lambda row: row[:2]):
        inputs = ((row[2], row[3]) for row in group)
        while chunk := dict(islice(inputs, CHUNK)):
            yield edition, chunk


def _assess(path: Path, task: Task) -> dict[str, list[Row]]:
    """What the store does not have of one task's papers, by table: the one that says "done" last."""
    (venue, year), inputs = task
    keys = list(inputs)
    with connect(Store.open(path)) as database:
        database.execute("set threads = 1")  # as many tasks run at a time as there are workers
        database.execute(
            """
            create table chosen as
            from papers where venue = $1 and year = $2 and paper in (select unnest($3))
            """,
            [venue, year, keys],
        )
        papers = rows_of(database, "from chosen")
        candidates = _grouped(database, "candidates", "order by rank, form")
        pages = _grouped(database, "texts", "order by page")
        stored = {
            (r["paper"], r["criterion"], r["as_of"]): r
            for rows in _grouped(database, "verdicts_by_day").values()
            for r in rows
        }
        origins = {r["origin"]: r for r in rows_of(database, "from origins")}
        outcomes = {origin: row["outcome"] for origin, row in origins.items()}
        known_sets = _grouped(database, "data_sets")
        known_traits = _grouped(database, "traits")
        known_pins = _grouped(database, "pinned")
        readmes = _readmes(database)
        own = {
            paper["paper"]: has_repository.choose(paper["title"], candidates.get(paper["paper"], []), outcomes, readmes)
            for paper in papers
        }
        chosen = {key: origins.get(own[key][0].origin) for key in keys if own[key]}
        states = _states(database, [origin for origin in chosen.values() if origin is not None])
        snapshots = snapshots_of(database, [state for days in states.values() for state in days])
        answers = answers_by_origin(database, {state["origin"] for days in states.values() for state in days})
    time = now()
    fresh: list[Row] = []
    fresh_sets: list[Row] = []
    fresh_traits: list[Row] = []
    fresh_pins: list[Row] = []
    for paper in papers:
        key = paper["paper"]
        text = tuple(Page(r["page"], r["text"]) for r in pages.get(key, ()))
        manuscript = Manuscript(paper["title"], paper["abstract"], text)
        origin = chosen.get(key)
        stood = _stood(paper["title"], own[key], states[origin["origin"]], snapshots, answers) if origin else []
        for row in _judge(manuscript, own[key], stood):
            row["paper"] = key
            if not _is_stored(row, stored.get((key, row["criterion"], row["as_of"]))):
                fresh.append(row | {"assessed_at": time})
        for snapshot in {s.commit: s for _, s in stood if s is not None and s.commit}.values():
            traits = _traits(snapshot)
            known = [row for row in known_traits.get(key, []) if row["head"] == snapshot.commit]
            if not _are_stored(traits, known, "trait", "value"):
                fresh_traits += [row | {"paper": key, "assessed_at": time} for row in traits]
            pins = _pins(snapshot)
            known = [row for row in known_pins.get(key, []) if row["head"] == snapshot.commit]
            if not _are_stored(pins, known, "package", "release", "installed_from"):
                fresh_pins += [row | {"paper": key, "assessed_at": time} for row in pins]
        sets = [_data_set(use) for use in public_data.uses(manuscript)] or [{"data_set": None}]
        if not _are_stored(sets, known_sets.get(key, []), "data_set"):
            fresh_sets += [row | {"paper": key, "assessed_at": time} for row in sets]
    assessments = [{"paper": key, "inputs": inputs[key], "rules": RULES, "assessed_at": time} for key in keys]
    return {
        "data_sets": fresh_sets,
        "traits": fresh_traits,
        "pins": fresh_pins,
        "verdicts": fresh,
        "assessments": assessments,
    }


Stood = tuple[Row, Snapshot | None]
"""How a repository stands or stood, and what stood there; None where it could not be looked into."""


def _stood(
    title: str,
    own: list[has_repository.Repository],
    states: list[Row],
    snapshots: dict[tuple[str, str | None], Snapshot],
    answers: dict[str, dict[str, str]],
) -> list[Stood]:
    """Each of ``states``, with the part of its snapshot that is the paper's; hosts say of weights what holds today."""
    stood: list[Stood] = []
    for state in states:
        snapshot = snapshots.get((state["origin"], state["head"])) if state["outcome"] in LOOKED_INTO else None
        if snapshot is not None:
            snapshot = narrowed(snapshot, own[0].candidate["subpath"] or folder_of(snapshot, title))
            if state["as_of"] is None and (said := answers.get(state["origin"])):
                snapshot = replace(snapshot, answers=said)
        stood.append((state, snapshot))
    return stood


def _judge(manuscript: Manuscript, own: list[has_repository.Repository], stood: list[Stood]) -> Iterator[Row]:
    """The verdicts on a paper, and on its repository as it stands and stood, the present first."""
    address = own[0].origin if own else None
    yield _row("has_repository", has_repository.VERSION, has_repository.judge(manuscript, own), address)
    yield _row("promised", promised.VERSION, promised.judge(manuscript, own))
    yield _row("public_data", public_data.VERSION, public_data.judge(manuscript))
    yield _row("reproducibility", reproducibility.VERSION, reproducibility.judge(manuscript))
    if address is None:
        return
    for state, snapshot in stood or [(NEVER_VISITED, None)]:
        for name, criterion in REPOSITORY_CRITERIA.items():
            verdict = criterion.judge(snapshot) if snapshot is not None else _without_snapshot(state)
            head = snapshot.commit or None if snapshot is not None else None
            yield _row(name, criterion.VERSION, verdict, address, head, state["as_of"])


def _without_snapshot(state: Row) -> Verdict:
    """What can be said of a repository that could not be looked into: nothing, or that there is nothing to judge.

    That it is gone today says nothing of a day that was looked back to.
    """
    outcome = state["outcome"]
    evidence = (Evidence(f"visit: {outcome}", state["error"] or "", kind=Kind.VISIT, reason=outcome),)
    in_its_time = state["as_of"] in (None, state["visited_at"])
    nothing = NOTHING_PUBLIC if in_its_time else NOTHING_YET
    return Verdict(Outcome.NA if state["outcome"] in nothing else Outcome.UNKNOWN, evidence)


def _readmes(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
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


def _states(database: duckdb.DuckDBPyConnection, origins: list[Row]) -> dict[str, list[Row]]:
    """By origin, how each of ``origins`` (rows of it) stands where it leads, and how it stood."""
    states = {o["origin"]: [o | {"origin": o["final_origin"], "as_of": None}] for o in origins}
    earlier = "select * from earlier_states where origin in (select unnest($1)) order by as_of"
    for row in rows_of(database, earlier, [list(states)]):
        states[row["origin"]].append(row | {"origin": row["found_at"]})
    return states


def snapshots_of(database: duckdb.DuckDBPyConnection, states: list[Row]) -> dict[tuple[str, str | None], Snapshot]:
    """By origin and commit, the snapshot of each of ``states`` that has one or is empty."""
    return snapshots_at(database, [(s["origin"], s["head"]) for s in states if s["outcome"] in LOOKED_INTO])


def _row(
    name: str,
    version: int,
    verdict: Verdict,
    origin: str | None = None,
    head: str | None = None,
    as_of: datetime | None = None,
) -> Row:
    evidence = [asdict(piece) for piece in verdict.evidence]
    return {
        "criterion": name,
        "outcome": verdict.outcome.value,
        "origin": origin,
        "head": head,
        "as_of": as_of,
        "evidence": evidence,
        "rule": str(version),
    }


def _traits(snapshot: Snapshot) -> list[Row]:
    about = {"origin": snapshot.origin, "head": snapshot.commit, "rule": str(TRAITS_VERSION)}
    return [about | asdict(trait) for trait in traits_of(snapshot)] or [about | NO_TRAITS]


def _pins(snapshot: Snapshot) -> list[Row]:
    about = {"origin": snapshot.origin, "head": snapshot.commit, "rule": str(PINS_VERSION)}
    return [about | asdict(pin) for pin in pins_of(snapshot)] or [about | NO_PINS]


def _data_set(use: DataSetUse) -> Row:
    return {
        "data_set": use.name,
        "access": use.access.value,
        "role": use.role.value,
        "page": use.page,
        "sentence": use.sentence,
        "rule": str(public_data.VERSION),
    }


def _are_stored(rows: list[Row], stored: list[Row], *key: str) -> bool:
    by_key = {tuple(row[column] for column in key): row for row in stored}
    return len(rows) == len(stored) and all(
        _is_stored(row, by_key.get(tuple(row[column] for column in key))) for row in rows
    )


def _is_stored(row: Row, stored: Row | None) -> bool:
    return stored is not None and all(stored[column] == value for column, value in row.items())


def rows_of(database: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None) -> list[Row]:
    """The rows that ``query`` yields."""
    rows: list[Row] = database.sql(query, params=parameters).to_arrow_table().to_pylist()
    return rows


def _grouped(database: duckdb.DuckDBPyConnection, view: str, order: str = "") -> dict[str, list[Row]]:
    """The rows of ``view`` about the chosen papers, by paper."""
    groups: dict[str, list[Row]] = {}
    for row in rows_of(database, f"select * from {view} semi join chosen using (venue, year, paper) {order}"):
        groups.setdefault(row["paper"], []).append(row)
    return groups
