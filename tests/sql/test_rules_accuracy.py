"""How right the rules were on labelled sets: what is told is consistent, and says of which fields it is."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.schemas import PAPERS
from reprosurvey.crawler.venues import DEMO, known_venues

from .conftest import SmallSurvey, at

KNOWN = "from labelled_figures where both_yes is not null"


def accuracy(small: SmallSurvey, labelled_set: str, criterion: str, part: str | None = None) -> dict[str, object]:
    wanted = (labelled_set, criterion, part)
    found = small.statistic("rules_accuracy")
    return next(row for row in found if (row["labelled_set"], row["criterion"], row["part"]) == wanted)


def test_figures_of_a_table_of_four(small: SmallSurvey) -> None:
    row = accuracy(small, "private-papers-30", "public_data")
    assert [row[cell] for cell in ("both_yes", "only_person", "only_automatic", "both_no", "n")] == [8, 1, 3, 13, 25]
    assert (row["sensitivity"], row["specificity"]) == pytest.approx((8 / 9, 13 / 16))
    # Wilson, 8 of 9: (16 + 3.8415 -+ 1.96 sqrt(3.8415 + 4 * 8 / 9)) / (2 (9 + 3.8415))
    assert (row["sensitivity_low"], row["sensitivity_high"]) == pytest.approx((0.5650, 0.9801), abs=1e-4)
    assert (row["accuracy_low"], row["accuracy_high"]) == pytest.approx((0.6535, 0.9360), abs=1e-4)


def test_what_was_not_told_is_null(small: SmallSurvey) -> None:
    row = accuracy(small, "medical-86", "training")
    assert (row["accuracy"], row["kappa"], row["n"]) == (0.97, 0.89, 86)
    assert {row[name] for name in ("both_yes", "sensitivity", "sensitivity_low", "specificity")} == {None}
    reader = accuracy(small, "midl-107", "training")
    assert (reader["compared"], reader["kappa"], reader["accuracy"], reader["rule"]) == (
        "second reader",
        0.82,
        None,
        None,
    )


def test_of_counts_that_were_not_told_the_least_is_known(small: SmallSurvey) -> None:
    row = accuracy(small, "medical-251", "training")
    # 226 answers, 80 no; 0.92 right, rounded, leaves at most 226 * 0.085 = 19.2, so 19 wrong
    least = (row["sensitivity_least"], row["specificity_least"])
    assert least == pytest.approx((1 - 19 / 146, 1 - 19 / 80))
    known = accuracy(small, "fields-papers-64", "has_repository")
    assert (known["sensitivity_least"], known["specificity_least"]) == (None, None)
    few = accuracy(small, "fields-86", "evaluation")  # two of them are no, and up to two are wrong
    assert few["specificity_least"] == 0
    all_yes = accuracy(small, "private-papers-30", "has_repository")
    assert (all_yes["sensitivity_least"], all_yes["specificity_least"]) == (None, None)


def test_counts_and_what_is_told_beside_them_agree() -> None:
    with connect(None) as database:
        known = database.sql(f"""
            select
                both_yes + only_person + only_automatic + both_no = n,
                both_no + only_automatic = not_yes,
                (both_yes + both_no) / n >= accuracy - 0.0051,
                (both_yes + both_no) / n > accuracy + 0.0051  -- where no was taken for na, both being not yes
                    or abs(kappa(both_yes, only_person, only_automatic, both_no) - kappa)
                        <= case criterion when 'public_data' then 0.025 else 0.01 end  -- na is an answer of its own
            {KNOWN}
        """).fetchall()
        told = database.sql("select count(*) from labelled_figures where not_yes > n or accuracy > 1 or kappa > 1")
        assert told.fetchall() == [(0,)]
    assert len(known) > 10
    assert {value for row in known for value in row} <= {True, None}


def test_each_set_and_criterion_is_known() -> None:
    with connect(None) as database:
        sets = database.sql("select distinct labelled_set from labelled_sets order by all").fetchall()
        of_figures = database.sql("select distinct labelled_set from labelled_figures order by all").fetchall()
        criteria = {name for (name,) in database.sql("select distinct criterion from labelled_figures").fetchall()}
    assert sets == of_figures
    assert criteria <= {criterion.criterion for criterion in registered_criteria()}
    assert criteria >= {criterion.criterion for criterion in registered_criteria() if criterion.in_table1}


def test_every_venue_that_comes_with_the_package_has_a_field() -> None:
    with connect(None) as database:
        told = {venue for (venue,) in database.sql("select venue from venue_fields").fetchall()}
    assert told == set(known_venues()) - {DEMO}


def test_a_survey_is_told_which_sets_are_of_its_field(small: SmallSurvey) -> None:
    small.paper("paper")
    paper = {"paper": "other", "kind": "paper", "title": "Other", "authors": [], "declared": [], "crawled_at": at(0)}
    small.store.append(PAPERS, [paper], ("ml4h", 2022))
    assert accuracy(small, "medical-papers-90", "public_data")["venues"] == ["ml4h"]
    assert accuracy(small, "fields-86", "training")["venues"] == []
    assert accuracy(small, "fields-papers-64", "public_data", "robots, control")["venues"] == []
    told = {row["venue"]: (row["field"], row["of_papers"]) for row in small.statistic("fields")}
    assert told == {"ml4h": ("health", 6), "small": (None, 0)}
