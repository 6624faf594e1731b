"""Where programs train or fit a model: the idioms of frameworks, by what is called and what is done with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.fitting_names import (
    COMPILED_FITS,
    EPOCH,
    FITS_BY_LANGUAGE,
    NO_MODEL,
    NOT_FITTED,
    RUN_BY_FRAMEWORK,
    SAMPLES_BY_FRAMEWORK,
    is_estimation,
    is_unmistakable,
    looks_at_draws,
)
from reprosurvey.analysis.reading.metrics import NAMES_REMEMBERED
from reprosurvey.analysis.reading.programs import is_called_on_expression, separated
from reprosurvey.analysis.reading.solving import may_be_analysis
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.reading.written_out import iterated, written_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.reading.programs import Call

_MODEL = re.compile(
    r"model|net(?![a-z])|network|trainer|learn|classif|\bclf|regress|\breg\b|\bgan\b|autoencoder|\bvae|cnn|forest|svm"
    r"|\bsv[cr]\b"
    r"|boost|xgb|gbm|estimator|pipe(?:line)?\b|grid|search|perceptron|lasso|ridge|module|\bmod\b|sampler|\bgp\b"
    r"|bayes|tuner",
    re.IGNORECASE,
)
_OPTIMISER = re.compile(r"optim|\bopt\b|opt_|_opt\b|adam|sgd|solver|trainer", re.IGNORECASE)
_TAKES_BY_ITSELF = frozenset(
    "backward manual_backward value_and_grad filter_value_and_grad pullback withgradient".split()
)
"""Functions whose names tell of an optimiser."""
_GRADIENTS = _TAKES_BY_ITSELF | {"gradient", "grad", "filter_grad"}
"""These, and those that may take a gradient for anything."""
_FUNCTION_OPTIMISER = re.compile(r"optim\.(?:sgd|adam\w*|adagrad|adadelta|rmsprop|lbfgs|cg|nag)")
"""Those of Torch in Lua, which take the gradient themselves."""
_STEPPERS = frozenset({"adam", "sgd", "rmsprop", "adagrad", "adadelta", "momentum", "gradient_descent"})
_HOW_TO_STEP = re.compile(r"\b(?:num_iters|step_size|n_iters?|max_iters?|callback)\s*=|\bgrad")
"""What optimisers are given that are functions and make all steps themselves."""
_UPDATES = re.compile(
    r"\b(?:updates\s*=|apply_updates|opt_update|updates\.(?:adam|sgd|rmsprop|adadelta|momentum)|adam\(|adadelta\("
    r"|update!\("
    r"|tree_?(?:multi)?map\(|(?:lr|learning_rate|step_size|alpha|eta)\s*\*)|-\s*(?:0?\.\d+|1e-\d)\s*\*"
)
_HOW_TO_FIT = re.compile(r"\b(?:nb_)?(?:epochs?|validation_data|validation_split|steps_per_epoch|total_timesteps)\s*=")
"""Arguments that only networks are fitted with."""
ARGUMENTS_LINES = 5
"""Lines below a call in which its arguments may stand."""
_LEARNING_RATE = re.compile(r"\blearning_?rate|\blr\b", re.IGNORECASE)
_NOT_STARTED = re.compile(r"\btrain\(\s*(?:\)|True\b|False\b|mode\b|(?:\w+\.)*training\b|not\b)")
"""How a module is told to behave as in training, which is no training."""
_A_TRAINER = r"[\w.]{0,60}(?:Trainer|Runner|Algorithm)\("
_RUNNER = re.compile(
    r"trainer|\balgo(?:rithm)?\b|runner|Flux|xgb|lgb|Train|infer|inference|posterior|simulations|\bn[plr]e\b"
    r"|snpe",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    r"estimator|engine|booster|learner|detector|model|yolo|algo|agent|policy|\bnn\b|net|\bvae\b", re.IGNORECASE
)
_GIVEN_TO_TRAIN = re.compile(r"optim|scheduler|loader|data(?!base)|replay|buffer|batch|epoch", re.IGNORECASE)
"""What a function is given that trains, among other things."""
_TRAINER_BASE = re.compile(r"Trainer|LightningModule|^(?:pl\.)?Lightning|Learner")
_TRAINER_STEP = re.compile(r"^(?:training_step|run_iteration|train_step|run_training|train)$")
_NAMED_TRAINING = re.compile(r"^(?!.*(?:data|split|load|prepar|util|plot|set)).*(?:^|[-_. ])train", re.IGNORECASE)
_SPEAKS_OF_TRAINING = re.compile(
    r"train|fit|learn|optim|grad|epoch|backprop|buildClassif|gibbs|expectation|variational", re.IGNORECASE
)
_OBJECTIVE = re.compile(
    r"lik(?:elihood)?|loss|objective|cost|nll|\bnlp?\b|elbo|energy|risk|posterior|theta|param|hyp|log_?p|lml"
    r"|residual|\bsse\b",
    re.IGNORECASE,
)
"""What is minimised where a model is fitted."""
_MINIMISERS = frozenset(
    "minimize fmin_l_bfgs_b fmin_bfgs fmin_cg fmin_ncg fmin least_squares differential_evolution basinhopping optimize "
    "optim nlm nlminb optimx lbfgs fminunc fmincon fminsearch minFunc lsqnonlin lsqcurvefit".split()
)
"""Functions that find the least of another, of any language."""
_CHAINS = Words("burn", "Burn")
_BURNS_IN = re.compile(r"\bn?[._]?burn[._]?(?:in)?\s*=", re.IGNORECASE)
_OF_MODELS = re.compile(r"regress|\bfit|train|learn|\bclassif", re.IGNORECASE)
_LEARNER = re.compile(r"(?:learner|estimator|classifier|regressor)$", re.IGNORECASE)
_EVOLVES = re.compile(r"reward|fitness|rollout|episode|return", re.IGNORECASE)
WORDS_OF_TRAINING = re.compile(
    rf"(?<![a-z])train(?!ed)|{EPOCH}|learning.?rate|learn\w*\(|(?<![a-z])fit\w*\(|gibbs|mcmc"
    r"|sampler(?!s?(?:[123]D|Cube|Buffer|State|Desc|CreateInfo))",
    re.IGNORECASE,
)
"""One of them stands in every program that trains, in any language; the samplers of graphics read textures."""
LIKELY_WORDS = Words(".backward(", ".fit(", ".minimize(", "fit_generator(", ".train(", "_grad(", "mcmc", "train!(")
"""Of which one stands in most of them."""
_TRAINERS = Words("Trainer", "Lightning", "Learner")
"""Of which one stands in the name of every base of trainers."""
_MAY_TRAIN = frozenset(
    {
        *(*_GRADIENTS, *_STEPPERS, *_MINIMISERS, *SAMPLES_BY_FRAMEWORK, "zero_grad", "function", "step", "solve"),
        *("run", "fit", "fit!", "learn", "train", "train!", "update", "cvx_begin"),
    }
)
"""What calls are named that train in some programs, beside what is so named in all."""


def trains(source: Source) -> bool:
    """Whether a program trains a model."""
    return first_place(source) is not None


@lru_cache(maxsize=64)
def first_place(source: Source) -> int | None:
    """The first line that trains, or where all may be of an analysis or a solver the first of them."""
    found = places(source)
    if (first := next(found, None)) is None or not is_in_analysis(source, first):
        return first
    return next((line for line in found if not is_in_analysis(source, line)), first)


def learns(source: Source) -> bool:
    """Whether a program trains a model by what neither an analysis nor a solver does."""
    place = first_place(source)
    return place is not None and not is_in_analysis(source, place)


def is_in_analysis(source: Source, line: int) -> bool:
    """Whether a line that trains may as well be of an analysis, or of a solver."""
    return may_be_analysis(source.quote(line), source.language)


def is_named_training(source: Source) -> bool:
    """Whether a program, or a folder that it is in, is named after training."""
    return "train" in source.file.path.lower()


def places(source: Source) -> Iterator[int]:
    """The lines that train."""
    if not _is_spoken_of(source):
        return
    yield from _training_calls(source)
    if _TRAINERS.stand_in(source.text):
        yield from _trainer_steps(source)
    if source.language:
        yield from written_out(source.text)
        if not (source.is_python or source.is_scripted):
            yield from iterated(source.text)


def _trainer_steps(source: Source) -> Iterator[int]:
    """The lines of methods by which a program extends a trainer."""
    definitions = source.program.definitions
    if any(_TRAINER_BASE.search(base) for definition in definitions for base in definition.bases):
        yield from (definition.line for definition in definitions if _TRAINER_STEP.match(definition.name))


def _is_spoken_of(source: Source) -> bool:
    """Whether words stand in a program of a compiled language without which it does not train."""
    read_as_whole = source.is_python or source.is_scripted or not source.language
    return read_as_whole or bool(_SPEAKS_OF_TRAINING.search(source.text))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _may_train(name: str) -> bool:
    """Whether a call of a name, as :func:`called_in` has it, may train; of no other in Python it is asked."""
    last = name.rpartition(".")[2]
    known = last in _MAY_TRAIN or is_unmistakable(last) or is_estimation(last)
    return known or bool(_FUNCTION_OPTIMISER.fullmatch(f"optim.{last}"))


def _calls(source: Source) -> Sequence[Call]:
    """The calls of a program that may train; in Python, those of some names."""
    if not source.is_python:
        return source.program.calls
    runs = SAMPLES_BY_FRAMEWORK["run"].stand_in(source.text)
    if not any(_may_train(name) and (runs or not _only_steps(name)) for name in source.called):
        return ()
    return [call for call in source.program.calls if _may_train(call.last)]


def _only_steps(name: str) -> bool:
    """Whether a call of a name does not train by itself: it is called on what trains nothing, or steps an optimiser."""
    receiver, dot, last = name.rpartition(".")
    if last not in ("run", "train", "learn") or is_called_on_expression(name):
        return False
    if last == "run":
        return not RUN_BY_FRAMEWORK.search(receiver)
    return not dot or (last == "learn" and receiver == "self")


def _training_calls(source: Source) -> Iterator[int]:
    """The lines of calls that train, by themselves or with an optimiser that steps elsewhere in the program."""
    calls = _calls(source)
    steps = any(map(_is_step, calls))
    explicit = any(call.last in _TAKES_BY_ITSELF for call in calls)
    for call in calls:
        if (steps and _takes_gradients(call, explicit)) or _is_updated(call, source) or _trains(call, source):
            yield call.line


def _is_step(call: Call) -> bool:
    return call.last in ("step", "minimize", "update", "update!") and not call.receiver.endswith("scheduler")


def _takes_gradients(call: Call, explicit: bool) -> bool:
    """Whether a call takes gradients; where no ``explicit`` one does, whether it sets an optimiser's to zero."""
    if call.last in _TAKES_BY_ITSELF:
        return True
    return call.last == "zero_grad" and not explicit and bool(_OPTIMISER.search(call.receiver))


def _is_updated(call: Call, source: Source) -> bool:
    """Whether a call gives gradients that the program applies as updates, or compiles a function that does."""
    if call.last in _STEPPERS and call.several:
        return bool(_HOW_TO_STEP.search(_arguments(call, source)))
    if call.last == "function" and "theano" in source.text:
        return "updates" in _arguments(call, source)
    if call.last not in _GRADIENTS or call.receiver in ("np", "numpy"):
        return False
    return bool(_UPDATES.search(source.text))


def _trains(call: Call, source: Source) -> bool:
    """Whether a call trains by itself."""
    if call.last in _MINIMISERS:
        return _minimises(call, source)
    if call.last in ("step", "solve") and call.receiver.endswith("solver"):
        return "caffe" in source.text
    if is_unmistakable(call.last) or _FUNCTION_OPTIMISER.fullmatch(call.name):
        return True
    if _fits(call, source) or _estimates(call, source):
        return True
    return not source.is_python and _trains_by_name(call, source)


def _minimises(call: Call, source: Source) -> bool:
    """Whether an optimiser does, or a function that finds the least of another is given what a model is fitted by."""
    quote = source.quote(call.line)
    if call.last == "minimize" and source.language == "julia":
        return False  # Convex.jl states a problem by it
    if call.last == "minimize" and _is_of_optimiser(call, quote):
        return True
    if call.last == "optimize" and source.is_python:
        return bool(_MODEL.search(call.receiver)) or call.receiver == "m"
    return bool(_OBJECTIVE.search(quote.partition(f"{call.last}(")[2]))


def _is_of_optimiser(call: Call, quote: str) -> bool:
    called_on = _OPTIMISER.search(call.receiver) or (").minimize(" in quote and _OPTIMISER.search(quote))
    return bool(called_on) and not call.receiver.endswith("optimize")


def _estimates(call: Call, source: Source) -> bool:
    """Whether a call samples or estimates the parameters of a statistical model."""
    if is_estimation(call.last) or _runs_chains(call, source):
        return True
    if (framework := SAMPLES_BY_FRAMEWORK.get(call.last)) and framework.stand_in(source.text):
        return True
    if call.last in ("solve", "cvx_begin"):
        return "cvx" in source.text and bool(_OF_MODELS.search(source.text))
    return call.last == "update" and _updates_learner(call, source)


@lru_cache(maxsize=64)
def _may_run_chains(source: Source) -> bool:
    """Whether a word stands in a program without which it runs no chains."""
    return _CHAINS.stand_in(source.text)


def _runs_chains(call: Call, source: Source) -> bool:
    """Whether a call in R is told how long the chains of a sampler are to burn in."""
    if source.language != "r" or not call.several or not _may_run_chains(source):
        return False
    return bool(_BURNS_IN.search(_arguments(call, source).partition(")")[0])) and not looks_at_draws(call.last)


def _updates_learner(call: Call, source: Source) -> bool:
    """Whether a call gives an online learner an example, or an evolution strategy what its candidates reached."""
    if call.several and _LEARNER.search(call.receiver):
        return True
    evolves = "randn" in source.text and _OPTIMISER.search(call.receiver)
    return bool(evolves and _EVOLVES.search(source.text))


def _trains_by_name(call: Call, source: Source) -> bool:
    """Whether a call in another language trains by the name of what is called."""
    if _fits_by_name(call, source):
        return True
    if call.last == "backward" and "backward" not in call.scope and _LEARNING_RATE.search(source.text):
        return True
    named = source.language and _NAMED_TRAINING.search(separated(source.file.name))
    stores = source.is_scripted and call.last == "save" and "model" in source.text
    return bool(named and (stores or _SPEAKS_OF_TRAINING.search(call.last)))


def _fits_by_name(call: Call, source: Source) -> bool:
    """Whether a call in another language fits a model by its name; in a compiled one, where it is given something."""
    quote = source.quote(call.line)
    if fits := FITS_BY_LANGUAGE.get(source.language):
        return bool(fits.fullmatch(call.last)) and not (looks_at_draws(call.last) or NO_MODEL.search(quote))
    given = COMPILED_FITS.search(quote) if source.language else None
    return given is not None and given["name"] == call.last and not _NOT_STARTED.search(quote)


def _fits(call: Call, source: Source) -> bool:
    if call.last in ("fit", "fit!"):
        return _fits_model(call, source)
    if call.last == "run":
        return bool(RUN_BY_FRAMEWORK.search(call.receiver))
    if call.last == "learn":
        return bool(call.receiver) and call.receiver != "self"
    return call.last in ("train", "train!") and _is_trainer(call, source)


def _is_trainer(call: Call, source: Source) -> bool:
    """Whether what is called to train does, rather than behave as in training."""
    told = _NOT_STARTED.search(source.quote(call.line)) and "anndata" not in source.text
    starts = call.last == "train!" or not told
    if _RUNNER.search(call.receiver) or (_TRAINED.search(call.receiver) and starts):
        return True
    if call.several and not NOT_FITTED.search(call.receiver) and _GIVEN_TO_TRAIN.search(_given(call, source)):
        return True
    return call.receiver.isidentifier() and bool(re.search(rf"\b{call.receiver}\s*=\s*{_A_TRAINER}", source.text))


def _given(call: Call, source: Source) -> str:
    """The arguments of a call, up to the end of the first call within."""
    return _arguments(call, source).partition(f"{call.last}(")[2].partition(")")[0]


def _fits_model(call: Call, source: Source) -> bool:
    """Whether what is fitted is a model, rather than a scaler or a decomposition."""
    if _MODEL.search(call.receiver):
        return True
    if not call.receiver and call.several:
        return not NO_MODEL.search(source.quote(call.line))
    called_on = source.quote(call.line).partition(f"{call.last}(")[0]
    if call.several and not NOT_FITTED.search(f"{call.receiver} {called_on}"):
        return True
    return bool(_HOW_TO_FIT.search(_arguments(call, source)))


def _arguments(call: Call, source: Source) -> str:
    """The lines in which the arguments of a call may stand."""
    return "\n".join(source.lines[call.line - 1 : call.line + ARGUMENTS_LINES])
