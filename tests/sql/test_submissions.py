"""What a list of submissions comes to, one by one."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import CANDIDATES

from .conftest import SmallSurvey, answers, at


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
    small.paper("net")
    small.repository("net", given, visit=visit)
    assert state(small) == [("net", *expected)]


def test_without_an_address(small: SmallSurvey) -> None:
    small.paper("net")
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
    small.paper("net")
    origin = small.repository("net", {})
    small.visit(origin, outcome, day=2, error=error)
    assert state(small, "reason") == [(reason,)]


def test_what_was_never_visited_has_no_reason(small: SmallSurvey) -> None:
    small.paper("net")
    assert state(small, "reason") == [(None,)]


def test_a_row_that_was_not_understood_and_one_without_an_address_say_why(small: SmallSurvey) -> None:
    small.paper("1", page_error="4 cells under 3 columns")
    small.paper("2", declared=[{"label": "code", "url": "n/a"}])
    for key in ("1", "2"):
        small.verdict(key, "has_repository", "unknown")
    assert state(small, "id, state, reason, note") == [
        ("1", "not understood", "4 cells under 3 columns", None),
        ("2", "no address", "no address in 'n/a'", None),
    ]


def test_which_submissions_have_the_same_repository_also_where_it_moved(small: SmallSurvey) -> None:
    for key, year in (("1", 2022), ("2", 2022), ("3", 2022), ("1", 2021)):
        small.paper(key, year)
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
        small.paper(key)
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
    small.paper("net", declared=links)
    small.repository("net", answers())
    gone = {"paper": "net", "origin": "https://github.com/small/gone", "rank": 2, "form": 1, "nominated_at": at(0)}
    small.store.append(CANDIDATES, [gone], ("small", 2022))
    small.visit("https://github.com/small/gone", "not found")
    ((judged, note, handed_in),) = state(small, "judged, note, repository")
    assert judged == "https://github.com/small/net"
    assert note == f"2 of 3 addresses looked at, judged: {judged}, not: https://github.com/small/gone (not found)"
    assert handed_in == " ".join(link["url"] for link in links)


def test_the_submissions_of_every_list_by_number_and_no_paper(small: SmallSurvey) -> None:
    for key in ("10", "9", "a"):
        small.paper(key)
    small.paper("8", year=2021)
    small.paper("7", kind="withdrawn")
    small.paper("6", landing_url="https://papers.example/6")
    listed = [("small", 2021, "8"), ("small", 2022, "9"), ("small", 2022, "10"), ("small", 2022, "a")]
    assert state(small, "venue, year, id") == listed
