"""Addresses of trained weights that pages offer, and that notes give where the weights would stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts, is_apart
from reprosurvey.analysis.reading.readme import ADDRESS, LINE_LIMIT, Line, all_lines, is_definition, links
from reprosurvey.analysis.weights.names import (
    TRAINED,
    Mention,
    is_of_others,
    is_own_store,
    names_weights,
    speaks_of_weights,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import Snapshot

_SOON = re.compile(
    r"\bsoon\b|will be (?:released|added|made|uploaded|available)|upon (?:request|acceptance|publication)"
)
_OURS = re.compile(r"\b(?:our|ours|we trained|this paper|the paper)\b", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:models?|weights|checkpoints?) (?:are|is|were|have been) (?:\w+ )?"
    r"(?:available|released|provided|shared|hosted|uploaded)\b",
    re.IGNORECASE,
)
_DATA = re.compile(r"\bdata|\bcorpus\b|\bimages\b|\bscans\b|annotat|\bmasks\b", re.IGNORECASE)
_COLUMN_OF_WEIGHTS = re.compile(
    r"\W*(?:(?:model|weight|check-?point|ckpt)s?|pre-?trained(?: models?)?)\W*", re.IGNORECASE
)
_MODEL = re.compile(r"model|weight|check-?point|\bnet", re.IGNORECASE)
_PLACE_OF_WEIGHTS = re.compile(
    r"(?:^|/)(?:check-?points?|ckpts?|weights|saved[-_]?models?|(?:pre)?trained[-_]?(?:models?|weights|nets?))(?:/|[^/]*$)",
    re.IGNORECASE,
)


def offers(snapshot: Snapshot) -> Iterator[Mention]:
    """Links in pages that are offered as trained weights."""
    before: Line | None = None
    columns: list[str] = []
    for line in all_lines(snapshot):
        previous, before = before, line
        if previous is None or line.number != previous.number + 1 or "|" not in previous.text:
            columns = line.text.split("|")
        targets = links(line)
        if not targets or is_apart(line.file, snapshot):
            continue
        words = ADDRESS.sub(" ", line.text)
        if previous and _goes_on(previous, line, words):
            words = f"{ADDRESS.sub(' ', previous.text)} {words}"
        ours = bool(_OURS.search(words) or _RELEASED.search(words))
        if _SOON.search(words) or (is_of_others(words, snapshot) and not _OURS.search(words)):
            continue
        offered = speaks_of_weights(words) or TRAINED.search(line.heading)
        for label, address in targets:
            listed = _is_listed(line, address, columns)
            wanted = names_weights(address) or listed or (offered and not _leads_to_data(label))
            if wanted and is_own_store(address, snapshot, ours):
                given = line.text if address in line.text else f"{line.text} ({address})"
                yield Mention(line.file, given, line.number)


def _goes_on(previous: Line, line: Line, words: str) -> bool:
    """Whether a line belongs to the one before: a short one below it, or the rest of a sentence that was broken.

    A definition of an address belongs to where it is referred to.
    """
    if previous.file is not line.file or is_definition(line):
        return False
    below = line.number - previous.number
    broken = below == 1 and line.text[:1].islower() and previous.text.rstrip()[-1] not in ".:;!?"
    return broken or (below <= 2 and len(words.split()) <= 8)


def _is_listed(line: Line, address: str, columns: list[str]) -> bool:
    """Whether an address stands in a column of weights, by the names of the table's columns."""
    place = line.text.partition(address)[0].count("|")
    return place < len(columns) and bool(_COLUMN_OF_WEIGHTS.fullmatch(columns[place]))


def _leads_to_data(label: str) -> bool:
    return bool(_DATA.search(label)) and not _MODEL.search(label)


def notes(snapshot: Snapshot) -> Iterator[Mention]:
    """Addresses in texts that stand where the weights would: ``checkpoints/link.txt``."""
    for file in first_party_texts(snapshot):
        if file.suffix in ("", ".txt", ".md", ".url") and _PLACE_OF_WEIGHTS.search(file.path):
            for number, line in enumerate((file.text or "")[:LENGTH_LIMIT].splitlines(), start=1):
                text = line[:LINE_LIMIT]
                if not is_of_others(text, snapshot) and any(is_own_store(a, snapshot) for a in ADDRESS.findall(text)):
                    yield Mention(file, text, number)
