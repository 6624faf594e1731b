"""Whether programs and settings are free of absolute paths that only somebody's machine has. There are no settings.

A home, a disk's letter or a mounted disk counts; what every container, Colab or Kaggle has, and what stands in a
comment or as an example, does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer
from reprosurvey.analysis.reading.code import Source, sources
from reprosurvey.analysis.reading.commands import SCRIPTS
from reprosurvey.analysis.reading.first_party import first_party_texts
from reprosurvey.analysis.reading.languages import PYTHON
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

LINE_LIMIT = 1_000
"""Characters of a line that are read."""

SETTINGS_LIMIT = 50_000
"""Characters of a file of settings; a longer one is data."""

_MOUNTS = (
    r"home|Users|mnt|media|scratch\d?|work|gpfs|lustre|nfs|netscratch|storage|export|cluster"
    r"|data\d|hdd\d?|ssd\d?|disk\d?"
)
_MAY_HOLD = Words(
    *"/home/ /Users/ /mnt/ /media/ /scratch /work/ /gpfs/ /lustre/ /nfs /netscratch/ /storage/ /export/".split(),
    *"/cluster/ /data /hdd /ssd /disk".split(),
    *(f"{letter}:{slash}" for letter in "CDEFGHcdefgh" for slash in ("/", "\\")),
)
_PATH = re.compile(
    rf"(?<![\w.~/:}}*)\]$-])/(?:(?:{_MOUNTS})/[\w.@+-]+|data/[\w.@+-]+/[\w.@+-]+)/?[\w./@+ -]*"
    r"|(?<![\w/%])[C-Hc-h]:(?:\\{1,2}|/(?!/))(?![nrt](?:\\|['\"%]))[A-Za-z_][\w .-]*(?:\\{1,2}|/)[\w .-]+"
)
_OF_EVERYBODY = re.compile(
    r"/home/(?:user(?:name)?|you(?:r\w*)?|docker|jovyan|app|ubuntu|vscode|runner|me|name|linuxbrew|xxx+|\W)\b"
    r"|/(?:home|Users)/(?:\.\.\.|<|\$)|/Users/(?:user|username|me)\b|/mnt/(?:data|path|c|d)/?$|/path/|your"
    r"|program files|windows\\",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"']")
"""What a path in Python stands behind: without, it is a word of a docstring."""
_COMMENT = ("#", "//", "%", "*", "<!--", ";", "REM ", "--", '"""', "'''")
_WRITTEN = frozenset({*SCRIPTS, ".json", ".ini"})
_MADE = re.compile(
    r"environment|conda|requirements|lock|CITATION|(?:^|/)(?:outputs?|logs?|results?|runs?|wandb|mlruns|checkpoints?)/",
    re.IGNORECASE,
)
"""Lists of packages, in which conda notes where it stands, and what a run leaves behind."""
_PREFIX = re.compile(r"^\s*prefix:|^\s*(?:#!|\")?/home/conda/")


def judge(snapshot: Snapshot) -> Answer:
    """No where such a path stands in a program or in settings; na where there is neither."""
    programs = list(_programs(snapshot))
    if not programs:
        return answer(Outcome.NA, "no program")
    if found := [evidence for program in programs for evidence in _evidence(snapshot, program)]:
        return answer(Outcome.NO, "paths of a machine", found)
    return answer(Outcome.YES)


def _programs(snapshot: Snapshot) -> Iterator[Source]:
    """Programs and settings, which have no language."""
    for source in sources(snapshot):
        if source.language and not source.is_unit_test:
            yield source
    for file in first_party_texts(snapshot):
        text = file.text or ""
        if file.suffix in _WRITTEN and len(text) <= SETTINGS_LIMIT and not _MADE.search(file.path):
            yield Source(file, text, "")


def _evidence(snapshot: Snapshot, source: Source) -> list[Evidence]:
    if not _MAY_HOLD.stand_in(source.text):
        return []
    file, lines = source.file, source.text.splitlines(keepends=True)
    found = []
    for index in _MAY_HOLD.indices_of(lines):
        line = lines[index].strip()
        if not line.startswith(_COMMENT) and not _PREFIX.match(line) and _is_of_a_machine(line[:LINE_LIMIT], file):
            found.append(snapshot.evidence(file, line[:LINE_LIMIT], source.line_in_file(index + 1)))
    return found


def _is_of_a_machine(line: str, file: File) -> bool:
    code = re.split(r"\s#|\s//\s", line, maxsplit=1)[0]
    begin = 0
    if file.suffix in PYTHON:
        opened = _QUOTE.search(code)
        begin = opened.start() if opened else len(code)
    return any(not _OF_EVERYBODY.search(match[0]) for match in _PATH.finditer(code, begin))
