"""The statistics of ``sql/statistics/`` for a reader: each with its title, a sentence, a chart and its rows.

How one is drawn follows from its columns: its shares, over all years where it has years, a row of the chart for each of
its words. :data:`FORMS` has those of which that is not enough. A new file needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from reprosurvey.analysis.report import charts
from reprosurvey.analysis.report.charts import Estimate, Panel
from reprosurvey.analysis.report.figures import Figures
from reprosurvey.analysis.report.formatting import anchor, words
from reprosurvey.analysis.report.svg import Chart
from reprosurvey.analysis.report.table1 import SHARES
from reprosurvey.analysis.report.venues import Venue
from reprosurvey.crawler.store.queries import Query

Row = dict[str, Any]

SHOWN = 12
"""Rows of one chart; the table below it and the file have all."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the rows of a statistic are drawn."""

    labels: tuple[str, ...] = ()
    """The columns that name a row of the chart."""
    apart: tuple[str, ...] = ()
    """The columns by whose values there is a chart each, besides the venue."""
    only: tuple[tuple[str, str], ...] = ()
    """Columns and the values that the rows have there that are drawn."""
    value: str = "share"
    """The column that is drawn."""
    unit: Literal["share", "percent", "difference of shares", "difference"] = "share"
    """Of the value and its interval."""
    published: str = ""
    """A column of what others published."""
    whole: str = ""
    """A column of counts,"""
    parts: tuple[str, ...] = ()
    """whose parts, columns as well, are drawn instead, a row of the chart each."""


FORMS = {
    "archive_counts": Form(whole="repositories", parts=("held", "not_held", "unknown")),
    "citation_correlation": Form(labels=("source",), value="rho", unit="difference"),
    "comparison": Form(
        labels=("metric",),
        apart=("source",),
        only=(("unit", "percent"),),
        value="ours",
        unit="percent",
        published="published",
    ),
    "criteria_together": Form(labels=("first", "second"), value="phi", unit="difference"),
    "data_set_use": Form(labels=("data_set", "access", "role")),
    "facts_by_year": Form(labels=("fact",), apart=("about",)),
    "models": Form(whole="models", parts=("in_tree", "available", "forbidden", "gone", "unknown")),
    "resolution_reasons": Form(labels=("reason",), apart=("moment",)),
    "resolves_by_year": Form(labels=("year",), apart=("moment",)),
    "score_then_and_now": Form(labels=("moment",), value="difference", unit="difference"),
    "trends": Form(labels=("metric",), value="slope", unit="difference of shares"),
}
_SENTENCE = re.compile(r"(?<=[^A-Z]\.) ")
"""Between two sentences; no name is abbreviated to more than its first letter."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic that has rows."""

    query: Query
    rows: list[Row]
    panels: list[Panel]
    drawn_above: bool
    """Whether its charts stand with the venues."""

    @property
    def is_known(self) -> bool:
        """Whether it has what could be drawn."""
        return self.drawn_above or bool(self.panels) or _form(self.query.name, self.rows) is None

    @property
    def sentence(self) -> str:
        """What it is about."""
        return _SENTENCE.split(self.query.about, maxsplit=1)[0]


def statistics(figures: Figures, venues: Iterable[Venue]) -> list[Statistic]:
    """All that have rows, in the order of their names; what is drawn with the venues is not drawn again."""
    above = {panel.statistic for venue in venues for group in venue.groups for panel in group.panels}
    return [
        Statistic(query, rows, [] if query.name in above else list(_panels(query, rows)), query.name in above)
        for query, rows in figures.statistics
    ]


def _panels(query: Query, rows: list[Row]) -> Iterator[Panel]:
    """A chart for each venue and each value that stands apart."""
    form = _form(query.name, rows)
    if form is None:
        return
    apart = [column for column in ("venue", *form.apart) if column in rows[0]]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if _is_drawn(form, row):
            groups.setdefault(tuple(row[column] for column in apart), []).append(row)
    alone = len(groups) == 1
    for values, group in groups.items():
        of = ", ".join(words(str(value)) for value in values)
        title = f"{query.title}: {of}" if of else query.title
        chart = _chart(anchor("figure", query.name, *values), title, form, group[:SHOWN])
        yield Panel(chart, "" if alone else of, _note(form, group), query.name, dict(zip(apart, values, strict=True)))


def _form(name: str, rows: list[Row]) -> Form | None:
    return FORMS.get(name) or _by_columns(rows)


def _by_columns(rows: list[Row]) -> Form | None:
    """The form of rows that have a share; None for others."""
    if "share" not in rows[0]:
        return None
    told = (column for column in rows[0] if column != "venue" and any(isinstance(row[column], str) for row in rows))
    return Form(labels=tuple(told) or ("year",))


def _is_drawn(form: Form, row: Row) -> bool:
    """Whether it has what is drawn, of all years together unless the years are what the chart compares."""
    named = [column for column in form.labels if column != "year"]
    return (
        ("year" in form.labels or row.get("year") is None)
        and all(row[column] == value for column, value in form.only)
        and all(row[column] is not None for column in named)
        and (bool(form.parts) or row[form.value] is not None)
    )


def _chart(name: str, title: str, form: Form, rows: list[Row]) -> Chart:
    if form.parts:
        return charts.counts(name, title, [Estimate(words(part), row[part]) for row in rows for part in form.parts])
    of_its_own = len({row.get("n") for row in rows}) > 1
    estimates = [_estimate(form, row, of_its_own=of_its_own) for row in rows]
    if form.unit in ("share", "percent"):
        return charts.shares(name, title, estimates)
    return charts.differences(name, title, estimates, of_shares=form.unit == "difference of shares")


def _estimate(form: Form, row: Row, *, of_its_own: bool) -> Estimate:
    """A row of the chart, with its denominator where they differ."""
    label = ", ".join(_word(column, row[column]) for column in form.labels)
    value, low, high, published = (
        row.get(column) if row.get(column) is None or form.unit != "percent" else row[column] / 100
        for column in (form.value, "low", "high", form.published)
    )
    assert value is not None
    interval = None if low is None or high is None else (low, high)
    return Estimate(f"{label} (n\u00a0=\u00a0{row['n']})" if of_its_own else label, value, interval, published)


def _word(column: str, value: Any) -> str:
    """A value as a chart names it."""
    if value is None:
        return "all years" if column == "year" else "–"
    return SHARES.get(value) or words(str(value))


def _note(form: Form, rows: list[Row]) -> str:
    """The denominator where it is one, how many more are unknown, and how many rows the chart leaves out."""
    if form.parts:
        return ", ".join(f"{row[form.whole]} {words(form.whole)}" for row in rows)
    told = [*_alike(rows, "n", "n = {}"), *_alike(rows, "unknown", "{} more unknown")]
    told += ["◇ as published"] if form.published else []
    told += [f"the first {SHOWN} of {len(rows)}"] if len(rows) > SHOWN else []
    return ", ".join(told)


def _alike(rows: list[Row], column: str, told: str) -> list[str]:
    """What is told of a column that has one value in all rows."""
    values = {row.get(column) for row in rows} - {None, 0}
    return [told.format(value) for value in values if len(values) == 1]
