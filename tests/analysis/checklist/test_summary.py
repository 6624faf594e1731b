"""What a checklist comes to, in a line and in a badge."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from reprosurvey.analysis.checklist.badge import as_endpoint, as_svg
from reprosurvey.analysis.checklist.questions import QUESTIONS, Checklist
from reprosurvey.analysis.checklist.summary import closing_line
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict

SHIELDS = {"schemaVersion", "label", "message", "color", "labelColor", "isError", "namedLogo", "logoSvg", "style"}
"""What shields takes, by https://shields.io/badges/endpoint-badge; the first three are required."""


NO_SCORE = "no score, as 3 of the 6 do not apply"


def checklist(otherwise: Outcome = Outcome.YES, /, **answers: str) -> Checklist:
    """One with these answers, and ``otherwise`` to all other questions."""
    given = {name: Outcome(answers.get(name, otherwise)) for name in QUESTIONS}
    evidence = (Evidence("visit: not found", "HTTP 404"),)
    return Checklist("lab/net", None, None, {name: Verdict(outcome, evidence) for name, outcome in given.items()})


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({}, "9 of 9 yes, score 6 of 6, repeatable: yes"),
        ({"code_public": "na"}, "8 of 9 yes, 1 na, score 6 of 6, repeatable: yes, once it is public"),
        ({"dependencies": "no"}, "8 of 9 yes, score 5 of 6, repeatable: no, for want of dependencies"),
        (
            {"dependencies": "no", "training": "no", "public_data": "unknown"},
            "6 of 9 yes, 1 unknown, score 4 of 6, repeatable: no, for want of dependencies and training code",
        ),
        (
            {"public_data": "na", "model": "unknown"},
            "7 of 9 yes, 1 na, 1 unknown, score 5 to 6 of 6, repeatable: unknown, for want of an answer on public data",
        ),
        (
            {"training": "na", "evaluation": "na", "model": "na"},
            f"6 of 9 yes, 3 na, {NO_SCORE}, repeatable: unknown, for want of an answer on training code",
        ),
    ],
)
def test_the_closing_line_counts_and_says_what_is_wanting(answers: dict[str, str], line: str) -> None:
    assert closing_line(checklist(**answers)) == line


@pytest.mark.parametrize(
    ("shown", "message", "colour"),
    [
        (checklist(), "score 6 of 6, repeatable", "green"),
        (checklist(dependencies="no", model="no"), "score 4 of 6", "green"),
        (checklist(dependencies="no", model="no", training="no"), "score 3 of 6", "yellow"),
        (checklist(Outcome.NO), "score 0 of 6", "red"),
        (checklist(training="unknown"), "score 5 to 6 of 6", "lightgrey"),
        (checklist(training="na"), "no score", "lightgrey"),
        (checklist(Outcome.NA, code_public="no"), "nothing public", "red"),
    ],
)
def test_a_badge_says_the_score_as_shields_and_as_a_picture(shown: Checklist, message: str, colour: str) -> None:
    told = json.loads(as_endpoint(shown))
    assert told == {"schemaVersion": 1, "label": "reproducibility", "message": message, "color": colour}
    assert told.keys() <= SHIELDS
    picture = ElementTree.fromstring(as_svg(shown))
    names = {"svg": "http://www.w3.org/2000/svg"}
    title = picture.find("svg:title", names)
    assert title is not None
    assert title.text == f"reproducibility: {message}"
    assert (picture.get("role"), picture.get("aria-label")) == ("img", title.text)
    assert [text.text for text in picture.iterfind(".//svg:text", names)] == ["reproducibility", message]
    assert "http" not in as_svg(shown).replace(names["svg"], "")


def test_white_text_can_be_read_on_every_colour_of_a_badge() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    shown = (checklist(), checklist(training="na"), checklist(Outcome.NO), checklist(**dict.fromkeys(
        ("dependencies", "model", "training"), "no")))  # fmt: skip
    found = {c for s in shown for c in re.findall(r'rx="3" fill="#([0-9a-f]{6})"', as_svg(s))}
    assert len(found) == 4
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in found)
