"""Licensing: the terms under which the repository's own code may be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.reading.first_party import LICENCE_FILE
from reprosurvey.analysis.reading.licences import identifier_of_text, identifier_of_words
from reprosurvey.analysis.reading.readme import lines, pages
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

DEFINITION = Definition(
    question="Does the repository say under which terms its code may be used?",
    means="A licence file at the root, or an explicit licence statement for the repository's own code.",
    counts=(
        "LICENSE, LICENCE, COPYING, UNLICENSE and the like at the root, also where it came with a fork; a licence "
        "named in the root README or in the root's packaging metadata; a sentence there that permits or forbids uses "
        "of the code (academic, commercial)."
    ),
    does_not_count=(
        "The licence of a vendored copy or in a subfolder; the header of one borrowed file; terms of a data set or of "
        'texts that are quoted; "please cite us"; a heading without a licence; a licence file with a note that there '
        "will be one, or that is a link."
    ),
    advice="Add a LICENSE file (choosealicense.com helps to choose); the host then shows it beside the code.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}.",
)

VERSION = 6

_NOTE = re.compile(r"\s*(?:\W{0,4}(?:to ?do|tb[ad]|coming soon)\b|\W{0,4}(?:none|n/a)\W{0,4}$|$)", re.IGNORECASE)
"""How a text begins that has no terms (yet)."""
_PROGRAMS = (".py", ".ipynb", ".sh", ".m", ".r", ".js", ".html", ".css", ".png", ".svg", ".yml", ".yaml")
_REUSE = re.compile(r"LICENSES/[^/]+\.txt")
"""Where the REUSE specification puts licences."""
_NAMED = re.compile(
    r"\b(?:MIT|BSD|Apache|Mozilla|MPL|Unlicense|ISC|EUPL|WTFPL|Artistic)\b|\b[AL]?GPL|GNU (?:Affero |Lesser )?General"
    r"|Creative Commons|\bCC[- ]?BY|\bCC0|Boost Software|\bCeCILL|public domain"
)
_LICENCE = re.compile(r"licen[sc]e|licen[sc]ing|\bterms of\b|released under|distributed under", re.IGNORECASE)
_PERMISSION = re.compile(
    r"\b(?:codes?|software|repository|project|implementation)\b.{0,120}"
    r"(?:\b(?:used?|free|freely|available|released|permitted|strictly|only|solely)\b.{0,40}\bfor\b.{0,40}"
    r"\b(?:non-?commercial|research|academic|educational)\b.{0,40}\b(?:use|purposes?)\b"
    r"|\bis for\b.{0,40}\b(?:non-?commercial|research|academic|educational)\b.{0,40}\bonly\b"
    r"|\bnot\b.{0,60}\bcommercial (?:use|purposes?)\b)"
    r"|\blicen[sc]ed for (?:non-?commercial|research|academic|educational)\b"
    r"|\bpermission is (?:hereby )?granted\b"
    r"|\byou (?:can|may|are free to) (?:freely )?(?:use|copy|modify|distribute)(?:,| and| or)\b[^.]{0,60}"
    r"\b(?:codes?|software)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\bdata ?sets?\b|\bimages\b|\b(?:adapted|borrowed|taken|copied|derived|modified) from\b|\bthird[- ]party\b"
    r"|\b(?:data|texts?|articles?|corpus|corpora|photos?|videos?|recordings|annotations) (?:is|are) (?:still )?"
    r"(?:licen[sc]ed|released|distributed|made)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SPEAKS_ON = re.compile(r"\W*(?:it|they|these|those)\b", re.IGNORECASE)
"""How a sentence begins that is about what the one before was about."""
_METADATA = ("setup.py", "setup.cfg", "pyproject.toml", "description", "citation.cff", "package.json", "project.toml")
_FIELD = re.compile(
    r"^[ \t]*[\"']?(?:license|License)[\"']?[ \t]*[:=](.{1,200})$|License :: OSI Approved", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Licence:
    """Where a repository says under which terms its own code may be used."""

    identifier: str | None
    """SPDX; None where it cannot be told."""
    file: File
    line: int
    quote: str


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is a licence for the repository's own code."""
    if (licence := licence_of(snapshot)) is None:
        looked_in = "root: LICENSE, COPYING, README, setup, pyproject"
        return empty(snapshot) or absent(looked_in, "no licence file or statement", [])
    quote = f"{licence.identifier}: {licence.quote}" if licence.identifier else licence.quote
    return Verdict(Outcome.YES, (snapshot.evidence(licence.file, quote, licence.line),))


def licence_of(snapshot: Snapshot) -> Licence | None:
    """The licence of the repository's own code: of a file made for it, else of the README, else of the metadata."""
    root = [f for f in snapshot.files.values() if f.depth == 0]
    reuse = [f for f in snapshot.files.values() if _REUSE.fullmatch(f.path)]
    of_files = map(_of_file, filter(_is_licence, [*root, *reuse]))
    of_pages = map(_of_page, (page for page in pages(snapshot) if page.depth == 0))
    of_metadata = map(_of_metadata, (file for file in root if file.name.lower() in _METADATA))
    return next(filter(None, chain(of_files, of_pages, of_metadata)), None)


def _of_file(file: File) -> Licence:
    text = file.text or ""
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Licence(identifier_of_text(text) or identifier_of_words(title), file, 1, title)


def _of_page(page: File) -> Licence | None:
    for line in lines(page):
        under_licence = (bool(_LICENCE.search(line.heading)) and not line.code) or _LICENCE.search(line.text)
        for sentence in _sentences_on_own(line.text):
            if (under_licence and _NAMED.search(sentence)) or _PERMISSION.search(sentence):
                return Licence(identifier_of_words(sentence), page, line.number, line.text)
    return None


def _sentences_on_own(text: str) -> Iterator[str]:
    """The sentences that are not about what is others', or data."""
    of_others = False
    for sentence in _SENTENCE.split(text):
        of_others = bool(_OF_OTHERS.search(sentence)) or (of_others and bool(_SPEAKS_ON.match(sentence)))
        if not of_others:
            yield sentence


def _of_metadata(file: File) -> Licence | None:
    text = file.text or ""
    for match in _FIELD.finditer(text):
        if _NAMED.search(match[0]) or match[1] is None:
            number = text.count("\n", 0, match.start()) + 1
            return Licence(identifier_of_words(match[1] or ""), file, number, match[0])
    return None


def _is_licence(file: File) -> bool:
    named = LICENCE_FILE.match(file.name) or file.depth
    if not named or "agreement" in file.name.lower() or file.suffix in _PROGRAMS or file.size == 0:
        return False
    return file.mode != "120000" and not _NOTE.match(file.text or "licence")
