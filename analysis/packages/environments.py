"""The packages that an environment of conda names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import yaml

from reprosurvey.analysis.packages.requirements import Requirement, Source
from reprosurvey.analysis.packages.specifications import named
from reprosurvey.analysis.packages.text_lists import requirements
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_RUN = re.compile(r"^[ ]*(?:run|host):[ \t]*\r?\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)+)", re.MULTILINE)
"""What a recipe of conda-build says to be needed; the rest of it may be a template, and no YAML."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def environment(file: File) -> Iterator[Requirement]:
    """The nodes are read and nothing is built of them: what stands for itself a billion times stays one node.

    One that is no YAML is read by its lines.
    """
    try:
        yield from list(_listed(yaml.compose((file.text or "")[:LENGTH_LIMIT], Loader=LOADER), file))
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError, MemoryError):
        yield from requirements(file)


def _listed(root: yaml.Node | None, file: File) -> Iterator[Requirement]:
    for name, listed in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == "dependencies" and isinstance(listed, yaml.SequenceNode):
            for item in listed.value:
                if isinstance(item, yaml.ScalarNode):
                    yield from (replace(r, source=Source.CONDA) for r in named([item.value], file))
                elif isinstance(item, yaml.MappingNode):
                    yield from named(
                        (n.value for key, value in item.value if key.value == "pip" for n in value.value), file
                    )


def recipe(file: File) -> Iterator[Requirement]:
    """A recipe of conda-build's."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for block in _RUN.finditer(f"{text}\n"):
        items = (line.partition("- ")[2] for line in block[1].splitlines())
        yield from (replace(r, source=Source.CONDA) for r in named((i for i in items if "{{" not in i), file))
