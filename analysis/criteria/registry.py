"""The modules of the criteria that ``sql/criteria.csv`` registers: of repositories and of papers.

A repository is judged from a snapshot, a paper from its words.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Verdict
from reprosurvey.crawler.store.criteria import registered_criteria


class Criterion(Protocol):
    """A module of this package."""

    DEFINITION: Definition
    VERSION: int
    """Raised with every change that can alter a verdict."""


class RepositoryCriterion(Criterion, Protocol):
    """One that sees nothing but a snapshot."""

    def judge(self, snapshot: Snapshot, /) -> Verdict:
        """The verdict, with its evidence."""


def _modules(scope: str) -> dict[str, Any]:
    """By name, in the register's order."""
    names = (c.criterion for c in registered_criteria() if c.scope == scope)
    return {name: import_module(f"reprosurvey.analysis.criteria.{name}") for name in names}


REPOSITORY_CRITERIA: dict[str, RepositoryCriterion] = _modules("repository")
PAPER_CRITERIA: dict[str, Criterion] = _modules("paper")
CRITERIA: dict[str, Criterion] = {**PAPER_CRITERIA, **REPOSITORY_CRITERIA}
