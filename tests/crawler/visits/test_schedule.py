"""When to come back: sooner where something changes, later where nothing does, rarely where nothing is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import DEAD_AFTER, FIRST, LONGEST, SHORTEST, VisitHistory, next_visit

DAY = timedelta(days=1)
START = datetime(2022, 6, 1, tzinfo=UTC)
UNSUCCESSFUL = {VisitStatus.FAILED, VisitStatus.NOT_FOUND}


def intervals(*outcomes: VisitStatus, early: bool = False) -> list[timedelta]:
    """The intervals after each of the visits, made when they were due."""
    found: list[timedelta] = []
    history, visited_at = None, START
    for outcome in outcomes:
        due_at = next_visit(outcome, visited_at, history)
        found.append(due_at - visited_at)
        history = VisitHistory(
            outcome,
            visited_at,
            due_at,
            (history.consecutive_failures if history else 0) + 1 if outcome in UNSUCCESSFUL else 0,
        )
        visited_at = visited_at + DAY / 2 if early else due_at
    return found


def test_what_never_changes_is_looked_at_ever_less() -> None:
    found = intervals(VisitStatus.FULL, *[VisitStatus.UNCHANGED] * 9)
    assert found[:4] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert found[-1] == LONGEST


def test_what_changes_each_time_is_looked_at_ever_more() -> None:
    found = intervals(*[VisitStatus.FULL] * 9)
    assert found[:3] == [FIRST, FIRST / 2, FIRST / 4]
    assert found[-1] == SHORTEST


def test_a_look_before_it_was_due_says_nothing() -> None:
    assert intervals(VisitStatus.FULL, VisitStatus.UNCHANGED, VisitStatus.UNCHANGED, early=True) == [FIRST] * 3


def test_what_is_gone_is_looked_at_a_few_times_more_and_then_rarely() -> None:
    found = intervals(VisitStatus.FULL, *[VisitStatus.NOT_FOUND] * 4)
    assert found == [FIRST] * DEAD_AFTER + [LONGEST] * 2


def test_what_failed_is_due_at_once_and_then_later() -> None:
    assert intervals(*[VisitStatus.FAILED] * 4) == [timedelta(), DAY, 2 * DAY, 4 * DAY]
    assert intervals(*[VisitStatus.FAILED] * 40)[-1] == LONGEST


@pytest.mark.parametrize("outcome", [VisitStatus.NOT_FOUND, VisitStatus.FAILED])
def test_what_came_back_is_looked_at_as_if_it_were_new(outcome: VisitStatus) -> None:
    assert intervals(VisitStatus.FULL, VisitStatus.UNCHANGED, outcome, VisitStatus.UNCHANGED)[-1] == FIRST
