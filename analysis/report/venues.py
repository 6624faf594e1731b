"""A venue's part of the report: its Table 1, and what is drawn of it, each drawing with the figures it rests on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reprosurvey.analysis.report import charts
from reprosurvey.analysis.report.charts import Row
from reprosurvey.analysis.report.drawing import Chart
from reprosurvey.analysis.report.figures import Figures
from reprosurvey.analysis.report.table1 import OF_PAPERS, OF_REPOSITORIES, Layout
from reprosurvey.analysis.report.wording import figure
from reprosurvey.crawler.store.queries import Query


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart, and what is said below it."""

    chart: Chart
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Charts of one kind, and their figures."""

    title: str
    panels: list[Panel]
    query: Query
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Venue:
    """What the report tells of one venue."""

    name: str
    years: str
    """The first and the last."""
    table: Layout
    papers: int
    headline: list[tuple[str, Row]]
    """Label and row of ``table1`` over all years."""
    score: Row | None
    """The row of the mean score over all years; None where no paper has a repository."""
    overall: Group | None
    """All shares over all years; None where nothing was judged."""
    groups: list[Group]


def venues(figures: Figures, tables: list[Layout]) -> list[Venue]:
    """One for each layout of Table 1, in their order."""
    names = list(dict.fromkeys(row["venue"] for row in figures.rows("table1")))
    numbers = (f"chart-{number}" for number in itertools.count(1))
    return [_venue(figures, name, table, numbers) for name, table in zip(names, tables, strict=True)]


def _venue(figures: Figures, name: str, table: Layout, numbers: Iterator[str]) -> Venue:
    rows = figures.rows("table1", venue=name)
    overall = {row["metric"]: row for row in rows if row["year"] is None}
    headline = [(label, overall[metric]) for metric, label in OF_PAPERS.items()]
    drawn = _overall(figures, rows, numbers)
    groups = [
        *_by_year(figures, name, "Papers by year", OF_PAPERS, numbers),
        *_by_year(figures, name, "Repositories by year", OF_REPOSITORIES | {"score": "Mean score"}, numbers),
        *_scores(figures, name, numbers),
        *_citations(figures, name, numbers),
    ]
    years = [row["year"] for row in rows if row["year"] is not None]
    return Venue(
        name=name,
        years="–".join(str(year) for year in sorted({min(years), max(years)})),
        table=table,
        papers=overall["papers"]["n"],
        headline=headline,
        score=overall.get("score"),
        overall=drawn,
        groups=groups,
    )


def _overall(figures: Figures, rows: list[Row], numbers: Iterator[str]) -> Group | None:
    labels = {metric: f"{label} (papers)" for metric, label in OF_PAPERS.items()} | OF_REPOSITORIES
    shown = [row for row in rows if row["year"] is None and row["metric"] in labels and row["n"]]
    if not shown:
        return None
    chart = charts.shares(next(numbers), "All years together", [(labels[row["metric"]], row) for row in shown])
    return Group("All years together", [Panel(chart)], figures.query("table1"), shown)


def _by_year(
    figures: Figures, venue: str, title: str, labels: dict[str, str], numbers: Iterator[str]
) -> Iterator[Group]:
    by_metric = _years_by_metric(figures, venue, labels)
    trends = {row["metric"]: row for row in figures.rows("trends", venue=venue)}
    panels = [
        Panel(_over_years(metric)(next(numbers), labels[metric], of), _trend(trends.get(metric)))
        for metric, of in by_metric.items()
    ]
    shown = list(itertools.chain.from_iterable(by_metric.values()))
    if len({row["year"] for row in shown}) > 1:
        yield Group(title, panels, figures.query("table1"), shown)


def _years_by_metric(figures: Figures, venue: str, metrics: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of Table 1 about a year of which something was judged, of the metrics that have any."""
    rows = [row for row in figures.rows("table1", venue=venue) if row["year"] is not None and row["n"]]
    return {metric: of for metric in metrics if (of := [row for row in rows if row["metric"] == metric])}


def _over_years(metric: str) -> Callable[[str, str, list[Row]], Chart]:
    """How it is drawn."""
    return charts.mean_by_year if metric == "score" else charts.share_by_year


def _trend(row: Row | None) -> str:
    if row is None or row["p"] is None:
        return ""
    return f"{100 * row['slope']:+.1f} points a year, p = {figure(row['p'])} (n = {row['n']})"


def _scores(figures: Figures, venue: str, numbers: Iterator[str]) -> Iterator[Group]:
    rows = figures.rows("score_distribution", venue=venue)
    years = list(dict.fromkeys(row["year"] for row in rows))
    panels = []
    for year in years if len(years) > 2 else years[:1]:
        of_year = [row for row in rows if row["year"] == year]
        title = "All years" if year is None else str(year)
        panels.append(Panel(charts.scores(next(numbers), f"Scores: {title}", of_year)))
    if panels:
        yield Group("How many repositories have each score", panels, figures.query("score_distribution"), rows)


def _citations(figures: Figures, venue: str, numbers: Iterator[str]) -> Iterator[Group]:
    rows = figures.rows("citations_and_scores", venue=venue)
    over_all = {row["source"]: row for row in figures.rows("citation_correlation", venue=venue) if row["year"] is None}
    panels = []
    for source in dict.fromkeys(row["source"] for row in rows):
        chart = charts.citations(next(numbers), f"By {source}", [row for row in rows if row["source"] == source])
        panels.append(Panel(chart, _correlation(over_all.get(source))))
    if panels:
        yield Group("Citations against score", panels, figures.query("citations_and_scores"), rows)


def _correlation(row: Row | None) -> str:
    if row is None or row["rho"] is None:
        return ""
    interval = f"95 % interval {figure(row['low'])} to {figure(row['high'])}"
    return f"Rank correlation {figure(row['rho'])} ({interval}, n = {row['n']})"
