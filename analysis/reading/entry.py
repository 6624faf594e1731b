"""Where a program is started: by itself, by another program, by a script, or by what a page says."""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.commands import commands
from reprosurvey.analysis.reading.imports import importers, module_path
from reprosurvey.analysis.reading.programs import called_in
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

_TO_BE_RUN = re.compile(
    r"(?:main|run|train|test|eval|valid|infer|predict|demo|app|cli|experiment)\w{0,40}\.", re.IGNORECASE
)
_BY_NAME = Words(
    *"import_module( __import__( instantiate( recursive_find_python_class sys.modules globals()[ from_cfg( "
    "Registry registry gin. importlib locate( getattr(models getattr(trainer getattr(module".split()
)
"""How a program gets at another by its name."""
CLASS_NAME = 6
"""Letters from which on the name of a class stands for it."""
_STARTERS = frozenset({"parse_args", "run", "Fire"})
"""What a program calls to hand over to its main part."""
_PARTS = re.compile(r"\n(?=\S)")
"""Between the statements of a module: before a line that is not indented."""
_DEFINES = ("def ", "class ", "async def ", "@")
_DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
IMPORTERS = 50
"""Programs that are followed from one that trains to the one that starts it."""


def starts_itself(source: Source) -> bool:
    """Whether a program does something when it is run: a notebook, a script, a module with a main part."""
    if _is_script(source):
        return True
    if not may_start_itself(source):
        return False
    defined = {definition.name for definition in source.program.definitions}
    at_once = [call for call in source.program.calls if call.scope == ""]
    return (not defined and bool(at_once)) or any(call.last in defined or call.last in _STARTERS for call in at_once)


def may_start_itself(source: Source) -> bool:
    """Whether a program calls what starts it outside of what it defines: a cheap question before it is parsed."""
    if _is_script(source):
        return True
    parts = _PARTS.split(source.text)
    called = called_in("\n".join(part for part in parts if not part.startswith(_DEFINES)))
    defined = _DEFINITION.findall(source.text)
    starts = _STARTERS.union(defined)
    return any(name.rpartition(".")[2] in starts for name in called) if defined else bool(called)


def _is_script(source: Source) -> bool:
    """Whether a program is to be run as it is, which is seen without parsing it."""
    return not source.is_python or source.file.suffix == ".ipynb" or "__main__" in source.text


@lru_cache(maxsize=2)
def may_start_by_name(snapshot: Snapshot) -> bool:
    """Whether programs look for what they start by a name that is not to be seen in an import."""
    return any(_BY_NAME.stand_in(source.text) for source in sources(snapshot) if source.is_python)


@lru_cache(maxsize=2)
def nothing_starts(snapshot: Snapshot) -> bool:
    """Whether no program of the paper is there to be run, by what it does or its name; examples on pages are none."""
    programs = [source for source in sources(snapshot) if source.language]
    if any(_TO_BE_RUN.match(source.file.name) or _is_script(source) for source in programs):
        return False
    return not any(map(starts_itself, programs))


def starter_of(snapshot: Snapshot, source: Source) -> Evidence | None:
    """The line of a page, a script or another program that runs a program which does not start itself, be it by way of
    the programs that import it.
    """
    waiting, seen = deque([source]), {source.file}
    while waiting and len(seen) < IMPORTERS:
        program = waiting.popleft()
        if named := _named(snapshot, program):
            return named
        for other, line in importers(snapshot).get(program.file, ()):
            if other.file in seen:
                continue
            if _TO_BE_RUN.match(other.file.name) or starts_itself(other):
                return snapshot.evidence(other.file, other.quote(line), other.line_in_file(line))
            seen.add(other.file)
            waiting.append(other)
    return None


@lru_cache(maxsize=2)
def _all_commands(snapshot: Snapshot) -> str:
    return "\n".join(command.text for command in commands(snapshot))


def _named(snapshot: Snapshot, program: Source) -> Evidence | None:
    """The line of a page or a script that names a program: as a file, as a module, or by what it defines."""
    name = (module_path(program.file) or ("",))[-1]
    of_classes = [d.name for d in program.program.definitions if len(d.name) >= CLASS_NAME and d.bases]
    if name and not Words(program.file.name, name, *of_classes).stand_in(_all_commands(snapshot)):
        return None
    module, classes = re.escape(name), "|".join(map(re.escape, of_classes))
    named = re.compile(
        rf"(?<![\w.-]){re.escape(program.file.name)}\b|-m\s+(?:[\w.]{{1,200}}\.)?{module}\b"
        rf"|[\"'](?:[\w.]{{1,200}}\.)?{module}:\w|_target_:\s*(?:[\w.]{{1,200}}\.)?{module}\."
        + (rf"|\b(?:{classes})\b" if classes else "")
    )
    return next((c.evidence(snapshot) for c in commands(snapshot) if named.search(c.text)), None)
