"""How origins stand is what their visits say, one after the other, however many are brought together at once."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from reprosurvey.crawler.visits import origin_states
from reprosurvey.crawler.visits.origin_states import OriginStates
from reprosurvey.crawler.visits.previous_visits import OriginState
from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import UNSUCCESSFUL, VisitHistory

START = datetime(2024, 1, 1, tzinfo=UTC)
OUTCOMES = ("full", "empty", "unchanged", "moved", "not found", "failed", "failed")


def drawn() -> list[dict[str, object]]:
    """Visits in their order."""
    chance, rows = random.Random(1), []
    for number in range(300):
        outcome = chance.choice(OUTCOMES)
        reached = outcome in ("full", "unchanged")
        rows.append(
            {
                "origin": f"https://github.com/lab/code{chance.randrange(60)}",
                "visited_at": START + timedelta(minutes=number), "outcome": outcome,
                "moved_to": "https://github.com/lab/other" if outcome == "moved" else None,
                "head": f"{number}" if outcome == "full" else None,
                "directory": f"d{number}" if outcome == "full" else None,
                "due_at": START + timedelta(days=number) if chance.random() < 0.8 else None,
                "cloned_from": f"https://github.com/lab/{number}" if reached else None,
                "protocol": chance.choice([None, 1, 2]) if reached else None,
            }
        )  # fmt: skip
    return rows


def one_by_one(rows: list[dict]) -> dict[str, OriginState]:
    found: dict[str, OriginState] = {}
    for row in rows:
        status = VisitStatus(row["outcome"])
        state = found.get(row["origin"])
        failures = (state.history.consecutive_failures if state else 0) + 1 if status in UNSUCCESSFUL else 0
        history = VisitHistory(status, row["visited_at"], row["due_at"], failures)
        state = found.setdefault(row["origin"], OriginState(VisitStatus.FAILED, history))
        state.history = history
        if status is not VisitStatus.FAILED:
            state.status, state.moved_to = status, row["moved_to"]
        if status in (VisitStatus.FULL, VisitStatus.EMPTY):
            state.head, state.directory = row["head"], row["directory"]
        if row["cloned_from"] is not None:
            state.cloned_from, state.protocol = row["cloned_from"], row["protocol"]
    return found


@pytest.mark.parametrize("at_once", [origin_states.VISITS_AT_ONCE, 50])
def test_states_are_those_that_visits_leave_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(origin_states, "VISITS_AT_ONCE", at_once)
    store, rows = Store.create(tmp_path / "survey"), drawn()
    of_a_day = {"origin": rows[0]["origin"], "visited_at": START + timedelta(days=9), "outcome": "full", "head": "x"}
    store.append(VISITS, [*reversed(rows), of_a_day | {"as_of": START}])
    states = OriginStates.of(store)
    assert dict(states) == one_by_one(rows)
    assert states.get("https://github.com/lab/nobody") is None


def test_of_no_visits_nothing_is_known(tmp_path: Path) -> None:
    assert dict(OriginStates.of(Store.create(tmp_path / "survey"))) == {}
