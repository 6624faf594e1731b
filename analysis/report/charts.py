"""What the report draws: shares, means and other figures with intervals, counts, scores, citations against scores.

Every function takes figures of ``sql/statistics/`` and only places them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from reprosurvey.analysis.report.formatting import percent
from reprosurvey.analysis.report.svg import FAINT, INK, LINE, MARK, Chart, Room, draw

PANEL = Room(2.7, 1.55, left=0.5, bottom=0.25)
"""Several stand beside one another."""
BARS = Room(2.7, 1.55, left=0.1, bottom=0.25)
WIDE = 3.6
"""Inches of a chart that stands alone: as wide as a phone, so that its labels are read there as they are elsewhere."""
POINTS = Room(WIDE, 2.4, left=0.65, bottom=0.45)
LINE_HEIGHT, CHARACTER = 0.22, 0.07
"""Inches that a line of labels takes, and a character of one."""
LABEL = 24
"""Characters of a line of a label."""
SCALES = ((20, 5), (50, 10), (100, 25))
"""Where the scale of shares may end, and its steps; percent."""
HIGHEST_SCORE = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share, a mean score or another figure that may have an interval."""

    label: str
    value: float
    interval: tuple[float, float] | None = None
    """Of 95 %; None where there is none."""
    published: float | None = None
    """What others published of the same."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart, what is said below it, and of which rows it is."""

    chart: Chart
    caption: str
    """What tells it from those beside it; empty where it stands alone."""
    note: str
    statistic: str
    """Of which its rows are,"""
    where: dict[str, Any]
    """with these values in these columns."""


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """A row of ``score_distribution``."""

    year: int | None
    score: int
    repositories: int


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """A row of ``citations_and_scores``."""

    source: str
    score: int
    citations: int


def shares(name: str, title: str, estimates: list[Estimate]) -> Chart:
    """Shares with their intervals below one another, the first on top."""

    largest = max(
        max(filter(None, (found.value, *(found.interval or ()), found.published)), default=0) for found in estimates
    )
    reach, step = next((scale for scale in SCALES if 100 * largest <= scale[0]), SCALES[-1])

    def paint(axes: Axes) -> None:
        _below_one_another(axes, estimates)
        ticks = range(0, reach + 1, step)
        axes.set_xlim(0, reach / 100)
        axes.set_xticks([tick / 100 for tick in ticks], [f"{tick} %" for tick in ticks])

    return draw(name, title, "; ".join(map(_with_interval, estimates)), _room(estimates), paint)


def differences(name: str, title: str, estimates: list[Estimate], *, of_shares: bool) -> Chart:
    """Figures on both sides of 0 (differences of shares in points), with their intervals, below one another."""

    def paint(axes: Axes) -> None:
        _below_one_another(axes, estimates)
        axes.axvline(0, color=FAINT, linewidth=1)
        reach = max(abs(bound) for found in estimates for bound in (found.value, *(found.interval or ())))
        axes.set_xlim(-1.1 * reach or -1, 1.1 * reach or 1)
        axes.locator_params(axis="x", nbins=4)
        axes.xaxis.set_major_formatter(lambda at, _: f"{at * scale:+.3g}" if at else "0")
        axes.set_xlabel(unit)

    scale, unit = (100, "points") if of_shares else (1, "")
    words = "; ".join(f"{found.label} {found.value * scale:+.3g} {unit}".strip() for found in estimates)
    return draw(name, title, words, _room(estimates, below=0.45 if of_shares else 0.25), paint)


def counts(name: str, title: str, estimates: list[Estimate]) -> Chart:
    """Counts as bars below one another."""

    def paint(axes: Axes) -> None:
        _label(axes, estimates)
        bars = axes.barh(range(len(estimates)), [found.value for found in estimates], color=MARK, height=0.6)
        axes.bar_label(bars, fmt="{:,.0f}", color=FAINT, fontsize=8, padding=3)
        axes.set_xticks([])
        axes.margins(x=0.15)
        axes.spines["bottom"].set_visible(False)

    words = "; ".join(f"{found.label}: {found.value:,.0f}" for found in estimates)
    return draw(name, title, words, _room(estimates), paint)


def share_by_year(name: str, title: str, by_year: Mapping[int, Estimate]) -> Chart:
    """A share over the years, with its intervals."""

    def paint(axes: Axes) -> None:
        _over_years(axes, by_year)
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.5, 1], ["0 %", "50 %", "100 %"])

    return draw(name, title, "; ".join(map(_with_interval, by_year.values())), PANEL, paint)


def mean_by_year(name: str, title: str, by_year: Mapping[int, Estimate]) -> Chart:
    """The mean score over the years, with its intervals where there are any."""

    def paint(axes: Axes) -> None:
        _over_years(axes, by_year)
        axes.set_ylim(0, HIGHEST_SCORE)
        axes.set_yticks([0, 3, HIGHEST_SCORE])

    words = "; ".join(f"{mean.label} {mean.value:.2f}" for mean in by_year.values())
    return draw(name, title, words, PANEL, paint)


def scores(name: str, title: str, rows: list[ScoreCount]) -> Chart:
    """How many repositories have each score."""

    def paint(axes: Axes) -> None:
        bars = axes.bar([row.score for row in rows], [row.repositories for row in rows], color=MARK)
        axes.bar_label(bars, color=FAINT, fontsize=8)
        axes.set_xticks(range(HIGHEST_SCORE + 1))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.margins(y=0.15)

    words = "; ".join(f"score {row.score}: {row.repositories}" for row in rows)
    return draw(name, title, words, BARS, paint)


def citations(name: str, title: str, rows: list[CitedPaper]) -> Chart:
    """Citations (logarithmic from 1 on) against score; the points of one score are spread so that all are seen."""

    def paint(axes: Axes) -> None:
        spread = [row.score + ((place * 0.618) % 1 - 0.5) * 0.6 for place, row in enumerate(rows)]
        axes.plot(spread, [row.citations for row in rows], "o", color=MARK, alpha=0.45, markersize=4, mew=0)
        axes.set_yscale("symlog", linthresh=1)
        highest = max(row.citations for row in rows)
        ticks = [tick for tick in (0, 1, 10, 100, 1000, 10_000, 100_000) if tick <= max(highest, 1)]
        axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.minorticks_off()
        axes.set_ylim(-0.2)
        axes.set_xticks(range(HIGHEST_SCORE + 1))
        axes.set_xlabel("score")
        axes.set_ylabel("citations")
        axes.grid(axis="y")
        axes.set_axisbelow(True)

    return draw(name, title, f"A point a paper: {len(rows)}", POINTS, paint)


def _room(estimates: list[Estimate], below: float = 0.25) -> Room:
    """As high as the rows need, and free on the left for the longest line of a label."""
    labels = [_lines(found.label).split("\n") for found in estimates]
    height = len(estimates) * LINE_HEIGHT * (1.5 if max(map(len, labels)) > 1 else 1)
    longest = max(len(line) for label in labels for line in label)
    return Room(WIDE, height + below + 0.15, left=CHARACTER * longest + 0.15, bottom=below)


def _lines(label: str) -> str:
    """The label in at most two lines."""
    return "\n".join(textwrap.wrap(label, LABEL, max_lines=2, placeholder=" …") or ["–"])


def _label(axes: Axes, estimates: list[Estimate]) -> None:
    axes.set_yticks(range(len(estimates)), [_lines(found.label) for found in estimates])
    axes.set_ylim(len(estimates) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)


def _below_one_another(axes: Axes, estimates: list[Estimate]) -> None:
    for place, found in enumerate(estimates):
        low, high = found.interval or (0, found.value)
        thin = found.interval is None
        axes.plot([low, high], [place, place], color=LINE if thin else MARK, linewidth=1.5)
        axes.plot(found.value, place, "o", color=MARK, clip_on=False)
        if found.published is not None:
            axes.plot(found.published, place, "D", markerfacecolor="none", markeredgecolor=INK, clip_on=False)
    _label(axes, estimates)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def _over_years(axes: Axes, by_year: Mapping[int, Estimate]) -> None:
    years = list(by_year)
    for year, estimate in by_year.items():
        if estimate.interval is not None:
            axes.plot([year, year], estimate.interval, color=MARK, linewidth=1.5)
    axes.plot(years, [estimate.value for estimate in by_year.values()], "o-", color=MARK, linewidth=0.8, clip_on=False)
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    axes.set_xticks(years, [str(year) for year in years])
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.spines["left"].set_color(LINE)


def _with_interval(share: Estimate) -> str:
    beside = [f"95 % interval {percent(share.interval[0])} to {percent(share.interval[1])}"] if share.interval else []
    beside += [f"published {percent(share.published)}"] if share.published is not None else []
    return f"{share.label} {percent(share.value)}" + (f" ({', '.join(beside)})" if beside else "")
