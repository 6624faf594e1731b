"""Where repositories are, and those in which there is nothing."""

from __future__ import annotations

from reprosurvey.crawler.store.schemas import CANDIDATES

from .conftest import SmallSurvey, answers, at


def test_hosts_are_counted_as_the_papers_give_them(small: SmallSurvey) -> None:
    for key in ("a", "b"):
        small.paper(key)
        small.repository(key, answers())
    small.paper("c", 2021)
    address = {"paper": "c", "origin": "https://www.lab.example/c", "kind": "page", "address": "WWW.lab.example/c"}
    small.store.append(CANDIDATES, [address | {"rank": 1, "variant": 1, "nominated_at": at(0)}], ("small", 2021))
    small.verdict("c", "has_repository", "yes", 2021, origin=address["origin"])
    rows = [(r["year"], r["what"], r["repositories"], r["n"]) for r in small.statistic("hosts")]
    assert rows == [
        (2021, "lab.example", 1, 1),
        (2022, "github.com", 2, 2),
        (None, "github.com", 2, 3),
        (None, "lab.example", 1, 3),
    ]


def nothing_there(small: SmallSurvey) -> None:
    for key in ("code", "empty", "readme", "gone", "promise"):
        small.paper(key)
    small.repository("code", answers("training"))
    small.repository("empty", answers(), visit="empty")
    origin = small.repository("readme", {})
    evidence = [{"place": "the tree", "quote": "a README alone", "kind": "absence", "reason": "placeholder"}]
    small.verdict("readme", "training", "no", origin=origin, head="a" * 40, evidence=evidence)
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.verdict("promise", "has_repository", "no")
    small.verdict("promise", "promised", "yes")


def test_empty_and_broken_repositories(small: SmallSurvey) -> None:
    nothing_there(small)
    rows = {row["paper"]: row["state"] for row in small.statistic("empty_and_broken")}
    assert rows == {"empty": "empty", "readme": "placeholder", "gone": "not found"}


def test_promises_that_were_never_kept(small: SmallSurvey) -> None:
    nothing_there(small)
    rows = {row["paper"]: (row["instead"], row["quote"]) for row in small.statistic("promises_not_kept")}
    assert rows == {
        "empty": ("empty", "our code is here"),
        "readme": ("placeholder", "our code is here"),
        "promise": ("no address", "our code is here"),
    }
