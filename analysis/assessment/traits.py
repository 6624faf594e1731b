"""What a repository is made with: its frameworks, what lists its dependencies, its licence; what it copies.

Facts that no verdict holds, read by what the criteria know. There are no settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.licensing import licence_of
from reprosurvey.analysis.packages.files import listed_in_files
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.requirements import FRAMEWORKS, normalise
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.subjects.deposits import copied_from
from reprosurvey.crawler.deposits.records import METADATA

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

VERSION = 3
"""Raised with every change that can alter which traits are found."""

UNRECOGNISED = "other"
"""A licence whose SPDX identifier cannot be told."""

PROSE = "README"
"""What lists the dependencies where no file made for it does."""

_FRAMEWORKS = FRAMEWORKS - {"torchvision"}
"""It comes with torch and says nothing more."""

_MANAGERS = tuple(
    (re.compile(pattern), manager)
    for pattern, manager in (
        (r"pixi\..*", "Pixi"),
        (r"spack\..*|package\.py", "Spack"),
        (r"(?:docker-)?compose.*\.ya?ml|\.?devcontainer\.json|containerfile.*", "Docker"),
        (r".*conda.*\.(?:txt|lock)|.*\.ya?ml", "conda"),
        (r"setup\.(?:py|cfg)", "setuptools"),
        (r"pyproject\.toml", "pyproject.toml"),
        (r"pipfile.*", "Pipenv"),
        (r"poetry\.lock", "Poetry"),
        (r"uv\.lock", "uv"),
        (r"pdm\.lock", "PDM"),
        (r"dockerfile.*|docker_.*|.*\.dockerfile", "Docker"),
        (r"singularity.*|apptainer.*|.*\.def", "Singularity"),
        (r".*\.(?:sh|bash|zsh|bat|cmd|ps1|slurm|sbatch|pbs|job|mk|just)|makefile|postbuild|justfile", "shell script"),
        (r"description|(?:renv|packrat)\.lock|r-dependencies\.txt|.*\.(?:r|rmd|qmd)", "R"),
        (r"(?:julia)?(?:project|manifest).*\.toml|require|.*\.jl", "Julia"),
        (r"cmakelists\.txt", "CMake"),
        (r"cargo\..*", "Cargo"),
        (r"go\.mod", "Go"),
        (r"package\.json", "npm"),
        (r"package\.xml", "ROS"),
        (r".*\.nix", "Nix"),
        (r".*\.scm", "Guix"),
        (r"snakefile|.*\.smk", "Snakemake"),
        (r".*\.(?:nf|config)", "Nextflow"),
        (r".*\.ipynb", "notebook"),
        (r".*", "pip"),
    )
)
"""By the file's name in lower case, the first that matches."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One fact, and the file in which it shows first."""

    trait: str
    """framework, dependency manager, licence, or copy of."""
    value: str
    path: str
    """The path within the repository."""


def traits_of(snapshot: Snapshot) -> list[Trait]:
    """The traits of what stands at a commit, each value once."""
    first: dict[tuple[str, str], Trait] = {}
    for trait in (*_frameworks(snapshot), *_managers(snapshot), *_licence(snapshot), *_original(snapshot)):
        first.setdefault((trait.trait, trait.value), trait)
    return list(first.values())


def _frameworks(snapshot: Snapshot) -> Iterator[Trait]:
    for source in sources(snapshot):
        for name in sorted(map(normalise, source.imports)):
            if name in _FRAMEWORKS:
                yield Trait("framework", name, source.file.location)


def _managers(snapshot: Snapshot) -> Iterator[Trait]:
    listed = [(_manager(r.file), r.file) for r in listed_in_files(snapshot)]
    for manager, file in listed or [(PROSE, r.file) for r in listed_in_prose(snapshot)]:
        yield Trait("dependency manager", manager, file.location)


def _manager(file: File) -> str:
    return next(manager for pattern, manager in _MANAGERS if pattern.fullmatch(file.name.lower()))


def _licence(snapshot: Snapshot) -> Iterator[Trait]:
    if licence := licence_of(snapshot):
        yield Trait("licence", licence.identifier or UNRECOGNISED, licence.file.location)


def _original(snapshot: Snapshot) -> Iterator[Trait]:
    if original := copied_from(snapshot):
        yield Trait("copy of", original, METADATA)
