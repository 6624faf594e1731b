"""The checklist of a paper follows from its verdicts and from what the visits say."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.checklist.surveyed import surveyed_checklist
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect

from .conftest import SmallSurvey, answers


def outcomes(small: SmallSurvey) -> dict[str, str]:
    rows = small.statistic("checklist")
    assert [row["question"] for row in rows] == list(QUESTIONS)
    return {str(row["question"]): str(row["outcome"]) for row in rows}


def test_a_paper_that_was_not_judged_is_unknown_throughout(small: SmallSurvey) -> None:
    small.paper("paper")
    assert set(outcomes(small).values()) == {"unknown"}


def test_the_answers_are_the_survey_s(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers("training model"))
    small.verdict("paper", "public_data", "yes")
    found = outcomes(small)
    assert {name for name, outcome in found.items() if outcome == "yes"} == {
        "code_public", "public_data", "training", "model",
    }  # fmt: skip
    assert found["licensing"] == "no"


def test_without_a_repository_its_questions_do_not_apply(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers("training"))
    small.verdict("paper", "has_repository", "no", day=2)
    small.verdict("paper", "reproducibility", "no", day=2)
    found = outcomes(small)
    assert (found["code_public"], found["training"], found["reproducibility"]) == ("no", "na", "no")


def test_without_a_repository_what_is_asked_of_the_paper_stays_open(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "has_repository", "no")
    rows = {row["question"]: row for row in small.statistic("checklist")}
    for name in ("public_data", "reproducibility"):
        assert (rows[name]["outcome"], rows[name]["evidence"]) == ("unknown", [])
    assert rows["training"]["outcome"] == "na"


def test_a_paper_that_never_had_a_repository_says_so(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "has_repository", "no")
    small.verdict("paper", "public_data", "yes")
    rows = {row["question"]: row for row in small.statistic("checklist")}
    assert [rows[name]["outcome"] for name in ("public_data", "dependencies", "licensing")] == ["yes", "na", "na"]
    assert [e["quote"] for e in rows["licensing"]["evidence"]] == ["the paper has no repository of its own"]


@pytest.mark.parametrize(
    ("visit", "outcome"),
    [
        ("full", "yes"),
        ("too large", "yes"),
        ("empty", "no"),
        ("not found", "no"),
        ("forbidden", "no"),
        ("failed", "unknown"),
        ("page", "unknown"),
    ],
)
def test_code_is_public_where_anybody_gets_it(small: SmallSurvey, visit: str, outcome: str) -> None:
    small.paper("paper")
    small.repository("paper", {}, visit=visit)
    assert outcomes(small)["code_public"] == outcome


@pytest.mark.parametrize(
    ("paper", "repository", "outcome"),
    [
        ("yes", "no", "yes"),
        ("no", "yes", "yes"),
        ("no", "no", "no"),
        ("unknown", "no", "unknown"),
        ("no", "unknown", "unknown"),
        ("no", "na", "no"),
        ("unknown", "yes", "yes"),
    ],
)
def test_either_may_address_reproducibility(small: SmallSurvey, paper: str, repository: str, outcome: str) -> None:
    small.paper("paper")
    small.repository("paper", {"reproduction": repository})
    small.verdict("paper", "reproducibility", paper, evidence=[{"place": "paper"}])
    small.verdict("paper", "reproduction", repository, day=2, evidence=[{"place": "repository"}])
    row = next(row for row in small.statistic("checklist") if row["question"] == "reproducibility")
    assert row["outcome"] == outcome
    deciding = [place for place, of in (("paper", paper), ("repository", repository)) if of == outcome]
    assert sorted(e["place"] for e in row["evidence"]) == deciding


def test_front_matter_has_no_checklist(small: SmallSurvey) -> None:
    small.paper("preface", kind="front matter")
    assert small.statistic("checklist") == []


def test_a_key_of_two_years_is_not_guessed(small: SmallSurvey) -> None:
    for year in (2021, 2022):
        small.paper("paper", year=year, title=f"Of {year}")
    with connect(small.store) as database:
        with pytest.raises(UsageError, match="several papers are 'paper': small/2021/paper, small/2022/paper"):
            surveyed_checklist(database, "paper")
        assert surveyed_checklist(database, "small/2021/paper").subject == "small/2021/paper: Of 2021"


def test_what_authors_declared_stands_beside_what_was_found(small: SmallSurvey) -> None:
    declared = {
        "a": {"training": "yes", "model": "yes", "public_data": "yes"},
        "b": {"training": "yes", "model": "no", "own": "yes"},
        "c": {"training": "na", "model": "no"},
        "d": {"training": "yes"},
    }
    for key, told in declared.items():
        small.paper(key, answers=[{"question": question, "answer": answer} for question, answer in told.items()])
    small.paper("e")
    small.repository("a", answers("training"))
    small.repository("b", answers("model"))
    small.repository("c", answers("training"))
    rows = {row["question"]: row for row in small.statistic("declared_and_measured")}
    assert list(rows) == ["public_data", "training", "model"]
    counts = ("declared", "unknown", "not_applicable", "n", "both_yes", "only_declared", "only_found", "both_no")
    assert [rows["training"][name] for name in counts] == [4, 1, 1, 2, 1, 1, 0, 0]
    assert [rows["model"][name] for name in counts] == [3, 0, 0, 3, 0, 1, 1, 1]
    assert [rows["public_data"][name] for name in counts] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert (rows["training"]["agreement"], rows["training"]["kept"]) == (0.5, 0.5)
    assert rows["public_data"]["agreement"] is None
