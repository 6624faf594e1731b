"""The packages and images that workflows of Nextflow and Snakemake run their steps with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.images import image
from reprosurvey.analysis.packages.requirements import Source
from reprosurvey.analysis.packages.specifications import parse
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.packages.requirements import Requirement
    from reprosurvey.analysis.subjects.snapshots import File

_DIRECTIVE = re.compile(
    r"^[ \t]*(?:process\.|withName[^\n{]{0,80}\{\s*)?(conda|container|containerized|singularity)\b[ \t]*[=:(]?([^\n]*)"
    r"((?:\n[ \t]+[?:]?[ \t]*[\"'][^\n]*){0,4})",
    re.MULTILINE,
)
"""A directive, and the lines after it that begin with a string."""
_STRING = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'")
_HOSTED = re.compile(r"^(?:docker|oras|shub|https?)://|^[\w.-]+/[\w./-]+|^[\w-]+:v?\d")
_CONDITION = re.compile(
    r"^(?:singularity|docker|conda|apptainer|podman|null)$|\.ya?ml$|\$\{(?:moduleDir|projectDir|baseDir)"
)


def workflow(file: File) -> Iterator[Requirement]:
    """What the ``conda`` and ``container`` directives of a workflow name; environments of their own are read there."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for directive in _DIRECTIVE.finditer(text):
        for first, second in _STRING.findall(directive[2] + directive[3]):
            for listed in _named(directive[1], first or second, file):
                yield replace(listed, line=text.count("\n", 0, directive.start()) + 1)


def _named(directive: str, value: str, file: File) -> Iterator[Requirement]:
    if _CONDITION.search(value):
        return
    if directive == "conda":
        for word in value.replace(",", " ").split():
            if listed := parse(word, file):
                yield replace(listed, source=Source.CONDA)
    elif _HOSTED.search(value) and (of := image(value, file, None, f"{directive} {value}")):
        yield of
