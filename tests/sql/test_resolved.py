"""Which lists of packages resolve, counted by hand."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest

from reprosurvey.crawler.store.schemas import LIST_CHANGES, REQUIREMENTS, RESOLUTIONS

from .conftest import SmallSurvey, answers, at

HEAD = "a" * 40


@pytest.fixture
def listed(small: SmallSurvey) -> SmallSurvey:
    """Papers of 2022: two lists that resolve, and one each of what else there is."""
    listing(small, "fine", "numpy")
    listing(small, "fine_too", "numpy", dependencies="no")
    listing(small, "gone", "scipy==0.1")
    listing(small, "conda", "numpy", conda="python=3.7")
    listing(small, "conda_and_gone", "scipy==0.1", conda="python=3.7")
    listing(small, "only_conda", conda="python=3.7")
    listing(small, "not_asked", "tqdm")
    listing(small, "failed", "torch")
    listing(small, "none")
    small.paper("not_examined")
    small.repository("not_examined", answers("dependencies"))
    tried(small, "numpy", outcome="resolves", python="3.14", packages=1)
    tried(small, "scipy==0.1", outcome="does not resolve", reason="version gone", culprits=["scipy==0.1"])
    tried(small, "torch", outcome="failed", error="HTTP 500")
    tried(small, "numpy", outcome="failed", day=5, error="HTTP 500")
    return small


def listing(small: SmallSurvey, key: str, *told: str, conda: str = "", dependencies: str = "yes") -> None:
    small.paper(key)
    origin = small.repository(key, answers("dependencies" if dependencies == "yes" else ""))
    about = {"paper": key, "origin": origin, "head": HEAD, "rule": "1", "assessed_at": at(1)}
    rows = [about | {"path": "requirements.txt", "written": line, "requirement": line} for line in told]
    rows += [about | {"path": "environment.yml", "written": conda, "left_out": "conda"}] if conda else []
    small.store.append(REQUIREMENTS, rows or [about], ("small", 2022))


def tried(
    small: SmallSurvey, requirement: str, *, day: int = 2, day_of_index: datetime | None = None, **columns: object
) -> None:
    digest = hashlib.sha256(requirement.encode()).hexdigest()
    row: dict[str, object] = {
        "list": digest,
        "day": day_of_index,
        "index": "https://index.example",
        "asked_at": at(day),
        "due_at": at(day + 90),
    }
    small.store.append(RESOLUTIONS, [row | columns])


def of_today(small: SmallSurvey, name: str) -> list[dict[str, object]]:
    return [row for row in small.statistic(name) if row["moment"] == "now"]


def test_each_list_is_yes_no_or_unknown_with_its_reason(listed: SmallSurvey) -> None:
    found = {r["paper"]: (r["resolves"], r["reason"]) for r in of_today(listed, "unresolved")}
    assert found == {
        "gone": ("no", "version gone"),
        "conda_and_gone": ("no", "version gone"),
        "conda": ("unknown", "conda"),
        "only_conda": ("unknown", "conda"),
        "not_asked": ("unknown", "not asked"),
        "failed": ("unknown", "failed"),
        "not_examined": ("unknown", "not asked"),
    }


def test_every_repository_is_counted_once(listed: SmallSurvey) -> None:
    (year, total) = of_today(listed, "resolves_by_year")
    counts = ("repositories", "without_list", "unknown", "n", "yes", "share")
    assert [year[name] for name in counts] == [10, 1, 5, 4, 2, 0.5]
    assert (year["year"], total["year"]) == (2022, None)


def test_reasons_have_all_that_do_not_resolve_below_them(listed: SmallSurvey) -> None:
    rows = [(r["resolves"], r["reason"], r["repositories"], r["n"]) for r in of_today(listed, "resolution_reasons")]
    assert rows == [
        ("no", "version gone", 2, 7),
        ("unknown", "conda", 2, 7),
        ("unknown", "not asked", 2, 7),
        ("unknown", "failed", 1, 7),
    ]


def test_what_is_to_be_asked_is_each_list_once(listed: SmallSurvey) -> None:
    asked = {tuple(r["told"]): r["papers"] for r in listed.statistic("lists_to_resolve")}
    assert asked == {("numpy",): 3, ("scipy==0.1",): 2, ("tqdm",): 1, ("torch",): 1}


def test_a_list_resolves_then_by_the_index_of_the_day_on_which_it_was_changed(listed: SmallSurvey) -> None:
    origin = "https://github.com/small/gone"
    row = {"origin": origin, "head": HEAD, "path": "requirements.txt", "asked_at": at(3), "due_at": at(4)}
    listed.store.append(LIST_CHANGES, [row | {"outcome": "found", "changed_at": at(-500)}])
    assert [r["day"] for r in listed.statistic("lists_to_resolve") if r["told"] == ["scipy==0.1"]] == [None, at(-500)]
    tried(listed, "scipy==0.1", outcome="resolves", python="3.6", packages=1, day_of_index=at(-500))
    then = [r for r in listed.statistic("resolves_by_year") if r["moment"] == "then"]
    assert [(r["n"], r["yes"], r["unknown"]) for r in then] == [(1, 1, 8)] * 2
