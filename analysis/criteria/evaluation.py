"""Evaluation: code that evaluates the trained model, or predicts with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.criteria.code import PYTHON, Call, Source, half_read, sources
from analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from analysis.criteria.own import absent, empty, unread
from analysis.verdicts import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.snapshots import Snapshot

DEFINITION = Definition(
    question="Is there code that evaluates the trained model?",
    means="Code that evaluates the trained model with metrics, or a demo that predicts.",
    counts=(
        "A program for testing, evaluation, prediction, inference or generation that loads a model or predicts; "
        "metrics that are computed on held-out data or on stored predictions, also inside the training program; the "
        "evaluation call of a framework."
    ),
    does_not_count=(
        "A loss curve, or validation that gives the loss alone; metrics that are defined and never called on "
        "predictions; a metric that is only monitored while training; unit tests; code of a vendored copy."
    ),
    advice="Share the script that computes the numbers of the paper from a checkpoint, or a demo on one example.",
    not_applicable=NOTHING_PUBLIC,
    unknown=(
        f"{NOT_LOOKED_INTO}, or programs and notebooks were too large to be kept and the others do not evaluate, or "
        "most are in a language of which no syntax tree is read, and what they call does not tell."
    ),
)

VERSION = 3

NAMES_REMEMBERED = 4_096
"""Names of calls of which it is remembered what they mean."""

_PROGRAM = re.compile(
    r"(?:^|[-_. \d])(?:test|eval|evaluate|evaluation|valid|validate|validation|predict|prediction|infer|inference|demo"
    r"|score|scoring|benchmark)(?:[-_. \d]|$)",
    re.IGNORECASE,
)
_HELPER = re.compile(r"util|helper|data|config|option|loader|preprocess|split", re.IGNORECASE)
_UNIT_TEST = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:conftest|unittest|\w+_test)\.py$")
_TEST_RUNNERS = frozenset({"pytest", "unittest"})
_HELD_OUT = re.compile(r"test|eval|valid", re.IGNORECASE)
_SCOPE = re.compile(r"test|predict|infer|demo|result", re.IGNORECASE)
_OPTION = re.compile(
    r"""['"]--?(?:do[_-])?(?:test|eval|evaluate|predict|infer|inference|demo)(?:[_-]only)?['"]"""
    r"""|choices.*['"](?:test|eval|evaluate|predict|infer|inference|play|demo)['"]"""
    r"""|\b(?:mode|task|phase|action|stage)\b.*['"](?:test|eval|evaluate|predict|infer|inference|demo)['"]""",
    re.IGNORECASE,
)
_WORKER = re.compile(
    r"(?:Infer(?:er|Task|ence(?:Processor|Engine|Runner|Pipeline)\w*)|Evaluator|Tester)$|^(?:Offline|Default|nnUNet)?Predictor$"
)
_LOADS = re.compile(
    r"^(?:load|restore|build|get|create)_?\w*(?:model|net|network|checkpoint|weights|state_dict|generator)$|^restore$"
    r"|^load_from_checkpoint$|^InferenceSession$|^model_from_json$"
)
_PREDICTS = re.compile(
    r"predict(?:_generator|_on_batch|_proba|_step)?|sliding_window_inference|no_grad|inference_mode|InferenceSession"
)
_EVALUATES = re.compile(r"evaluate_generator|test_step|test_on_batch")
_RUNS_EVALUATION = re.compile(r"evaluate(?:_|$)|compute_\w*metrics?$|run_(?:eval|inference|test)")
_METRIC = re.compile(
    r"""(?:\b|_)(?:dice|dsc|dc|jaccard|m?iou|hd|hd95|asd|assd|hausdorff\w*|auc|auroc|roc|f1_?score|fscore|precision|recall
    |sensitivity|specificity|accuracy|psnr|ssim|n?mse|n?rmse|bleu|kappa|aji|fid|ece|confusion|classification_report
    |mean_(?:squared|absolute)_error|surface_distances?|corrcoef|pearsonr|average_precision)(?:_|\d|\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_SCORES = re.compile(
    r"(?:precision|recall|f1|fbeta|accuracy|balanced_accuracy|roc_auc|average_precision|cohen_kappa|jaccard)_score"
    r"|confusion_matrix|classification_report|roc_curve|precision_recall_curve|matthews_corrcoef"
)
"""Metrics that by their names are scikit-learn's."""
_GENERATOR = re.compile(
    r"(?:^|[-_. ])(?:generate|sample|sampling|reconstruct|synthesi[sz]e|segment|translate)(?:[-_. ]|$)", re.IGNORECASE
)
_RESULT = re.compile(r"[\w\s,.\[\]'\"]{1,200}=(?!=)")
_COUNTED = re.compile(
    r"^[ \t]*(?!\w*train)\w*acc(?:uracy)?\w*[ \t]*=(?!=).{0,100}\b\w*correct\w*\b.{0,100}/",
    re.MULTILINE | re.IGNORECASE,
)
"""An accuracy as a share of correct answers."""
_LOSS = re.compile(r"loss|criterion", re.IGNORECASE)


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is code that evaluates or predicts."""
    if nothing := empty(snapshot):
        return nothing
    for source in sorted(sources(snapshot), key=lambda source: not _is_named(source)):
        if not _is_unit_test(source) and (evidence := next(_evidence(snapshot, source), None)):
            return Verdict(Outcome.YES, (evidence,))
    return absent(
        "programs and notebooks",
        "nothing predicts or computes metrics on predictions",
        [*unread(snapshot, *PYTHON), *half_read(snapshot)],
    )


def _is_named(source: Source) -> bool:
    """Whether a program is named after evaluation."""
    stem = source.file.name.rsplit(".", 1)[0]
    return bool(_PROGRAM.search(stem)) and not _HELPER.search(stem)


def _generates(source: Source) -> bool:
    """Whether a program is named after what a trained model puts out."""
    return bool(_GENERATOR.search(source.file.name.rsplit(".", 1)[0])) and not _HELPER.search(source.file.name)


def _is_unit_test(source: Source) -> bool:
    if _UNIT_TEST.search(source.file.path):
        return True
    return source.mentions(_TEST_RUNNERS) and not _TEST_RUNNERS.isdisjoint(source.imports)


def _evidence(snapshot: Snapshot, source: Source) -> Iterator[Evidence]:
    named = _is_named(source)
    calls = source.program.calls
    runs = any(_predicts(call) or _loads(call) for call in calls)
    for call in calls:
        if _evaluates(call, source, named, runs):
            yield snapshot.evidence(source.file, source.quote(call.line), source.line_in_file(call.line))
    if any(call.last == "eval" and call.receiver for call in calls) and (found := _COUNTED.search(source.text)):
        line = source.text.count("\n", 0, found.start()) + 1
        yield snapshot.evidence(source.file, source.quote(line), source.line_in_file(line))
    for definition in source.program.definitions:
        if any(_WORKER.search(base) for base in definition.bases):
            line = definition.line
            yield snapshot.evidence(source.file, source.quote(line), source.line_in_file(line))


def _evaluates(call: Call, source: Source, named: bool, runs: bool) -> bool:
    """Whether a call evaluates, in a program that is ``named`` after it or that ``runs`` a model."""
    if _is_evaluation(call.last):
        return True
    if call.last in ("evaluate", "test", "validate") and re.search(r"model|trainer|net\b", call.receiver):
        return True
    if call.last == "add_argument":
        return bool(_OPTION.search(source.quote(call.line)))
    if _predicts(call) or (call.last == "run" and "sess" in call.receiver):
        return named or bool(_SCOPE.search(call.scope))
    if _loads(call) and _generates(source):
        return True
    if call.scope == "" and _is_score(call.last) and "train" not in source.quote(call.line):
        return True
    if named and (_loads(call) or _RUNS_EVALUATION.match(call.last)):
        return True
    return _measures(call, source.quote(call.line), named, runs)


def _measures(call: Call, quote: str, named: bool, runs: bool) -> bool:
    """Whether a call computes a metric, by its own name or by what its result is called."""
    if not (named or runs) or call.last.startswith(("set_", "plot_", "add_", "print_")):
        return False
    if _LOSS.search(call.name) or _LOSS.search(call.scope):
        return False
    if _is_metric(call.last):
        return named or "train" not in quote
    result = _RESULT.match(quote) if runs and (named or _HELD_OUT.search(call.scope)) else None
    return bool(result and _METRIC.search(result[0]) and not _LOSS.search(result[0]))


def _predicts(call: Call) -> bool:
    return _is_prediction(call.last) or (call.last == "eval" and bool(call.receiver))


def _loads(call: Call) -> bool:
    return _is_load(call.last) or call.name == "torch.load"


# Programs call the same few functions again and again: what a name means is found once.


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_evaluation(name: str) -> bool:
    return bool(_EVALUATES.fullmatch(name) or _WORKER.search(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_metric(name: str) -> bool:
    return bool(_METRIC.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_score(name: str) -> bool:
    return bool(_SCORES.fullmatch(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_prediction(name: str) -> bool:
    return bool(_PREDICTS.fullmatch(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_load(name: str) -> bool:
    return bool(_LOADS.search(name))
