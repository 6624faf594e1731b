"""Documentation: what is there and how to use it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.documented_data import descriptions
from reprosurvey.analysis.criteria.documented_use import (
    PROGRAMS,
    commands,
    elsewhere,
    examples,
    explanations,
    is_preparation,
    manuals,
    of_folders,
    steps,
)
from reprosurvey.analysis.criteria.negative_findings import absent, empty, is_blank
from reprosurvey.analysis.reading.copied_pages import is_copied
from reprosurvey.analysis.reading.first_party import first_party_files, unread
from reprosurvey.analysis.reading.readme import all_lines, is_drawn
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

DEFINITION = Definition(
    question="Does the documentation tell what is there and how to use it?",
    means="A README or guide tells at least how to run training or evaluation.",
    counts=(
        "A command that runs a program; a sentence or step that names one of the repository's scripts or "
        "notebooks, or a folder of them, and what to do with it; a step that starts what was built; example code that "
        "imports the repository's package or calls its "
        "functions; a section on usage that explains in some words what the program needs; a link to the "
        "repository's own pages of documentation; manual pages and vignettes. A README of an own subfolder "
        "counts too, in any markup and language. Where a "
        "data set is all that a repository holds: how to fetch or make it."
    ),
    does_not_count=(
        "A title, an abstract, results, a citation; how to install or fetch data alone; what programs need or that "
        "they are there; commands in a repository that holds nothing to run; a tree of folders; a sentence that only "
        'points to folders; "coming soon"; '
        "a template's untouched README; the README of a vendored copy."
    ),
    advice="Give the commands, in order, that lead from the data to the numbers of the paper.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}, or its README was too large to be kept or is in a form that is not read.",
)

VERSION = 9

EVIDENCE_LIMIT = 3
"""Lines that a verdict shows."""

_SOON = re.compile(
    r"\b(?:coming soon|under construction|(?:to|will) be (?:released|added|available|updated|completed))\b",
    re.IGNORECASE,
)


_MAY_ANNOUNCE = Words("coming soon", "under construction", "to be ", "will be ")
_NO_PROGRAM = re.compile(r"readme|licen[sc]e|copying|notice|authors|citation|changelog|\.(?!gitmodules)", re.IGNORECASE)
_RUNS_NOTHING = frozenset(
    ".md .markdown .rst .txt .adoc .org .tex .bib .cff .pdf .png .jpg .jpeg .gif .svg .webp .bmp .tif .tiff .eps .mp4 "
    ".avi .mov .wav .mp3 .csv .tsv .json .jsonl .xml .xlsx .xls .npz .npy .mat .h5 .hdf5 .pkl .pt .pth .ckpt .parquet "
    ".html .css .doc .docx .ppt .pptx".split()
)
"""How the names of pages, pictures and data end."""


def judge(snapshot: Snapshot) -> Verdict:
    """Whether a page of the repository tells how to use it."""
    if nothing := empty(snapshot):
        return nothing
    if found := _use(snapshot):
        evidence = (snapshot.evidence(line.file, line.text, line.number) for line in found)
        return Verdict(Outcome.YES, tuple(evidence))
    if not any(f.text is not None for f in snapshot.readmes):
        return absent("README", "no README", [*unread(snapshot, ".md", ".rst"), *_readmes_in_other_forms(snapshot)])
    return absent("READMEs and guides", "nothing tells how to run training or evaluation", [])


def _readmes_in_other_forms(snapshot: Snapshot) -> list[File]:
    """READMEs that no text was kept of, such as a PDF or a word processor's."""
    return [
        f for f in first_party_files(snapshot) if f.is_readme and f.suffix in (".pdf", ".docx", ".doc", ".rtf", ".odt")
    ]


def _use(snapshot: Snapshot) -> list[Line]:
    """The first lines that tell how to use the repository, of the kind that tells most; none where nothing does."""
    told = (line for line in all_lines(snapshot) if not (is_drawn(line.text) or _is_announced(line)))
    lines = [line for line in told if not (line.file.depth and is_copied(line.file, snapshot))]
    kinds = (
        *(_of_programs(snapshot, lines) if _may_hold_programs(snapshot) else ()),
        elsewhere(lines, snapshot),
        descriptions(lines, snapshot),
    )
    return next(filter(None, (list(islice(found, EVIDENCE_LIMIT)) for found in kinds)), [])


def _of_programs(snapshot: Snapshot, lines: list[Line]) -> tuple[Iterator[Line], ...]:
    """The lines that tell how to run programs, by kind."""
    programs = [f for f in first_party_files(snapshot) if f.suffix in PROGRAMS and not is_preparation(f.name)]
    names = {file.name for file in programs}
    return (
        commands(lines, names),
        steps(lines, names),
        of_folders(lines, {file.path.rpartition("/")[0] for file in programs}),
        examples(lines, _packages(snapshot), names),
        explanations(lines),
        manuals(lines),
    )


def _is_announced(line: Line) -> bool:
    return _MAY_ANNOUNCE.stand_in(line.lower) and bool(_SOON.search(line.text))


def _may_hold_programs(snapshot: Snapshot) -> bool:
    """Whether there is anything that could be run, in any language; pages, pictures and data cannot."""
    return any(
        file.suffix not in _RUNS_NOTHING and not _NO_PROGRAM.match(file.name) and not is_blank(file)
        for file in first_party_files(snapshot)
    )


def _packages(snapshot: Snapshot) -> set[str]:
    """What code may import, or call as a command, as the repository's own."""
    top = {f.path.split("/")[0].removesuffix(".py") for f in first_party_files(snapshot) if f.suffix in PROGRAMS}
    return {name.lower().replace("-", "_") for name in (*top, snapshot.origin.rsplit("/", 1)[-1].removesuffix(".jl"))}
