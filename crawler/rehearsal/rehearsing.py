"""One repository rehearsed on whatever worker has room: what is handed to it, and what comes back.

A worker needs uv, the sandbox and the Pythons of whoever hands out, at the same paths. Its wheels are kept where the
survey's are, in a folder that workers of one machine, or of shared storage, have together. There are no settings.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reprosurvey.crawler.isolated import Bounds
from reprosurvey.crawler.rehearsal.programs import Tree
from reprosurvey.crawler.rehearsal.steps import Environment, Rehearsal, rehearse
from reprosurvey.crawler.resolution.uv import INSTALL_SECONDS, Resolver
from reprosurvey.crawler.sandbox.checks import require_isolation
from reprosurvey.crawler.sandbox.runs import Sandbox

_ENVIRONMENT = "rehearsal-"
"""How the name of a folder begins in which a repository is rehearsed."""
_MEMORY = 4 << 30
"""Bytes that installing takes at most."""


@dataclass(frozen=True, slots=True)
class Task:
    """A repository, and what is to be installed for it."""

    environment: Environment
    tree: Tree | Exception
    """Its files and program, or what came of reading them."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of it."""

    rehearsal: Rehearsal
    seconds: float
    """By the clock."""


def rehearse_task(resolver: Resolver, sandbox: Sandbox, task: Task) -> Rehearsed:
    """Rehearse a repository beside the wheels of ``resolver``; its environment is dropped.

    Raises:
        UnansweredError: The index did not answer.
        SurveyError: The sandbox does not work here, or does not hold.
        Exception: Its files cannot be read, or do what nobody foresaw.
    """
    if isinstance(task.tree, Exception):
        raise task.tree
    _require_isolation(sandbox)
    started = time.monotonic()
    beside = resolver.cache.parent
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_ENVIRONMENT, dir=beside) as own:
        rehearsal = rehearse(resolver, sandbox, task.environment, task.tree, Path(own))
    return Rehearsed(rehearsal, time.monotonic() - started)


def drop_environments(folder: Path) -> None:
    """Remove what processes that were ended left in ``folder``: environments of gigabytes."""
    for left in folder.glob(f"{_ENVIRONMENT}*"):
        shutil.rmtree(left, ignore_errors=True)


_require_isolation = cache(require_isolation)
"""Tried once by each process."""


def bounds(sandbox: Sandbox) -> Bounds:
    """What one repository may take: its process waits for whoever installs before it."""
    return Bounds(INSTALL_SECONDS + sandbox.limits.seconds, max(_MEMORY, sandbox.limits.memory))
