"""Training: code that trains the paper's model."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty, nothing_to_train
from reprosurvey.analysis.reading.code import Source, left_behind, likely_first, sources
from reprosurvey.analysis.reading.commands import commands_to_train
from reprosurvey.analysis.reading.entry import may_start_by_name, nothing_starts, starter_of, starts_itself
from reprosurvey.analysis.reading.fitting import (
    LIKELY_WORDS,
    WORDS_OF_TRAINING,
    first_place,
    is_in_analysis,
    is_named_training,
)
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import Snapshot

DEFINITION = Definition(
    question="Is there code that trains the paper's model?",
    means=(
        "Code that builds the model with its losses and starts training, given a path to data: a script, a "
        "notebook, a documented entry point."
    ),
    counts=(
        "A loop that steps an optimiser on gradients, a call that fits a model, a subclass of a trainer with its "
        "training step, sampling or another estimation of a statistical model, evolution, learning by reinforcement, a "
        "command in a page, script or task that trains, also one that has a toolkit's training program run with the "
        "paper's settings; in any framework, in Python, R, MATLAB, Julia, Lua, and in compiled languages where the "
        "calls tell or a loop iterates the estimator that the program names, also inside a larger program. Whether it "
        "runs is not asked: missing modules and hard-coded paths do not make it a no. Of code that nothing was found "
        "to start, the evidence says so."
    ),
    does_not_count=(
        "An architecture or a loss alone; gradients without an optimiser's step (saliency maps); fitting of "
        "scalers and decompositions; a function that trains in a repository where nothing is started; unit tests; "
        "the training script of a vendored copy or a competing method; logs "
        "and results alone."
    ),
    advice="Share the script that trained the model, with the options that were used, and the command that starts it.",
    not_applicable=(
        f"{NOTHING_PUBLIC} Or there is nothing to train: the programs that are there run and none trains, and either "
        "no page and at most one program in five uses a framework of learning or speaks of a model that is learned (an "
        "algorithm, a test, a solver, a simulation, a measurement; a standard regression, least squares or a minimised "
        "cost is then an analysis or a solver's step), or they run language models of others and no page speaks of "
        "training one."
    ),
    unknown=(
        f"{NOT_LOOKED_INTO}, or programs and notebooks were too large to be kept and the others do not train, or most "
        "programs are in a language that is not read, or in a compiled one and speak of training without a call that "
        "tells, or the code is in a submodule."
    ),
)

VERSION = 9

PROGRAMS = 20
"""Programs that fit and that nothing starts, or that may be analyses, after which no other is looked at."""

_NOT_STARTED = "nothing was found that starts it"


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is code that starts training."""
    if nothing := empty(snapshot):
        return nothing
    started: dict[bool, tuple[Evidence, ...]] = {}
    for learned, evidence in islice(_evidence(snapshot), PROGRAMS):
        runs = _is_started(snapshot, evidence)
        if learned and runs:
            return Verdict(Outcome.YES, evidence)
        started.setdefault(runs, evidence)
    for command in commands_to_train(snapshot):
        return Verdict(Outcome.YES, (command.evidence(snapshot),))
    if nothing := nothing_to_train(snapshot):
        return nothing
    if analysis := started.get(True):
        return Verdict(Outcome.YES, analysis)
    if not_started := started.get(False):
        return Verdict(Outcome.NO, not_started[::-1])
    return absent(
        "programs and notebooks", "nothing steps an optimiser or fits a model", left_behind(snapshot, WORDS_OF_TRAINING)
    )


def _is_started(snapshot: Snapshot, evidence: tuple[Evidence, ...]) -> bool:
    """Whether something starts a program, or may do so by a name that is not to be seen."""
    return evidence[-1].kind is not Kind.ABSENCE or (may_start_by_name(snapshot) and not nothing_starts(snapshot))


def _evidence(snapshot: Snapshot) -> Iterator[tuple[bool, tuple[Evidence, ...]]]:
    """Each program that trains, with what starts it, and whether it is neither an analysis nor a solver."""
    for source in likely_first(sources(snapshot), is_named_training, LIKELY_WORDS):
        if source.is_unit_test or (place := first_place(source)) is None:
            continue
        evidence = snapshot.evidence(source.file, source.quote(place), source.line_in_file(place))
        yield not is_in_analysis(source, place), (evidence, *_start(snapshot, source, place))


def _start(snapshot: Snapshot, source: Source, place: int) -> tuple[Evidence, ...]:
    """What starts a program that trains but does not start itself, or that nothing does."""
    program = source.program
    at_once = not program.definitions or any(call.line == place and call.scope == "" for call in program.calls)
    if at_once or starts_itself(source):
        return ()
    starter = starter_of(snapshot, source)
    return (starter or Evidence("programs, scripts and pages", _NOT_STARTED, kind=Kind.ABSENCE),)
