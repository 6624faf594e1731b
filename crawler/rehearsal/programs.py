"""What is to be rehearsed: a repository's list, its files, and the program that is started. There are no settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from reprosurvey.crawler.resolution.lists import Resolution
from reprosurvey.crawler.sandbox.bubblewrap import WORK

TREE = PurePosixPath(WORK) / "tree"
"""Where the repository stands in the sandbox."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A repository at a commit."""

    origin: str
    head: str
    list: str
    """SHA-256 of ``requirements``, a line each, sorted."""
    requirements: tuple[str, ...]
    left_out: bool
    """Whether its list has lines that no installer is told of."""
    resolution: Resolution | None = None
    """How its list fared on the index, where that is known."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and how."""

    path: str
    """The program's, within the repository."""
    arguments: tuple[str, ...]
    folder: str = ""
    """Where it is started, within the repository."""
    module: str | None = None
    """Its name where it is started as a module (``-m``)."""
    documented: bool = False
    """Whether a page of the repository says so."""

    @property
    def start(self) -> tuple[str, ...]:
        """What Python is told."""
        if self.module is not None:
            return ("-m", self.module, *self.arguments)
        return (str(PurePosixPath(self.path).relative_to(self.folder or ".")), *self.arguments)

    @property
    def search_folder(self) -> PurePosixPath:
        """The first folder in which it looks for modules."""
        return TREE / (self.folder if self.module is not None else PurePosixPath(self.path).parent)


@dataclass(frozen=True)
class Tree:
    """What stood at a commit, and what of it is started."""

    texts: Mapping[str, str]
    """By path, the texts that the survey keeps."""
    left_behind: frozenset[str]
    """Paths of the files whose contents it does not keep: data, pictures, links, whatever is large."""
    program: Program | None
    """None where nothing in Python is there to be started."""

    @cached_property
    def own_modules(self) -> frozenset[str]:
        """Names under which its own files and folders may be imported, be it from another folder."""
        return frozenset(
            part.removesuffix(".py") for path in self.texts if path.endswith(".py") for part in path.split("/")
        )

    @cached_property
    def modules_left_behind(self) -> frozenset[str]:
        """Names under which what is not kept may be imported: submodules, compiled modules, large programs."""
        names = (PurePosixPath(path).name.partition(".") for path in self.left_behind)
        return frozenset(name for name, _, ending in names if ending in ("", "py") or ending.endswith(("so", "pyd")))

    @cached_property
    def searched(self) -> tuple[PurePosixPath, ...]:
        """Where its own packages are found beside the program, as if it were installed, or started from its root.

        A folder that holds a module named as one of Python's own, such as ``code``, is none: it would hide that.
        """
        return tuple(TREE / folder for folder in ("", "src") if not self._modules_in(folder) & sys.stdlib_module_names)

    def _modules_in(self, folder: str) -> set[str]:
        """The names of the modules and packages that stand in ``folder``."""
        start = f"{folder}/" if folder else ""
        below = (path.removeprefix(start) for path in self.texts if path.startswith(start))
        own = (path.removesuffix("/__init__.py") for path in below)
        return {path.removesuffix(".py") for path in own if "/" not in path}
