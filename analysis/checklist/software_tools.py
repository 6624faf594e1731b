"""Software tools, which have nothing to train: whether a repository is one, told by its packaging and its imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.files import listed_in_files
from reprosurvey.analysis.packages.requirements import FRAMEWORKS, normalise
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import first_party_files, first_party_texts
from reprosurvey.analysis.reading.languages import OF_PAGES, PROGRAMS, PYTHON
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_PACKAGING = ("pyproject.toml", "setup.cfg", "setup.py")
_COMMANDS = re.compile(r"^\[(?:project|tool\.poetry)\.scripts\]|\bconsole_scripts\b")
_NUMERIC = frozenset(
    "catboost cupy lightgbm numba numpy scikit-learn scipy statsmodels timm transformers ultralytics xgboost".split()
)
"""Packages beside the frameworks with which a model can be trained, be it by hand."""


def nothing_to_train(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """What shows that the repository is a tool with nothing to train; nothing where it may be something else.

    It installs a command, all of its programs are in Python, and none imports a package with which models are trained.
    """
    commands = _commands(snapshot)
    if commands is None or _in_other_languages(snapshot):
        return ()
    imported = {normalise(name) for source in sources(snapshot) if not source.is_unit_test for name in source.imports}
    listed = {requirement.name for requirement in listed_in_files(snapshot)}
    if (imported | listed) & (FRAMEWORKS | _NUMERIC):
        return ()
    return (commands, Evidence("programs", "none imports a package with which models are trained", kind=Kind.ABSENCE))


def _commands(snapshot: Snapshot) -> Evidence | None:
    for file in first_party_texts(snapshot):
        if file.path in _PACKAGING:
            for number, line in enumerate((file.text or "").splitlines(), start=1):
                if _COMMANDS.search(line):
                    return snapshot.evidence(file, f"installs a command: {line.strip()}", number)
    return None


def _in_other_languages(snapshot: Snapshot) -> bool:
    """Whether there are programs of which imports are not read; scripts of web pages are none."""
    files = first_party_files(snapshot)
    read = PYTHON if any(file.name == "package.json" for file in files) else (*PYTHON, *OF_PAGES)
    return any(file.suffix in PROGRAMS and file.suffix not in read for file in files)
