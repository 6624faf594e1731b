"""Evaluation: code that evaluates the trained model, or predicts with it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.reading.code import Source, left_behind, likely_first, sources
from reprosurvey.analysis.reading.commands import commands, commands_to_evaluate
from reprosurvey.analysis.reading.entry import nothing_starts, starter_of
from reprosurvey.analysis.reading.first_party import first_party_files
from reprosurvey.analysis.reading.fitting import trains
from reprosurvey.analysis.reading.metrics import (
    COUNTED,
    NAMES_REMEMBERED,
    is_held_out_result,
    is_loss,
    is_metric,
    is_result,
    is_score,
)
from reprosurvey.analysis.reading.no_training import trains_nothing
from reprosurvey.analysis.reading.programs import is_called_on_expression, separated
from reprosurvey.analysis.reading.results import drawn, may_show, put_out, shown
from reprosurvey.analysis.reading.running import is_prediction, loads, may_run, predicts
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reprosurvey.analysis.reading.programs import Call
    from reprosurvey.analysis.subjects.snapshots import Snapshot

DEFINITION = Definition(
    question="Is there code that evaluates the trained model?",
    means="Code that evaluates the trained model with metrics, or a demo that predicts.",
    counts=(
        "A program for testing, evaluation, prediction, inference or generation that loads a model or predicts; any "
        "program that loads a trained model and runs it without training; metrics that are computed on held-out data "
        "or on stored predictions, also inside the training program; a comparison by a metric in a notebook, or in a "
        "program that does not train; errors against the truth, simulations, and figures or tables of results by a "
        "program that is started; a framework's evaluation call; a command that tests or predicts; where nothing "
        "is to be trained, what a program that is started says, shows or stores."
    ),
    does_not_count=(
        "A loss curve, or validation that gives the loss alone; figures of the data; a function that only tells a "
        "model "
        "to behave as in use; metrics that are defined and never called on "
        "predictions; a metric that is only monitored while training; unit tests; code of a vendored copy."
    ),
    advice="Share the script that computes the numbers of the paper from a checkpoint, or a demo on one example.",
    not_applicable=NOTHING_PUBLIC,
    unknown=(
        f"{NOT_LOOKED_INTO}, or programs and notebooks were too large to be kept and the others do not evaluate, or "
        "most programs are in a language that is not read, or in a compiled one and speak of evaluation without a "
        "call "
        "that tells, or the code is in a submodule."
    ),
)

VERSION = 9

_PROGRAM = re.compile(
    r"(?:^|[-_. \d])(?:test|testing|eval|evaluat(?:e|ions?|ing)|valid|validate|validation|predict|predictions?|infer"
    r"|inference|demo|score|scoring|benchmark|apply)(?:[-_. \d]|$)",
    re.IGNORECASE,
)
_CALCULATES = re.compile(r"calc|comput|measur", re.IGNORECASE)
_STARTED = re.compile(r"\bpython[\d.]*\s+(?:\S{1,200}/)?(?P<program>[\w-]{1,200}\.py)\b(?P<options>.{0,500})")
_TO_EVALUATE = re.compile(
    r"(?:^\s+|\s--?(?:do_)?|\s--?(?:mode|phase|task|stage|action|run)[ =]['\"]?)"
    r"(?:test|eval|evaluate|evaluation|predict|infer|inference|demo)(?=[\s'\"`)]|$)"
)
"""The first argument, an option, or what an option sets."""
_HELPER = re.compile(
    r"util|helper|data|config|option|loader|preprocess|split|speed|flops|fps|latency|unit_?test|loss", re.IGNORECASE
)
_PREPARES = re.compile(
    r"feature|embed|extract|convert|export|preprocess|pretrain|util|helper|data|loader", re.IGNORECASE
)
_HELD_OUT = re.compile(r"test|eval|valid", re.IGNORECASE)
_OF_HELD_OUT = re.compile(r"[(,]\s*(?:[xy]_?)?(?:test|testing|val|valid|validation|dev)(?:_(?!mask)|\b)", re.IGNORECASE)
_SCOPE = re.compile(r"test|predict|infer|demo|result", re.IGNORECASE)
_WORDS = re.compile(
    r"evaluat|test|predict|infer|metric|measure|accura|error|score|dice|\biou\b|\bauc\b|psnr|ssim|demo|forward",
    re.IGNORECASE,
)
"""One of them stands in every program that evaluates."""
_LIKELY_WORDS = Words("eval(", "evaluate", "predict", "no_grad", "accuracy", "savefig", "ggsave")
_DEFINES_OPTION = re.compile(r"add_argument\Z|DEFINE_")
_OPTION = re.compile(
    r"""['"]--?(?:do[_-])?(?:test|eval|evaluate|predict|infer|inference|demo)(?:[_-]only)?['"]"""
    r"""|choices.*['"](?:test|eval|evaluate|predict|infer|inference|play|demo)['"]"""
    r"""|\b(?:mode|task|phase|action|stage)\b.*['"](?:test|eval|evaluate|predict|infer|inference|demo)['"]""",
    re.IGNORECASE,
)
_WORKER = re.compile(
    r"(?:Infer(?:er|Task|ence(?:Processor|Engine|Runner|Pipeline)\w*)|Evaluator|Tester)$|^(?:Offline|Default"
    r"|nnUNet)?Predictor$"
)
_WORKERS = Words("Infer", "Evaluator", "Tester", "Predictor")
"""Of which one stands in the name of every worker."""
_TESTED = re.compile(r"model|trainer|runner|tester|evaluator|engine|learner|net\b", re.IGNORECASE)
_NO_MEASURE = re.compile(
    r"(?:set|plot|add|print|init\w*|create|build|make|draw|show|save|load|log|write|reset|register|visuali[sz]e|display"
    r"|configure|import|download|parse|append|define)_|\w+_(?:plot|logger|callback|config|init|dataset|loader)s?$",
    re.IGNORECASE,
)
"""What has a metric in its name and does something else with it."""
_MODES = frozenset({"eval", "train", "to", "cuda", "cpu", "device", "no_grad", "print"})
_EVALUATES = re.compile(
    r"evaluate_generator|test_step|test_on_batch|_?run_eval(?:uation)?_(?:phase|loop|episodes?)"
    r"|(?:eval|evaluate|test|validate)_(?:policy|policies|agents?|episodes?|rollouts?)"
)
_SPEAKS_OF_EVALUATION = re.compile(
    r"evaluat|predict|infer|classif|segment|(?<!feed)forward|measure|metric", re.IGNORECASE
)
_RUNS_EVALUATION = re.compile(r"evaluate$|eval(?:uate)?_|compute_\w*metrics?$|run_(?:eval|inference|test)")
_GENERATOR = re.compile(
    r"(?:^|[-_. ])(?:generate|sample|sampling|reconstruct|synthesi[sz]e|segment|translate)(?:[-_. ]|$)", re.IGNORECASE
)


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is code that evaluates or predicts."""
    if nothing := empty(snapshot):
        return nothing
    if evidence := next(chain(_in_programs(snapshot), _in_commands(snapshot), _given_without_training(snapshot)), None):
        return Verdict(Outcome.YES, (evidence,))
    return absent(
        "programs and notebooks",
        "nothing predicts or computes metrics on predictions",
        left_behind(snapshot, _WORDS),
    )


def _in_programs(snapshot: Snapshot) -> Iterator[Evidence]:
    for source in likely_first(sources(snapshot), _is_named, _LIKELY_WORDS):
        if not source.is_unit_test and _can_be_run(snapshot, source):
            yield from _evidence(snapshot, source)


def _in_commands(snapshot: Snapshot) -> Iterator[Evidence]:
    programs = {file.name for file in first_party_files(snapshot)}
    told = (command for command in commands(snapshot) if _is_started_to_evaluate(command.text, programs))
    for command in chain(told, commands_to_evaluate(snapshot)):
        yield command.evidence(snapshot)


def _given_without_training(snapshot: Snapshot) -> Iterator[Evidence]:
    """Where a program says, shows or stores what it computed, in a repository that has nothing to train.

    What an algorithm puts out is the paper's result.
    """
    for source in sources(snapshot) if trains_nothing(snapshot) else ():
        for line in () if source.is_unit_test else put_out(source):
            yield snapshot.evidence(source.file, source.quote(line), source.line_in_file(line))


def _can_be_run(snapshot: Snapshot, source: Source) -> bool:
    """Whether a program may be part of something that is run: where nothing is, only what a page names is."""
    return _is_named(source) or not nothing_starts(snapshot) or starter_of(snapshot, source) is not None


def _is_started_to_evaluate(text: str, programs: set[str]) -> bool:
    """Whether a line starts one of the repository's own programs, telling it to test, evaluate or predict."""
    return any(
        command["program"] in programs and _TO_EVALUATE.search(command["options"])
        for command in _STARTED.finditer(text)
    )


def _is_named(source: Source) -> bool:
    """Whether a program is named after evaluation."""
    stem = separated(source.file.name.rsplit(".", 1)[0])
    measures = _CALCULATES.search(stem) and is_metric(stem)
    return bool(measures or _PROGRAM.search(stem)) and not _HELPER.search(stem)


def _generates(source: Source) -> bool:
    """Whether a program is named after what a trained model puts out."""
    return bool(_GENERATOR.search(source.file.name.rsplit(".", 1)[0])) and not _HELPER.search(source.file.name)


def _evidence(snapshot: Snapshot, source: Source) -> Iterator[Evidence]:
    for line in _places(source):
        yield snapshot.evidence(source.file, source.quote(line), source.line_in_file(line))
    if any(True for _ in drawn(source)) and (starter := starter_of(snapshot, source)):
        yield starter


def _places(source: Source) -> Iterator[int]:
    """The lines that evaluate."""
    if not (_is_spoken_of(source) or may_show(source)):
        return
    calls = source.program.calls
    named = _is_named(source)
    runs = any(predicts(call) or loads(call) for call in calls)
    evaluating = (call for call in calls if _evaluates(call, source, named, runs))
    yield from (call.line for call in chain(evaluating, _applied(source, calls), _compared(source, calls)))
    yield from _counted(source)
    yield from (d.line for d in source.program.definitions if any(map(_WORKER.search, d.bases)))
    yield from shown(source)


def _is_spoken_of(source: Source) -> bool:
    """Whether a program in Python calls or defines what may evaluate: a cheap question before it is parsed."""
    return not source.is_python or any(map(_may_evaluate, source.called)) or _WORKERS.stand_in(source.text)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _may_evaluate(name: str) -> bool:
    """Whether a call of a name, as :func:`called_in` has it, may evaluate, be it in some programs."""
    receiver, dot, last = name.rpartition(".")
    if last == "run":
        return "sess" in receiver or is_called_on_expression(name)
    if last in ("evaluate", "test", "validate"):
        return bool(dot) or is_metric(last) or _runs_evaluation(last)
    evaluates = _is_evaluation(last) or _runs_evaluation(last) or is_score(last) or is_metric(last)
    return evaluates or last == "score" or may_run(name) or bool(_DEFINES_OPTION.match(last))


def _counted(source: Source) -> Iterator[int]:
    """The line that counts what a model in use got right."""
    used = any(call.last == "eval" and call.receiver for call in source.program.calls)
    if used and "correct" in source.text.lower() and (found := COUNTED.search(source.text)):
        yield source.text.count("\n", 0, found.start()) + 1


def _evaluates(call: Call, source: Source, named: bool, runs: bool) -> bool:
    """Whether a call evaluates, in a program that is ``named`` after it or that ``runs`` a model."""
    if _is_evaluation(call.last) or _tests_model(call, source):
        return True
    if _DEFINES_OPTION.match(call.last):
        return bool(_OPTION.search(source.quote(call.line)))
    if _runs_model(call):
        return (named or _is_for_results(call, source)) and not _is_stub(call, source)
    return _gives_results(call, source, named) or _measures(call, source, named, runs)


def _tests_model(call: Call, source: Source) -> bool:
    """Whether a call asks a model for its score on held-out data, or has it tested."""
    if call.last == "score":
        return call.several and bool(_OF_HELD_OUT.search(source.quote(call.line)))
    if call.last not in ("evaluate", "test", "validate"):
        return False
    return bool(_TESTED.search(call.receiver) or (call.receiver and _OF_HELD_OUT.search(source.quote(call.line))))


def _runs_model(call: Call) -> bool:
    return predicts(call) or (call.last == "run" and "sess" in call.receiver)


def _is_stub(call: Call, source: Source) -> bool:
    """Whether a function tells a model to behave as in use, and does nothing with it."""
    return (
        call.last == "eval"
        and bool(call.scope)
        and not any(
            other.scope.startswith(call.scope) and other.last not in _MODES and other.line >= call.line
            for other in source.program.calls
        )
    )


def _is_for_results(call: Call, source: Source) -> bool:
    """Whether a model is run for what it puts out: by the function in which it is, or by the name of the result."""
    passes_on = call.scope.rpartition(".")[2] == call.last
    return (bool(_SCOPE.search(call.scope)) and not passes_on) or is_held_out_result(source.quote(call.line))


def _serves_evaluation(call: Call, source: Source) -> bool:
    """Whether a call in a program that is named after evaluation evaluates."""
    if loads(call) or _runs_evaluation(call.last):
        return True
    return source.language not in ("", "python") and bool(_SPEAKS_OF_EVALUATION.search(call.last))


def _gives_results(call: Call, source: Source, named: bool) -> bool:
    """Whether a call serves evaluation in a program ``named`` after it, loads a model to generate with it, or computes
    a score as the program is run.
    """
    if named and _serves_evaluation(call, source):
        return True
    if loads(call) and _generates(source):
        return True
    return call.scope == "" and is_score(call.last) and "train" not in source.quote(call.line)


def _measures(call: Call, source: Source, named: bool, runs: bool) -> bool:
    """Whether a call computes a metric, by its own name or by what its result is called, outside of a loss."""
    quote = source.quote(call.line)
    if is_loss(source.file.path):
        return False
    if is_metric(call.last):
        measures = named or (runs and "train" not in quote)
    else:
        measures = runs and _is_measured(call, quote, named)
    if not measures or _NO_MEASURE.match(separated(call.last)):
        return False
    return not _is_of_loss(call, quote.partition("=")[0])


def _is_measured(call: Call, quote: str, named: bool) -> bool:
    """Whether what a call gives is called a result, of held-out data or in a place that is named after evaluation."""
    if is_held_out_result(quote):
        return True
    return is_result(quote) and (named or bool(_HELD_OUT.search(f"{call.scope} {call.last}")))


def _is_of_loss(call: Call, target: str) -> bool:
    return is_loss(call.name) or is_loss(call.scope) or (is_loss(target) and not is_metric(target))


def _applied(source: Source, calls: Sequence[Call]) -> Iterator[Call]:
    """What runs loaded weights: in a program to be started that does not train, or in a function that does both.

    A program that loads a model to take its features, or to prepare data with it, does not evaluate the paper's.
    """
    loading = {call.scope for call in filter(loads, calls)}
    if not loading or _PREPARES.search(source.file.path) or not _is_started(source, calls):
        return
    training = trains(source)
    for call in calls:
        here = is_prediction(call.last) and call.scope in loading
        if here or (not training and _predicts_or_stills(call, source)):
            yield call


def _predicts_or_stills(call: Call, source: Source) -> bool:
    """Whether a call predicts, or tells a model to behave as in use; in Lua and C++ a model is run by its method."""
    still = call.last in ("train", "set_grad_enabled") and "(False)" in source.quote(call.line)
    runs = call.last == "forward" and not source.is_python
    return predicts(call) or still or runs


def _compared(source: Source, calls: Sequence[Call]) -> Iterator[Call]:
    """Where a program to be started compares two things by a metric and calls the result so.

    In programs that train, other than notebooks, they have to be named after held-out data.
    """
    path = source.file.path
    comparing = [call for call in calls if _compares(call)]
    if not comparing or is_loss(path) or _PREPARES.search(path) or not _is_started(source, calls):
        return
    held_out = source.file.suffix != ".ipynb" and trains(source)
    for call in comparing:
        if _is_called_result(source.quote(call.line), held_out):
            yield call


def _compares(call: Call) -> bool:
    """Whether a call is given two things to measure, within no metric or loss."""
    measures = call.several and (is_metric(call.last) or _runs_evaluation(call.last))
    return measures and not is_metric(call.scope) and not is_loss(call.name)


def _is_called_result(quote: str, held_out: bool) -> bool:
    """Whether a line calls what it computes a result, with ``held_out`` one on data of that name."""
    return is_result(quote) and "train" not in quote and (not held_out or bool(_OF_HELD_OUT.search(quote)))


def _is_started(source: Source, calls: Sequence[Call]) -> bool:
    """Whether a program is one to be started, rather than one that others import."""
    return (
        source.file.suffix == ".ipynb"
        or (not source.is_python and not source.program.definitions)
        or "__main__" in source.text
        or any(call.scope == "" and (call.last == "parse_args" or loads(call)) for call in calls)
    )


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_evaluation(name: str) -> bool:
    return bool(_EVALUATES.fullmatch(separated(name).lower()) or _WORKER.search(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _runs_evaluation(name: str) -> bool:
    return bool(_RUNS_EVALUATION.match(separated(name)))
