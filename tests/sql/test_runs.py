"""What a run is said to have done: hosts that answered, what moved, and when the last look began."""

from __future__ import annotations

from datetime import timedelta

from reprosurvey.crawler.store.schemas import ARTIFACT_VISITS, RUNS

from .conftest import SmallSurvey, answers, at


def stages(small: SmallSurvey, *names: str, day: int = 0) -> None:
    """Each begins an hour after the one before."""
    for number, name in enumerate(names, day * 24):
        small.store.append(RUNS, [{"stage": name, "started_at": at(0) + timedelta(hours=number)}])


def test_a_host_has_answered_that_was_asked_and_said_something(small: SmallSurvey) -> None:
    small.visit("https://github.com/a/one", "failed", status=None)
    small.visit("https://github.com/a/two", "failed", status=503)
    small.visit("https://github.com/a/three", "not found", status=404)
    small.visit("https://github.com/a/left", "failed", requests=0)
    small.visit("https://doi.org/10.5281/zenodo.1", "moved", requests=0)
    link = {"url": "https://lab.example/net.pth", "outcome": "failed", "requests": 2, "asked_at": at(3)}
    small.store.append(ARTIFACT_VISITS, [link])
    link_row = {"stage": "artifacts", "host": "lab.example", "asked": 1, "answered": 0, "told": 0}
    git_row = {"stage": "visit", "host": "github.com", "asked": 3, "answered": 2, "told": 1}
    assert small.statistic("hosts_asked") == [link_row, git_row]
    assert small.statistic("hosts_asked", variables={"since": at(2)}) == [link_row]


def test_papers_with_the_same_repository_are_one_address(small: SmallSurvey) -> None:
    for key in ("1", "2", "3"):
        small.paper(key)
        address = "one" if key == "3" else "both"
        small.verdict(key, "has_repository", "yes", origin=f"https://github.com/small/{address}")
    for address in ("one", "both"):
        small.visit(f"https://github.com/small/{address}", "not found")
    (row,) = small.statistic("unread_reasons")
    assert (row["n"], row["addresses"]) == (3, 2)


def test_commands_that_follow_each_other_are_one_look(small: SmallSurvey) -> None:
    assert small.ask("from last_round") == [(None,)]
    stages(small, "crawl", "visit")
    assert small.ask("select hour(started_at) from last_round") == [(0,)]
    stages(small, "assess", "citations", day=1)
    assert small.ask("select day(started_at) from last_round") == [(1,)]
    stages(small, "visit", "visit", "artifacts", day=2)
    assert small.ask("select day(started_at), hour(started_at) from last_round") == [(3, 0)]
    stages(small, "assess", day=3)
    assert small.ask("select day(started_at) from last_round") == [(3,)]
    stages(small, "assess", day=4)
    assert small.ask("select day(started_at) from last_round") == [(5,)]


def test_what_moved_is_counted_by_what_it_was(small: SmallSurvey) -> None:
    for key in ("1", "2"):
        small.paper(key)
        origin = small.repository(key, answers())
        small.visit(origin, "not found", day=3)
    small.visit("https://github.com/nobodys/own", "full")
    small.visit("https://github.com/nobodys/own", "not found", day=3)
    small.verdict("1", "training", "yes", day=4, origin="https://github.com/small/1")
    training = {"subject": "verdict", "what": "training", "moved": 1}
    vanished = {"subject": "repository", "what": "vanished", "moved": 2}
    assert small.statistic("change_counts") == [vanished, training]
    assert small.statistic("change_counts", variables={"since": at(4)}) == [training]
