"""What a list of submissions comes to, one by one."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import CANDIDATES

from .conftest import SmallSurvey, answers, at


def paper(small: SmallSurvey, key: str, year: int = 2022, *, kind: str = "submission", **columns: object) -> None:
    small.paper(key, year, kind=kind, **columns)


def state(small: SmallSurvey, columns: str = "id, state, missing") -> list[tuple[object, ...]]:
    with connect(small.store) as database:
        return result(database, "submissions").project(columns).fetchall()


@pytest.mark.parametrize(
    ("given", "visit", "expected"),
    [
        (answers(outcome="yes"), "full", ("complete", "")),
        (answers("dependencies training evaluation documentation"), "full", ("incomplete", "model, licensing")),
        (answers(outcome="na"), "not found", ("broken", "")),
        (answers("training", outcome="unknown"), "too large", ("unknown", "")),
        (answers("training", outcome="unknown"), "full", ("unknown", "")),
        ({}, "failed", ("unknown", "")),
    ],
)
def test_the_state_of_a_repository(
    small: SmallSurvey, given: dict[str, str], visit: str, expected: tuple[str, str]
) -> None:
    paper(small, "net")
    small.repository("net", given, visit=visit)
    assert state(small) == [("net", *expected)]


def test_without_an_address(small: SmallSurvey) -> None:
    paper(small, "net")
    small.verdict("net", "has_repository", "unknown")
    assert state(small) == [("net", "no address", "")]


@pytest.mark.parametrize(
    ("outcome", "error", "reason"),
    [
        ("full", None, None),
        ("unchanged", None, None),
        ("empty", None, None),
        ("not found", "HTTP 404", "not found: HTTP 404"),
        ("failed", "TimeoutError: ", "failed: TimeoutError: "),
        ("page", None, "page"),
    ],
)
def test_why_the_repository_could_not_be_looked_into(
    small: SmallSurvey, outcome: str, error: str | None, reason: str | None
) -> None:
    paper(small, "net")
    origin = small.repository("net", {})
    small.visit(origin, outcome, day=2, error=error)
    assert state(small, "reason") == [(reason,)]


def test_what_was_never_visited_has_no_reason(small: SmallSurvey) -> None:
    paper(small, "net")
    assert state(small, "reason") == [(None,)]


def test_a_row_that_was_not_understood_and_one_without_an_address_say_why(small: SmallSurvey) -> None:
    paper(small, "1", page_error="4 cells under 3 columns")
    paper(small, "2", declared=[{"label": "code", "url": "n/a"}])
    for key in ("1", "2"):
        small.verdict(key, "has_repository", "unknown")
    assert state(small, "id, state, reason, note") == [
        ("1", "not understood", "4 cells under 3 columns", None),
        ("2", "no address", "no address in 'n/a'", None),
    ]


def test_which_submissions_have_the_same_repository_also_where_it_moved(small: SmallSurvey) -> None:
    for key, year in (("1", 2022), ("2", 2022), ("3", 2022), ("1", 2021)):
        paper(small, key, year)
        origin = small.repository(key, {}, year)
        if key == "2":
            small.visit(origin, "moved", day=2, moved_to="https://github.com/small/1")
    assert state(small, "year, id, note, same_repository_as") == [
        (2021, "1", None, ""),
        (2022, "1", "same repository as 2", "2"),
        (2022, "2", "same repository as 1", "1"),
        (2022, "3", None, ""),
    ]


def test_two_branches_are_of_the_same_repository(small: SmallSurvey) -> None:
    for key in ("1", "2"):
        paper(small, key)
        origin = small.repository(key, {})
    branch = "https://github.com/small/1/tree/v1"
    small.visit(origin, "moved", day=2, moved_to=branch)
    small.visit(branch, "full", day=2)
    assert state(small, "id, final_origin, same_repository_as") == [
        ("1", "https://github.com/small/1", "2"),
        ("2", branch, "1"),
    ]


def test_of_several_addresses_the_others_are_told(small: SmallSurvey) -> None:
    links = [{"label": "code", "url": f"https://github.com/small/{name}"} for name in ("net", "gone", "more")]
    paper(small, "net", declared=links)
    small.repository("net", answers())
    gone = {"paper": "net", "origin": "https://github.com/small/gone", "rank": 2, "variant": 1, "nominated_at": at(0)}
    small.store.append(CANDIDATES, [gone], ("small", 2022))
    small.visit("https://github.com/small/gone", "not found")
    ((judged, note, handed_in),) = state(small, "judged, note, repository")
    assert judged == "https://github.com/small/net"
    assert note == f"2 of 3 addresses looked at, judged: {judged}, not: https://github.com/small/gone (not found)"
    assert handed_in == " ".join(link["url"] for link in links)


def test_the_submissions_of_every_list_by_number_and_no_paper(small: SmallSurvey) -> None:
    for key in ("10", "9", "a"):
        paper(small, key)
    paper(small, "8", year=2021)
    paper(small, "7", kind="withdrawn")
    paper(small, "6", kind="paper")
    listed = [("small", 2021, "8"), ("small", 2022, "9"), ("small", 2022, "10"), ("small", 2022, "a")]
    assert state(small, "venue, year, id") == listed


@pytest.mark.parametrize("settings", [{}, {"first_visit": True}])
def test_no_figure_about_papers_counts_a_submission(small: SmallSurvey, settings: dict[str, bool]) -> None:
    paper(small, "1")
    small.repository("1", answers("training"))
    for name in ("table1", "trends", "score_distribution", "criteria_together", "repeatable_otherwise", "hosts"):
        assert small.statistic(name, **settings) == []
    assert small.ask("from survey union all select * exclude (as_of) from surveys") == []
    paper(small, "2", kind="paper")
    small.repository("2", answers("training"))
    (papers, *_) = small.statistic("table1", **settings)
    assert (papers["metric"], papers["n"]) == ("papers", 1)


def test_submissions_are_counted_by_what_they_come_to(small: SmallSurvey) -> None:
    for key in ("1", "2", "3", "4", "5"):
        paper(small, key)
    small.repository("1", answers(outcome="yes"))
    small.repository("2", answers("training") | {"model": "na", "evaluation": "unknown"})
    small.repository("3", answers(outcome="na"), visit="not found")
    small.repository("4", {}, visit="failed")
    small.verdict("5", "has_repository", "unknown")
    told = [(row["state"], row["n"], row["submissions"]) for row in small.statistic("submission_states")]
    assert told == [("complete", 1, 5), ("incomplete", 1, 5), ("broken", 1, 5), ("unknown", 1, 5), ("no address", 1, 5)]
    columns = ("criterion", "looked_into", "n", "yes", "share", "not_applicable", "unknown")
    assert [tuple(row[c] for c in columns) for row in small.statistic("submission_parts")] == [
        ("dependencies", 2, 2, 1, 0.5, 0, 0),
        ("training", 2, 2, 2, 1.0, 0, 0),
        ("evaluation", 2, 1, 1, 1.0, 0, 1),
        ("model", 2, 1, 1, 1.0, 1, 0),
        ("documentation", 2, 2, 1, 0.5, 0, 0),
        ("licensing", 2, 2, 1, 0.5, 0, 0),
    ]
