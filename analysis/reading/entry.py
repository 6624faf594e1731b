"""Where a program is started: by itself, by another program, by a script, or by what a page says."""

from __future__ import annotations

import re
from collections import deque
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts
from reprosurvey.analysis.reading.readme import all_lines

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

SCRIPTS = (".sh", ".bat", ".slurm", ".sbatch", ".yml", ".yaml", ".toml", ".cfg")
IMPORTERS = 50
"""Programs that are followed from one that trains to the one that starts it."""
_MAKEFILE = re.compile(r"(?:gnu)?makefile$|snakefile$|dockerfile$", re.IGNORECASE)


def starts_itself(source: Source) -> bool:
    """Whether a program does something when it is run: a notebook, a script, a module with a main part."""
    if not source.is_python or source.file.suffix == ".ipynb" or "__main__" in source.text:
        return True
    defined = {definition.name for definition in source.program.definitions}
    return any(
        call.scope == "" and (call.last in defined or call.last == "parse_args") for call in source.program.calls
    )


def starter_of(snapshot: Snapshot, source: Source) -> Evidence | None:
    """The line of a page, a script or another program that runs a program which does not start itself, be it by way of
    the programs that import it.
    """
    waiting, seen = deque([source]), {source.file}
    while waiting and len(seen) < IMPORTERS:
        program = waiting.popleft()
        if named := _named(snapshot, program):
            return named
        module = _module(program.file)
        imported = re.compile(rf"^[ \t]*(?:from|import)[ \t][^\n#]{{0,200}}\b{re.escape(module)}\b", re.MULTILINE)
        for other in sources(snapshot):
            if not other.is_python or other.file in seen or not other.mentions((module,)):
                continue
            if (found := imported.search(other.text)) is None:
                continue
            if starts_itself(other):
                number = other.text.count("\n", 0, found.start()) + 1
                return snapshot.evidence(other.file, other.quote(number), other.line_in_file(number))
            seen.add(other.file)
            waiting.append(other)
    return None


def _named(snapshot: Snapshot, program: Source) -> Evidence | None:
    """The line of a page or a script that names a program."""
    named = re.compile(
        rf"(?<![\w.-]){re.escape(program.file.name)}\b|-m\s+(?:[\w.]{{1,200}}\.)?{_module(program.file)}\b"
    )
    for line in all_lines(snapshot):
        if named.search(line.text):
            return snapshot.evidence(line.file, line.text, line.number)
    for file in first_party_texts(snapshot):
        if file.suffix in SCRIPTS or _MAKEFILE.match(file.name):
            for number, text in enumerate((file.text or "")[:LENGTH_LIMIT].splitlines(), start=1):
                if named.search(text):
                    return snapshot.evidence(file, text, number)
    return None


def _module(file: File) -> str:
    """The name by which a program is imported."""
    path = PurePosixPath(file.path)
    return path.parent.name if path.name == "__init__.py" else path.stem
