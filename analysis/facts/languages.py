"""Whether the programs are in one language: with several, a person needs each of them. There are no settings.

Shells, web pages and what compiles an extension of Python do not count: they bring nothing that has to be learnt or
licensed besides.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_NAMES = {
    "python": "Python",
    "matlab": "MATLAB",
    "r": "R",
    "julia": "Julia",
    "lua": "Lua",
    "c": "C",
    "cpp": "C++",
    "cuda": "CUDA",
    "csharp": "C#",
    "go": "Go",
    "java": "Java",
    "kotlin": "Kotlin",
    "rust": "Rust",
    "scala": "Scala",
    "swift": "Swift",
}
_OF_EXTENSIONS = frozenset({"c", "cpp", "cuda", "rust"})
"""What modules of the others are compiled of."""


def judge(snapshot: Snapshot) -> Answer:
    """Yes where all are in one, no in several; the reason is which. Na where there is no program that is read."""
    first = {source.language: source.file for source in reversed(sources(snapshot)) if source.language}
    if len(first.keys() - _OF_EXTENSIONS) > 0:
        first = {language: file for language, file in first.items() if language not in _OF_EXTENSIONS}
    if not first:
        return answer(Outcome.NA, "no program")
    named = sorted(((_NAMES[language], file) for language, file in first.items()), key=itemgetter(0))
    outcome = Outcome.YES if len(named) == 1 else Outcome.NO
    shown = [snapshot.evidence(file, name) for name, file in named]
    return answer(outcome, ", ".join(name for name, _ in named), shown)
