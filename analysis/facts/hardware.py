"""Whether pages say on which hardware the code ran, or what it takes: a model of a GPU or processor, memory, a number.

A driver, CUDA, an option that names a GPU by its number or that there may be one says nothing of the kind. There are no
settings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.reading.first_party import first_party_files
from reprosurvey.analysis.reading.markup import MARKUPS
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_MODEL = re.compile(
    r"\b(?:RTX|GTX|Quadro|Tesla|Titan|GeForce|Radeon|TPU[- ]?v?\d|Xeon|Threadripper|EPYC|Ryzen|Apple M\d|Jetson)\b"
    r"|\b(?:NVIDIA|GPUs?|\d ?x|x ?\d|\d) ?-?(?:DGX|[APVH][- ]?\d{2,3}0?|[KLT]4\d?|K80|RTX|GTX|TITAN)\b"
    r"|\b[AVH]100s?\b|\bP100s?\b|\b[23]080(?: ?Ti)?\b|\b[34]090\b|\bA(?:5000|6000)\b"
    r"|\b(?:1080|2080|1070|1060|980)[ -]?Ti\b|\bCore[- ]i\d\b|\bi[579]-\d{4,5}\w?\b",
    re.IGNORECASE,
)
_MEMORY = re.compile(
    r"\b\d+ ?(?:GB|GiB|G)\b.{0,40}\b(?:V?RAM|GPUs?|memory|video card|graphics card)\b"
    r"|\b(?:V?RAM|GPUs?|memory)\b.{0,40}\b\d+ ?(?:GB|GiB|G)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:\d{1,4}|a single|single|one|two|four|eight)[ -]"
    r"(?:(?:NVIDIA|CUDA|modern|standard|consumer|desktop)[ -])?(?:GPU|TPU|CPU)s?\b"
    r"(?![ -](?:version|support|enabled|id|index|mode|memory|based|implementation))",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?<![-\w])(?:GPU|TPU)s? (?:(?:is|are) )?(?:required|necessary|needed|recommended|mandatory)\b(?! (?:for|to)\b)"
    r"|\b(?:requires?|needs?) an? (?:[\w-]{1,20} ){0,2}[GT]PU\b(?!-)"
    r"|\b(?:single|one|two|four|eight|\d{1,3})[- ]cores?\b.{0,20}\b(?:CPU|processor|machine|device)s?\b",
    re.IGNORECASE,
)
_RAN = re.compile(
    r"\b(?:ran|trained|tested|conducted|performed|evaluated)\b.{0,80}\bon (?:an?|the|our)?\s?"
    r"(?:[\w-]{1,20} ){0,2}[GT]PUs?\b",
    re.IGNORECASE,
)
_MAY_SAY = Words(
    *"gpu tpu cpu ram memory nvidia rtx gtx tesla titan quadro xeon 100 geforce radeon core epyc ryzen jetson".split(),
    *"080 090 a6000 a5000 apple i7- i9-".split(),
)
_OTHERWISE = re.compile(
    r"\bdata ?sets?\b|\bbudget\b|\bdownload|\bdisk\b|\bstorage\b|^\s*\|?\s*arxiv|bibtex|@\w+\{", re.IGNORECASE
)
"""What a size in a line may be of instead."""


def judge(snapshot: Snapshot) -> Answer:
    """Yes with the lines that say so; na where no page says anything at all."""
    lines = all_lines(snapshot)
    said = [snapshot.evidence(line.file, line.text.strip(), line.number) for line in lines if _says(line)]
    if said:
        return answer(Outcome.YES, "", said)
    if left_behind := [f for f in first_party_files(snapshot) if f.is_readme and f.text is None and _is_text(f)]:
        return unread_answer(snapshot, left_behind)
    return answer(Outcome.NO, "not stated") if lines else answer(Outcome.NA, "no page")


def _is_text(file: File) -> bool:
    return not file.suffix or file.suffix in MARKUPS


def _says(line: Line) -> bool:
    if not _MAY_SAY.stand_in(line.lower):
        return False
    if _MODEL.search(line.text):
        return True
    if _MEMORY.search(line.text):
        return not _OTHERWISE.search(line.text)
    return not line.code and any(sign.search(line.text) for sign in (_NUMBER, _RAN, _TAKES))
