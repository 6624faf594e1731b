"""What a paper costs in surveys of each size, as a picture: processor time by stage, and memory.

``python -m benchmarks.growth docs/growth.csv docs/growth.svg`` draws what ``benchmarks.scale`` wrote; what was too
little to measure is left out.
"""

import csv
import sys
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

LEAST = 0.001
"""Milliseconds, below which nothing can be told from the start-up; memory is always more."""
MARKS = "osv^D<>pPX*"
STYLE = {"font.size": 8, "svg.hashsalt": "growth", "svg.fonttype": "none"}

Points = list[tuple[int, float]]
"""Papers, and a figure of a survey of so many."""


def curves(rows: list[dict[str, str]], column: str) -> dict[str, Points]:
    """By stage."""
    found: dict[str, Points] = {}
    for row in rows:
        found.setdefault(f"{row['stage']}, a {row['per']}", []).append((int(row["papers"]), float(row[column])))
    return found


def paint(axes: Axes, drawn: dict[str, Points], label: str) -> None:
    """Both axes are logarithmic, so that a cost that does not grow is a level line."""
    for number, (stage, points) in enumerate(drawn.items()):
        shown = [point for point in points if point[1] >= LEAST]
        papers, figures = [point[0] for point in shown], [point[1] for point in shown]
        colour, mark = f"C{number % 10}", MARKS[number % len(MARKS)]
        axes.plot(papers, figures, color=colour, marker=mark, markersize=4, linewidth=1, label=stage)
    axes.set(xscale="log", yscale="log", xlabel="papers of the survey", ylabel=label)
    axes.grid(visible=True, linewidth=0.3)


def draw(rows: list[dict[str, str]]) -> Figure:
    """Costs on the left, memory on the right."""
    figure = Figure(figsize=(10, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    paint(left, curves(rows, "milliseconds"), "milliseconds of processor time")
    paint(right, curves(rows, "memory_mb"), "MB of memory at most")
    figure.legend(*right.get_legend_handles_labels(), loc="outside right center", fontsize=7)
    return figure


def main(source: Path, target: Path) -> None:
    with source.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with rc_context(STYLE):
        draw(rows).savefig(target, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
