"""SPDX identifiers of licence texts, licence fields and the names that prose gives licences."""

from __future__ import annotations

import re
from functools import cache

import ukkonen
from identify.vendor.licenses import LICENSES
from license_expression import ExpressionError, Licensing, get_spdx_licensing

TEXT_LIMIT = 60_000
"""Characters up to which a text is held against the known licences; the longest of them has 36,000."""

WORDS_LIMIT = 300
"""Characters of a field or a sentence that are read."""

_NAMES = (
    (r"\bMIT\b", "MIT"),
    (r"\bApache\b.{0,20}?\b2(?:\.0)?\b|\bApache License\b|\bApache-2", "Apache-2.0"),
    (r"\b(?:Lesser General|LGPL)\b.{0,30}?\b3", "LGPL-3.0"),
    (r"\b(?:Lesser General|LGPL)\b.{0,30}?\b2\.1", "LGPL-2.1"),
    (r"\b(?:Affero|AGPL)\b", "AGPL-3.0"),
    (r"(?:General Public|\bGPL).{0,30}?\b3|\bGPLv3", "GPL-3.0"),
    (r"(?:General Public|\bGPL).{0,30}?\b2|\bGPLv2", "GPL-2.0"),
    (r"\bBSD\b.{0,5}?\b2|\b2-Clause\b|\bSimplified BSD\b", "BSD-2-Clause"),
    (r"\bBSD\b.{0,5}?\b3|\b3-Clause\b|\b(?:New|Modified) BSD\b", "BSD-3-Clause"),
    (r"\bMozilla\b|\bMPL\b", "MPL-2.0"),
    (r"\bCC0\b", "CC0-1.0"),
    (r"\bUnlicense\b", "Unlicense"),
    (r"\bISC\b", "ISC"),
    (r"\bWTFPL\b", "WTFPL"),
    (r"\bBoost Software\b", "BSL-1.0"),
)
_PROSE = tuple((re.compile(pattern), identifier) for pattern, identifier in _NAMES)
_CONDITIONS = {
    "NC": r"NC|Non-?Commercial",
    "ND": r"ND|No-?Deriv(?:ative)?s",
    "SA": r"SA|Share-?Alike",
}
_CREATIVE_COMMONS = re.compile(
    rf"\b(?:CC[- ]BY|Attribution)((?:[- ](?:{'|'.join(_CONDITIONS.values())}))*)[- ](\d\.\d)", re.IGNORECASE
)

_COPYRIGHT = re.compile(r"^\s*(?:Copyright|\(C\))\b.*$", re.IGNORECASE | re.MULTILINE)
TOLERANCE = 0.05
"""Share of a licence's characters that may differ, as ``identify`` has it."""


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Identifier and text of every licence of choosealicense.com, as the ``identify`` package keeps them."""
    return tuple((identifier, _normalised(text)) for identifier, text in LICENSES)


@cache
def _expressions() -> Licensing:
    return get_spdx_licensing()


def _normalised(text: str) -> str:
    return " ".join(_COPYRIGHT.sub("", text).split())


def _creative_commons(words: str) -> str | None:
    """The kind and version that a name in letters or in full gives, conditions in the order of SPDX."""
    if not (found := _CREATIVE_COMMONS.search(words)):
        return None
    conditions = [short for short, name in _CONDITIONS.items() if re.search(name, found[1], re.IGNORECASE)]
    return "-".join(["CC-BY", *conditions, found[2]])


def identifier_of_text(text: str) -> str | None:
    """The licence whose text this is, give or take a twentieth; None for any other text.

    Of Creative Commons' licences the title tells: the texts of two kinds differ by less than a twentieth.
    """
    if named := _creative_commons(text[:WORDS_LIMIT]):
        return named
    if len(text) > TEXT_LIMIT:
        return None
    wanted = _normalised(text)
    most = int(TOLERANCE * len(wanted))
    near = {i: known for i, known in _known() if abs(len(known) - len(wanted)) <= most}
    if exact := next((identifier for identifier, known in near.items() if known == wanted), None):
        return exact
    distances = {identifier: ukkonen.distance(wanted, known, most + 1) for identifier, known in near.items()}
    closest = min(distances, key=distances.__getitem__, default=None)
    return closest if closest is not None and distances[closest] <= most else None


def identifier_of_words(words: str) -> str | None:
    """The licence that a field or a sentence names; None where it names none that can be told."""
    words = words[:WORDS_LIMIT]
    try:
        if expression := _expressions().parse(words.strip(" \t\"',="), validate=True):
            return str(expression)
    except ExpressionError:
        pass
    if named := _creative_commons(words):
        return named
    return next((identifier for pattern, identifier in _PROSE if pattern.search(words)), None)
