from __future__ import annotations

import re

import pytest

from crawler.errors import UsageError
from crawler.venues import Venue, known_venues, venue_named

VENUE = Venue("demo", "Demo", "pmlr", {year: f"https://demo.example/{year}/" for year in (2022, 2019, 2020, 2021)})
ENTRY = {"title": "Own", "family": "pmlr", "years": {"2022": "https://own.example/v1/"}}


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        (None, [2019, 2020, 2021, 2022]),
        ("2022", [2022]),
        ("2019-2021", [2019, 2020, 2021]),
        ("2022,2019", [2019, 2022]),
        ("2019, 2021 - 2022", [2019, 2021, 2022]),
        ("2020-2021,2021-2022,2021", [2020, 2021, 2022]),
        ("2020-2020", [2020]),
    ],
)
def test_years_as_a_person_writes_them(asked: str | None, years: list[int]) -> None:
    assert VENUE.choose(asked) == years


@pytest.mark.parametrize("asked", ["", ",", "20x2", "2019-", "-2019", "2019--2020", "19-20", "2019;2020", "20190"])
def test_words_that_are_no_years(asked: str) -> None:
    with pytest.raises(UsageError, match=f"'{asked}' is not a list of years"):
        VENUE.choose(asked)


def test_a_range_that_runs_backwards_holds_no_year() -> None:
    with pytest.raises(UsageError, match="'2022-2019' holds no year"):
        VENUE.choose("2022-2019")


def test_a_year_that_the_venue_does_not_have_is_named_with_those_it_has() -> None:
    with pytest.raises(UsageError, match=r"demo has no 2018, 2023; known: 2019, 2020, 2021, 2022"):
        VENUE.choose("2018-2023")


def test_the_venues_of_the_package_hold_together() -> None:
    venues = known_venues()
    assert {"midl"} <= set(venues)
    assert all(venue.name == name and venue.years for name, venue in venues.items())


def test_own_venues_are_added_and_may_replace() -> None:
    venues = known_venues({"own": ENTRY, "midl": ENTRY})
    assert venues["own"] == Venue("own", "Own", "pmlr", {2022: "https://own.example/v1/"})
    assert venues["midl"].title == "Own"


def test_an_unknown_venue_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no venue 'nowhere'; known: .*midl.*survey\.toml"):
        venue_named("nowhere", known_venues())


@pytest.mark.parametrize(
    ("name", "entry", "said"),
    [
        ("own", "x", "needs exactly title, family and years"),
        ("own", {"title": "Own", "family": "pmlr"}, "needs exactly"),
        ("own", ENTRY | {"more": 1}, "needs exactly"),
        ("Own Venue", ENTRY, "a name is lower-case"),
        ("../own", ENTRY, "a name is lower-case"),
        ("own\n", ENTRY, "a name is lower-case"),
        ("own", ENTRY | {"title": 5}, "title"),
        ("own", ENTRY | {"family": "journal"}, "unknown family 'journal'; known: pmlr"),
        ("own", ENTRY | {"family": ["pmlr"]}, "unknown family"),
        ("own", ENTRY | {"years": 2022}, "years maps"),
        ("own", ENTRY | {"years": {"22": "https://own.example/"}}, "years maps"),
        ("own", ENTRY | {"years": {}}, "years maps"),
        ("own", ENTRY | {"years": {"2022": 5}}, "'5' is not an http"),
        ("own", ENTRY | {"years": {"2022": "file:///etc/passwd"}}, "is not an http"),
    ],
)
def test_an_entry_that_no_venue_can_be(name: str, entry: object, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"venue {name!r}: ") + f".*{said}"):
        known_venues({name: entry})
