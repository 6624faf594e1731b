"""Which work is the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.citations.matching import LEAST, agreement, answer_by_title, words

from .conftest import PAPER, WORK


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Möbius-Nets: “3D” U-Net/V-Net!", "mobius nets 3d u net v net"),
        ("<i>In vivo</i> T<sub>1</sub> &amp; T2", "in vivo t 1 t2"),
        ("NOT all OR (some), a|b \"c\" d_e", "not all or some a b c d e"),
        ("Straße ﬁne Σ", "strasse fine σ"),
        ("…", ""),
    ],
)  # fmt: skip
def test_titles_are_compared_by_their_words(text: str, folded: str) -> None:
    assert words(text) == folded


@pytest.mark.parametrize(
    ("title", "other", "agree"),
    [("abcde", "abcde", 1.0), ("abcde", "abcdx", 0.8), ("ab", "abcd", 0.5), ("abc", "xyz", 0.0), ("", "", 0.0)],
)
def test_agreement_is_one_less_the_share_of_letters_to_change(title: str, other: str, agree: float) -> None:
    assert agreement(title, other) == pytest.approx(agree)


@given(st.text(max_size=60), st.text(max_size=60))
def test_agreement_is_a_share_and_the_same_both_ways(title: str, other: str) -> None:
    assert 0 <= agreement(title, other) == agreement(other, title) <= 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"title": "Trees in CT: the study"}, "another title"),
        ({"title": "Trees in CT, a studie"}, None),
        ({"title": "Forests in MR: a study"}, "another title"),
        ({"authors": ("Bo Berg", "Cy Coe")}, None),
        ({"authors": ("Cy Coe",)}, "the same title by others"),
        ({"authors": ()}, None),
        ({"authors": (), "title": "Trees in CT, a studie"}, "a title that differs, and no authors to compare"),
        ({"year": 2019}, None),
        ({"year": 2023}, None),
        ({"year": None}, None),
        ({"year": 2018}, "the same title, of 2018"),
        ({"year": 2024}, "the same title, of 2024"),
    ],
)
def test_title_authors_and_year_must_agree(change: dict[str, object], reason: str | None) -> None:
    answer = answer_by_title(PAPER, [replace(WORK, **change)])
    assert answer.error == reason
    assert (answer.outcome.value, answer.score is not None) == ("found" if reason is None else "not found", True)


def test_the_least_agreement_is_just_enough() -> None:
    nine_of_ten = replace(PAPER, title="a" * 20), replace(WORK, title="a" * 18 + "bb")
    eight = replace(WORK, title="a" * 17 + "bbb")
    assert agreement(nine_of_ten[0].title, nine_of_ten[1].title) == LEAST
    assert answer_by_title(nine_of_ten[0], [nine_of_ten[1]]).error is None
    assert answer_by_title(nine_of_ten[0], [eight]).error == "another title"


def test_of_two_titles_that_agree_the_better_counts() -> None:
    series = replace(PAPER, title="Trees in computed tomography, part II")
    first = replace(WORK, title="Trees in computed tomography, part I", citations=900)
    second = replace(WORK, title="Trees in computed tomography, part II", citations=3)
    answer = answer_by_title(series, [first, second])
    assert answer.work == second


def test_of_a_works_versions_the_one_that_is_cited_most_counts() -> None:
    preprint, published = replace(WORK, id="W2", citations=40, year=2020), replace(WORK, citations=2)
    assert answer_by_title(PAPER, [published, preprint]).work == preprint


def test_the_paper_without_a_count_is_not_taken_for_another() -> None:
    answer = answer_by_title(PAPER, [replace(WORK, citations=None, year=None), replace(WORK, authors=("Di Dahl",))])
    assert (answer.outcome.value, answer.error) == ("failed", "the work has no count of citations")


def test_a_namesake_that_is_cited_more_does_not_count() -> None:
    namesake = replace(WORK, authors=("Di Dahl",), citations=5000)
    assert answer_by_title(PAPER, [namesake, WORK]).work == WORK
