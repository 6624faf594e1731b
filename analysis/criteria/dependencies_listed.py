"""Dependencies listed: the packages that the code needs, with or without versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.packages.files import PLACES, listed_in_files, unread_lists
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.reading.first_party import unread_readmes
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

DEFINITION = Definition(
    question="Are the packages that the code needs listed?",
    means=(
        "Somewhere the repository names the packages to install: a requirements file (also nested or misspelt), a "
        "conda environment or export, setup.py, setup.cfg, pyproject.toml, a Pipfile or lock, a Dockerfile, a list "
        "of R, Julia, CMake, Cargo, Go, ROS, Spack, Guix or Nix, a workflow, a script, notebook or page that "
        "installs them, or its README."
    ),
    counts=(
        "One package is enough, with or without a version; so does the other project that has to be cloned and "
        "installed."
    ),
    does_not_count=(
        "Import statements; Python, CUDA and the operating system; lists for development, tests and documentation; "
        "lists in vendored copies and in examples, and the README of a folder that has a licence of its own; "
        '"implemented in PyTorch" in passing.'
    ),
    advice="Put a requirements.txt or environment.yml at the root, and name it in the README.",
    not_applicable=NOTHING_PUBLIC,
    unknown=(
        f"{NOT_LOOKED_INTO}, or no list can be read and there is one, or a README, that is too large to be kept, "
        "broken, or of a form that is not read."
    ),
)

VERSION = 10


def judge(snapshot: Snapshot) -> Verdict:
    """Whether the packages are listed anywhere."""
    if nothing := empty(snapshot):
        return nothing
    listed = listed_in_files(snapshot) or listed_in_prose(snapshot)
    places = {requirement.file: requirement for requirement in reversed(listed)}
    if not places:
        return absent(PLACES, "no list of packages", [*unread_lists(snapshot), *unread_readmes(snapshot)])
    evidence = [snapshot.evidence(file, r.quote, r.line) for file, r in places.items()]
    return Verdict(Outcome.YES, tuple(reversed(evidence)))
