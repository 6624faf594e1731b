"""Files of the tree in which a program keeps trained parameters by that name, whatever the file is called."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from glob import escape
from itertools import islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import first_party_files
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.weights.names import Mention, may_keep_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_STEMS = ("trained", "Trained", "opt", "learned", "learnt")
_MAY_KEEP = Words(*(quote + stem for quote in "\"'" for stem in _STEMS))
_KEPT = re.compile(
    r"[\"'](?:[tT]rained|opt(?:imal|imi[sz]ed)?|learn(?:ed|t))[-_ ]?(?:[pP]aram(?:eter)?s?|[wW]eights|[tT]hetas?)[\"']"
)
"""The name by which a program stores or reads trained parameters."""
_NAMED = re.compile(r"[\"']([^\"'\n]{1,200}\.(?:jld2?|bson|mat|h5|hdf5|npz|rds|rdata|pkl|pickle))[\"']", re.IGNORECASE)
_FILLED_IN = re.compile(r"\$\([^)]{0,60}\)|\$\w+|\{[^}]{0,60}\}|%\d{0,2}(?:\.\d)?[dsief]")
"""Where a program fills in a part of a name."""
NAMES_LIMIT = 20
"""Names of files that are read of one program."""


def stored(snapshot: Snapshot) -> Iterator[Mention]:
    """The lines by which programs keep trained parameters by that name, in files of the tree that they name, too."""
    files = [file for file in first_party_files(snapshot) if may_keep_anything(file)]
    for source in sources(snapshot) if files else ():
        if not source.is_unit_test and (place := _place(source, files)):
            yield Mention(source.file, source.quote(place), source.line_in_file(place))


def _place(source: Source, files: list[File]) -> int | None:
    """The line by which a program stores or reads trained parameters in one of the ``files``."""
    found = _KEPT.search(source.text) if _MAY_KEEP.stand_in(source.text) else None
    if found is None:
        return None
    named = islice(_NAMED.finditer(source.text), NAMES_LIMIT)
    patterns = ["*".join(map(escape, _FILLED_IN.split(name[1].rpartition("/")[2]))) for name in named]
    if any(fnmatchcase(file.name, pattern) for pattern in patterns for file in files):
        return source.text.count("\n", 0, found.start()) + 1
    return None
