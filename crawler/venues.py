"""Which venues exist, and in which family and at which address each year stands (``crawler/venues.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from crawler.errors import UsageError
from crawler.families import FAMILIES


@dataclass(frozen=True)
class Venue:
    """A proceedings series."""

    name: str
    title: str
    family: str
    years: Mapping[int, str]
    """Year to the address of its index page."""

    def choose(self, years: str | None) -> list[int]:
        """The years that a person asked for: ``2022``, ``2019-2022``, ``2019,2021-2022``; None for all.

        Raises:
            UsageError: The words make no years, or one that the venue does not have.
        """
        if years is None:
            return sorted(self.years)
        chosen: set[int] = set()
        for part in years.split(","):
            if not (match := re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", part)):
                raise UsageError(f"'{years}' is not a list of years; write 2022, 2019-2022 or 2019,2021-2022")
            first, last = int(match[1]), int(match[2] or match[1])
            chosen.update(range(first, last + 1))
        if not chosen:
            raise UsageError(f"'{years}' holds no year: the first comes after the last")
        if absent := sorted(chosen - set(self.years)):
            known = ", ".join(map(str, sorted(self.years)))
            raise UsageError(f"{self.name} has no {', '.join(map(str, absent))}; known: {known}")
        return sorted(chosen)


def known_venues(own: Mapping[str, Any] | None = None) -> dict[str, Venue]:
    """The venues by name: those that come with the package, then ``own`` (survey.toml's ``[venues]``).

    Raises:
        UsageError: An entry lacks something or says what no venue can.
    """
    entries = tomllib.loads(files("crawler").joinpath("venues.toml").read_text()) | dict(own or {})
    return {name: _venue(name, entry) for name, entry in entries.items()}


def venue_named(name: str, venues: Mapping[str, Venue]) -> Venue:
    """The venue of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in venues:
        raise UsageError(f"no venue '{name}'; known: {', '.join(sorted(venues))}; more go into survey.toml, [venues]")
    return venues[name]


def _venue(name: str, entry: Any) -> Venue:
    def wrong(what: str) -> UsageError:
        return UsageError(f"venue {name!r}: {what}")

    if not isinstance(entry, dict) or set(entry) != {"title", "family", "years"}:
        raise wrong("needs exactly title, family and years")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise wrong("a name is lower-case letters, digits and hyphens")
    if not isinstance(entry["title"], str):
        raise wrong(f"title must be a string, not {entry['title']!r}")
    if entry["family"] not in list(FAMILIES):
        raise wrong(f"unknown family '{entry['family']}'; known: {', '.join(sorted(FAMILIES))}")
    years = entry["years"]
    if not isinstance(years, dict) or not years or not all(re.fullmatch(r"\d{4}", str(y)) for y in years):
        raise wrong("years maps four-digit years to addresses")
    if bad := [a for a in years.values() if not re.match(r"https?://", str(a))]:
        raise wrong(f"'{bad[0]}' is not an http(s) address")
    return Venue(name, entry["title"], entry["family"], {int(y): a for y, a in years.items()})
