"""Training: code that trains the paper's model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.criteria.code import Call, Source, sources
from analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from analysis.criteria.own import absent, empty, unread
from analysis.criteria.readme import all_lines
from analysis.verdicts import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.snapshots import Snapshot

DEFINITION = Definition(
    question="Is there code that trains the paper's model?",
    means=(
        "Code that builds the model with its losses and starts training, given a path to data: a script, a "
        "notebook, a documented entry point."
    ),
    counts=(
        "A loop that steps an optimiser on gradients, a call that fits a model, a subclass of a trainer with its "
        "training step, a documented command that trains; in any framework, also inside a larger program. Whether "
        "it runs is not asked: missing modules and hard-coded paths do not make it a no."
    ),
    does_not_count=(
        "An architecture or a loss alone; gradients without an optimiser's step (saliency maps); fitting of "
        "scalers and decompositions; the training script of a vendored copy or a competing method; logs and "
        "results alone."
    ),
    advice="Share the script that trained the model, with the options that were used, and the command that starts it.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}, or programs and notebooks were too large to be kept and the others do not train.",
)

VERSION = 1

_MODEL = re.compile(
    r"model|net\b|net\d|network|trainer|learn|classifier|\bclf|regressor|\bgan\b|autoencoder|\bvae|cnn|forest|svm|booster",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(
    r"fit_generator|train_on_batch|fit_one_cycle|fine_tune|apply_gradients|train_step|train_batch|trainNetwork|trainnet"
    r"|launch_train_with_config"
)
_TRAINER_BASE = re.compile(r"Trainer|LightningModule|^(?:pl\.)?Lightning|Learner")
_TRAINER_STEP = re.compile(r"^(?:training_step|run_iteration|train_step|run_training|train)$")
_COMMAND = re.compile(r"\b(?:nnUNet(?:v2)?_train|mmseg_train|tools/dist_train\.sh)\b")


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is code that starts training."""
    if nothing := empty(snapshot):
        return nothing
    programs = sources(snapshot)
    if evidence := [e for source in programs if (e := next(_evidence(snapshot, source), None))]:
        preferred = sorted(evidence, key=lambda e: "train" not in e.place.lower())
        return Verdict(Outcome.YES, tuple(preferred[:3]))
    for line in all_lines(snapshot):
        if _COMMAND.search(line.text):
            return Verdict(Outcome.YES, (snapshot.evidence(line.file, line.text, line.number),))
    return absent(
        "programs and notebooks", "nothing steps an optimiser or fits a model", unread(snapshot, ".py", ".ipynb")
    )


def _evidence(snapshot: Snapshot, source: Source) -> Iterator[Evidence]:
    calls = source.program.calls
    steps = any(
        call.last in ("step", "minimize", "update") and not call.receiver.endswith("scheduler") for call in calls
    )
    for call in calls:
        backward = call.last in ("backward", "manual_backward", "value_and_grad") and steps
        symbolic = call.last == "minimize" and re.search(
            r"optim|adam|sgd|solver|trainer", call.receiver + source.quote(call.line), re.IGNORECASE
        )
        if backward or symbolic or _UNMISTAKABLE.fullmatch(call.last) or _fits(call):
            yield snapshot.evidence(source.file, source.quote(call.line), source.line_in_file(call.line))
    if any(_TRAINER_BASE.search(base) for d in source.program.definitions for base in d.bases):
        for definition in source.program.definitions:
            if _TRAINER_STEP.match(definition.name):
                line = definition.line
                yield snapshot.evidence(source.file, source.quote(line), source.line_in_file(line))


def _fits(call: Call) -> bool:
    if call.last == "fit":
        return bool(_MODEL.search(call.receiver))
    return call.last in ("train", "train!") and bool(re.search(r"trainer|Flux|xgb|lgb|Train", call.receiver))
