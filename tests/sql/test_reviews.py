"""Reviews over automatic verdicts: which stands where, and that nothing of either is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.store.database import connect

from .conftest import SmallSurvey, answers

NOW, BEFORE = "a" * 40, "b" * 40
DAY = datetime(2022, 5, 1, 23, 59, 59, 999999, tzinfo=UTC)
OTHER = "https://github.com/small/other"


@pytest.fixture
def survey(small: SmallSurvey) -> SmallSurvey:
    """A paper with a repository that was another commit when it was first visited and on a day."""
    small.paper("paper")
    origin = "https://github.com/small/paper"
    small.visit(origin, "full", day=-1, head=BEFORE)
    small.repository("paper", {})
    small.visit(origin, "full", day=-1, head=BEFORE, as_of=DAY)
    small.verdict("paper", "public_data", "no")
    (first,) = small.ask(f"select as_of from first_states where origin = '{origin}'")
    for moment, head in ((None, NOW), (DAY, BEFORE), (first[0], BEFORE)):
        for criterion, outcome in answers("training").items():
            small.verdict("paper", criterion, outcome, origin=origin, head=head, as_of=moment)
    return small


def stood(survey: SmallSurvey, columns: str, **settings: object) -> tuple[object, ...]:
    with connect(survey.store, **settings) as database:
        (row,) = database.sql(f"select {columns} from survey").fetchall()
    return row


def test_a_review_stands_over_the_automatic_verdict_and_leaves_it_as_it_is(survey: SmallSurvey) -> None:
    survey.review("paper", "public_data", "yes", note="a public challenge")
    assert stood(survey, "public_data") == ("yes",)
    assert survey.ask("select outcome from verdicts where criterion = 'public_data'") == [("no",)]
    told = "outcome, rule, evidence[1].place, evidence[1].quote"
    assert survey.ask(f"select {told} from survey_verdicts where criterion = 'public_data'") == [
        ("yes", "review", "review by Jane", "a public challenge")
    ]


def test_a_review_of_a_repository_holds_at_its_commit_alone(survey: SmallSurvey) -> None:
    origin = "https://github.com/small/paper"
    survey.review("paper", "model", "yes", origin=origin, head=BEFORE)
    assert stood(survey, "model, score") == ("no", 1)
    assert stood(survey, "model, score", first_visit=True) == ("yes", 2)
    assert stood(survey, "model, score", as_of=DAY) == ("yes", 2)
    survey.review("paper", "model", "yes", origin=origin, head=NOW)
    assert stood(survey, "model, score") == ("yes", 2)


def test_a_review_of_the_paper_holds_at_every_moment(survey: SmallSurvey) -> None:
    survey.review("paper", "public_data", "yes")
    for settings in ({}, {"first_visit": True}, {"as_of": DAY}):
        assert stood(survey, "public_data", **settings) == ("yes",)


def test_of_two_reviewers_the_latest_answer_stands(survey: SmallSurvey) -> None:
    survey.review("paper", "public_data", "yes", day=5)
    survey.review("paper", "public_data", "no", day=6, reviewer="John")
    assert stood(survey, "public_data") == ("no",)
    assert survey.ask("select reviewer, stands from reviews order by all") == [("Jane", False), ("John", True)]


def test_what_is_only_compared_never_stands_and_takes_back_what_stood(survey: SmallSurvey) -> None:
    survey.review("paper", "public_data", "yes", role="compared", reviewer="John")
    assert stood(survey, "public_data") == ("no",)
    survey.review("paper", "public_data", "yes", day=6)
    assert stood(survey, "public_data") == ("yes",)
    survey.review("paper", "public_data", "yes", day=7, role="compared")
    assert stood(survey, "public_data") == ("no",)


def test_a_repository_that_a_person_denies_is_judged_no_more(survey: SmallSurvey) -> None:
    survey.review("paper", "has_repository", "no")
    assert stood(survey, "has_repository, origin, training, score, repeatable") == ("no", None, "na", None, "no")
    assert survey.ask("select distinct outcome from survey_verdicts where criterion = 'training'") == [("na",)]


def test_a_confirmed_repository_keeps_its_words_and_its_answers(survey: SmallSurvey) -> None:
    survey.review("paper", "has_repository", "yes", origin="https://github.com/small/paper")
    told = "has_repository, origin, repository_sentence, training"
    assert stood(survey, told) == ("yes", "https://github.com/small/paper", "our code is here", "yes")


def test_what_a_rule_says_too_stands_behind_the_review_with_its_evidence(survey: SmallSurvey) -> None:
    origin = "https://github.com/small/paper"
    survey.review("paper", "training", "yes", origin=origin, head=NOW)
    survey.review("paper", "model", "yes", origin=origin, head=NOW)
    told = dict(survey.ask("select criterion, [e.place for e in evidence] from survey_verdicts where rule = 'review'"))
    assert told == {"training": ["review by Jane", "page 1"], "model": ["review by Jane"]}


def test_of_another_repository_only_what_people_say_is_known(survey: SmallSurvey) -> None:
    survey.review("paper", "has_repository", "yes", origin=OTHER)
    assert stood(survey, "origin, training, model") == (OTHER, "unknown", "unknown")
    survey.review("paper", "model", "yes", origin=OTHER, head="c" * 40)
    assert stood(survey, "training, model") == ("unknown", "yes")
    assert stood(survey, "origin, training, model", as_of=DAY) == (OTHER, "unknown", "unknown")
    survey.visit(OTHER, "full", head="d" * 40)
    assert stood(survey, "model, head") == ("unknown", "d" * 40)


def test_an_address_that_leads_to_the_same_repository_is_no_other(survey: SmallSurvey) -> None:
    survey.visit(OTHER, "moved", moved_to="https://github.com/small/paper")
    survey.review("paper", "has_repository", "yes", origin=OTHER)
    assert stood(survey, "origin, training") == ("https://github.com/small/paper", "yes")


def test_a_repository_that_the_rules_missed_counts(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "has_repository", "no")
    small.review("paper", "has_repository", "yes", origin=OTHER)
    for criterion, outcome in answers("training").items():
        small.review("paper", criterion, outcome, origin=OTHER, head=NOW)
    assert stood(small, "has_repository, repository, training, score") == ("yes", OTHER, "yes", 1)


def test_a_review_without_a_commit_holds_while_there_is_none(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers(outcome="unknown"), visit="failed")
    small.review("paper", "training", "yes", origin=origin)
    assert stood(small, "training, model") == ("yes", "unknown")
    small.verdict("paper", "training", "no", day=9, origin=origin, head=NOW)
    assert stood(small, "training") == ("no",)


def test_the_sheet_gives_out_what_is_known_and_what_it_rests_on(survey: SmallSurvey) -> None:
    survey.verdict("paper", "model", "unknown", day=2, head=NOW)
    (row,) = survey.statistic("to_correct")
    assert (row["training"], row["model"], row["documentation"]) == ("yes", None, "no")
    assert (row["repository"], row["head"]) == ("github.com/small/paper", NOW)
    assert row["evidence"].startswith(
        "has_repository: page 1 our code is here | public_data: page 1 our code is here | "
    )
