"""Which venues exist, and in which family and at which addresses each year stands (``crawler/venues.toml``).

``crawler/venues.schema.json`` says the same for editors that complete and check TOML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families import FAMILIES
from reprosurvey.crawler.origins import is_web_address

Wrong = Callable[[str], UsageError]
"""Makes the error that names the venue."""

DEMO = "demo"
"""The venue that is made and served on this machine (``crawler/demo``); no other can take its name."""

_KEYS = {"title", "family", "series", "years"}
_YEARS = "years maps four-digit years to addresses"


@dataclass(frozen=True)
class Source:
    """Where one edition stands."""

    family: str
    pages: tuple[str, ...]
    """The pages of its index."""


@dataclass(frozen=True)
class Venue:
    """A proceedings series."""

    name: str
    title: str
    family: str
    years: Mapping[int, Source]
    """The editions that are known beforehand."""
    series: str | None = None
    """The publisher's list of editions, and after ``#`` the series' name in it; None where the years above are all."""

    def choose(self, years: str | None) -> list[int]:
        """The years that a person asked for (see :func:`years_named`), or all that are known beforehand.

        Raises:
            UsageError: The words make no years, or one that the venue does not have and no list can add.
        """
        chosen = sorted(self.years) if years is None else years_named(years)
        if self.series is None and (absent := sorted(set(chosen) - set(self.years))):
            raise UsageError(self.lacks(absent, self.years))
        return chosen

    def lacks(self, absent: list[int], known: Mapping[int, Source]) -> str:
        """That these years are not among those known."""
        return f"{self.name} has no {', '.join(map(str, absent))}; known: {spans(known) or 'none'}"


def years_named(years: str) -> list[int]:
    """Years as a person writes them: ``2022``, ``2019-2022``, ``2019,2021-2022``.

    Raises:
        UsageError: The words make none.
    """
    chosen: set[int] = set()
    for part in years.split(","):
        if not (match := re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", part)):
            raise UsageError(f"'{years}' is not a list of years; write 2022, 2019-2022 or 2019,2021-2022")
        first, last = int(match[1]), int(match[2] or match[1])
        chosen.update(range(first, last + 1))
    if not chosen:
        raise UsageError(f"'{years}' holds no year: the first comes after the last")
    return sorted(chosen)


def spans(years: Iterable[int]) -> str:
    """Years as briefly as a person would write them: ``2018-2021, 2023``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def known_venues(own: Mapping[str, Any] | None = None) -> dict[str, Venue]:
    """The venues by name: ``own`` (survey.toml's ``[venues]``), and those of the package that it has no other for.

    Raises:
        UsageError: An entry lacks something or says what no venue can.
    """
    if own and DEMO in own:
        raise UsageError(f"venue {DEMO!r}: the name stands for the demo; give yours another")
    entries = tomllib.loads(files("reprosurvey.crawler").joinpath("venues.toml").read_text()) | dict(own or {})
    return {name: _venue(name, entry) for name, entry in entries.items()}


def venue_named(name: str, venues: Mapping[str, Venue]) -> Venue:
    """The venue of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in venues:
        raise UsageError(f"no venue '{name}'; known: {', '.join(sorted(venues))}; more go into survey.toml, [venues]")
    return venues[name]


def refuse_venue(name: str, venues: Mapping[str, Venue]) -> None:
    """Keep a list of a person's own from the name of a venue.

    Raises:
        UsageError: A venue has it.
    """
    if name in venues:
        raise UsageError(f"{name} has proceedings; give the list a name of its own")


def _venue(name: str, entry: Any) -> Venue:
    def wrong(what: str) -> UsageError:
        return UsageError(f"venue {name!r}: {what}")

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise wrong("a name is lower-case letters, digits and hyphens")
    _check_keys(entry, wrong)
    if not isinstance(entry["title"], str):
        raise wrong(f"title must be a string, not {entry['title']!r}")
    family = _family(entry["family"], wrong, "family")
    series = _series(entry["series"], family, wrong) if "series" in entry else None
    editions = _editions(entry.get("years", {}), family, wrong)
    if not editions and series is None:
        raise wrong(_YEARS)
    return Venue(name, entry["title"], family, editions, series)


def _check_keys(entry: Any, wrong: Wrong) -> None:
    keys = set(entry) if isinstance(entry, dict) else set[str]()
    if unknown := sorted(keys - _KEYS):
        raise wrong(f"unknown key '{unknown[0]}'; known: {', '.join(sorted(_KEYS))}")
    if not {"title", "family"} <= keys or not {"years", "series"} & keys:
        raise wrong("needs title, family, and years or series")


def _series(said: Any, family: str, wrong: Wrong) -> str:
    series = _address(said, wrong, "series")
    if FAMILIES[family].parse_series is None:
        raise wrong(f"series: the family {family} has no list of editions; write years")
    return series


def _editions(years: Any, family: str, wrong: Wrong) -> dict[int, Source]:
    if not isinstance(years, dict) or not all(re.fullmatch(r"\d{4}", str(year)) for year in years):
        raise wrong(_YEARS)
    return {int(year): _source(said, family, wrong, f"years.{year}") for year, said in years.items()}


def _source(said: Any, family: str, wrong: Wrong, key: str) -> Source:
    """An edition: an address, several, or a table that names another family for it."""
    if isinstance(said, dict):
        if set(said) != {"family", "index"}:
            raise wrong(f"{key} needs exactly family and index")
        family, said = _family(said["family"], wrong, f"{key}.family"), said["index"]
    pages = said if isinstance(said, list) and said else [said]
    return Source(family, tuple(_address(page, wrong, key) for page in pages))


def _family(said: Any, wrong: Wrong, key: str) -> str:
    if not isinstance(said, str) or said not in FAMILIES:
        raise wrong(f"{key}: unknown family '{said}'; known: {', '.join(sorted(FAMILIES))}")
    return said


def _address(said: Any, wrong: Wrong, key: str) -> str:
    if not isinstance(said, str) or not is_web_address(said):
        raise wrong(f"{key}: '{said}' is not an http(s) address")
    return said
