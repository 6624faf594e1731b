"""The sentences that give away data of the authors' own, or what makes them, at an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reprosurvey.analysis.data_sets.passages import Part, Passage, passages
from reprosurvey.analysis.data_sets.roles import USED, role_of
from reprosurvey.analysis.data_sets.statements import Statement
from reprosurvey.analysis.subjects.manuscripts import Manuscript

_DATA = (
    r"(?:data(?! ?(?:sets?|bases?)\b)|data[ -]?sets?|data[ -]?bases?|benchmarks?|environments?|simulators?"
    r"|(?<!downstream )tasks|instances|generators?|readings|recordings|demonstrations|annotations|corpus|corpora|labels"
    r"|samples|trajectories|scenarios|images|measurements|logs)"
    r"(?![a-z])(?!\d?\W{0,2}(?:analys|process|pre-?process|load|augment|pipeline|(?:collection|extraction) code)\w*)"
)
_WE = r"\b(?:we|authors|organi[sz]ers)\b"
_OFFERED = re.compile(
    rf"{_WE}[^.;]{{0,60}}?\b(?:releas(?:e[ds]?|ing)|open[- ]?sourc(?:e[ds]?|ing)|publish(?:ed)?|upload(?:ed)?)\b"
    rf"[^.;]{{0,100}}?(?<![\w-]){_DATA}"
    rf"|{_WE}[^.;]{{0,40}}?\b(?:shared?|provided?|made|make|host(?:ed)?|contributed?|offer(?:ed)?)\b[^.;]{{0,60}}?"
    rf"(?<![\w-]){_DATA}(?:\d|[^.;]{{0,60}}?(?:\bavailable\b|\bpublic\b|\bonline\b|https?:|\bgithub|\bdownload))"
    rf"|(?<![\w-]){_DATA}\d?[^.;]{{0,80}}?\b(?:is|are|was|were|been|be)\b[^.;]{{0,40}}?"
    r"(?:\b(?:publicly|freely|openly) available\b|\bavailable(?:\d| ?(?:online|at|via|here|for download|from https?"
    r"|(?:on|in|under) (?:the|our|github|gitlab|zenodo|figshare|osf|https?)))|\breleased\b|\bopen[- ]?sourced\b"
    r"|\bhosted (?:on|at)\b|\b(?:found|accessed|downloaded) (?:at|on|from|online|here|in (?:our|the) (?:\w+ )?repo\w*)"
    r"\b|\b(?:part|included) (?:of|in) (?:our|the) (?:public )?(?:repository|code))"
    r"|\b(?:code|models?)\b[^.;:]{0,20}\bdata\b[^.;:]{0,40}: ?https?:"
    r"|\bdata\b[^.;:]{0,20}\b(?:code|models?) ?: ?https?:"
    r"|(?<![a-z])(?:web ?site|(?:project |web ?|home ?)page): ?https?: ?//[^\s?#]{0,80}(?:data-?set|corpus|corpora)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?: ?/|www\.|\b(?:[Gg]it[Hh]ub|[Gg]it[Ll]ab|[Zz]enodo|[Ff]igshare|OSF|osf|[Kk]aggle|[Hh]ugging[Ff]ace|DOI"
    r"|doi)\b"
)
_ABOUT_IT = re.compile(
    r"\b(?:code|implementations?|scripts?|software|notebooks?|library|package|tool|models?)\b "
    r"(?:for|of|to|that|used|which|on|in)\b(?![^.;]*\bgenerat)"
    r"|\b(?:details|information|descriptions?|results|summary|statistics|more|hyper-?parameters|examples|proofs?"
    r"|overview)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""What is offered where it is not the data: code for them, unless it makes them, or words on them."""
_NOT_YET = re.compile(
    r"\bwill\b|\b(?:up)?on (?:reasonable )?(?:request|acceptance|publication)\b|\b(?:plan|intend|hope|aim) to\b"
    r"|\b(?:not|cannot|rarely|seldom|hardly|often|typically|usually|whether|if)\b",
    re.IGNORECASE,
)
_BEFORE = 80
"""Characters before an offer in which it may be said what is offered."""


def offers(manuscript: Manuscript) -> Iterator[Statement]:
    """The sentences that offer data and have an address on their page."""
    addressed = {page.number for page in manuscript.pages if _ADDRESS.search(page.text)}
    for passage in passages(manuscript):
        if passage.part is not Part.RELATED and (passage.page in addressed or _ADDRESS.search(passage.text)):
            yield from _offered(passage)


def _offered(passage: Passage) -> Iterator[Statement]:
    text = passage.text
    for match in _OFFERED.finditer(text):
        if _NOT_YET.search(text, max(0, match.start() - 20), match.end()):
            continue
        if _ABOUT_IT.search(text, max(0, match.start() - _BEFORE), match.end()):
            continue
        _, weight = role_of(passage.part, text, match.start(), match.end())
        if weight > -USED - 1:
            yield Statement(passage, match.start(), match.end(), "offered", weight)
