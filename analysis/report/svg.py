"""Charts as SVG that stands in a page: its colours are the page's, its text is text, the same figures draw the same."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, FAINT, LINE, MARK = "#010101", "#020202", "#030303", "#040404"
"""Stand for the page's colours while a chart is drawn."""
TOP, RIGHT = 0.1, 0.2
"""Left free there; inches."""
LARGE = 3.5
"""From this width on a chart stands alone; inches."""
_VARIABLES = {INK: "var(--ink)", FAINT: "var(--faint)", LINE: "var(--line)", MARK: "var(--mark)"}

_STYLE: dict[Any, Any] = {
    "axes.edgecolor": LINE,
    "axes.facecolor": "none",
    "axes.grid.axis": "y",
    "axes.labelcolor": FAINT,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "none",
    "font.size": 9,
    "grid.color": LINE,
    "lines.markersize": 5,
    "svg.fonttype": "none",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": LINE,
    "xtick.labelcolor": FAINT,
    "ytick.color": LINE,
    "ytick.labelcolor": FAINT,
}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
_LEFT_OUT = re.compile(
    r'\s*<style type="text/css">.*?</style>'  # speaks of every element of the page
    r'| id="[A-Za-z0-9.]+_\d+"'  # the same in each chart, and nothing refers to them
    r"|font-family: [^;\"]+;? ?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Room:
    """The size of a chart, and what is left free for the labels of its axes; inches."""

    width: float
    height: float
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing."""

    name: str
    """Its id in the page, by which it is linked to and after which its files are named."""
    title: str
    svg: Markup
    large: bool
    """Whether it stands alone rather than beside others."""


def draw(name: str, title: str, description: str, room: Room, paint: Callable[[Axes], None]) -> Chart:
    """What ``paint`` draws.

    Args:
        name: Unique in the page, and the same whenever it is written; the ids within the SVG are made from it.
        title: What the chart shows, for those who hear the page.
        description: Its figures in words, likewise.
        room: How large it is.
        paint: Draws into the axes that it is given.
    """
    with rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(room.width, room.height))
        axes = figure.add_axes(
            (
                room.left / room.width,
                room.bottom / room.height,
                1 - (room.left + RIGHT) / room.width,
                1 - (room.bottom + TOP) / room.height,
            )
        )
        axes.tick_params(length=0, pad=5)
        paint(axes)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata=_NO_METADATA)
    root = written.getvalue().partition("<svg ")[2]
    root = _LEFT_OUT.sub("", root)
    for stands_for, colour in _VARIABLES.items():
        root = root.replace(stands_for, colour)
    attributes, _, content = root.partition(">")
    words = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    opening = f'<svg role="img" aria-labelledby="{name}-title {name}-desc" {attributes}>'
    return Chart(name, title, Markup(opening + words + content), room.width >= LARGE)
