"""What an image of a container is of, by its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.requirements import PLATFORM, Pin, Requirement, Source, normalise, requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_PULLED = re.compile(
    r"\b(?:docker|podman|singularity|apptainer)\s+pull\s+(?:--?\S+\s+|\S+\.sif\s+){0,3}([^\s`'\";|&)]+)"
)
_IMAGE = re.compile(r"^(?:[a-z+]+://)?(?:\S*/)?([\w.-]+?)(?::([\w.-]+))?(@sha256:[0-9a-f]+)?$")
_VERSION = re.compile(r"v?\d+[.\d]*\d|\d")
_BARE_IMAGES = PLATFORM | frozenset(
    "alpine almalinux archlinux base busybox centos debian fedora julia matlab miniforge3 mambaforge opensuse"
    " rockylinux scratch nvidia-cuda tini r-ver rstudio r-base tidyverse verse node golang rust openjdk".split()
)
"""Images that hold a system or a language, and no package."""


def image(address: str, file: File, line: int | None, quote: str) -> Requirement | None:
    """What an image is of, pinned where its tag or digest says which; None for a system's or a language's."""
    found = _IMAGE.match(address[:300])
    if not found or normalise(found[1]) in _BARE_IMAGES or "$" in address:
        return None
    pinned = found[3] or (found[2] and _VERSION.match(found[2]))
    return requirement(found[1], Pin.PINNED if pinned else Pin.BARE, file, line, quote, source=Source.OTHER)


def pulled(command: str, file: File, line: int | None) -> Iterator[Requirement]:
    """The images that a shell line brings."""
    for found in _PULLED.finditer(command) if "pull" in command else ():
        if listed := image(found[1], file, line, command):
            yield listed
