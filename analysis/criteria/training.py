"""Training: code that trains the paper's model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.reading.code import Source, is_unit_test, partially_analysed, sources
from reprosurvey.analysis.reading.entry import starter_of, starts_itself
from reprosurvey.analysis.reading.first_party import unread
from reprosurvey.analysis.reading.languages import OTHER_LANGUAGES, PYTHON
from reprosurvey.analysis.reading.programs import separated
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.programs import Call
    from reprosurvey.analysis.subjects.snapshots import Snapshot

DEFINITION = Definition(
    question="Is there code that trains the paper's model?",
    means=(
        "Code that builds the model with its losses and starts training, given a path to data: a script, a "
        "notebook, a documented entry point."
    ),
    counts=(
        "A loop that steps an optimiser on gradients, a call that fits a model, a subclass of a trainer with its "
        "training step, a documented command that trains; in any framework, also inside a larger program; in "
        "languages of which only calls are read, a program named after training that calls something named after it. "
        "Whether it runs is not asked: missing modules and hard-coded paths do not make it a no. Of code that no "
        "program, script or page starts, the evidence says so."
    ),
    does_not_count=(
        "An architecture or a loss alone; gradients without an optimiser's step (saliency maps); fitting of "
        "scalers and decompositions; unit tests; the training script of a vendored copy or a competing method; logs "
        "and results alone."
    ),
    advice="Share the script that trained the model, with the options that were used, and the command that starts it.",
    not_applicable=NOTHING_PUBLIC,
    unknown=(
        f"{NOT_LOOKED_INTO}, or programs and notebooks were too large to be kept and the others do not train, or "
        "most are in a language of which no syntax tree is read, and they speak of training without a call that tells."
    ),
)

VERSION = 5

_MODEL = re.compile(
    r"model|net(?![a-z])|network|trainer|learn|classif|\bclf|regress|\bgan\b|autoencoder|\bvae|cnn|forest|svm|\bsv[cr]\b"
    r"|boost|xgb|gbm|estimator|pipe(?:line)?\b|grid|search|perceptron|lasso|ridge",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(
    r"fit_generator|train_on_batch|fit_one_cycle|fine_tune|apply_(?:gradients|optimizer)|optimize_loss|train_(?:step|batch)"
    r"|trainNetwork|trainnet"
    r"|launch_train_with_config|LightningCLI|sciml_train|cnn_train\w*|train(?:_detector|_segmentor)"
    r"|train\w*ObjectDetector|trainAutoencoder|trainSoftmaxLayer|fit[cr](?:svm|ecoc|ensemble|net|tree|linear)|TreeBagger"
)
_FITS_IN_R = re.compile(
    r"(?:cv\.)?glmnet|randomForest|ranger|xgb(?:oost|\.train)|gbm|svm|nnet|coxph|glm|lmer|fit|train|stan|(?:rstan::)?sampling"
)
_OPTIMISER = re.compile(r"optim|\bopt\b|opt_|_opt\b|adam|sgd|solver|trainer", re.IGNORECASE)
_GRADIENTS = frozenset({"backward", "manual_backward", "value_and_grad", "pullback"})
_FUNCTIONAL_GRADIENTS = frozenset({"jax.grad", "T.grad", "tt.grad", "tensor.grad", "theano.grad", "theano.tensor.grad"})
"""Functions that give gradients, which another then applies as updates."""
_UPDATES = re.compile(
    r"\b(?:updates\s*=|apply_updates|opt_update|updates\.(?:adam|sgd|rmsprop|adadelta|momentum)|adam\(|adadelta\()"
)
_FUNCTION_OPTIMISER = re.compile(r"optim\.(?:sgd|adam\w*|adagrad|adadelta|rmsprop|lbfgs|cg|nag)")
"""Those of Torch in Lua, which take the gradient themselves."""
_HOW_TO_FIT = re.compile(r"\b(?:nb_)?(?:epochs?|validation_data|validation_split|steps_per_epoch)\s*=")
"""Arguments that only networks are fitted with."""
ARGUMENTS_LINES = 5
"""Lines below a call in which its arguments may stand."""
_LEARNING_RATE = re.compile(r"\blearning_?rate|\blr\b", re.IGNORECASE)
_HANDLE = re.compile(r"=\s*@(?:cnn_train\w*)")
_NOT_STARTED = re.compile(r"\btrain\(\s*(?:\)|True\b|False\b|mode\b|(?:\w+\.)*training\b|not\b)")
"""How a module is told to behave as in training, which is no training."""
_TRAINER_BASE = re.compile(r"Trainer|LightningModule|^(?:pl\.)?Lightning|Learner")
_TRAINER_STEP = re.compile(r"^(?:training_step|run_iteration|train_step|run_training|train)$")
_NAMED_TRAINING = re.compile(r"^(?!.*(?:data|split|load|prepar|util|plot|set)).*(?:^|[-_. ])train", re.IGNORECASE)
_SPEAKS_OF_TRAINING = re.compile(r"train|fit|learn|optim|grad|epoch|backprop", re.IGNORECASE)
_COMMAND = re.compile(r"\b(?:nnUNet(?:v2)?_train|mmseg_train|tools/dist_train\.sh|caffe(?:\.bin)? train)\b")
_WORDS_OF_TRAINING = re.compile(
    r"(?<![a-z])train(?!ed)|epoch|learning.?rate|learn\w*\(|(?<![a-z])fit\w*\(|gibbs|mcmc|sampler", re.IGNORECASE
)
"""One of them stands in every program that trains, in any language."""
_WORDS = (
    "backward( value_and_grad pullback zero_grad .grad( apply_gradients apply_optimizer optimize_loss minimize( "
    "solver.s LightningCLI .fit( fit_ fine_tune train_on_batch train_step train_batch training_step "
    "run_iteration trainNetwork trainnet launch_train sciml_train cnn_train train_detector train_segmentor "
    "ObjectDetector trainAutoencoder trainSoftmax TreeBagger fitc fitr Trainer Learner optim. .train( train!( "
    "rainer.run("
).split()
"""One of them stands in every program in Python that trains."""


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is code that starts training."""
    if nothing := empty(snapshot):
        return nothing
    for source in sorted(sources(snapshot), key=lambda source: "train" not in source.file.path.lower()):
        if not is_unit_test(source) and (place := next(_places(source), None)):
            evidence = snapshot.evidence(source.file, source.quote(place), source.line_in_file(place))
            return Verdict(Outcome.YES, (evidence, *_start(snapshot, source, place)))
    for line in all_lines(snapshot):
        if _COMMAND.search(line.text):
            return Verdict(Outcome.YES, (snapshot.evidence(line.file, line.text, line.number),))
    return absent(
        "programs and notebooks",
        "nothing steps an optimiser or fits a model",
        [*unread(snapshot, *PYTHON), *partially_analysed(snapshot, _WORDS_OF_TRAINING)],
    )


def _start(snapshot: Snapshot, source: Source, place: int) -> tuple[Evidence, ...]:
    """What starts a program that trains but does not start itself, or that nothing does."""
    at_once = any(call.line == place and call.scope == "" for call in source.program.calls)
    if at_once or starts_itself(source):
        return ()
    starter = starter_of(snapshot, source)
    return (starter or Evidence("programs, scripts and pages", "nothing was found that starts it", kind=Kind.ABSENCE),)


def trains(source: Source) -> bool:
    """Whether a program trains a model."""
    return next(_places(source), None) is not None


def _places(source: Source) -> Iterator[int]:
    """The lines that train."""
    if source.is_python and not source.mentions(_WORDS):
        return
    yield from _training_calls(source)
    if source.file.suffix == ".m" and (handle := _HANDLE.search(source.text)):
        yield source.text.count("\n", 0, handle.start()) + 1
    if any(_TRAINER_BASE.search(base) for d in source.program.definitions for base in d.bases):
        yield from (d.line for d in source.program.definitions if _TRAINER_STEP.match(d.name))


def _training_calls(source: Source) -> Iterator[int]:
    """The lines of calls that train, by themselves or with an optimiser that steps elsewhere in the program."""
    calls = source.program.calls
    steps = any(map(_is_step, calls))
    explicit = any(call.last in _GRADIENTS for call in calls)
    for call in calls:
        if (steps and _takes_gradients(call, explicit)) or _is_updated(call, source) or _trains(call, source):
            yield call.line


def _is_step(call: Call) -> bool:
    return call.last in ("step", "minimize", "update") and not call.receiver.endswith("scheduler")


def _takes_gradients(call: Call, explicit: bool) -> bool:
    """Whether a call takes gradients; where no ``explicit`` one does, whether it sets an optimiser's to zero."""
    if call.last in _GRADIENTS:
        return True
    return call.last == "zero_grad" and not explicit and bool(_OPTIMISER.search(call.receiver))


def _is_updated(call: Call, source: Source) -> bool:
    """Whether a call gives gradients that the program applies as updates."""
    return call.name in _FUNCTIONAL_GRADIENTS and bool(_UPDATES.search(source.text))


def _trains(call: Call, source: Source) -> bool:
    """Whether a call trains by itself."""
    if call.last == "minimize":
        return _minimises(call, source)
    if call.last in ("step", "solve") and call.receiver.endswith("solver"):
        return "caffe" in source.text
    if _UNMISTAKABLE.fullmatch(call.last) or _FUNCTION_OPTIMISER.fullmatch(call.name):
        return True
    return _fits(call, source) or (not source.is_python and _trains_by_name(call, source))


def _minimises(call: Call, source: Source) -> bool:
    """Whether an optimiser does, rather than a function that finds the least of another."""
    quote = source.quote(call.line)
    chained = ").minimize(" in quote and bool(_OPTIMISER.search(quote))
    return not call.receiver.endswith("optimize") and (bool(_OPTIMISER.search(call.receiver)) or chained)


def _trains_by_name(call: Call, source: Source) -> bool:
    """Whether a call in a language that is read by its calls alone trains."""
    if source.file.suffix == ".r" and _FITS_IN_R.fullmatch(call.name):
        return True
    if call.last == "backward" and "backward" not in call.scope and _LEARNING_RATE.search(source.text):
        return True
    named = source.file.suffix in OTHER_LANGUAGES and _NAMED_TRAINING.search(separated(source.file.name))
    return bool(named and _SPEAKS_OF_TRAINING.search(call.last))


def _fits(call: Call, source: Source) -> bool:
    if call.last == "fit":
        return bool(_MODEL.search(call.receiver)) or any(
            map(_HOW_TO_FIT.search, source.lines[call.line - 1 : call.line + ARGUMENTS_LINES])
        )
    if call.last == "run":
        return call.receiver.lower().endswith("trainer")
    if call.last in ("train", "train!"):
        if re.search(r"trainer|Flux|xgb|lgb|Train", call.receiver):
            return True
        is_model = re.search(
            r"estimator|runner|engine|booster|learner|detector|model|yolo", call.receiver, re.IGNORECASE
        )
        return bool(is_model) and not _NOT_STARTED.search(source.quote(call.line))
    return False
