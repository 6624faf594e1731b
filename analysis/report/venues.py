"""A venue's part of the report: its Table 1, and what is drawn of it, each drawing with the figures it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reprosurvey.analysis.report import charts
from reprosurvey.analysis.report.charts import CitedPaper, Estimate, Panel, ScoreCount
from reprosurvey.analysis.report.figures import Figures
from reprosurvey.analysis.report.formatting import anchor, figure
from reprosurvey.analysis.report.svg import Chart
from reprosurvey.analysis.report.table1 import OF_PAPERS, OF_REPOSITORIES, SHARES, Layout
from reprosurvey.crawler.store.queries import Query


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of ``table1``."""

    year: int | None
    """None for all years together."""
    metric: str
    n: int
    yes: int | None
    share: float | None
    mean: float | None
    low: float | None
    high: float | None
    unknown: int | None
    gone: int | None
    not_applicable: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A row of ``trends``."""

    metric: str
    slope: float | None
    p_holm: float | None
    tests: int
    n: int
    not_tested: str | None


@dataclass(frozen=True, slots=True)
class Correlation:
    """A row of ``citation_correlation``."""

    source: str
    rho: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Step:
    """A row of ``from_reading_to_running``."""

    question: str
    answer: str
    step: str
    n: int
    yes: int
    share: float
    low: float
    high: float
    unknown: int
    not_tried: int
    without_list: int


_BY_READING = {
    ("repeatable", "yes"): "Repeatable by reading",
    ("repeatable", "no"): "Not repeatable by reading",
    ("dependencies", "yes"): "Dependencies given",
    ("dependencies", "no"): "Dependencies not given",
}
"""What is said of a repository by reading, as a chart names it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Charts of one kind, and their figures."""

    name: str
    """Its id in the page."""
    title: str
    panels: list[Panel]
    query: Query
    rows: list[dict[str, Any]]
    """By column, as the table below the charts shows them."""


@dataclass(frozen=True, slots=True)
class Venue:
    """What the report tells of one venue."""

    name: str
    years: str
    """The first and the last."""
    table: Layout
    papers: int
    overall: Mapping[str, Measured]
    """The rows of ``table1`` over all years, by metric."""
    headline: list[tuple[str, Measured]]
    """Those of papers, with their labels."""
    score: Measured | None
    """The row of the mean score over all years; None where no paper has a repository."""
    groups: list[Group]
    """All shares over all years first, where something was judged."""


def venues(figures: Figures, tables: list[Layout]) -> list[Venue]:
    """One for each layout of Table 1, in their order."""
    names = list(dict.fromkeys(row["venue"] for row in figures.rows("table1")))
    return [_venue(figures, name, table) for name, table in zip(names, tables, strict=True)]


def _venue(figures: Figures, name: str, table: Layout) -> Venue:
    rows = figures.records(Measured, "table1", venue=name)
    overall = {row.metric: row for row in rows if row.year is None}
    headline = [(label, overall[metric]) for metric, label in OF_PAPERS.items()]
    groups = [
        *_overall(figures, name),
        *_running(figures, name),
        *_by_year(figures, name, "Papers by year", OF_PAPERS),
        *_by_year(figures, name, "Repositories by year", OF_REPOSITORIES | {"score": "Mean score"}),
        *_scores(figures, name),
        *_citations(figures, name),
    ]
    years = [row.year for row in rows if row.year is not None]
    return Venue(
        name=name,
        years="–".join(str(year) for year in sorted({min(years), max(years)})),
        table=table,
        papers=overall["papers"].n,
        overall=overall,
        headline=headline,
        score=overall.get("score"),
        groups=groups,
    )


def _overall(figures: Figures, venue: str) -> Iterator[Group]:
    of_all = {"venue": venue, "year": None}
    shown = [row for row in figures.records(Measured, "table1", **of_all) if row.metric in SHARES and row.n]
    if shown:
        title = "All shares, with their 95 % intervals"
        name = anchor("chart", venue, "all")
        chart = charts.shares(name, f"{venue}: {title}", [_estimate(SHARES[row.metric], row) for row in shown])
        rows = [row for row in figures.rows("table1", **of_all) if row["metric"] in SHARES and row["n"]]
        yield Group(
            anchor("charts", venue, "all"),
            title,
            [Panel(chart, "", "", "table1", of_all)],
            figures.query("table1"),
            rows,
        )


def _by_year(figures: Figures, venue: str, title: str, labels: dict[str, str]) -> Iterator[Group]:
    by_metric = _years_by_metric(figures, venue, labels)
    trends = {trend.metric: trend for trend in figures.records(Trend, "trends", venue=venue)}
    panels = [
        Panel(
            _over_years(metric)(anchor("chart", venue, metric), f"{venue}: {labels[metric]}", of),
            labels[metric],
            _trend(trends.get(metric)),
            "table1",
            {"venue": venue, "metric": metric},
        )
        for metric, of in by_metric.items()
    ]
    if len(set().union(*by_metric.values())) > 1:
        rows = figures.rows("table1", venue=venue)
        shown = [row for metric in by_metric for row in rows if row["metric"] == metric and row["year"] and row["n"]]
        yield Group(anchor("charts", venue, title), title, panels, figures.query("table1"), shown)


def _years_by_metric(figures: Figures, venue: str, metrics: Iterable[str]) -> dict[str, dict[int, Estimate]]:
    """What Table 1 has of each year of which something was judged, of the metrics that have any."""
    found: dict[str, dict[int, Estimate]] = {metric: {} for metric in metrics}
    for row in figures.records(Measured, "table1", venue=venue):
        if row.metric in found and row.year is not None and row.n:
            found[row.metric][row.year] = _estimate(str(row.year), row)
    return {metric: by_year for metric, by_year in found.items() if by_year}


def _estimate(label: str, row: Measured) -> Estimate:
    """Of a row of which something was judged."""
    value = row.mean if row.metric == "score" else row.share
    assert value is not None
    return Estimate(label, value, None if row.low is None or row.high is None else (row.low, row.high))


def _over_years(metric: str) -> Callable[[str, str, Mapping[int, Estimate]], Chart]:
    """How it is drawn."""
    return charts.mean_by_year if metric == "score" else charts.share_by_year


def _trend(trend: Trend | None) -> str:
    if trend is None:
        return ""
    if trend.slope is None:
        return f"No test for trend: {trend.not_tested}"
    corrected = (
        f"p = {figure(trend.p_holm)}, corrected for {trend.tests} tests"
        if trend.tests > 1
        else f"p = {figure(trend.p_holm)}"
    )
    return f"{100 * trend.slope:+.1f} points a year, {corrected} (n = {trend.n})"


def _running(figures: Figures, venue: str) -> Iterator[Group]:
    """How far those came of which reading says one thing or another: a chart for each."""
    of_all = {"venue": venue, "year": None}
    panels, shown = [], []
    for (question, answer), title in _BY_READING.items():
        where = of_all | {"question": question, "answer": answer}
        steps = [step for step in figures.records(Step, "from_reading_to_running", **where) if step.n]
        if steps:
            estimates = [Estimate(step.step, step.share, (step.low, step.high)) for step in steps]
            chart = charts.shares(anchor("chart", venue, "runs", question, answer), f"{venue}: {title}", estimates)
            panels.append(Panel(chart, title, _denominators(steps), "from_reading_to_running", where))
            shown += figures.rows("from_reading_to_running", **where)
    if panels:
        query = figures.query("from_reading_to_running")
        yield Group(anchor("charts", venue, "runs"), query.title, panels, query, shown)


def _denominators(steps: Iterable[Step]) -> str:
    """Of how many repositories each share is, and what it leaves out."""
    return "; ".join(
        f"{step.step}: {step.yes} of {step.n}, {step.unknown} unknown"
        + (f", {step.not_tried} not tried" if step.not_tried else "")
        + f", {step.without_list} without list"
        for step in steps
    )


def _scores(figures: Figures, venue: str) -> Iterator[Group]:
    counts = figures.records(ScoreCount, "score_distribution", venue=venue)
    years = list(dict.fromkeys(count.year for count in counts))
    panels = []
    for year in years if len(years) > 2 else years[:1]:
        of_year = [count for count in counts if count.year == year]
        title = "All years" if year is None else str(year)
        chart = charts.scores(anchor("chart", venue, "scores", year or "all"), f"{venue}: Scores, {title}", of_year)
        panels.append(Panel(chart, title, "", "score_distribution", {"venue": venue, "year": year}))
    if panels:
        query, rows = figures.query("score_distribution"), figures.rows("score_distribution", venue=venue)
        yield Group(anchor("charts", venue, "scores"), query.title, panels, query, rows)


def _citations(figures: Figures, venue: str) -> Iterator[Group]:
    papers = figures.records(CitedPaper, "citations_and_scores", venue=venue)
    over_all = figures.records(Correlation, "citation_correlation", venue=venue, year=None)
    by_source = {correlation.source: correlation for correlation in over_all}
    panels = []
    for source in dict.fromkeys(paper.source for paper in papers):
        name, counted = anchor("chart", venue, "citations", source), [p for p in papers if p.source == source]
        chart = charts.citations(name, f"{venue}: Citations by {source}", counted)
        where = {"venue": venue, "source": source}
        panels.append(Panel(chart, f"By {source}", _correlation(by_source.get(source)), "citations_and_scores", where))
    if panels:
        query, rows = figures.query("citations_and_scores"), figures.rows("citations_and_scores", venue=venue)
        yield Group(anchor("charts", venue, "citations"), query.title, panels, query, rows)


def _correlation(found: Correlation | None) -> str:
    if found is None or found.rho is None:
        return ""
    interval = f"95 % interval {figure(found.low)} to {figure(found.high)}"
    return f"Rank correlation {figure(found.rho)} ({interval}, n = {found.n})"
