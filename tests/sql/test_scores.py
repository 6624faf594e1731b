"""Scores: how they are distributed, and which criteria go together."""

from __future__ import annotations

import math

import pytest

from .conftest import SmallSurvey, answers


def test_every_score_has_its_repositories(small: SmallSurvey) -> None:
    scores = {"a": "training", "b": "training", "c": "training evaluation model"}
    for key, yes in scores.items():
        small.paper(key)
        small.repository(key, answers(yes))
    small.paper("gone")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.paper("none")
    small.verdict("none", "has_repository", "no")
    rows = small.statistic("score_distribution")
    for year in (2022, None):
        assert [r["repositories"] for r in rows if r["year"] == year] == [0, 2, 0, 1, 0, 0, 0]
    assert {r["n"] for r in rows} == {3}
    assert rows[1]["share"] == pytest.approx(2 / 3)


def test_criteria_that_go_together(small: SmallSurvey) -> None:
    both, first, neither = "training evaluation", "training", ""
    for key, yes in {"a": both, "b": both, "c": first, "d": neither}.items():
        small.paper(key)
        small.repository(key, answers(yes))
    small.paper("unknown")
    small.repository("unknown", answers("training") | {"evaluation": "unknown"})
    pairs = {(row["first"], row["second"]): row for row in small.statistic("criteria_together")}
    assert len(pairs) == 15
    pair = pairs["training", "evaluation"]
    assert [pair[name] for name in ("n", "both", "only_first", "only_second", "neither")] == [4, 2, 1, 0, 1]
    # (2 * 1 - 1 * 0) / sqrt(3 * 1 * 2 * 2)
    assert pair["phi"] == pytest.approx(2 / math.sqrt(12))
    assert pairs["training", "model"]["phi"] is None
