"""What tells how to use a data set that is all that a repository holds: how to get it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.documented_use import PROGRAMS
from reprosurvey.analysis.packages.requirements import FRAMEWORKS, normalise
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import first_party_files
from reprosurvey.analysis.reading.readme import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_SET = r"(?:data ?sets?|data ?base|corpus|benchmark|challenge set)\b"
_ABOUT_DATA = re.compile(
    rf"\bthis repositor\w+ (?:contains?|holds|provides|is)\b[^.]{{0,100}}\b{_SET}"
    rf"|^\W{{0,10}}(?:\w[\w-]{{0,60}}[ *_`\])]{{1,4}}){{1,3}}is an? (?:[\w-]+ ){{0,4}}{_SET}"
    rf"|\b(?:us|cit)\w+ (?:this|our) (?:data\b|{_SET})",
    re.IGNORECASE,
)
_RUN = re.compile(r"\b(?:run|execute|python[\d.]*|bash|sh|rscript)\b", re.IGNORECASE)


def descriptions(lines: list[Line], snapshot: Snapshot) -> Iterator[Line]:
    """The lines that tell which program fetches or makes the data."""
    if _is_data_set(lines, snapshot):
        programs = {file.name for file in first_party_files(snapshot) if file.suffix in PROGRAMS}
        yield from (line for line in lines if _RUN.search(line.text) and not programs.isdisjoint(words_of(line.text)))


def _is_data_set(lines: list[Line], snapshot: Snapshot) -> bool:
    """Whether a repository says that it is a data set, and none of its programs could train anything."""
    return any(_ABOUT_DATA.search(line.text) for line in lines) and not any(
        normalise(name) in FRAMEWORKS for source in sources(snapshot) for name in source.imports
    )
