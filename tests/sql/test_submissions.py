"""What a list of submissions comes to, one by one."""

from __future__ import annotations

import pytest

from analysis.database import connect
from analysis.queries import result

from .conftest import SmallSurvey, answers


def state(small: SmallSurvey, year: int = 2022) -> list[tuple[object, ...]]:
    with connect(small.store) as database:
        database.execute("set variable edition = $1", [{"venue": "small", "year": year}])
        return result(database, "submissions").project("id, state, missing").fetchall()


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


def test_only_the_list_itself_by_number(small: SmallSurvey) -> None:
    for key in ("10", "9", "a"):
        small.paper(key)
    small.paper("8", year=2021)
    small.paper("7", kind="withdrawn")
    assert [row[0] for row in state(small)] == ["9", "10", "a"]
