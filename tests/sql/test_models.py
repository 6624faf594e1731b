"""Where trained models are, on papers whose figures are worked out by hand."""

from __future__ import annotations

from .conftest import SmallSurvey


def test_each_model_is_counted_at_the_best_place_that_it_has(small: SmallSurvey) -> None:
    said = {
        "tree": ["120000 bytes"],
        "large": ["size unknown"],
        "link": ["here", "asked for: gone", "asked for: available"],
        "login": ["here", "asked for: forbidden"],
        "dead": ["here", "asked for: gone"],
        "silent": ["here"],
    }
    for key, quotes in said.items():
        small.paper(key)
        evidence = [{"place": "README.md", "quote": quote, "line": 1, "link": None} for quote in quotes]
        small.verdict(key, "model", "yes", evidence=evidence)
    small.paper("none")
    small.verdict("none", "model", "no")
    year, all_years = small.statistic("models")
    assert (year["year"], all_years["year"]) == (2022, None)
    assert {name: year[name] for name in ("models", "in_tree", "available", "forbidden", "gone", "unknown")} == {
        "models": 6,
        "in_tree": 2,
        "available": 1,
        "forbidden": 1,
        "gone": 1,
        "unknown": 1,
    }
