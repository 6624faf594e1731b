"""In what role a passage names a data set: used for the paper's own results, for pretraining, or as related work.

Each observation weighs for or against use; what the paper says of itself ("we train on") weighs most, then where it
says so. A role is "used" from :data:`USED` on.
"""

from __future__ import annotations

import re
from enum import StrEnum

from reprosurvey.analysis.data_sets.passages import Part
from reprosurvey.analysis.data_sets.register import Access, DataSet

USED = 1
"""The least weight of a passage that shows use."""


class Role(StrEnum):
    """What a paper does with a data set that it names."""

    USED = "used"
    """Trains or evaluates on it."""
    PRETRAINING = "pretraining"
    """Starts from weights that were trained on it."""
    RELATED = "related work"
    """Only speaks of it."""


_PARTS = {
    Part.DATA: 2,
    Part.EXPERIMENTS: 1,
    Part.ABSTRACT: 1,
    Part.METHOD: 0,
    Part.STATEMENTS: 0,
    Part.INTRODUCTION: -1,
    Part.DISCUSSION: -1,
    Part.RELATED: -3,
    Part.REFERENCES: -9,
}
_VERB = (
    r"(?:use[ds]?|using|utili[sz]e[ds]?|train(?:ed|ing)?|evaluat\w+|test(?:ed|ing)?|validat\w+|experiment\w*|apply|"
    r"applied|demonstrat\w+|conduct\w*|perform(?:ed|s)?|report\w*|obtain\w*|download\w*|employ\w*|consider\w*|"
    r"select\w*|extract\w*|benchmark\w*|assess\w*|stud(?:y|ied)|compare[ds]?|adopt\w*|leverag\w+|work with|run|ran|"
    r"show\w*|choose|chose|fine-?tun\w+|taken?|sampled?|acquired?|split|combin\w+|simulat\w+|modif\w+|analy[sz]e\w*|"
    r"includ\w+|investigat\w+|verif\w+|achiev\w+|outperform\w*|present\w*|retrospectively|make use|access\w*|"
    r"gather\w*|collect\w*)"
)
_OWN = re.compile(
    r"\b(?:we|our|this (?:work|study|paper|article)|the (?:proposed|present|current (?:work|study|paper|method)))\b"
    rf".{{0,160}}?\b{_VERB}\b",
    re.I,
)
_OWN_RESULTS = re.compile(
    r"^(?:(?:All|Both|Our|The|These|Extensive|Numerical|Empirical|Further) )?(?:\w+ ){0,2}?(?:(?:[Ee]xperiments?"
    r"|[Rr]esults|[Ee]valuations?|[Ss]imulations?)\b[^.;]{0,30} (?:on|with|in|over|using|from)\b|(?:[Mm]odels"
    r"|[Nn]etworks|[Aa]gents|[Pp]olicies|[Cc]lassifiers|[Mm]ethods|[Aa]lgorithms|[Ee]xperiments) (?:use|rely|cover"
    r"|consider|comprise|involve|(?:are|were) (?:\w+ly )?(?:trained|evaluated|tested|run|fitted|learn\w+|validated"
    r"|performed|conducted))\b)"
)
"""The beginning of a sentence that tells of what was done and found here."""
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being)\s(?:\w+ly\s)?(?:\w+\sand\s)?(?:used|utili[sz]ed|trained|evaluated|tested|"
    r"validated|obtained|downloaded|taken|selected|performed|conducted|carried out|employed|applied|extracted|split|"
    r"randomly|demonstrated|sourced|drawn|derived|retrieved|acquired|provided|considered|divided|collected)\b|"
    r"\b(?:experiments?|results?|evaluations?|performance|trained|tested|evaluated|validated|scores?|training|"
    r"validation|evaluation)\s(?:\w+\s){0,3}(?:on|with|using|for|over|from)\b|\busing the\b|\bwith data from\b|"
    r"\b(?:consists?|comprises?|contains?|includes?)\b",
    re.I,
)
_SERVES = re.compile(
    r"\b(?:(?:is|are|was|were|be) used|serves?|served) (?:for|to|in|as) (?:the |our |all |both )?"
    r"(?:train|test|evaluat|validat|experiment|learn|compar)"
)
"""That data are used and what for: as good as to say who uses them."""
_OTHERS = re.compile(
    r"\b(?:[A-Z][\w'’-]+ (?:et al\.?|and [A-Z][\w'’-]+),? ?[(\[]?(?:\d{4}[a-z]?|\d{1,2})[)\]]?|authors|others|they|"
    r"previous (?:work|stud)\w*|prior (?:work|stud)\w*|recent (?:work|stud)\w*|winn(?:er|ing)\w*|ranked|"
    r"won|first place|state[- ]of[- ]the[- ]art (?:method|result)s?)"
    r"\s.{0,60}?\b(?:use[ds]?|propose[ds]?|train(?:ed)?|report(?:ed|s)?|show(?:ed|n|s)?|achiev\w+|introduc\w+|develop\w*|"
    r"present\w*|evaluat\w+|demonstrat\w+|appl\w+|stud\w+|in|of|at|on|for)\b"
)
_FIELD = re.compile(
    r"\b(?:(?:[Tt]he|[Oo]ur) (?:[\w-]+ )?(?:field|community|literature)|(?:[Mm]achine|[Dd]eep) learning|ML|AI|NLP"
    r"|[Cc]omputer vision|[Rr]esearchers|[Pp]ractitioners|[Pp]rogress in [^.;]{2,40}) (?:\w+ly )?(?:has|have)\b"
)
"""That a field at large did something with data does not say that the paper did."""
_EXISTS = re.compile(r"\bexist(?:s|ed)?\b|\bthere (?:is|are|were|was)\b", re.I)
"""That a set is there does not say that it was used."""
_REJECTED = re.compile(
    r"^.{0,60}?\b(?:(?:is|are|was|were) not (?:used|included|considered)|(?:is|are|was|were) excluded)\b"
)
_WITHHELD = re.compile(
    r"^.{0,30}?\b(?:(?:is|are|was|were) (?:not|never) (?:freely|publicly|openly) (?:available|accessible|shared)"
    r"|(?:is|are|was|were) (?:not public|proprietary)|can ?not be (?:shared|released))\b"
)
"""What follows the name of data that others do not get."""
_SCORE = re.compile(r"[\s-]?(?:F1|scores?|metrics?)\b", re.I)
"""What follows the name of a metric that is called after a data set."""
_EXAMPLE = re.compile(
    r"\b(?:such as|e\.g\.|for example|for instance|compared to other|other (?:public )?data ?sets|many|"
    r"most|several (?:public|large)|existing|widely|commonly|often|recently|motivat\w+|overview|reviews?|survey)\b",
    re.I,
)
"""Words of a list of what there is; some stand in sentences on the paper's own data too."""
_ASIDE = re.compile(
    r"\b(?:like the|similar to|unlike|as in (?!the (?:train|test|valid))|in contrast to(?!.*\b(?:we|our)\b)|future|"
    r"could be|can be (?:extended|applied)|would be|plan to|inspired by|"
    r"as (?:proposed|defined|described|done|suggested)|(?:outlined|defined|proposed|suggested|introduced) (?:by|for)|"
    r"according to|not (?:be )?(?:used?|using|train\w*|evaluat\w+|test\w*|includ\w+)|"
    r"instead of|exclud\w+|w[io]nn(?:er|ers|ing) of|won|ranked|"
    r"(?:protocol|guideline|definition|criterion|criteria|metric|format)s? (?:of|from|in|used (?:in|by))|"
    r"(?:times|than|follow(?:s|ed|ing)?) (?:that|those) of)\b",
    re.I,
)
"""Words by which a sentence turns to something that was not done with the data."""
_TEACHERS = frozenset({"ImageNet", "Kinetics", "MS COCO", "PASCAL VOC", "LAION", "Places365", "BookCorpus", "VGGFace2"})
"""What weights usually come from: used only where the words before the name say so."""
_PRETRAINED = re.compile(
    r"\bpre-?\s?trained\b(?!\s+and)|\binitiali[sz]ed\b|\b(?:initial|network|model|encoder)\sweights\b|"
    r"\bweights\s(?:from|of|that|which|trained|learned|obtained|were|are)\b",
    re.I,
)
_PRETRAINING = re.compile(_PRETRAINED.pattern + r"|\bpre-?\s?train\w*", re.I)
_PREPARES = re.compile(r"\bfine-?\s?tun\w+|\bnormali[sz]\w+|\bmean and st|\bstatistics\b", re.I)
_FROM_SCRATCH = re.compile(r"\b(?:train(?:ed|ing)?|from) (?:\w+ ){0,3}(?:from )?scratch\b", re.I)
_PRETRAINING_ON = re.compile(r"\bpre-?\s?training (?:\w+ )?on (?:the |a )?(?:\w+ ){0,3}$", re.I)
_PRETRAINS = re.compile(r"\bwe (?:first )?pre-?train\b", re.I)
_MEASURED = re.compile(
    r"\b(?:we (?:\w+ )?(?:train|use|consider|evaluate|test)|evaluat\w+|experiments?|results?|accuracy|tested|"
    r"validat\w+|classification|performance|benchmarks?|samples?|subset|data ?sets?)\b[^.;]{0,80}$",
    re.I,
)
_LEARNED = re.compile(r"\b(?:trained|learn\w+|features|weights|backbone|transfer\w*)\b[^.;]{0,30}$", re.I)
_STATED = re.compile(
    r"\b(?:provision of|provid\w+|shar\w+|making)\b.{0,60}\b(?:data|images|scans|data ?sets?)\b|"
    r"\b(?:data|images|scans|data ?sets?)\b.{0,80}\b(?:obtained|provided|downloaded|taken|acquired|accessed|"
    r"available)\b|\bconducted using\b|\bapplication (?:number|id|no)\b",
    re.I,
)


def role_of(part: Part, text: str, start: int, end: int, data_set: DataSet | None = None) -> tuple[Role, int]:
    """The role of what a sentence's ``text[start:end]`` names, and the weight of its use.

    ``data_set``: which of the register it is; None for data in general.
    """
    if _serves_pretraining(text, start, end, data_set):
        return Role.PRETRAINING, 0
    weight = _PARTS[part] + _told_of_use(part, text) + _told_of_others(text, start)
    weight += -4 if _is_rejected(text, end, data_set) else _turned_aside(text[max(0, start - 80) : start])
    return (Role.USED if weight >= USED else Role.RELATED), weight


def _told_of_use(part: Part, text: str) -> int:
    """How much a sentence's words say that the paper uses what it names."""
    if part is Part.STATEMENTS:
        return 2 if _STATED.search(text) else -2
    if _OWN.search(text) or _SERVES.search(text) or (part is not Part.RELATED and _OWN_RESULTS.match(text)):
        return 2
    return 1 if _PASSIVE.search(text) else 0


def _told_of_others(text: str, start: int) -> int:
    """How much the words say that others or a field use it, or that it is there, where they are not on this paper."""
    before = text[:start]
    others, at_large = _OTHERS.search(before), _EXISTS.search(text) or _FIELD.search(before)
    if not (others or at_large) or _OWN.search(text):
        return 0
    return (-2 if others else 0) + (-3 if at_large else 0)


def _turned_aside(before: str) -> int:
    """How much the words before a name turn to something that was not done with it."""
    if _ASIDE.search(before, max(0, len(before) - 50)):
        return -4
    return -2 if _EXAMPLE.search(before) else 0


def _is_rejected(text: str, end: int, data_set: DataSet | None) -> bool:
    """Whether the words after a name say that it is no data in use, or that others do not get them.

    What takes an application is freely available in no paper, and public all the same.
    """
    behind = text[end:]
    withheld = (data_set is None or data_set.access is Access.OPEN) and _WITHHELD.search(behind)
    return bool(withheld or _REJECTED.search(behind) or _SCORE.match(behind))


def _serves_pretraining(text: str, start: int, end: int, data_set: DataSet | None) -> bool:
    near, before = text[max(0, start - 120) : end + 90], text[max(0, start - 120) : start]
    if _FROM_SCRATCH.search(near):
        return False
    if data_set is not None and data_set.is_general:
        if _PRETRAINING.search(near):
            return True
        if data_set.name in _TEACHERS:
            return bool(_LEARNED.search(before) or _PREPARES.search(near) or not _MEASURED.search(before))
        return False
    if _PRETRAINING_ON.search(before):
        return True
    return _PRETRAINED.search(text, max(0, start - 120), end + 20) is not None and not _PRETRAINS.search(near)
