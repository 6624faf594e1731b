"""The views give the latest state, and follow origins where they moved."""

from __future__ import annotations

import duckdb
import pytest

from reprosurvey.crawler.store.schemas import ARTIFACT_VISITS, ARTIFACTS, CANDIDATES, DOCUMENTS, METADATA

from .conftest import SmallSurvey, answers, at

A, B, C = (f"https://github.com/small/{name}" for name in "abc")


def test_the_latest_row_of_a_paper_counts(small: SmallSurvey) -> None:
    small.paper("paper", title="Old", day=0)
    small.paper("paper", title="New", day=2)
    assert small.ask("select title from papers") == [("New",)]
    assert small.ask("select count(*) from history.papers") == [(2,)]


def test_the_latest_verdict_counts(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "public_data", "no", day=1)
    small.verdict("paper", "public_data", "yes", day=2)
    assert small.ask("select public_data from survey") == [("yes",)]


def test_an_unchanged_origin_keeps_the_head_of_its_snapshot(small: SmallSurvey) -> None:
    small.visit(A, "full", day=1)
    small.visit(A, "unchanged", day=2, head="a" * 40)
    assert small.ask("select outcome, head from origins") == [("full", "a" * 40)]


def test_a_failed_visit_says_nothing(small: SmallSurvey) -> None:
    small.visit(A, "full", day=1)
    small.visit(A, "failed", day=2)
    assert small.ask("select outcome, last_outcome, head from origins") == [("full", "failed", "a" * 40)]


def test_an_origin_that_vanished_has_no_head(small: SmallSurvey) -> None:
    small.visit(A, "full", day=1)
    small.visit(A, "not found", day=2)
    assert small.ask("select outcome, head from origins") == [("not found", None)]


def test_redirects_are_followed_to_their_end(small: SmallSurvey) -> None:
    small.visit(A, "moved", moved_to=B)
    small.visit(B, "moved", moved_to=C)
    small.visit(C, "full")
    assert small.ask("select origin, final_origin, outcome from origins order by origin") == [
        (A, C, "full"),
        (B, C, "full"),
        (C, C, "full"),
    ]


@pytest.mark.parametrize("target", [A, B])
def test_redirects_without_end_are_failed(small: SmallSurvey, target: str) -> None:
    small.visit(A, "moved", moved_to=target)
    small.visit(B, "moved", moved_to=A)
    assert small.ask(f"select outcome from origins where origin = '{A}'") == [("failed",)]


def test_a_target_that_was_never_visited_is_failed(small: SmallSurvey) -> None:
    small.visit(A, "moved", moved_to=B)
    assert small.ask("select outcome, last_outcome from origins") == [("failed", "failed")]


def test_a_paper_without_repository_has_na_for_its_criteria(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "has_repository", "no")
    assert small.ask("select training, score, repeatable from survey") == [("na", None, "no")]


def test_what_nobody_judged_is_unknown(small: SmallSurvey) -> None:
    small.paper("paper")
    assert small.ask("select has_repository, public_data, training, repeatable from survey") == [("unknown",) * 4]


def test_the_unread_are_named_with_their_reason(small: SmallSurvey) -> None:
    small.paper("no-page", page_error="HTTP 500", landing_url="https://example.org/no-page")
    small.paper("no-pdf", pdf_error="HTTP 404", pdf_url="https://example.org/no-pdf.pdf")
    small.paper("gone")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.paper("fine")
    small.repository("fine", answers())
    told = {(row["subject"], row["what"]): row["reason"] for row in small.statistic("unread")}
    assert told == {
        ("no-page", "page"): "HTTP 500",
        ("no-pdf", "PDF"): "HTTP 404",
        ("gone", "repository"): "not found",
    }
    small.paper("no-pdf-2", pdf_error="HTTP 404", pdf_url="https://example.org/2.pdf")
    reasons = [(row["n"], row["what"], row["host"], row["reason"]) for row in small.statistic("unread_reasons")]
    assert reasons[0] == (2, "PDF", "example.org", "HTTP 404")
    assert (1, "page", "example.org", "HTTP 500") in reasons
    assert len(reasons) == 3


def test_a_join_sees_every_row_of_a_latest_state(small: SmallSurvey) -> None:
    for year in (2019, 2020, 2021, 2022):
        for key in ("a", "b", "c"):
            small.paper(key, year)
            for criterion in ("training", "model"):
                small.verdict(key, criterion, "no", year, day=1)
                small.verdict(key, criterion, "yes", year, day=2)
    chosen = "(select * from (values ('small', 2021, 'a'), ('small', 2021, 'c')) as t (venue, year, paper)) as chosen"
    joined = f"select * from verdicts semi join {chosen} using (venue, year, paper)"
    assert small.ask(f"select paper, criterion, outcome from ({joined}) order by all") == [
        ("a", "model", "yes"),
        ("a", "training", "yes"),
        ("c", "model", "yes"),
        ("c", "training", "yes"),
    ]
    assert len(small.rows(joined)) == 4


def test_the_latest_answer_of_a_host_that_says_anything_counts(small: SmallSurvey) -> None:
    for day, (origin, outcome, stars) in enumerate(
        [(A, "full", 1), (A, "full", 2), (A, "failed", None), (B, "failed", None)]
    ):
        small.store.append(METADATA, [{"origin": origin, "asked_at": at(day), "outcome": outcome, "stars": stars}])
    assert small.ask("select origin, outcome, stars from metadata order by origin") == [
        (A, "full", 2),
        (B, "failed", None),
    ]


def test_a_failed_question_for_a_link_says_nothing(small: SmallSurvey) -> None:
    small.visit(A, "full")
    old, new = f"{A}/releases/old", f"{A}/releases/new"
    link = {"origin": A, "head": "a" * 40, "kind": "weights", "path": "README.md", "line": 3, "rule": "1"}
    small.store.append(ARTIFACTS, [link | {"url": old, "found_at": at(0)}])
    small.store.append(ARTIFACTS, [link | {"url": new, "found_at": at(1)}, link | {"url": B, "found_at": at(1)}])
    for day, outcome in enumerate(["gone", "available", "failed"]):
        small.store.append(ARTIFACT_VISITS, [{"url": new, "outcome": outcome, "asked_at": at(day)}])
    assert small.ask("select url, outcome, last_outcome from artifacts order by url") == [
        (new, "available", "failed"),
        (B, "failed", None),
    ]


def test_a_paper_is_judged_again_when_a_link_to_its_weights_no_longer_answers(small: SmallSurvey) -> None:
    small.paper("a")
    origin = small.repository("a", {})
    link = {
        "origin": origin,
        "head": "a" * 40,
        "url": B,
        "kind": "weights",
        "path": "README.md",
        "line": 3,
        "rule": "1",
    }
    small.store.append(ARTIFACTS, [link | {"found_at": at(0)}])
    digests = []
    for day, outcome in enumerate(["available", "failed", "gone"]):
        small.store.append(ARTIFACT_VISITS, [{"url": B, "outcome": outcome, "asked_at": at(day)}])
        digests += small.ask("select inputs from inputs")
    assert digests[0] == digests[1] != digests[2]


def test_a_folder_that_is_there_again_is_no_longer_gone(small: SmallSurvey) -> None:
    small.paper("a")
    origin = small.repository("a", {})
    missing = [{"place": "the tree", "quote": "no code/", "kind": "absence", "reason": "folder not found"}]
    found = [{"place": "train.py", "quote": "fit()", "kind": "file", "reason": None}]
    small.verdict("a", "training", "na", day=1, origin=origin, evidence=missing)
    states = "select gone, repository_state, (from alike_papers select gone) from survey"
    assert small.ask(states) == [(True, "folder not found", True)]
    small.verdict("a", "training", "yes", day=2, origin=origin, evidence=found)
    assert small.ask(states) == [(False, "full", False)]


def test_table_1_reads_neither_addresses_nor_readings(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers("training"))
    for file in (*small.store.files_of(CANDIDATES), *small.store.files_of(DOCUMENTS)):
        content = file.read_bytes()
        columns_end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
        file.write_bytes(b"PAR1" + b"\xff" * (columns_end - 4) + content[columns_end:])
    assert small.statistic("table1")
    with pytest.raises(duckdb.Error):
        small.ask("select * from survey")
