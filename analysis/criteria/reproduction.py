"""Reproduction: how to get from the repository to the numbers of the paper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.data_sets.mentions import excerpt
from reprosurvey.analysis.reading.first_party import unread
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

DEFINITION = Definition(
    question="Does the repository say how the results of the paper are reproduced?",
    means="A README or guide speaks of reproducing or replicating the paper's own results.",
    counts=(
        "A section with reproduction, replication or reproducibility in its heading; a sentence that says how to "
        "reproduce or replicate results, experiments, figures, tables, numbers, models or the paper."
    ),
    does_not_count=(
        "How to run a program without a word on which results of the paper come of it; a repository that itself is "
        "a reimplementation of another paper; that somebody was trying to reproduce another's results; that something "
        "cannot be, or is not yet, reproduced; reproducing an environment; the description of an option; "
        'reproduction in the sense of a licence; "coming soon".'
    ),
    advice='Add a section "Reproduce the results" to the README: for each table, the command that makes it.',
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}, or its README was too large to be kept.",
)

VERSION = 6

_WORD = re.compile(r"\b(?:re-?produc\w+|replicat(?:e|es|ed|ing|ion|ions|ability))\b", re.IGNORECASE)
_VERB = r"\b(?:re-?produc(?:e|es|ed|ing|tion of)|replicat(?:e|es|ed|ing|ion of))\b"
_RESULTS = (
    r"\b(?:results?|experiments?|figures?|fig\.|tables?|numbers|findings|performance|scores?|metrics|evaluations?"
    r"|models?|trainings?|stud(?:y|ies)|paper|manuscript|article|work|plots?|analys[ie]s|simulations?|ablations?)\b"
)
_STATEMENT = re.compile(
    rf"{_VERB}[^.;]{{0,80}}{_RESULTS}|{_RESULTS}[^.;]{{0,40}}\b(?:be|is|are) (?:re-?produc|replicat)ed\b"
    r"|\b(?:they|these|those|which) can be (?:re-?produced|replicated) (?:with|by|using)\b"
    r"|^\W*(?:in order )?to (?:re-?produce|replicate)\b"
    r"|\b(?:for|to ensure|to allow(?: for)?|to simplify) (?:full |better |exact )?reproducib(?:le|ility)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:not|cannot|can't|n't|un(?:able|likely)|difficult|hard|fail\w*|soon|later)\b[^.;]{0,40}(?:re-?produc|replicat)"
    r"|(?:re-?produc\w*|replicat\w*)\b[^.;]{0,60}\b(?:soon|will be (?:added|released|made|updated)|todo)\b"
    r"|\b(?:trying|tried|attempt(?:s|ed)?) to (?:re-?produce|replicate)\b"
    r"|\b(?:un(?:official)?|re-?implementation|re-?production|replication) of\b"
    r"|(?:re-?produc\w*|replicat\w*)\b[^.;]{0,40}\b(?:environment|env)\b|^\W*(?:-|--)\w+\b.{0,60}\breproducib"
    r"|\b(?:redistribut\w+|copyright\w*|permission|permitted|prohibited|notice)\b|\[[ x]\]\s*todo",
    re.IGNORECASE,
)

_ANNOUNCED = re.compile(
    r"\W*(?:(?:(?:is|are|will be) )?(?:coming|available|added|released) (?:very )?soon|soon|to ?do|tb[ad]|wip"
    r"|work in progress|under construction|to be (?:added|announced|done|released))\W*",
    re.IGNORECASE,
)


def judge(snapshot: Snapshot) -> Verdict:
    """Whether a page of the repository speaks of reproducing the paper's results."""
    if nothing := empty(snapshot):
        return nothing
    found: dict[tuple[File, str], Evidence] = {}
    for line in all_lines(snapshot):
        if (line.file, line.heading) not in found and (words := _how(line)):
            found[line.file, line.heading] = snapshot.evidence(line.file, words, line.number)
    if found:
        return Verdict(Outcome.YES, tuple(found.values())[:3])
    return absent("READMEs and guides", "no word on reproducing the paper's results", unread(snapshot, ".md", ".rst"))


@lru_cache(maxsize=512)
def _speaks_of_it(heading: str) -> bool:
    return bool(_WORD.search(heading))


def _how(line: Line) -> str:
    """The words of a line that say how; empty where it has none."""
    spoken = ("produc" in line.lower or "replicat" in line.lower) and _WORD.search(line.text)
    match = _STATEMENT.search(line.text) if spoken else None
    if not (match or _speaks_of_it(line.heading)) or any(map(_OTHERWISE.search, (line.text, line.heading))):
        return ""
    if _ANNOUNCED.fullmatch(line.text):
        return ""
    return excerpt(line.text, match.start(), match.end()) if match else line.text
