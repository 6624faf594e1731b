"""Reproducibility: what the paper itself says on the reproducibility of its results."""

from __future__ import annotations

import re

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.data_sets.passages import Part, passages
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

DEFINITION = Definition(
    question="Does the paper address the reproducibility of its own results?",
    means="A sentence of the paper says how, or with what, its own results can be reproduced.",
    counts=(
        'A statement on reproducibility; "to ensure reproducibility, we fix the seeds"; code, parameters or splits '
        "that are given so that the results can be reproduced or replicated."
    ),
    does_not_count=(
        "The reproducibility of a measurement, a scan, an annotation or a radiomic feature, which is a result and "
        "not about the paper; the lack of reproducibility in the field; reproducing somebody else's method."
    ),
    advice="Say in a sentence with what the results can be reproduced: code, data splits, seeds and versions.",
    not_applicable="Never.",
    unknown="The abstract says nothing on it, and the PDF could not be read.",
)

VERSION = 1

_REPRODUCE = r"(?:re-?produc(?:e|ed|ing|tion)|replicat(?:e|ed|ing|ion))"
_RESULTS = (
    r"(?:(?:our|these|the|all|this|main|reported|presented|paper's) )+"
    r"(?:results?|experiments?|findings|work|paper|study|figures|tables|numbers|evaluation|analys[ie]s)"
)
_AIM = (
    r"(?:for|ensur\w+|guarantee\w*|facilitat\w+|promot\w+|foster\w*|enabl\w+|support\w*|allow\w*(?: for)?|aid\w*"
    r"|encourag\w+|improv\w+|sake of|purposes? of|favou?r of|interests? of|reasons of)"
)
_LETTERS = ("roduc", "plica", "RODUC", "PLICA")
"""What a statement holds at least one of."""
_STATEMENT = re.compile(
    r"\breproducib(?:le|ility) (?:statement|of (?:our|this) (?:results?|work|stud(?:y|ies)|experiments?|research))\b"
    rf"|\b{_AIM} (?:(?:the|full|better|easy|complete|open|exact) )*(?:reproducib(?:le|ility)|replicab\w+)\b"
    rf"|\b{_REPRODUCE} (?:of )?{_RESULTS}\b|\b{_RESULTS} (?:can|could|may|are|is) (?:easily |fully |be )*"
    r"(?:re-?produc|replicat)\w+",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:code|implementations?|software|seeds?|splits?|hyper-?parameters|details|configurations?|scripts?|notebooks?"
    r"|repository|github|weights|checkpoints?|docker|containers?|appendix|supplement\w*)\b",
    re.IGNORECASE,
)
"""With what results are reproduced: it tells a statement on the paper from one on a method or a measurement."""
_DENIAL = re.compile(r"\b(?:not|hard|difficult|cannot|lack\w*|poor|limited|crisis|hamper\w*)\b", re.IGNORECASE)
_OF_MEASUREMENTS = re.compile(
    r"\b(?:inter|intra)-?(?:rater|observer|reader|scanner|scan)|\btest-?retest\b|\bscan-?rescan\b|\bradiomic"
    r"|\bmeasurements?\b|\bbiomarkers?\b|\bacquisitions?\b|\bannotations?\b",
    re.IGNORECASE,
)


def judge(manuscript: Manuscript) -> Verdict:
    """Yes with the sentence that says so; unknown where nothing but the abstract could be read, and it does not."""
    for passage in passages(manuscript):
        if passage.part is not Part.RELATED and passage.holds(_LETTERS) and _is_addressed(passage.text):
            return Verdict(Outcome.YES, (Evidence(passage.place, passage.text, kind=Kind.PAGE),))
    if not manuscript.is_read:
        unread = "no word on reproducibility, and there is no text"
        return Verdict(Outcome.UNKNOWN, (Evidence("abstract", unread, kind=Kind.ABSENCE),))
    places = f"abstract and {len(manuscript.pages)} pages"
    nothing = "no word on the reproducibility of the paper's results"
    return Verdict(Outcome.NO, (Evidence(places, nothing, kind=Kind.ABSENCE),))


def _is_addressed(sentence: str) -> bool:
    if _DENIAL.search(sentence) or _OF_MEASUREMENTS.search(sentence):
        return False
    return bool(_STATEMENT.search(sentence) and _MEANS.search(sentence))
