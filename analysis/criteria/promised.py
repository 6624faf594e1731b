"""Promised: code that will be made public, by the paper's words. Promises that were not kept can so be counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.has_repository import Repository
from reprosurvey.analysis.data_sets.passages import Part, passages
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

DEFINITION = Definition(
    question="Does the paper promise its code without giving an address?",
    means="Words about the future of the paper's own code, in a paper that has no repository by `has_repository`.",
    counts='"Our code will be released", "we plan to make the implementation public", "upon acceptance".',
    does_not_count="Code on request; a promise of data alone.",
    advice="Open the repository before the paper is out, even if it is empty, and write its address into the paper.",
    not_applicable="The paper gives an address.",
    unknown="The abstract promises nothing, and the PDF could not be read.",
)

VERSION = 1

_CODE = r"\b(?:source[- ]?codes?|codes?|implementations?|software|scripts|trained models?|model weights|repository)\b"
_PUBLIC = r"\b(?:public\w*|releas\w+|publish\w*|open[- ]?sourc\w+|available|shared?|online|provided?)\b"
_INTENT = r"\b(?:will|(?:plan|intend)(?:s|ning|ing)? to|(?:am|is|are) going to)(?: also| soon| then)?"
_LATER = r"\b(?:upon|on|after|following) (?:acceptance|publication)\b"
_PROMISE = re.compile(
    rf"{_CODE}[^.;]{{0,60}}{_INTENT} (?:be|become)\b[^.;]{{0,30}}{_PUBLIC}"
    rf"|{_INTENT} (?:releas|publish|shar|mak|provid|open[- ]?sourc|upload)\w*\b[^.;]{{0,60}}{_CODE}"
    rf"|{_CODE}[^.;]{{0,60}}{_PUBLIC}[^.;]{{0,30}}{_LATER}",
    re.IGNORECASE,
)
_LETTERS = ("ill ", "plan", "intend", "going to", "cceptance", "ublication")
"""What a promise holds at least one of."""
_NOT_PUBLIC = re.compile(
    r"\b(?:up)?on (?:reasonable )?request\b|\bnot be (?:made )?(?:public|available)", re.IGNORECASE
)


def judge(manuscript: Manuscript, repositories: Sequence[Repository]) -> Verdict:
    """Yes with the sentence that promises; na where there is an address; unknown where nothing could be read."""
    if repositories:
        return Verdict(Outcome.NA, (Evidence("paper", "gives an address", kind=Kind.PAGE),))
    for passage in passages(manuscript):
        if passage.part is not Part.RELATED and passage.holds(_LETTERS) and _promises(passage.text):
            return Verdict(Outcome.YES, (Evidence(passage.place, passage.text, kind=Kind.PAGE),))
    if not manuscript.is_read:
        unread = "promises nothing, and there is no text"
        return Verdict(Outcome.UNKNOWN, (Evidence("abstract", unread, kind=Kind.ABSENCE),))
    places = f"abstract and {len(manuscript.pages)} pages"
    return Verdict(Outcome.NO, (Evidence(places, "no promise of code", kind=Kind.ABSENCE),))


def _promises(sentence: str) -> bool:
    return _PROMISE.search(sentence) is not None and not _NOT_PUBLIC.search(sentence)
