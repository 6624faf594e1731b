"""Which criteria there are: of repositories, judged from a snapshot, and of papers, judged from their words."""

from __future__ import annotations

from typing import Protocol

from reprosurvey.analysis.criteria import (
    dependencies,
    dependencies_listed,
    documentation,
    evaluation,
    has_repository,
    licensing,
    model,
    promised,
    public_data,
    reproducibility,
    reproduction,
    training,
)
from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Verdict


class Criterion(Protocol):
    """A module of this package."""

    DEFINITION: Definition
    VERSION: int
    """Raised with every change that can alter a verdict."""


class RepositoryCriterion(Criterion, Protocol):
    """One that sees nothing but a snapshot."""

    def judge(self, snapshot: Snapshot, /) -> Verdict:
        """The answer, with its evidence."""


REPOSITORY_CRITERIA: dict[str, RepositoryCriterion] = {
    "dependencies_listed": dependencies_listed,
    "dependencies": dependencies,
    "training": training,
    "evaluation": evaluation,
    "model": model,
    "documentation": documentation,
    "licensing": licensing,
    "reproduction": reproduction,
}
PAPER_CRITERIA: dict[str, Criterion] = {
    "has_repository": has_repository,
    "promised": promised,
    "public_data": public_data,
    "reproducibility": reproducibility,
}
CRITERIA: dict[str, Criterion] = {**PAPER_CRITERIA, **REPOSITORY_CRITERIA}
