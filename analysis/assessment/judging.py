"""Judging one paper and its repository: every criterion, and what is noted without a verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from reprosurvey.analysis.assessment.inputs import PaperInputs
from reprosurvey.analysis.assessment.records import (
    DataSetRecord,
    PinRecord,
    Results,
    TraitRecord,
    UnlistedRecord,
    VerdictRecord,
)
from reprosurvey.analysis.assessment.repositories import JudgedState, PaperRepositories
from reprosurvey.analysis.assessment.traits import VERSION as TRAITS_VERSION
from reprosurvey.analysis.assessment.traits import traits_of
from reprosurvey.analysis.criteria import has_repository, promised, public_data, reproducibility
from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.packages.imports import VERSION as IMPORTS_VERSION
from reprosurvey.analysis.packages.imports import missing_packages
from reprosurvey.analysis.packages.pins import VERSION as PINS_VERSION
from reprosurvey.analysis.packages.pins import pins_of
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.repository_states import (
    FOLDER_NOT_FOUND,
    GONE_STATUSES,
    NOT_CREATED_STATUS,
    RepositoryState,
)
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict


def judge(paper: PaperInputs, repositories: PaperRepositories) -> Results:
    """All that can be said of ``paper`` and its repository."""
    taken = ((judged.state.found_at, judged.snapshot) for judged in repositories.states if judged.snapshot)
    commits = {snapshot.commit: (found_at, snapshot) for found_at, snapshot in taken if snapshot.commit}
    return Results(
        _data_sets(paper.paper, paper.manuscript),
        [trait for found_at, snapshot in commits.values() for trait in _traits(paper.paper, found_at, snapshot)],
        [pin for found_at, snapshot in commits.values() for pin in _pins(paper.paper, found_at, snapshot)],
        [package for found_at, snapshot in commits.values() for package in _unlisted(paper.paper, found_at, snapshot)],
        [*_paper_verdicts(paper, repositories), *_repository_verdicts(paper.paper, repositories)],
    )


def _paper_verdicts(paper: PaperInputs, repositories: PaperRepositories) -> Iterator[VerdictRecord]:
    manuscript, own = paper.manuscript, repositories.own
    address = own[0].origin if own else None
    verdict = has_repository.judge(manuscript, own)
    yield _record(paper.paper, "has_repository", verdict, address, None)
    for name, verdict in (
        ("promised", promised.judge(manuscript, own)),
        ("public_data", public_data.judge(manuscript, _readme(repositories))),
        ("reproducibility", reproducibility.judge(manuscript)),
    ):
        yield _record(paper.paper, name, verdict, None, None)


def _readme(repositories: PaperRepositories) -> str:
    """The README of a paper's own repository as it stands; empty where there is none, or it was never visited."""
    present = repositories.states[0].snapshot if repositories.states else None
    return (present.readmes[0].text or "") if present and present.readmes else ""


def _repository_verdicts(paper: str, repositories: PaperRepositories) -> Iterator[VerdictRecord]:
    """The verdicts on a paper's repository as it stands and stood, the present first."""
    if not repositories.own:
        return
    address = repositories.own[0].origin
    for judged in repositories.states or [_never_visited(address)]:
        for name, criterion in REPOSITORY_CRITERIA.items():
            snapshot = judged.snapshot
            verdict = criterion.judge(snapshot) if snapshot is not None else _without_snapshot(judged.state)
            yield _record(paper, name, verdict, address, judged)


def _never_visited(origin: str) -> JudgedState:
    return JudgedState(RepositoryState(origin, origin, None, None, "not visited", None, None), None)


def _without_snapshot(state: RepositoryState) -> Verdict:
    """What can be said of a repository that could not be looked into: nothing, or that there is nothing to judge.

    That it is gone today says nothing of a day that was looked back to.
    """
    evidence = (Evidence(f"visit: {state.status}", state.error or "", kind=Kind.VISIT, reason=state.status),)
    in_its_time = state.as_of in (None, state.visited_at)
    nothing = GONE_STATUSES if in_its_time else (NOT_CREATED_STATUS, FOLDER_NOT_FOUND)
    return Verdict(Outcome.NA if state.status in nothing else Outcome.UNKNOWN, evidence)


def _record(
    paper: str, criterion: str, verdict: Verdict, origin: str | None, judged: JudgedState | None
) -> VerdictRecord:
    return VerdictRecord(
        paper,
        criterion,
        verdict.outcome.value,
        origin,
        head=judged.snapshot.commit or None if judged and judged.snapshot else None,
        as_of=judged.state.as_of if judged else None,
        rule=str(CRITERIA[criterion].VERSION),
        evidence=verdict.evidence,
    )


def _traits(paper: str, found_at: str, snapshot: Snapshot) -> list[TraitRecord]:
    about = (paper, found_at, snapshot.commit, str(TRAITS_VERSION))
    return [TraitRecord(*about, **asdict(trait)) for trait in traits_of(snapshot)] or [TraitRecord(*about)]


def _pins(paper: str, found_at: str, snapshot: Snapshot) -> list[PinRecord]:
    about = (paper, found_at, snapshot.commit, str(PINS_VERSION))
    return [PinRecord(*about, **asdict(pin)) for pin in pins_of(snapshot)] or [PinRecord(*about)]


def _unlisted(paper: str, found_at: str, snapshot: Snapshot) -> list[UnlistedRecord]:
    about = (paper, found_at, snapshot.commit, str(IMPORTS_VERSION))
    found = [UnlistedRecord(*about, **asdict(package)) for package in missing_packages(snapshot)]
    return found or [UnlistedRecord(*about)]


def _data_sets(paper: str, manuscript: Manuscript) -> list[DataSetRecord]:
    rule = str(public_data.VERSION)
    return [
        DataSetRecord(paper, use.name, use.access.value, use.role.value, use.page, use.sentence, rule)
        for use in public_data.uses(manuscript)
    ] or [DataSetRecord(paper)]
