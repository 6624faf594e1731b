"""Whether a paper has data at all, and where it says that they are its authors' own.

A paper without data is one of theory, a survey, or of numbers that illustrate a theorem: nothing in it could be public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reprosurvey.analysis.data_sets.passages import Part, Passage, passages
from reprosurvey.analysis.subjects.manuscripts import Manuscript

FEWEST = 6
"""Passages on its experiments that speak of things that are recorded; a paper without data has fewer."""

_RECORDED = (
    r"(?:data|data ?sets?|images|videos|scans|recordings|readings|demonstrations|trajectories|measurements|episodes"
    r"|participants|patients|subjects|volunteers|users|records|trips|corpus|cohort|collection|claims|logs)"
)
_HERE = r"(?:hospital|institut(?:e|ion)s?|clinic|laborator(?:y|ies)|lab|cent(?:er|re)s?|compan(?:y|ies)|fleet|robots?)"
_OF_THE_MIND = (
    r"(?:(?:previous |prior |recent |earlier )?(?:implementation|code|method|version|model|proof|approach|algorithm"
    r"|analys|finding|work|result|stud|experience|forecast|knowledge|view|previous|prior|evaluation|metric|experiment"
    r"|information|contribution|theor|definition|variant|baseline))"
)
"""What authors may have of their own that is no data."""
_OF_THE_SYSTEM = (
    r"(?:(?:\w+ ){0,2}?(?:data|samples?|trajector\w+|measurements|observations|rollouts|transitions|information"
    r"|statistics|th\w+)\b(?! set)|(?:whether|how|if|that|which|when|top|each|every|time|runtimes?|loss\w*|scores?"
    r"|accurac\w+|performance|errors?|values?|results?|information)\b)"
)
"""What is collected also where a system is only simulated, and what is noted of experiments."""
_NOT_DONE = r"(?:did|do|can|could|may|might|must|should|would|will|want|wish|need|hope|plan)\b"
"""What stands before a verb that does not tell of what was done."""
_BY_A_MODEL = r"(?:by|in|with|as) (?:\w+ ){0,3}?(?:hyper-?)?(?:graphs?|models?|features?|variables?)\b"
_VAGUE = re.compile(
    r"our (?:(?!own\b)\w+ ){0,2}?(?:data ?sets?|corpus)|we (?:\w+ ){0,2}?(?:record|capture)(?:ed|d)?"
    r"|data ?sets? [^.;]*\bcollected from",
    re.IGNORECASE,
)
"""Words that are said of any data that a paper works with, too."""
_OWN_DATA = re.compile(
    r"\b(?:in-?house|proprietary|institutional review board|IRB|informed consent|healthy volunteers|not publicly)\b"
    rf"|\b(?:internal|confidential|unpublished|(?<!\bits )(?<!\btheir )own) (?:\w+ ){{0,3}}?{_RECORDED}\b"
    rf"|(?<!differentially )\bprivate (?:\w+ ){{0,2}}?{_RECORDED}\b(?<!\bdata)(?! (?:analysis|release))"
    r"|\bprivate data (?:was|were|used|obtained|from|of|are)\b"
    r"|\bethic(?:s|al) (?:committee|approval|board|commission)\b"
    rf"|\bour (?:own )?(?:\w+ ){{0,2}}?(?:{_HERE}|data ?sets?|corpus|recordings|cohort|simulators?|demonstrations)\b"
    rf"|\b(?:of|from|at|by|in) our own\b(?! {_OF_THE_MIND})|\bour own (?!{_OF_THE_MIND})\w+"
    r"|\b(?:can ?not|could not) be (?:shared|released|made)\b|\b(?:up)?on (?:reasonable )?request\b|\bconfidential\w*"
    r"|\b(?:is|are|was|were) not (?:public|open|shared|(?:publicly|openly|freely) (?:available|shared))\b"
    r"|\bdata(?: ?sets?)? (?:is|are|was|were) not available\b"
    r"|\b(?:data|records|recordings|which|they)\b [^.;]{0,30}\b(?:may|can) ?not (?:be )?(?:share|disclose)"
    r"|\bavailable from the (?:corresponding |first )?authors?\b"
    r"|\b(?:logs|data|records|traces|recordings) (?:of|from) our\b|\bnon-?disclosure\b"
    r"|\bcustom simulators?\b|\bsimulators? that we (?:built|developed|designed)\b"
    r"|\bpartner (?:clinic|hospital|compan|institut)\w*"
    rf"|\b(?:{_RECORDED}|notes) (?:of|from|at) (?:a|an|one|our) (?:[\w-]+ ){{0,4}}?{_HERE}\b"
    rf"|\bwe (?!{_NOT_DONE})(?:\w+ ){{0,2}}?(?:collect|record|acquire|gather|recruit|capture|crawl|scrape)(?:ed|d)?\b"
    rf"(?! {_OF_THE_SYSTEM})"
    rf"|\b{_RECORDED} [^.;]{{0,60}}\b(?:was|were|been|being|are) (?:\w+ly )?(?:recorded|acquired|recruited"
    rf"|captured(?! {_BY_A_MODEL})|scanned|enrolled|imaged|collected (?:by|at|from|using))\b"
    r"|\b(?:patients?|participants?|volunteers?) (?:\w+ ){0,3}?(?:were|who|performed|completed)\b"
    r"|\b(?:collected|recorded|acquired) (?:by us|by the authors|in a real)\b"
    r"|\b(?:built|made|generated) from (?:real|proprietary|private) [a-z]+ data\b"
    r"|\b(?:real|physical) (?:\w+ )?(?:robot|vehicle|car|drone|quadrotor|hardware)s?\b|\bhardware experiments?\b"
    r"|\bexperimentally (?:\w+ ){0,2}?on (?:a|an|the|our) (?:[\w-]+ ){0,3}?"
    r"(?:platform|robot|vehicle|hardware|test ?bed)\b",
    re.IGNORECASE,
)
"""Words that tell of data that stay with the authors."""
_LETTERS = (
    *("own", "Own", "our ", "Our ", "we ", "We ", "rivate", "ouse", "roprietary", "IRB", "onsent", "olunteer", "not "),
    *("thic", "equest", "onfidential", "artner", "atient", "articipant", "ecord", "cqui", "ecruit", "aptur", "cann"),
    *(
        "nroll",
        "mage",
        "ollected",
        "eal ",
        "hysical",
        "nternal",
        "npublished",
        "ardware",
        "xperimentally",
        "hey",
        "which",
        "imulator",
    ),
    *("eview ", "isclosure"),
)
"""What such words hold at least one of."""
_OWN_SIMULATION = re.compile(
    r"\bour (?:\w+ )?(?:simulators?|simulation (?:environments?|frameworks?))\b"
    r"|\bin an? (?:high-fidelity|closed-loop|realistic|photo-?realistic|industrial)"
    r" (?:[\w-]+ ){0,2}?simulator\b(?! ?[\[(])"
    r"|\bwe (?:\w+ ){0,2}?(?:built|build|develop(?:ed)?|design(?:ed)?|create(?:d)?"
    r"|implement(?:ed)?) (?:a|an|our) (?:[\w-]+ ){0,4}?simulat(?:or|ion)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:images?|patients?|participants?|recordings?|videos?|scans?|demonstrations?|corpus|corpora|records|cameras?"
    r"|real[- ]world data|real data(?: ?sets?)?|field data|training (?:images|samples|set))\b",
    re.IGNORECASE,
)
_IN_USE = re.compile(
    r"\b\d[\d,]* (?:[\w-]+ ){0,2}?(?:images|patients|scans|videos|recordings|subjects|participants|volunteers"
    r"|demonstrations|examinations|radiographs|slides|records|notes|readings)\b"
    r"|\b[Tt]he (?:\w+ )?data ?set (?:used (?:in|for)|(?:comprises|consists of|contains) (?:[\w-]+ ){0,3}?"
    r"(?:\d|images|videos|recordings|patients|subjects|scans|samples from|records|notes|sentences|documents))"
    r"|\bdata used (?:in this|for (?:training|the experiments))\b|\b[Ww]e (?:use|used|analy[sz]ed?|consider) (?:a|an) "
    r"(?:[\w-]+ ){0,3}?(?:data ?set|corpus|cohort|database)\b"
    r"(?! (?:of|with|containing) (?:\w+ )?(?:samples|points|pairs|observations|inputs|size|length|the form|[A-Za-z]\b"
    r"|\W))"
    r"|\bdata (?:was|were) (?:downloaded|obtained|collected"
    r"|taken|gathered|provided)\b|\b[Tt]he (?:data ?set|corpus|cohort) was \w+ed\b|\binterviews with\b"
)
"""A number of recorded things, or data in use."""
_HEADING = re.compile(
    r"^[ \t]*(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}[.:]?[ \t]+(?:Data|Data ?[Ss]ets?|Materials?|Participants|Subjects"
    r"|Patients|Data (?:[Cc]ollection|[Aa]cquisition|[Dd]escription))[ \t]*$",
    re.MULTILINE,
)
_ACCESS = {
    "on request": re.compile(r"\b(?:request|available from the (?:corresponding |first )?authors?)\b", re.IGNORECASE),
    "private": re.compile(
        r"\b(?:private|proprietary|confidential\w*|in-?house|non-?disclosure|internal|unpublished)\b"
        r"|\b(?:not|unable to) (?:[\w-]+ ){0,5}?(?:public\w*|openly|freely|available|shared?|released?|disclosed?)\b",
        re.IGNORECASE,
    ),
}
"""How others come by data that are the authors' own, and the words that say so."""
_OURS = re.compile(
    r"\b(?:we|our|us|this (?:study|paper|work)|proprietary|private|confidential|internal|in-?house|IRB|consent"
    r"|ethic\w*|request|the authors|can ?not be (?:shared|released))\b",
    re.IGNORECASE,
)
"""What tells a sentence on this paper from one on the field, where a section is not on its experiments."""
_OF_THE_FIELD = re.compile(
    r"(?:\w+,? )?(?:[Mm]ost|[Mm]any|[Ss]ome|[Ff]ew|[Aa]pplied) (?:(?!of\b|in\b|for\b|to\b|patients|participants"
    r"|subjects|volunteers)[\w-]+ ){0,6}?(?:scientists|researchers|practitioners|research|studies|papers|works|authors"
    r"|fields)\b"
)
"""The beginning of a sentence on what is usual."""
_WE = re.compile(r"\b(?:we|our|us|this (?:study|paper|work)|in-?house)\b", re.IGNORECASE)
"""What tells of this paper also in a sentence that begins with what is usual."""
_OF_OTHERS = re.compile(r"\bet al\b|\[\d")
"""A citation: outside the sections on experiments such a sentence tells of somebody else's."""
_OF_RESULTS = frozenset({Part.DATA, Part.EXPERIMENTS, Part.ABSTRACT})
_RANKS = {part: rank for rank, part in enumerate((Part.DATA, Part.EXPERIMENTS, Part.METHOD, Part.ABSTRACT))}


@dataclass(frozen=True, slots=True)
class OwnData:
    """A sentence that says that data are the authors' own."""

    passage: Passage
    start: int
    """Within the passage's text."""
    end: int
    is_vague: bool = False
    """Whether the words are such as are said of anybody's data."""

    @property
    def access(self) -> str:
        """How its sentence says that others come by them, or that they do not; empty where it does not say."""
        return next((access for access, words in _ACCESS.items() if words.search(self.passage.text)), "")


def own_data_in(text: str) -> re.Match[str] | None:
    """The first words of a sentence that tell of data that stay with the authors."""
    return _OWN_DATA.search(text) if any(map(text.__contains__, _LETTERS)) else None


def own_data(manuscript: Manuscript) -> OwnData | None:
    """The sentence that says it most plainly; one in vague words only of a paper that has data otherwise."""
    vague = None
    for found in _told(manuscript):
        if not found.is_vague:
            return found
        vague = vague or found
    if vague and _is_recorded(manuscript):
        return replace(vague, is_vague=False)
    return vague if vague and has_data(manuscript) else None


def _told(manuscript: Manuscript) -> Iterator[OwnData]:
    """The sentences that tell of own data, those of sections on data and on experiments first."""
    told = (passage for passage in passages(manuscript) if passage.part is not Part.RELATED)
    for passage in sorted(told, key=lambda passage: _RANKS.get(passage.part, len(_RANKS))):
        if passage.part not in _OF_RESULTS and not _OURS.search(passage.text):
            continue
        if (words := own_data_in(passage.text)) and not _is_of_the_field(passage.text):
            yield OwnData(passage, *words.span(), is_vague=bool(_VAGUE.fullmatch(words[0])))


def _is_of_the_field(text: str) -> bool:
    """Whether a sentence says what is usual, and nothing of this paper."""
    return _OF_THE_FIELD.match(text) is not None and not _WE.search(text)


def has_data(manuscript: Manuscript) -> bool:
    """Whether its experiments speak of what is recorded, or a section of data in use."""
    if any(_HEADING.search(page.text) for page in manuscript.pages):
        return True
    told = [passage for passage in passages(manuscript) if passage.part is not Part.RELATED]
    return (
        any(_IN_USE.search(p.text) for p in told if p.part in _OF_RESULTS or not _OF_OTHERS.search(p.text))
        or any(_OWN_SIMULATION.search(passage.text) for passage in told if passage.part in _OF_RESULTS)
        or _is_recorded(manuscript)
    )


def _is_recorded(manuscript: Manuscript) -> bool:
    """Whether the passages on its experiments speak of things that are recorded."""
    results = (passage.text for passage in passages(manuscript) if passage.part in _OF_RESULTS)
    return sum(map(bool, map(_THINGS.search, results))) >= FEWEST
