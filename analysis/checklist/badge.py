"""A badge of a checklist: an SVG, or the JSON from which shields.io makes one (https://shields.io/badges/endpoint-badge)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reprosurvey.analysis.checklist.summary import SCORED, Summary, score_in_words, summary_of
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.checklist.questions import Checklist

LABEL = "reproducibility"

_COLOURS = {"green": "#2f7d32", "yellow": "#8a6100", "red": "#b3261e", "lightgrey": "#5f6368"}
"""shields' names, and what stands for them here: white text is readable on each (WCAG 2, at least 4.5 to 1)."""
_LETTER, _PADDING = 6.1, 6
"""Pixels of a letter, about, and on either side of a text; a text is fitted to what is reckoned for it."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says."""

    message: str
    colour: str


def badge_of(checklist: Checklist) -> Badge:
    """The score, and whether it is repeatable where that is so; green, yellow and red are thirds of the score."""
    if checklist.nothing_there:
        return Badge("nothing public", "red")
    summary = summary_of(checklist)
    score = "no score" if summary.score_na else score_in_words(summary)
    is_repeatable = summary.repeatable is Outcome.YES
    return Badge(f"{score}, repeatable" if is_repeatable else score, _colour(summary))


def _colour(summary: Summary) -> str:
    if not summary.is_scored:
        return "lightgrey"
    return ("red", "yellow", "green")[min(3 * summary.score // len(SCORED), 2)]


def as_endpoint(checklist: Checklist) -> str:
    """The JSON that shields asks for."""
    badge = badge_of(checklist)
    told = {"schemaVersion": 1, "label": LABEL, "message": badge.message, "color": badge.colour}
    return json.dumps(told, indent=2) + "\n"


def as_svg(checklist: Checklist) -> str:
    """A picture, whose title says to a screen reader what it shows."""
    badge = badge_of(checklist)
    left, right = _width(LABEL), _width(badge.message)
    title = f"{LABEL}: {badge.message}"
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label={quoteattr(title)}>
<title>{escape(title)}</title>
<rect width="{left + right}" height="20" rx="3" fill="{_COLOURS[badge.colour]}"/>
<path d="M3 0h{left - 3}v20h-{left - 3}a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z" fill="#444"/>
<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">
{_text(LABEL, 0, left)}
{_text(badge.message, left, right)}
</g>
</svg>
"""


def _width(text: str) -> int:
    return round(_LETTER * len(text)) + 2 * _PADDING


def _text(text: str, start: int, width: int) -> str:
    length = width - 2 * _PADDING
    return f'<text x="{start + _PADDING}" y="14" textLength="{length}">{escape(text)}</text>'
