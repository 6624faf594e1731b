"""The register of templates' files, ``register.csv``: which lists and READMEs were never touched.

A template is a repository that says of itself that it is a starting point for other projects. Its lists of packages
and its READMEs were written before there was any code of the paper, so as long as nobody touched them they say nothing
about it. The register holds git's identifiers of what these files held over the template's whole history, and no
content: a file with another word in it is the project's own. ``analysis/template_history`` renews it.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File

COLUMNS = ("template", "path", "blob")
"""The template's origin, where the file stood first, and git's identifier of its content, lines ended as on Unix."""


def template_of(file: File, origin: str) -> str | None:
    """The template whose file ``file`` still is; None where it is none's, or ``origin`` is the template itself."""
    template = _templates().get(blob_of(file.text)) if file.text else None
    return template if template != origin else None


def blob_of(text: str) -> str:
    """Git's identifier of a text, lines ended as on Unix: 40 hex digits."""
    content = text.replace("\r\n", "\n").encode()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def rows() -> list[dict[str, str]]:
    """The register as it stands."""
    return list(
        csv.DictReader((files("reprosurvey.analysis.templates") / "register.csv").read_text("utf-8").splitlines())
    )


@cache
def _templates() -> dict[str, str]:
    """By identifier, the origin of the template."""
    return {row["blob"]: row["template"] for row in rows()}
