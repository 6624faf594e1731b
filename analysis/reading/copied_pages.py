"""Pages that came with a copy of another project: they tell how to clone or run that one, and not this one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.own_names import is_of_origin
from reprosurvey.analysis.reading.readme import lines

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_FETCHED = re.compile(
    r"\b(?:git clone|nextflow run)\b.{0,60}?(?:github|gitlab)\.com[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?(?=[\s\"'`]|$)"
)
PAGES_REMEMBERED = 64


@lru_cache(maxsize=PAGES_REMEMBERED)
def projects_of_others(page: File, snapshot: Snapshot) -> frozenset[str]:
    """The names of the projects that a page tells how to fetch, letters and digits alone; none where this one is."""
    telling = (line for line in lines(page) if "clone" in line.text or "nextflow" in line.text)
    fetched = [found for line in telling for found in _FETCHED.findall(line.text)]
    if any(is_of_origin(owner, name, snapshot) for owner, name in fetched):
        return frozenset()
    return frozenset(_letters(name) for _, name in fetched)


def is_copied(page: File, snapshot: Snapshot) -> bool:
    """Whether a page has the name of a project of others that it tells how to fetch, by its title or its folder."""
    projects = projects_of_others(page, snapshot)
    if not projects:
        return False
    folder = _letters(page.path.rpartition("/")[0].rpartition("/")[2])
    title = _letters(lines(page)[0].heading)
    return folder in projects or any(title.startswith(name) for name in projects)


def _letters(name: str) -> str:
    return re.sub(r"\W", "", name.lower())
