"""What is counted of the present, read by a short way, is what the views of all papers and origins say."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from reprosurvey.crawler.store import parts
from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import PAPERS, VERDICTS, VISITS

from .conftest import SmallSurvey, at

COUNTED = ", ".join(c.criterion for c in registered_criteria() if c.in_table1)
OUTCOMES = ("yes", "no", "unknown", "na")
EDITIONS = (("small", 2021), ("small", 2022), ("tiny", 2022))
PAPERS_A_YEAR = 60
RUNS = (1, 2, 3)


def origin(number: int) -> str:
    return f"https://github.com/lab/code{number}"


def drawn(small: SmallSurvey) -> None:
    """Papers that three runs judged, none of them all."""
    chance = random.Random(1)
    for edition in EDITIONS:
        for day in (0, 2):
            kinds = [(number, chance.choice(["paper"] * 9 + ["front matter"])) for number in range(PAPERS_A_YEAR)]
            common = {"title": "", "authors": [], "declared": [], "crawled_at": at(day)}
            small.store.append(PAPERS, [common | {"paper": f"p{n}", "kind": kind} for n, kind in kinds], edition)
        for day in RUNS:
            rows = [row for number in range(PAPERS_A_YEAR) for row in verdicts(chance, number)]
            small.store.append(VERDICTS, [row | {"assessed_at": at(day)} for row in rows], edition)
    small.store.append(VISITS, list(visits(chance)))


def verdicts(chance: random.Random, number: int) -> Iterable[dict[str, object]]:
    for criterion in registered_criteria():
        if chance.random() < 0.6:
            row = {"paper": f"p{number}", "criterion": criterion.criterion, "origin": origin(number)}
            if criterion.criterion == "training" and chance.random() < 0.2:
                piece = {"place": "the tree", "quote": "code/", "kind": "absence", "reason": "folder not found"}
                yield row | {"outcome": "na", "evidence": [piece]}
            else:
                possible = OUTCOMES[:3] if criterion.criterion == "has_repository" else OUTCOMES
                yield row | {"outcome": chance.choice(possible), "evidence": []}


def visits(chance: random.Random) -> Iterable[dict[str, object]]:
    for number in range(PAPERS_A_YEAR):
        for day in RUNS:
            outcome = chance.choice(["full", "unchanged", "failed", "not found", "forbidden", "moved"])
            moved_to = origin(chance.randrange(PAPERS_A_YEAR)) if outcome == "moved" else None
            yield {"origin": origin(number), "visited_at": at(day), "outcome": outcome, "moved_to": moved_to}


@pytest.mark.parametrize("reviewed", [False, True], ids=["by rules", "reviewed"])
def test_the_counts_of_alike_papers_are_the_surveys(small: SmallSurvey, *, reviewed: bool) -> None:
    drawn(small)
    if reviewed:
        small.review("p1", "public_data", "no")
        small.review("p2", "has_repository", "no")
    columns = f"venue, year, {COUNTED}, gone, score, repeatable, sum(papers)::int"
    with connect(small.store) as database:
        counted, surveyed = (
            database.sql(f"select {columns} from {view} group by all order by all").fetchall()
            for view in ("alike_papers", "alike_surveyed")
        )
    assert counted == surveyed
    assert len(counted) > 100


def test_table_1_is_the_same_an_edition_at_a_time(small: SmallSurvey, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(small)
    with connect(small.store) as database:
        at_once = result(database, "table1").fetchall()
    monkeypatch.setattr(parts, "EDITIONS_BYTES", -1)
    with connect(small.store, asked=["table1"]) as database:
        assert result(database, "table1").fetchall() == at_once


def test_who_leads_to_an_origin_that_is_gone_is_gone(small: SmallSurvey) -> None:
    moves = [{"origin": origin(number), "outcome": "moved", "moved_to": origin(number + 1)} for number in range(8)]
    lost = [{"origin": origin(n), "outcome": "moved", "moved_to": origin(m)} for n, m in ((20, 21), (21, 20), (22, 99))]
    end = {"origin": origin(8), "outcome": "not found"}
    small.store.append(VISITS, [row | {"visited_at": at(1)} for row in (*moves, *lost, end)])
    small.store.append(VISITS, [{"origin": origin(8), "outcome": "failed", "visited_at": at(2)}])
    expected = [(origin(number),) for number in range(2, 9)]
    assert small.ask("from gone_origins order by origin") == expected
    assert small.ask("select origin from origins where is_gone(outcome) order by origin") == expected
