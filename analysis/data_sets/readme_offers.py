"""The lines by which a paper's own README offers its data, or what makes them.

A paper may call data its authors' own and leave it to the repository to give them away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reprosurvey.analysis.data_sets.matcher import matcher

LENGTH_LIMIT = 100_000
"""Characters of a README that are read."""
LINE_LIMIT = 1000
"""Characters of a line that are read."""

_DATA = (
    r"(?:data ?sets?|data ?bases?|corpus|corpora|benchmarks?|recordings|demonstrations|trajectories|annotations"
    r"|(?:raw|training|experimental|synthetic|simulation|simulated|evaluation|all|the|our) data)(?![\w/-]|\.\w)"
)
_AT = r"(?:https?://|\]\(|\bhere\b)"
_OFFERED = re.compile(
    rf"\b{_DATA}[^.|]{{0,80}}?\b(?:can be|is|are)\b[^.|]{{0,30}}?\b(?:download(?:ed)?|available|found|accessed|obtained"
    rf"|hosted|released|shared)\b[^|]{{0,60}}?{_AT}"
    rf"|\b(?:download|get|access)\b[^.|]{{0,40}}?\b{_DATA}[^.|]{{0,60}}?{_AT}"
    rf"|\b(?:we|repo(?:sitory)?)\b[^.|]{{0,20}}\b(?:release|provide|share|publish|contain|include|host)s?\b[^.|]{{0,40}}"
    rf"\b(?:our|the|all) (?:(?!code\b|for\b|to\b)[\w-]+ ){{0,3}}?{_DATA}"
    rf"|\b(?:generat|creat|simulat|synthesi[sz])(?:e|es|ing)\b[^.|]{{0,30}}?\b{_DATA}[^|]{{0,60}}?"
    r"(?:python3? |\w\.(?:py|sh|m|R|jl|ipynb)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s)>\]]+")
_NOT_THIS = re.compile(
    r"\b(?:request|agreement|permission|contact|e-?mail|will|soon|not|cannot|can't|private|proprietary|confidential|your"
    r"|you|toy|dummy|demo|sample|samples|examples?|mini|subset|fraction|no longer|pre-?processed by"
    r"|tutorial|template|pre-?train\w*|baseline|format|original)\b",
    re.IGNORECASE,
)
"""What is said of data that stay with somebody, are not there yet, or stand in for the paper's."""


@dataclass(frozen=True, slots=True)
class ReadmeOffer:
    """A line of a README that offers data."""

    line: int
    """1-based."""
    text: str


def readme_offer(readme: str) -> ReadmeOffer | None:
    """The first line that offers data which are none of the register's: those are others'."""
    for number, line in enumerate(readme[:LENGTH_LIMIT].splitlines(), 1):
        text = line[:LINE_LIMIT]
        if _OFFERED.search(text) and not _NOT_THIS.search(_ADDRESS.sub("", text)) and not matcher().find(text):
            return ReadmeOffer(number, text.strip())
    return None
