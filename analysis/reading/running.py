"""Running a trained model, by the names of what is called: loading its weights, and predicting with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.metrics import NAMES_REMEMBERED
from reprosurvey.analysis.reading.programs import is_called_on_expression

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.programs import Call

_LOADS = re.compile(
    r"^(?:load|restore|build|get|create)_?\w*(?:model|net|network|checkpoint|ckpt|weights|params|state_dict|generator)$"
    r"|^restore$|^pipeline$|^load_from_checkpoint$|^InferenceSession$|^model_from_json$|^from_pretrained$"
)
_MODEL = re.compile(r"(?:^|_|\.|\b)(?:model|net|network|agent|policy|generator|PPO|SAC|DQN|A2C|TD3)$")
_LOADS_WHOLE = frozenset({"torch.load", "caffe.Net"})
_PREDICTS = re.compile(
    r"predict(?:_generator|_on_batch|_proba|_step)?|sliding_window_inference|no_grad|inference_mode|InferenceSession"
    r"|pipeline|launch"
)


def loads(call: Call) -> bool:
    """Whether a call loads a model or its weights."""
    return _is_load(call.last) or call.name in _LOADS_WHOLE or (call.last == "load" and _is_model(call.receiver))


def predicts(call: Call) -> bool:
    """Whether a call runs a model without training it, or tells it that it is not trained."""
    return is_prediction(call.last) or (call.last == "eval" and bool(call.receiver))


@lru_cache(maxsize=NAMES_REMEMBERED)
def may_run(name: str) -> bool:
    """Whether a call of a name, as :func:`called_in` has it, may load a model or run it."""
    receiver, _, last = name.rpartition(".")
    if is_prediction(last) or _is_load(last) or f".{name}".endswith(tuple(f".{whole}" for whole in _LOADS_WHOLE)):
        return True
    if is_called_on_expression(name):
        return last in ("eval", "load", "Net")
    return (last == "eval" and bool(receiver)) or (last == "load" and _is_model(receiver))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_model(name: str) -> bool:
    return bool(_MODEL.search(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_prediction(name: str) -> bool:
    """Whether what is called runs a model, or marks that it is run without gradients."""
    return bool(_PREDICTS.fullmatch(name))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_load(name: str) -> bool:
    return bool(_LOADS.search(name))
