"""SPDX identifiers of licence texts, licence fields and the names that prose gives licences."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import ukkonen
from identify.vendor.licenses import LICENSES

from reprosurvey.crawler.hosts.licences import identifier

TEXT_LIMIT = 60_000
"""Characters up to which a text is held against the known licences; the longest of them has 36,000."""

WORDS_LIMIT = 300
"""Characters of a field or a sentence that are read."""

_NAMES = (
    (r"(?-i:\bMIT\b)|/mit\b|\bExpat\b", "MIT"),
    (r"\bApache\b", "Apache-2.0"),
    (r"\b(?:BSD.{0,5}?2|2-Clause)\b|\b(?:Simplified|Free)BSD\b|\bSimplified BSD\b", "BSD-2-Clause"),
    (r"\b(?:BSD.{0,5}?3|3-Clause)\b|\bBSD_3_clause|\b(?:New|Modified|Revised) BSD\b", "BSD-3-Clause"),
    (r"\bMozilla Public\b|\bMPL\b", "MPL-2.0"),
    (r"\bCC-?0\b|/publicdomain/zero/", "CC0-1.0"),
    (r"\bUnlicense\b", "Unlicense"),
    (r"(?-i:\bISC\b)", "ISC"),
    (r"\bWTFPL\b", "WTFPL"),
    (r"\bBoost Software\b", "BSL-1.0"),
    (r"\bEUPL\b|\bEuropean Union Public\b", "EUPL-1.2"),
    (r"\bCeCILL-B\b", "CECILL-B"),
    (r"\bCeCILL-C\b", "CECILL-C"),
    (r"\bCeCILL\b", "CECILL-2.1"),
    (r"\bArtistic[- ](?:License )?2", "Artistic-2.0"),
    (r"\bEclipse Public\b.{0,12}2|\bEPL\b.{0,3}2", "EPL-2.0"),
)
_PROSE = tuple((re.compile(pattern, re.IGNORECASE | re.ASCII), named) for pattern, named in _NAMES)
_GNU = re.compile(
    r"""(?:(?P<affero>\bAffero|\bAGPL)|(?P<lesser>\bLesser\ General|\bLGPL|\bLibrary\ General)
      |\bGPL|\bGeneral\ Public\ Licen[sc]e)
    (?:.{0,45}?[^\d.]|v)?(?P<version>[123](?:\.1)?)(?!\d)(?:\.0)?
    (?P<later>\s?\+|.{0,30}?\bor\ (?:any\ )?(?:later|newer)|-or-later)?""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
"""A licence of GNU's with its version, and whether a later one may be taken."""
_AFFERO = re.compile(r"\bAffero|\bAGPL", re.IGNORECASE | re.ASCII)
_CONDITIONS = {
    "NC": r"NC|Non-?Commercial",
    "ND": r"ND|No-?Deriv(?:ative)?s",
    "SA": r"SA|Share-?Alike",
}
_CREATIVE_COMMONS = re.compile(
    rf"\b(?:CC[-_ ]?BY|Attribution|licenses/by)((?:[-_ ](?:{'|'.join(_CONDITIONS.values())}))*)"
    r"(?:[-_ /]|\ International\ )(\d\.\d)",
    re.IGNORECASE | re.ASCII,
)
_ALTERNATIVES = re.compile(r"\s*(?:\||/|\bor\b(?!\s+(?:any\s+)?(?:later|newer)))\s*", re.IGNORECASE)
"""What stands between licences of which one may choose one."""
_IN_A_FILE = re.compile(r"\s*[+|]\s*file\s+LICEN[SC]E\b", re.IGNORECASE)
"""R's word that the rest stands in a file."""
_AT_LEAST = re.compile(r"\(\s*>=?\s*(\d(?:\.\d)?)\s*\)")
"""R's bound of a version."""
_ADDRESS = re.compile(r"https?://\S*?([^/\s]+?)(?:\.html|\.txt|\.jsonld|\.en)?/?$")

_COPYRIGHT = re.compile(r"^\s*(?:Copyright|\(C\))\b.*$", re.IGNORECASE | re.MULTILINE)
_TITLE_LINES = 4
"""Lines of a licence in which its title and version stand."""
TOLERANCE = 0.05
"""Share of a licence's characters that may differ, as ``identify`` has it."""


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Identifier and text of every licence of choosealicense.com, as the ``identify`` package keeps them."""
    return tuple((identifier(named) or named, _normalised(text)) for named, text in LICENSES)


def _normalised(text: str) -> str:
    return " ".join(_COPYRIGHT.sub("", text).split())


def _creative_commons(words: str) -> str | None:
    """The kind and version that a name in letters or in full gives, conditions in the order of SPDX."""
    if not (found := _CREATIVE_COMMONS.search(words)):
        return None
    conditions = [short for short, name in _CONDITIONS.items() if re.search(name, found[1], re.IGNORECASE)]
    return "-".join(["CC-BY", *conditions, found[2]])


def _gnu(words: str) -> str | None:
    """The licence of GNU's that words name, with its version."""
    if not (found := _GNU.search(words)):
        return "AGPL-3.0-only" if _AFFERO.search(words) else None
    family = "AGPL" if found["affero"] else "LGPL" if found["lesser"] else "GPL"
    version = found["version"] if "." in found["version"] else f"{found['version']}.0"
    return f"{family}-{version}-{'or-later' if found['later'] else 'only'}"


@lru_cache(maxsize=64)
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
    near = {named: known for named, known in _known() if abs(len(known) - len(wanted)) <= most}
    if exact := next((named for named, known in near.items() if known == wanted), None):
        return exact
    distances = {named: ukkonen.distance(wanted, known, most + 1) for named, known in near.items()}
    closest = min(distances, key=distances.__getitem__, default="")
    return closest if distances.get(closest, most + 1) <= most else None


def identifier_of_licence(text: str) -> str | None:
    """The licence that a file of its own holds: its text, else what its title names."""
    lines = [line.strip() for line in text[: 10 * WORDS_LIMIT].splitlines() if line.strip()]
    return identifier_of_text(text) or identifier_of_words(" ".join(lines[:_TITLE_LINES]))


def identifier_of_words(words: str) -> str | None:
    """The licence that a sentence names first; None where it names none that can be told."""
    words = words[:WORDS_LIMIT]
    if named := identifier(words.strip(" \t\"',=#*_`[]()")) or _creative_commons(words) or _gnu(words):
        return named
    found = ((match, named) for pattern, named in _PROSE if (match := pattern.search(words)))
    return min(found, key=lambda place: place[0].start(), default=(None, None))[1]


def identifier_of_field(value: str) -> str | None:
    """The licence that a field of metadata names, in SPDX's words, an address's, R's or a package index's."""
    value = _AT_LEAST.sub(r"\1 or later", _IN_A_FILE.sub("", value[:WORDS_LIMIT])).strip()
    if named := identifier(value):
        return named
    if address := _ADDRESS.fullmatch(value):
        return identifier(address[1]) or identifier_of_words(value)
    alternatives = [identifier_of_words(part) for part in _ALTERNATIVES.split(value) if part]
    named_all = [named for named in alternatives if named]
    if len(named_all) > 1 and len(named_all) == len(alternatives):
        return identifier(" OR ".join(named_all))
    return identifier_of_words(value)
