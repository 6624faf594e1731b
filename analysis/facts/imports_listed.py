"""Whether every module that the programs in Python import is listed, Python's own, or the repository's.

What a listed package brings along counts as not listed: it may stop to. Which Pythons have all the modules of Python's
own that are imported, the reason of a yes tells. There are no settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.packages.files import listed_in_files, unread_lists
from reprosurvey.analysis.packages.imports import SAME_NAME, missing_packages, needed_imports
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.standard_modules import OF_SOME, pythons_with
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import unread
from reprosurvey.analysis.reading.languages import PYTHON
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reprosurvey.analysis.packages.imports import MissingPackage
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence


def judge(snapshot: Snapshot) -> Answer:
    """No where a module is imported and nothing that brings it is listed; na where nothing is listed."""
    programs = [source for source in sources(snapshot) if source.is_python]
    if not programs:
        return answer(Outcome.NA, "no Python")
    if missing := missing_packages(snapshot):
        return answer(Outcome.NO, "not listed", list(_evidence(snapshot, missing)))
    if left_behind := [*unread(snapshot, *PYTHON), *unread_lists(snapshot)]:
        return unread_answer(snapshot, left_behind)
    if not (listed_in_files(snapshot) or listed_in_prose(snapshot)):
        return answer(Outcome.NA, "no list")
    return _complete(snapshot, programs)


def _complete(snapshot: Snapshot, programs: list[Source]) -> Answer:
    """The answer where nothing is missed: of a program that is not parsed nothing can be."""
    if unparsed := [source.file for source in programs if source.refusal]:
        return answer(Outcome.UNKNOWN, "not parsed", [snapshot.evidence(file, "not parsed") for file in unparsed])
    pythons = pythons_with(_of_some_python(programs))
    return answer(Outcome.YES, f"modules of {pythons}" if pythons else "")


def _of_some_python(programs: list[Source]) -> set[str]:
    """The modules of Python's own that are imported, unguarded, and that not all Pythons have."""
    suspects = (s for s in programs if not s.is_unit_test and not OF_SOME.isdisjoint(s.imports))
    return {name.partition(".")[0] for source in suspects for name, _ in needed_imports(source)} & OF_SOME


def _evidence(snapshot: Snapshot, missing: Iterable[MissingPackage]) -> Iterator[Evidence]:
    at = {file.location: file for file in snapshot.files.values()}
    for package in missing:
        brought = "" if package.known_from == SAME_NAME else f", which {package.package} brings"
        yield snapshot.evidence(at[package.path], f"imports {package.imported}{brought}", package.line)
