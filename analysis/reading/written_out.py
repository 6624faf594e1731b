"""Training that is written out, without a call of what trains: steps of parameters, closed forms, estimators' loops."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.programs import LINE_LIMIT
from reprosurvey.analysis.reading.solving import CLOSED_FORM
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_HAND = re.compile(
    r"[ \t]*(?:self\.)?(?P<parameter>(?:theta|params?|weights?|[wW]|[wW]_?\d|beta|coef\w*|phi|bias"
    r"|[bB]\d?)(?:_\w{1,30}|\.data)?"
    r"(?:\[\w{1,30}\])?)[ \t]*(?:-=|\+=|(?:=|<-)[ \t]*(?P=parameter)[ \t]*[-+])[ \t]*\(?(?:self\.)?"
    r"(?:lr|alpha|eta|gamma|step|step_?size|learning_?rate)\w*[ \t]*\.?\*"
)
"""A parameter that takes a step of its own: gradient descent without an optimiser."""
_TABLE_OF_VALUES = re.compile(
    r"^[ \t]*(?:self\.)?[qQ]\w{0,20}\[.{1,80}\][ \t]*(?:\+=|=).{0,80}(?:alpha|lr|learning_rate|gamma)", re.MULTILINE
)
"""Learning of values in a table."""
_FORMS = ((_TABLE_OF_VALUES, Words("alpha", "lr", "learning_rate", "gamma")), (CLOSED_FORM, Words("solve(", "inv(")))
"""Each with words of which one stands in it."""

_MAY_NAME_ESTIMATOR = Words("EM", "ibbs", "xpectation", "ariational", "aum", "earning", "SGD")
_ESTIMATOR = re.compile(
    r"\bEM[- ](?:training|algorithm|iterations?|steps?|style|procedure)\b|\b[Ee]xpectation[- ][Mm]aximi[sz]ation"
    r"|\b[Gg]ibbs[- _]?[Ss]ampl|\b[Vv]ariational (?:[Bb]ayes|[Ii]nference|EM)\b|\b[Bb]aum[- ][Ww]elch"
    r"|\b[Ll]earning[-_ ]?[Rr]ate|\bSGD\b|\b[Oo]nline [Ll]earning\b"
)
"""How a program names the estimator that it is written for."""
_ITERATES = re.compile(
    r"[ \t]*(?:for|while)\b[^\n]{0,120}?(?<![a-z])(?:iter(?:ations?)?|it|epochs?|sweeps?|rounds?)\w{0,20}"
    r"\s{0,3}(?:<=?|!=|>|:)",
    re.IGNORECASE,
)
"""The loop over an estimator's iterations."""
_LOOPS = ("for", "while")


def written_out(text: str) -> Iterator[int]:
    """The first line of each kind that trains without calling what does, in any language."""
    yield from islice((number for number, line in lines_with("*", text) if _BY_HAND.match(line)), 1)
    for form, words in _FORMS:
        if words.stand_in(text) and (found := form.search(text)):
            yield text.count("\n", 0, found.start()) + 1


def iterated(text: str) -> Iterator[int]:
    """The first loop over the iterations of an estimator that a program in a compiled language names."""
    if not (_MAY_NAME_ESTIMATOR.stand_in(text) and _ESTIMATOR.search(text)):
        return
    loops = (number for word in _LOOPS for number, line in lines_with(word, text) if _ITERATES.match(line[:LINE_LIMIT]))
    yield from islice(loops, 1)
