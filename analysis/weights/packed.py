"""Archives of data that hold weights, too, as a page tells beside their address: in words, or by a drawn tree."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.readme import all_lines, is_drawn, links
from reprosurvey.analysis.weights.names import Mention, is_container
from reprosurvey.analysis.weights.places import is_own_store
from reprosurvey.analysis.weights.words import TRAINED, are_of_others, speaks_of_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_MODELS = r"(?:(?:pre-?)?trained (?:models?|networks?|weights)|models?|weights|check-?points?)\b"
_DATA = r"\bdata(?: ?sets?|base)?\b"
_BOTH = re.compile(
    rf"{_DATA}\W{{1,4}}(?:and|&|as well as|with|along with)\W{{1,3}}(?:\w+\W{{1,3}}){{0,3}}?{_MODELS}"
    rf"|\b{_MODELS}\W{{1,4}}(?:and|&|as well as|with|along with)\W{{1,3}}(?:\w+\W{{1,3}}){{0,3}}?{_DATA}",
    re.IGNORECASE,
)
"""Data and models named together."""


def offers_both(words: str) -> bool:
    """Whether words speak of data and of weights at once, so that one address may lead to both."""
    return bool(_BOTH.search(words)) and speaks_of_weights(words)


def packed(snapshot: Snapshot) -> Iterator[Mention]:
    """The lines with an own archive in a section whose tree of it says that trained weights are in."""
    for _, section in groupby(all_lines(snapshot), lambda line: (line.file, line.heading)):
        lines = list(section)
        if any(_tells_of_weights(line, snapshot) for line in lines):
            for line in lines:
                if any(is_container(a) and is_own_store(a, snapshot) for _, a in links(line)):
                    yield Mention(line.file, line.text, line.number)


def _tells_of_weights(line: Line, snapshot: Snapshot) -> bool:
    """Whether a line of a drawn tree says in words that trained weights of their own are in it."""
    if "#" not in line.text or not is_drawn(line.text):
        return False
    words = line.text.partition("#")[2]
    return bool(TRAINED.search(words)) and not are_of_others(words, snapshot)
