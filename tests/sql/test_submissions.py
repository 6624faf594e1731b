"""What a list of submissions comes to, one by one."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result

from .conftest import SmallSurvey, answers


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


def test_the_submissions_of_every_list_by_number_and_no_paper(small: SmallSurvey) -> None:
    for key in ("10", "9", "a"):
        small.paper(key)
    small.paper("8", year=2021)
    small.paper("7", kind="withdrawn")
    small.paper("6", landing_url="https://papers.example/6")
    listed = [("small", 2021, "8"), ("small", 2022, "9"), ("small", 2022, "10"), ("small", 2022, "a")]
    assert state(small, "venue, year, id") == listed
