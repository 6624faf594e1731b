"""What moved between visits, and which verdicts changed with it."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.schemas import METADATA

from .conftest import SmallSurvey, answers, at

ORIGIN = "https://github.com/small/paper"


def changed(small: SmallSurvey, **settings: object) -> list[tuple[object, ...]]:
    rows = small.statistic("changes", **settings)
    return [(row["seen_at"], row["subject"], row["what"], row["before"], row["after"], row["cause"]) for row in rows]


@pytest.mark.parametrize(
    ("outcomes", "what", "before", "after"),
    [
        (["full", "not found"], "vanished", "a" * 40, "not found"),
        (["full", "unchanged", "blocked"], "vanished", "a" * 40, "blocked"),
        (["not found", "full"], "appeared", "not found", "a" * 40),
        (["empty", "full"], "filled", "empty", "a" * 40),
        (["full", "empty"], "emptied", "a" * 40, "empty"),
    ],
)
def test_what_became_of_a_repository(
    small: SmallSurvey, outcomes: list[str], what: str, before: str, after: str
) -> None:
    small.paper("paper")
    small.repository("paper", answers(), visit=outcomes[0])
    for day, outcome in enumerate(outcomes[1:], 2):
        small.visit(ORIGIN, outcome, day=day)
    assert changed(small) == [(at(len(outcomes)), "repository", what, before, after, None)]


def test_a_placeholder_that_stayed_one_and_was_filled(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers(), visit="not found")
    small.visit(ORIGIN, "empty", day=2, head="e" * 40)
    small.visit(ORIGIN, "unchanged", day=3, head="e" * 40)
    small.visit(ORIGIN, "full", day=4)
    assert changed(small) == [
        (at(2), "repository", "appeared", "not found", "empty", None),
        (at(4), "repository", "filled", "empty", "a" * 40, None),
    ]


@pytest.mark.parametrize(
    ("target", "what"), [("https://github.com/other/name", "renamed"), ("https://gitlab.com/small/paper", "moved")]
)
def test_a_repository_that_went_elsewhere(small: SmallSurvey, target: str, what: str) -> None:
    small.paper("paper")
    small.repository("paper", answers())
    for day in (2, 3):
        small.visit(ORIGIN, "moved", day=day, moved_to=target)
    small.visit(target, "full", day=2)
    assert changed(small) == [(at(2), "repository", what, ORIGIN, target, None)]


def test_new_commits_are_a_change_and_nothing_new_is_none(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers())
    small.visit(ORIGIN, "unchanged", day=2, head="a" * 40)
    small.visit(ORIGIN, "failed", day=3)
    small.visit(ORIGIN, "full", day=4, head="b" * 40)
    small.visit(ORIGIN, "full", day=5, as_of=at(-9), head="c" * 40)
    assert changed(small) == [(at(4), "repository", "changed", "a" * 40, "b" * 40, None)]


def test_a_changed_verdict_names_its_cause(small: SmallSurvey) -> None:
    small.paper("paper")
    verdicts = [("no", "1", "a"), ("yes", "1", "b"), ("no", "2", "b"), ("no", "3", "b"), ("yes", "4", "c")]
    for day, (outcome, rule, head) in enumerate(verdicts, 1):
        small.verdict("paper", "training", outcome, day=day, rule=rule, head=head, origin=ORIGIN)
    assert changed(small) == [
        (at(2), "verdict", "training", "no", "yes", "survey"),
        (at(3), "verdict", "training", "yes", "no", "rule"),
        (at(5), "verdict", "training", "no", "yes", "survey and rule"),
    ]
    assert [row[0] for row in changed(small, variables={"only_rules": True})] == [at(3)]
    assert [row[0] for row in changed(small, variables={"since": at(3)})] == [at(3), at(5)]


def test_what_a_host_tells_is_a_change_too(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers())
    told = [("small/paper", False), ("small/paper", True), ("small/Paper", True), ("other/paper", True)]
    for day, (name, archived) in enumerate(told, 1):
        row = {"origin": ORIGIN, "asked_at": at(day), "outcome": "full", "full_name": name, "archived": archived}
        small.store.append(METADATA, [row])
    small.store.append(METADATA, [{"origin": ORIGIN, "asked_at": at(9), "outcome": "failed"}])
    assert changed(small) == [
        (at(2), "repository", "archived", None, None, None),
        (at(4), "repository", "renamed", "small/Paper", "other/paper", None),
    ]
