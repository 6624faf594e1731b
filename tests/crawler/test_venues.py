from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reprosurvey.crawler.demo import INDEX_URLS
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families import FAMILIES
from reprosurvey.crawler.venues import Source, Venue, known_venues, spans, venue_named

EDITIONS = {year: Source("pmlr", (f"https://demo.example/{year}/",)) for year in (2022, 2019, 2020, 2021)}
VENUE = Venue("demo", "Demo", "pmlr", EDITIONS)
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
    with pytest.raises(UsageError, match=r"demo has no 2018, 2023; known: 2019-2022"):
        VENUE.choose("2018-2023")


def test_the_venues_of_the_package_hold_together() -> None:
    venues = known_venues()
    assert {"midl", "chil", "neurips", "acl", "cvpr", "miccai", "colm"} <= set(venues)
    assert len(venues) >= 20
    assert set(venues["midl"].years) >= set(range(2018, 2027))
    assert all(venue.name == name and (venue.years or venue.series) for name, venue in venues.items())
    assert {year: source.pages for year, source in venues["demo"].years.items()} == {
        year: (address,) for year, address in INDEX_URLS.items()
    }


def test_own_venues_are_added_and_may_replace() -> None:
    venues = known_venues({"own": ENTRY, "midl": ENTRY})
    assert venues["own"] == Venue("own", "Own", "pmlr", {2022: Source("pmlr", ("https://own.example/v1/",))})
    assert venues["midl"].title == "Own"


def test_the_demo_cannot_be_replaced() -> None:
    with pytest.raises(UsageError, match="venue 'demo': the name stands for the demo; give yours another"):
        known_venues({"demo": ENTRY})


def test_an_unknown_venue_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no venue 'nowhere'; known: .*midl.*survey\.toml"):
        venue_named("nowhere", known_venues())


PAGES = "https://own.example/a/"
RIGHT = [
    ENTRY,
    ENTRY | {"years": {"2022": [PAGES, "http://own.example/b/"]}},
    ENTRY | {"years": {"2022": {"family": "midl2018", "index": PAGES}}},
    ENTRY | {"series": "https://proceedings.mlr.press/#OWN"},
    {"title": "Own", "family": "cvf", "series": "https://openaccess.thecvf.com/menu#OWN"},
]
WRONG = [
    ("own", "x", "needs title, family, and years or series"),
    ("own", {"title": "Own", "family": "pmlr"}, "needs title, family"),
    ("own", ENTRY | {"more": 1}, "unknown key 'more'"),
    ("Own Venue", ENTRY, "a name is lower-case"),
    ("../own", ENTRY, "a name is lower-case"),
    ("own\n", ENTRY, "a name is lower-case"),
    ("own", ENTRY | {"title": 5}, "title"),
    ("own", ENTRY | {"family": "journal"}, "unknown family 'journal'; known: acl, .*pmlr"),
    ("own", ENTRY | {"family": ["pmlr"]}, "unknown family"),
    ("own", ENTRY | {"years": 2022}, "years maps"),
    ("own", ENTRY | {"years": {"22": "https://own.example/"}}, "years maps"),
    ("own", ENTRY | {"years": {}}, "years maps"),
    ("own", ENTRY | {"years": {"2022": 5}}, "years.2022: '5' is not an http"),
    ("own", ENTRY | {"years": {"2022": "file:///etc/passwd"}}, "is not an http"),
    ("own", ENTRY | {"years": {"2022": []}}, "years.2022: .* is not an http"),
    ("own", ENTRY | {"years": {"2022": [PAGES, 5]}}, "years.2022: '5' is not an http"),
    ("own", ENTRY | {"years": {"2022": {"index": PAGES}}}, "years.2022 needs exactly family and index"),
    ("own", ENTRY | {"years": {"2022": {"family": "x", "index": PAGES}}}, "years.2022.family: unknown family 'x'"),
    ("own", ENTRY | {"series": "MIDL"}, "series: 'MIDL' is not an http"),
    ("own", ENTRY | {"family": "miccai", "series": PAGES}, "series: the family miccai has no list"),
]


@pytest.mark.parametrize(("name", "entry", "said"), WRONG)
def test_an_entry_that_no_venue_can_be(name: str, entry: object, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"venue {name!r}: ") + f".*{said}"):
        known_venues({name: entry})


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(files("reprosurvey.crawler").joinpath("venues.schema.json").read_text()))


def test_the_schema_knows_the_venues_of_the_package(schema: Draft202012Validator) -> None:
    schema.validate(tomllib.loads(files("reprosurvey.crawler").joinpath("venues.toml").read_text()))


@pytest.mark.parametrize("entry", RIGHT)
def test_the_schema_lets_pass_what_a_venue_can_be(schema: Draft202012Validator, entry: dict[str, Any]) -> None:
    assert known_venues({"own": entry})["own"].title == "Own"
    schema.validate({"own": entry})


@pytest.mark.parametrize(("name", "entry", "said"), WRONG)
def test_the_schema_refuses_what_no_venue_can_be(
    schema: Draft202012Validator, name: str, entry: object, said: str
) -> None:
    assert not schema.is_valid({name: entry}), said


def test_the_schema_names_every_family(schema: Draft202012Validator) -> None:
    assert schema.schema["$defs"]["family"]["enum"] == sorted(FAMILIES)
    listing = schema.schema["$defs"]["venue"]["anyOf"][0]["properties"]["family"]["enum"]
    assert listing == sorted(name for name, family in FAMILIES.items() if family.parse_series)


@pytest.mark.parametrize(
    ("years", "written"),
    [([], ""), ([2020], "2020"), ([2021, 2020, 2018], "2018, 2020-2021")],
)
def test_years_are_told_briefly(years: list[int], written: str) -> None:
    assert spans(years) == written
