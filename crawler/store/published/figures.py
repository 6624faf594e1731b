"""Published figures, read and checked: a CSV of them, and beside it a TOML of the same name that tells their source.

The form is described in ``docs/published.md``. A figure is kept as it is written, because its decimals tell how it was
rounded.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.criteria import registered_criteria

DENOMINATORS = {
    "papers": "",
    **{c.criterion: "papers" for c in registered_criteria() if c.in_table1 and c.scope == "paper"},
    "repeatable_paper": "papers",
    **{c.criterion: "repositories" for c in registered_criteria() if c.in_table1 and c.scope == "repository"},
    "repeatable": "repositories",
    **dict.fromkeys(("score_mean", "score_spread"), "repositories"),
}
"""What can have been published, and of what it is: percentages, the number of papers, the score's mean and its ±."""
REQUIRED = ("papers", "has_repository")
"""What makes percentages counts."""

_LIMITS = {"papers": 1_000_000, "score_mean": 6, "score_spread": 6}
_TOLD = {"title", "source", "venue", "url", "says"}
_SAID = ({"metric", "count"}, {"metric", "percent"})

Wrong = Callable[[str], UsageError]
"""Makes the error that names the file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of a published table."""

    year: int
    metric: str
    denominator: str
    written: str
    """The number as it stands there."""


Figures = dict[tuple[str, str], Figure]
"""By metric and year."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says of all years together."""

    metric: str
    unit: str
    """count or percent."""
    written: str


@dataclass(frozen=True, slots=True)
class Published:
    """One published table and its source."""

    name: str
    venue: str
    title: str
    source: str
    """Who published it, where, and which table it is."""
    url: str
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]


def packaged() -> tuple[Published, ...]:
    """Those that come with the package, by name."""
    return tuple(read(path) for path in sorted(Path(__file__).parent.glob("*.csv")))


def published_named(name: str) -> Published:
    """The one of that name that comes with the package, else the one in the CSV file of that name.

    Raises:
        UsageError: There is neither, or the file is not of the form.
    """
    known = {published.name: published for published in packaged()}
    if name in known:
        return known[name]
    if not Path(name).is_file():
        raise UsageError(f"no published table '{name}'; known: {', '.join(known)}, or name a CSV file of figures")
    return read(Path(name))


def read(path: Path) -> Published:
    """The table in the CSV at ``path``, with what the TOML beside it tells.

    Raises:
        UsageError: One of them cannot be read, or is not of the form.
    """
    beside = path.with_suffix(".toml")
    try:
        text, told = path.read_text(encoding="utf-8-sig"), beside.read_text(encoding="utf-8")
        source = tomllib.loads(told, parse_float=str)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read {path} and {beside.name} beside it: {error}") from None
    figures = _figures(text, lambda what: UsageError(f"{path}: {what}"))
    return _published(path.stem, source, figures, lambda what: UsageError(f"{beside}: {what}"))


def _figures(text: str, wrong: Wrong) -> tuple[Figure, ...]:
    head, *lines = list(csv.reader(text.splitlines())) or [[]]
    years = _years(head, wrong)
    figures: Figures = {}
    for number, line in enumerate(lines, 2):
        if len(line) != len(head):
            raise wrong(f"line {number} has {len(line)} cells, the header {len(head)}")
        of_line = _of_line(number, line, years, wrong)
        if any((line[0], year) in figures for year in years):
            raise wrong(f"line {number}: {line[0]} stands twice")
        figures |= of_line
    if missing := [f"{metric} of {year}" for year in years for metric in REQUIRED if (metric, year) not in figures]:
        raise wrong(f"{missing[0]} is missing, without which no percentage becomes a count")
    return tuple(figures.values())


def _of_line(number: int, line: Sequence[str], years: Sequence[str], wrong: Wrong) -> Figures:
    metric, denominator, *cells = line
    if DENOMINATORS.get(metric) != denominator:
        raise wrong(f"line {number}: {_of(metric)}")
    return {
        (metric, year): Figure(int(year), metric, denominator, _number(cell, metric, wrong))
        for year, cell in zip(years, cells, strict=True)
        if cell
    }


def _years(head: Sequence[str], wrong: Wrong) -> Sequence[str]:
    years = head[2:]
    if list(head[:2]) != ["metric", "denominator"] or not years or not all(re.fullmatch(r"\d{4}", y) for y in years):
        raise wrong("needs a header: metric, denominator, and the years")
    if len(set(years)) < len(years):
        raise wrong("a year stands twice")
    return years


def _of(metric: str) -> str:
    if metric not in DENOMINATORS:
        return f"no metric {metric!r}; known: {', '.join(DENOMINATORS)}"
    return f"the denominator of {metric} is {DENOMINATORS[metric] or 'left empty'}"


def _number(written: str, metric: str, wrong: Wrong) -> str:
    limit = _LIMITS.get(metric, 100)
    form = r"\d{1,7}" if metric == "papers" else r"\d{1,3}(?:\.\d{1,6})?"
    if not re.fullmatch(form, written) or float(written) > limit:
        raise wrong(f"{metric}: {written!r} is not a number from 0 to {limit}")
    return written


def _published(name: str, told: Mapping[str, Any], figures: tuple[Figure, ...], wrong: Wrong) -> Published:
    _check_texts(told, wrong)
    says = told.get("says", [])
    if not (isinstance(says, list) and all(isinstance(said, dict) and set(said) in _SAID for said in says)):
        raise wrong("each [[says]] needs metric, and count or percent")
    return Published(
        name=name,
        venue=told["venue"],
        title=told["title"],
        source=told["source"],
        url=told.get("url", ""),
        figures=figures,
        claims=tuple(_claim(said, wrong) for said in says),
    )


def _check_texts(told: Mapping[str, Any], wrong: Wrong) -> None:
    if unknown := sorted(set(told) - _TOLD):
        raise wrong(f"unknown key {unknown[0]!r}; known: {', '.join(sorted(_TOLD))}")
    for key in ("title", "source", "venue"):
        if not told.get(key):
            raise wrong(f"needs title, source and venue; {key} is missing")
    for key in _TOLD - {"says"}:
        if not (isinstance(text := told.get(key, ""), str) and text.isprintable()):
            raise wrong(f"{key} is not a line of text")


def _claim(said: Mapping[str, Any], wrong: Wrong) -> Claim:
    metric, unit = str(said["metric"]), "count" if "count" in said else "percent"
    if metric not in DENOMINATORS or metric in ("score_mean", "score_spread"):
        raise wrong(f"[[says]]: {metric!r} is not counted")
    if unit == "percent" and metric == "papers":
        raise wrong("[[says]]: papers are a count, of nothing a percentage")
    return Claim(metric, unit, _number(str(said[unit]), "papers" if unit == "count" else metric, wrong))
