"""Which programs of a snapshot import which, by the paths that their statements name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from reprosurvey.analysis.reading.code import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

NAMES_LIMIT = 2_000
"""Characters of the names that one statement imports."""

_STATEMENT = re.compile(
    rf"^[ \t]*(?:from[ \t]+(?P<module>[.\w]{{1,200}})[ \t]+import[ \t]*(?P<names>\([^()]{{0,{NAMES_LIMIT}}}\)"
    rf"|[^\n#]{{1,{NAMES_LIMIT}}})"
    rf"|import[ \t]+(?P<modules>[^\n#]{{1,{NAMES_LIMIT}}}))",
    re.MULTILINE,
)

Path = tuple[str, ...]


class Importer(NamedTuple):
    """A statement by which a program imports another."""

    source: Source
    line: int


@lru_cache(maxsize=2)
def importers(snapshot: Snapshot) -> dict[File, list[Importer]]:
    """By program, those of the paper's own that import it."""
    programs = [source for source in sources(snapshot) if source.is_python and source.file.suffix == ".py"]
    by_name: dict[str, list[tuple[Path, File]]] = {}
    for source in programs:
        path = module_path(source.file)
        by_name.setdefault(path[-1] if path else "", []).append((path, source.file))
    repository = snapshot.origin.rpartition("/")[2].lower()
    found: dict[File, list[Importer]] = {}
    for source in filter(lambda source: source.is_python, sources(snapshot)):
        for position, wanted, is_exact in _imported(source):
            known = by_name.get(wanted[-1], ())
            for file in (file for path, file in known if _leads_to(wanted, path, is_exact, repository)):
                if file is not source.file:
                    line = source.text.count("\n", 0, position) + 1
                    found.setdefault(file, []).append(Importer(source, line))
    return found


def module_path(file: File) -> Path:
    """The names by which a program is imported from the root: those of its folders and its own."""
    path = PurePosixPath(file.path)
    return path.parent.parts if path.name == "__init__.py" else (*path.parent.parts, path.stem)


def _leads_to(wanted: Path, path: Path, is_exact: bool, repository: str) -> bool:
    """Whether an import means the program at ``path``, which may lie in any folder from which it is started."""
    if is_exact or (wanted[0].lower() == repository and wanted[1:] == path):
        return wanted == path or wanted[1:] == path
    return path[-len(wanted) :] == wanted


def _imported(source: Source) -> Iterator[tuple[int, Path, bool]]:
    """Where a program may import a module, and its path; whether the path begins at the root."""
    folder = PurePosixPath(source.file.path).parent.parts
    for statement in _STATEMENT.finditer(source.text):
        start = statement.start()
        if statement["modules"]:
            for module in statement["modules"].split(","):
                if name := module.split(" as ")[0].strip():
                    yield start, tuple(name.split(".")), False
            continue
        module = statement["module"]
        name = module.lstrip(".")
        above = len(module) - len(name)
        base = folder[: len(folder) - above + 1] if above else ()
        parent = (*base, *filter(None, name.split(".")))
        for imported in re.findall(r"(\w+)(?:\s+as\s+\w+)?", statement["names"]):
            yield start, (*parent, imported), bool(above)
        if parent:
            yield start, parent, bool(above)
