"""What a data set in use serves: training, evaluation or both, as far as the paper's sentences tell them apart.

What is said of results alone is no word on training: a paper that reports results on a set has mostly trained on it,
too. So a set serves evaluation alone only where another one is named for training, and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Purpose(StrEnum):
    """What for a paper uses a data set."""

    TRAINING = "training"
    EVALUATION = "evaluation"
    BOTH = "training and evaluation"
    EXPERIMENTS = "experiments"
    """Its sentences do not tell which."""


Told = frozenset[Purpose]
"""Training, evaluation, both or nothing: what sentences say in so many words."""

_REACH_BEFORE, _REACH_BEHIND = 120, 80
"""Characters around a name in which its purpose stands."""
_TRAINS = r"(?<!pre-)(?<!pre)(?:train(?:ed|ing|s)?(?! sets?\b)|fit(?:ted|ting)?|learn(?:ed|ing|t|s)?|fine-?tun\w+)"
_EVALUATES = (
    r"(?:test(?:ed|ing|s)?|evaluat\w+|validat\w+|benchmark\w*|results?|perform\w*|accurac\w+|compar\w+|generali[sz]\w+"
    r"|report\w*|zero-shot)"
)
_BEFORE = re.compile(
    rf"(?<!\bfor )(?<!\bfor the )\b(?:(?P<training>{_TRAINS})|(?P<evaluation>{_EVALUATES}))\b", re.IGNORECASE
)
"""A verb that governs what follows; what something is for is said of what stands before."""
_JOINED = re.compile(r"[ ,/]*(?:(?:and|or|both|&)\b)?(?: then)?[ ,]*")
"""What stands between two verbs that have one object."""
_ANOTHER = re.compile(
    r"[,;]|\b(?:and|while|whereas|but) (?=(?:the |on )?(?-i:[A-Z0-9])|\w+ (?:\w+ )?(?:on|with)\b)", re.IGNORECASE
)
"""Where the next object begins."""
_FOR = r"\b(?:for|as|to|and)(?: the| a| our| both)? (?:model )?"
_TRAINS_BEHIND = re.compile(
    rf"{_FOR}(?:train|fit|learn|fine-?tun)\w*|\b(?:training|train) (?:sets?|data|corpus|splits?|and)\b", re.IGNORECASE
)
_EVALUATES_BEHIND = re.compile(
    rf"{_FOR}(?:test|evaluat|validat|benchmark|compar)\w*"
    r"|\b(?:testing|test|evaluation|validation) (?:sets?|data|splits?)\b",
    re.IGNORECASE,
)


def told_of(text: str, start: int, end: int) -> Told:
    """What a sentence says that ``text[start:end]`` serves."""
    before = text[max(0, start - _REACH_BEFORE) : start]
    behind = _ANOTHER.split(text[end : end + _REACH_BEHIND], maxsplit=1)[0]
    verbs = list(_BEFORE.finditer(before))
    governing = verbs[-1:]
    if len(verbs) > 1 and _JOINED.fullmatch(before, verbs[-2].end(), verbs[-1].start()):
        governing = verbs[-2:]
    told = {Purpose.TRAINING if verb["training"] else Purpose.EVALUATION for verb in governing}
    if _TRAINS_BEHIND.search(behind):
        told.add(Purpose.TRAINING)
    if _EVALUATES_BEHIND.search(behind):
        told.add(Purpose.EVALUATION)
    return frozenset(told)


def purposes(told: Mapping[str, Told]) -> dict[str, Purpose]:
    """The purpose of each data set that a paper uses, by what all its sentences tell of it and of the others."""
    alone = {next(iter(one)) for one in told.values() if len(one) == 1}
    return {name: _purpose(of_it, alone) for name, of_it in told.items()}


def _purpose(told: Told, alone: set[Purpose]) -> Purpose:
    if len(told) > 1:
        return Purpose.BOTH
    if Purpose.TRAINING in told:
        return Purpose.TRAINING if Purpose.EVALUATION in alone else Purpose.EXPERIMENTS
    if Purpose.EVALUATION in told:
        return Purpose.EVALUATION if Purpose.TRAINING in alone else Purpose.EXPERIMENTS
    return Purpose.EXPERIMENTS
