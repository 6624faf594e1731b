"""What the report draws: shares and means with their intervals, scores, and citations against scores.

Every function takes figures of ``sql/statistics/`` and only places them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes

from reprosurvey.analysis.report.drawing import FAINT, LINE, MARK, Chart, Room, draw
from reprosurvey.analysis.report.wording import percent

PANEL = Room(2.7, 1.55, left=0.5, bottom=0.25)
"""Several stand beside one another."""
BARS = Room(2.7, 1.55, left=0.1, bottom=0.25)
LABELLED = Room(4.6, 2.7, left=1.6, bottom=0.25)
POINTS = Room(4.6, 2.7, left=0.7, bottom=0.45)
HIGHEST_SCORE = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share or a mean score."""

    label: str
    value: float
    interval: tuple[float, float] | None
    """Of 95 %; None where a single value gives none."""


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

    def paint(axes: Axes) -> None:
        for place, estimate in enumerate(estimates):
            if estimate.interval is not None:
                axes.plot(estimate.interval, [place, place], color=MARK, linewidth=1.5)
            axes.plot(estimate.value, place, "o", color=MARK, clip_on=False)
        axes.set_yticks(range(len(estimates)), [estimate.label for estimate in estimates])
        axes.set_ylim(len(estimates) - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.set_axisbelow(True)

    return draw(name, title, "; ".join(map(_with_interval, estimates)), LABELLED, paint)


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
    low, high = share.interval or (None, None)
    return f"{share.label} {percent(share.value)} (95 % interval {percent(low)} to {percent(high)})"
