"""Whether the programs are in one language: with several, a person needs each of them. There are no settings.

Shells, web pages, packaging and the lesser part that extends other programs, in C++ say, do not count: they bring
nothing that has to be learnt or licensed besides.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer
from reprosurvey.analysis.reading.code import OF_PACKAGING, sources
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

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
"""What extensions of the others are compiled of."""


def judge(snapshot: Snapshot) -> Answer:
    """Yes where all are in one, no in several; the reason is which. Na where there is no program that is read."""
    first = _first_by_language(snapshot)
    if not first:
        return answer(Outcome.NA, "no program")
    named = sorted(((_NAMES[language], file) for language, file in first.items()), key=itemgetter(0))
    outcome = Outcome.YES if len(named) == 1 else Outcome.NO
    shown = [snapshot.evidence(file, name) for name, file in named]
    return answer(outcome, ", ".join(name for name, _ in named), shown)


def _first_by_language(snapshot: Snapshot) -> dict[str, File]:
    """The first program in each language that counts."""
    first: dict[str, File] = {}
    counts: Counter[str] = Counter()
    for source in sources(snapshot):
        if source.language and source.file.name not in OF_PACKAGING:
            first.setdefault(source.language, source.file)
            counts[source.language] += 1
    extensions = first.keys() & _OF_EXTENSIONS
    if sum(counts[language] for language in extensions) < counts.total() / 2:
        return {language: file for language, file in first.items() if language not in extensions}
    return first
