"""Whether every program in Python is one to some Python, and which.

A notebook is taken cell by cell without what IPython alone understands. The Python that runs this stands for Python 3,
so a program may be unknown to an older one that a newer one takes. There are no settings.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.packages.groups import TEMPLATE
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, unread
from reprosurvey.analysis.reading.languages import PYTHON
from reprosurvey.analysis.reading.notebooks import notebook
from reprosurvey.analysis.reading.syntax import Dialect, Refusal, dialect, oldest_minor, refusal_of
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

SAID = 100
"""Characters of a line that is shown."""

_OTHER_LANGUAGE = re.compile(r"\s*%%(?!time|timeit|capture|prun|memit|mprun|lprun)\w")
"""How a cell begins that is not in Python."""
_OF_IPYTHON = re.compile(
    r"^([ \t]*)(?:[%!?](?:.*\\\n)*.*|[\w.*]+\?{1,2}"
    r"|(?:pip|conda|ls|ll|cd|mkdir|cp|mv|rm|cat|pwd|clear)\b(?!\.|[ \t]*[=(\[,]).*)$",
    re.MULTILINE,
)
_ASSIGNED = re.compile(r"^([ \t]*[\w., ]+=[ \t]*)[!%](?:.*\\\n)*.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Which Python parses a program, and why the one that runs this does not."""

    source: Source
    text: str
    """What was parsed: of a notebook that is refused as it stands, what is left without IPython's own."""
    refusal: Refusal | None
    dialect: Dialect

    def evidence(self, snapshot: Snapshot) -> Evidence:
        if self.refusal is None or not (line := self.refusal.line):
            return snapshot.evidence(self.source.file)
        said = "".join(self.text.splitlines()[line - 1 : line]).strip()[:SAID]
        return snapshot.evidence(self.source.file, f"{said} ({self.refusal.message})", self.source.line_in_file(line))


_UNTOLD = (
    (Dialect.NONE, Outcome.NO, "syntax error"),
    (Dialect.UNKNOWN, Outcome.UNKNOWN, "not told by this Python"),
)
"""What a program may be that no Python is told to parse, the worst first, and the answer then."""


def judge(snapshot: Snapshot) -> Answer:
    """Yes where each program is one to some Python; the reason is which."""
    left_behind = unread(snapshot, *PYTHON)
    readings = [_read(source) for source in _programs(snapshot) if source.file not in left_behind]
    for untold, outcome, reason in _UNTOLD:
        if found := [reading.evidence(snapshot) for reading in readings if reading.dialect is untold]:
            return answer(outcome, reason, found)
    if left_behind:
        return unread_answer(snapshot, left_behind)
    return _which(snapshot, readings) if readings else answer(Outcome.NA, "no Python")


def _programs(snapshot: Snapshot) -> Iterator[Source]:
    return (source for source in sources(snapshot) if source.is_python and not TEMPLATE.search(source.file.path))


def _which(snapshot: Snapshot, readings: list[_Reading]) -> Answer:
    """Which Pythons those programs take that this one does not parse; else since when Python 3 parses all."""
    old = [reading for reading in readings if reading.dialect is not Dialect.THREE]
    if not old:
        return _by_three(snapshot, readings)
    which = " and ".join(sorted({reading.dialect.value for reading in old}))
    return answer(Outcome.YES, which, [reading.evidence(snapshot) for reading in old])


def _by_three(snapshot: Snapshot, readings: list[_Reading]) -> Answer:
    minors = [(minor, reading.source) for reading in readings if (minor := oldest_minor(reading.text))]
    if not minors:
        return answer(Outcome.YES, Dialect.THREE.value)
    minor, source = max(minors, key=lambda found: found[0])
    shown = snapshot.evidence(source.file, f"syntax of Python 3.{minor}")
    return answer(Outcome.YES, f"Python 3.{minor}", [shown])


def _read(source: Source) -> _Reading:
    if source.refusal is None or source.file.suffix != ".ipynb":
        return _Reading(source, source.text, source.refusal, source.dialect)
    cells = _cells(source.file.text or "")
    if cells is None:
        return _Reading(source, "", None, Dialect.UNKNOWN)
    refusal = refusal_of(cells)
    return _Reading(source, cells, refusal, dialect(cells, refusal))


def _cells(text: str) -> str | None:
    """The code of a notebook as a program; None where it is no whole JSON."""
    read = notebook(text)
    if read.counts is None:
        return None
    code = (source for kind, source in read.cells if kind == "code" and not _OTHER_LANGUAGE.match(source))
    return "\n".join(map(_without_ipython, code))[:LENGTH_LIMIT]


def _without_ipython(cell: str) -> str:
    """A cell as Python has it: as it is, where that will do."""
    cell = textwrap.dedent(cell)
    if refusal_of(cell) is None:
        return cell
    return _ASSIGNED.sub(r"\1None", _OF_IPYTHON.sub(r"\1pass", cell))
