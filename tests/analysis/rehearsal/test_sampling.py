"""A sample has all years in turn, is drawn by a seed, and grows."""

from __future__ import annotations

from reprosurvey.analysis.rehearsal.sampling import sample

ITEMS = [
    (("midl", year), f"{year}-{number}") for year in (2020, 2021, 2022) for number in range(10 if year == 2022 else 2)
]


def test_years_have_the_same_part_as_far_as_they_go() -> None:
    years = [item.partition("-")[0] for item in sample(ITEMS, 8, 0)]
    assert years == ["2020", "2021", "2022", "2020", "2021", "2022", "2022", "2022"]


def test_the_seed_says_which_and_the_limit_how_many() -> None:
    assert sample(ITEMS, 5, 1) == sample(ITEMS[::1], 5, 1) == sample(ITEMS, 9, 1)[:5]
    assert sample(ITEMS, 5, 1) != sample(ITEMS, 5, 2)


def test_without_a_limit_all_are_taken() -> None:
    assert sorted(sample(ITEMS, None, 0)) == sorted(item for _, item in ITEMS)
