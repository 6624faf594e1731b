"""Judging a paper, and its repository: every criterion, and what is noted without a verdict. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache

from reprosurvey.analysis.assessment.inputs import OwnerInputs, PaperInputs, RepositoryInputs
from reprosurvey.analysis.assessment.records import (
    DataSetRecord,
    FactRecord,
    PinRecord,
    RequirementRecord,
    Results,
    TraitRecord,
    UnlistedRecord,
    VerdictRecord,
)
from reprosurvey.analysis.assessment.repositories import JudgedState, Scopes, compared
from reprosurvey.analysis.assessment.traits import VERSION as TRAITS_VERSION
from reprosurvey.analysis.assessment.traits import Trait, traits_of
from reprosurvey.analysis.criteria import has_repository, promised, public_data, reproducibility
from reprosurvey.analysis.criteria.has_repository import Repository, choose
from reprosurvey.analysis.criteria.registry import CRITERIA, PAPER_CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.facts.answer import Answer
from reprosurvey.analysis.facts.registry import VERSION as FACTS_VERSION
from reprosurvey.analysis.facts.registry import facts_of
from reprosurvey.analysis.packages.imports import VERSION as IMPORTS_VERSION
from reprosurvey.analysis.packages.imports import MissingPackage, missing_packages
from reprosurvey.analysis.packages.main_list import VERSION as LIST_VERSION
from reprosurvey.analysis.packages.main_list import ListedLine, main_list
from reprosurvey.analysis.packages.pins import VERSION as PINS_VERSION
from reprosurvey.analysis.packages.pins import PinnedVersion, pins_of
from reprosurvey.analysis.reading.programs import parsing
from reprosurvey.analysis.subjects.deposits import copied_from
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.repository_states import (
    FOLDER_NOT_FOUND,
    GONE_STATUSES,
    NOT_CREATED_STATUS,
    RepositoryState,
)
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

_NOT_MANUSCRIPT = Manuscript("", "")
"""Of a paper with an address of its own nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is said of one part of a repository at one commit, whoever's it is."""

    verdicts: dict[str, Verdict]
    traits: list[Trait]
    pins: list[PinnedVersion]
    unlisted: list[MissingPackage]
    lines: list[ListedLine]
    facts: dict[str, Answer]


def judge_paper(inputs: PaperInputs) -> tuple[Results, Sequence[Repository]]:
    """What can be said of a paper by itself, and its own addresses, the likeliest first. Whether it has a repository is
    only said where it has none: which of several it is, their contents say.
    """
    manuscript, paper = inputs.manuscript, inputs.key.paper
    own = choose(manuscript.title, inputs.candidates, inputs.outcomes, inputs.readmes)
    verdicts = {
        "promised": promised.judge(manuscript, own),
        "public_data": public_data.judge(manuscript, inputs.readmes.get(own[0].origin, "") if own else ""),
        "reproducibility": reproducibility.judge(manuscript),
    }
    if not own:
        verdicts = {"has_repository": has_repository.judge(manuscript, own), **verdicts}
    records = [_record(paper, name, verdict, None, None) for name, verdict in verdicts.items()]
    return Results(data_sets=_data_sets(paper, manuscript), verdicts=records), compared(own)


def judge_repository(inputs: RepositoryInputs) -> Iterator[tuple[OwnerInputs, Results]]:
    """What can be said of a repository for each of its papers. A part of it that is several papers' is judged once."""
    scopes, findings = Scopes(inputs), cache(_findings)
    with parsing():
        for owner in inputs.owners:
            own = _best_first(owner, scopes, findings)
            yield owner, _results(owner.key.paper, own[0], scopes.judged(own[0], owner.title), findings)


def _findings(snapshot: Snapshot) -> Findings:
    verdicts = {name: criterion.judge(snapshot) for name, criterion in REPOSITORY_CRITERIA.items()}
    if not snapshot.commit:
        return Findings(verdicts, [], [], [], [], {})
    return Findings(
        verdicts,
        traits_of(snapshot),
        pins_of(snapshot),
        list(missing_packages(snapshot)),
        main_list(snapshot),
        facts_of(snapshot),
    )


def _best_first(owner: OwnerInputs, scopes: Scopes, findings: Callable[[Snapshot], Findings]) -> Sequence[Repository]:
    """Of several that were given, the one with the most answers of yes first, and last what is gone."""
    if len(owner.own) < 2:
        return owner.own

    def merits(repository: Repository) -> tuple[int, bool]:
        present = scopes.judged(repository, owner.title)[:1]
        yes = sum(
            verdict.outcome is Outcome.YES
            for judged in present
            if judged.snapshot is not None
            for verdict in findings(judged.snapshot).verdicts.values()
        )
        return yes, not any(judged.state.status in GONE_STATUSES for judged in present)

    return sorted(owner.own, key=merits, reverse=True)


def _results(
    paper: str, own: Repository, states: Sequence[JudgedState], findings: Callable[[Snapshot], Findings]
) -> Results:
    results = Results(verdicts=[_has_repository(paper, own, states)])
    commits: dict[str, tuple[str, Snapshot]] = {}
    for judged in states or [_never_visited(own.origin)]:
        found = _verdicts(judged, findings)
        results.verdicts.extend(_record(paper, name, found[name], own.origin, judged) for name in REPOSITORY_CRITERIA)
        if judged.snapshot is not None and judged.snapshot.commit:
            commits[judged.snapshot.commit] = judged.state.found_at, judged.snapshot
    for found_at, snapshot in commits.values():
        _note(results, (paper, found_at, snapshot.commit), findings(snapshot))
    return results


def _verdicts(judged: JudgedState, findings: Callable[[Snapshot], Findings]) -> dict[str, Verdict]:
    """With what is odd of the state that was judged: another branch than the one that is named."""
    if judged.snapshot is None:
        return _without_snapshot(judged.state)
    found, state = findings(judged.snapshot).verdicts, judged.state
    if not state.error:
        return found
    odd = Evidence("visit", state.error, link=state.found_at, kind=Kind.VISIT, reason=state.status)
    return {name: replace(verdict, evidence=(*verdict.evidence, odd)) for name, verdict in found.items()}


def _note(results: Results, about: tuple[str, str, str], found: Findings) -> None:
    """Add what is noted without a verdict; a row without a value says that there is nothing."""
    traits = [TraitRecord(*about, str(TRAITS_VERSION), **asdict(trait)) for trait in found.traits]
    pins = [PinRecord(*about, str(PINS_VERSION), **asdict(pin)) for pin in found.pins]
    unlisted = [UnlistedRecord(*about, str(IMPORTS_VERSION), **asdict(package)) for package in found.unlisted]
    lines = [RequirementRecord(*about, str(LIST_VERSION), **asdict(line)) for line in found.lines]
    results.traits.extend(traits or [TraitRecord(*about, str(TRAITS_VERSION))])
    results.pins.extend(pins or [PinRecord(*about, str(PINS_VERSION))])
    results.unlisted.extend(unlisted or [UnlistedRecord(*about, str(IMPORTS_VERSION))])
    results.requirements.extend(lines or [RequirementRecord(*about, str(LIST_VERSION))])
    results.facts.extend(
        FactRecord(
            *about, str(FACTS_VERSION), name, told.outcome.value, told.reason or None, told.places, told.evidence
        )
        for name, told in found.facts.items()
    )


def _has_repository(paper: str, own: Repository, states: Sequence[JudgedState]) -> VerdictRecord:
    verdict = has_repository.judge(_NOT_MANUSCRIPT, [own])
    found = Verdict(verdict.outcome, (*verdict.evidence, *_original(states)))
    return _record(paper, "has_repository", found, own.origin, None)


def _original(states: Sequence[JudgedState]) -> Iterator[Evidence]:
    """What the deposit that is a paper's own today says it is a copy of."""
    for judged in states[:1]:
        if judged.snapshot and (original := copied_from(judged.snapshot)):
            quote = f"a copy of {original}"
            yield Evidence("visit: its record", quote, link=original, kind=Kind.VISIT, reason=judged.state.status)


def _never_visited(origin: str) -> JudgedState:
    return JudgedState(RepositoryState(origin, origin, None, None, "not visited", None, None), None)


def _without_snapshot(state: RepositoryState) -> dict[str, Verdict]:
    """What can be said of a repository that could not be looked into: nothing, or that there is nothing to judge.

    That it is gone today says nothing of a day that was looked back to.
    """
    evidence = (Evidence(f"visit: {state.status}", state.error or "", kind=Kind.VISIT, reason=state.status),)
    in_its_time = state.as_of in (None, state.visited_at)
    nothing = GONE_STATUSES if in_its_time else (NOT_CREATED_STATUS, FOLDER_NOT_FOUND)
    verdict = Verdict(Outcome.NA if state.status in nothing else Outcome.UNKNOWN, evidence)
    return dict.fromkeys(REPOSITORY_CRITERIA, verdict)


def paper_unjudged(inputs: PaperInputs, why: str) -> Results:
    """What can be said of a paper over which judging broke off: nothing, and ``why``."""
    records = [_record(inputs.key.paper, name, _unjudged(why), None, None) for name in PAPER_CRITERIA]
    return Results(verdicts=records)


def repository_unjudged(inputs: RepositoryInputs, why: str) -> Iterator[tuple[OwnerInputs, Results]]:
    """What can be said for each of its papers of a repository over which judging broke off."""
    for owner in inputs.owners:
        own, paper = owner.own[0], owner.key.paper
        states = inputs.states.get(own.origin, [])[:1] or [_never_visited(own.origin).state]
        judged = JudgedState(states[0], inputs.snapshots.get((states[0].found_at, states[0].head)))
        records = [_record(paper, name, _unjudged(why), own.origin, judged) for name in REPOSITORY_CRITERIA]
        yield owner, Results(verdicts=[_has_repository(paper, own, ()), *records])


def _unjudged(why: str) -> Verdict:
    return Verdict(Outcome.UNKNOWN, (Evidence("judging", why, kind=Kind.FAILURE),))


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


def _data_sets(paper: str, manuscript: Manuscript) -> list[DataSetRecord]:
    rule = str(public_data.VERSION)
    return [
        DataSetRecord(paper, use.name, use.access, use.role.value, use.purpose, use.page, use.sentence, rule)
        for use in public_data.uses(manuscript)
    ] or [DataSetRecord(paper)]
