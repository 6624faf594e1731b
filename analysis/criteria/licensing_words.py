"""Which words license a repository's own code, and which only keep a place for a licence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES_OF_A_CHOICE = 3
"""Licences of which a line that lists as many is a template's choice."""
PLACEHOLDER_LIMIT = 400
"""Characters of a text beyond which it is no note that keeps a place."""

_NOTE = re.compile(r"\s*(?:\W{0,4}(?:to ?do|tb[ad]|coming soon)\b|\W{0,4}(?:none|n/a)\W{0,4}$|$)", re.IGNORECASE)
"""How a text begins that has no terms (yet)."""
_TO_BE_CHOSEN = re.compile(
    r"""\b(?:choose|pick|select|add|insert|specify|put|enter|state)\s+(?:(?:an?|one|your|the|some|open.source)\s+){0,3}
        (?:(?:of|from)\b|licen[sc]e)
    | \bpick\ a\ licen[sc]e | \byour[-_ ](?:preferred[-_ ])?licen[sc]e | \bwhat\ licen[sc]e\b
    | \{\{ | <% | <\s*(?:your\ |the\ )?licen[sc]e | \[\s*(?:licen[sc]e|choose|your)\b[^\]]{0,100}\](?!\()
    | ^\W*\[\ \] | \blicen[sc]e\W{1,4}(?:to\ ?do|tb[ad]|none|n/a|coming\ soon|unknown)\b
    | \blicen[sc]e\ (?:goes\ here|to\ be|will\ be|is\ to\ be|tb[ad])\b
    | \bnot\ (?:yet\ )?licensed\b | \bno\ licen[sc]e\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_TERMS = re.compile(
    r"(?:unknown|other|none|unlicensed|nolicense|(?:file |see )?(?:the )?licen[sc]e(?: file)?(?:\.\w+)?"
    r"|see licen[sc]e in .*)\s*$",
    re.IGNORECASE,
)
"""A field's value that names no terms."""
_NAMED = re.compile(
    r"\b(?:MIT|BSD|Apache|Mozilla|MPL|Unlicense|ISC|EUPL|WTFPL|Artistic|OpenRAIL|CC0)\b|\b[AL]?GPL"
    r"|GNU (?:Affero |Lesser )?General|Creative Commons|\bCC[- ]?BY|Boost Software|\bCeCILL"
    r"|public domain|gemeinfrei|domaine public|dominio público",
    re.ASCII,
)
_CHOICE = re.compile(r"\bMIT\b|\bApache\b|\b[AL]?GPL|\bBSD\b|\bMozilla\b|\bMPL\b|\bUnlicense\b|\bISC\b", re.ASCII)
_LICENCE = re.compile(
    r"licen[sc]e|licen[sc]ing|\bterms of\b|released under|distributed under|lizen[zs]|licen[zç]a|licenc[ij]|licentie"
    r"|licens\b|lisans|лицензи|许可|許可|协议|協議|授权|授權|ライセンス|라이[선센]스|개방",
    re.IGNORECASE,
)
_CODE = (
    r"(?:source )?codes?|software|scripts?|implementations?|repository|repo|project|program|toolbox|package|quell\w*"
    r"|código|codice|логик\w*|код"
)
_PERMISSION = re.compile(
    r"\b(?:codes?|software|repository|project|implementation)\b.{0,120}"
    r"(?:\b(?:used?|free|freely|available|released|permitted|strictly|only|solely)\b.{0,40}\bfor\b.{0,40}"
    r"\b(?:non-?commercial|research|academic|educational)\b.{0,40}\b(?:use|purposes?)\b"
    r"|\b(?:(?:may|can|must|should|shall)(?: be)? only(?: be)?|only be)\b.{0,20}\bused?\b.{0,20}\bfor\b.{0,30}"
    r"\b(?:non-?commercial|research|academic|educational)\b"
    r"|\bused only for\b.{0,30}\b(?:non-?commercial|research|academic|educational)\b"
    r"|\bis for\b.{0,40}\b(?:non-?commercial|research|academic|educational)\b.{0,40}\bonly\b"
    r"|\bnot\b.{0,60}\bcommercial (?:use|purposes?)\b)"
    r"|\blicen[sc]ed for (?:non-?commercial|research|academic|educational)\b"
    r"|\bpermission is (?:hereby )?granted\b"
    r"|\byou (?:can|may|are free to) (?:freely )?(?:use|copy|modify|distribute)(?:,| and| or)\b[^.]{0,60}"
    r"\b(?:codes?|software)\b",
    re.IGNORECASE,
)
_MAY_PERMIT = Words(
    "commercial", "research", "academic", "educational", "permission is", "you can", "you may", "you are"
)
"""Of which one stands in every permission."""
_TERMS = re.compile(
    r"\b(?:free|freely|permitted|prohibited|allowed|restricted|only|strictly|solely|must not|may not|cannot|may be)\b"
    r".{0,80}\b(?:uses?|used|commercial\w*|redistribut\w+|cop(?:y|ied)|modif\w+|research|academic|education\w*)\b"
    r"|\b(?:academic|research|personal|educational)\b.{0,40}\bonly\b"
    r"|\b(?:non-?|for |no |any )?commercial (?:use|purposes?|applications?)\b|\ball rights reserved\b|\bproprietary\b"
    r"|\bnicht-?\s?kommerziel|\bfrei verwend|\bno comercial|\bnon comercial|\bnon commercial|\bnão comercial"
    r"|商用|商业|商業|学术研究|非營利|非营利",
    re.IGNORECASE,
)
"""Terms in any words, under a heading on the licence."""
_FOR_CITING = re.compile(r"\bcit(?:e|ing|ation)\b|\backnowledg", re.IGNORECASE)
_BORROWED = re.compile(
    r"\b(?:adapted|borrowed|taken|copied|derived|modified|based) (?:from|on)\b|\bthird[- ]party\b", re.IGNORECASE
)
_DATA = re.compile(
    r"\bdata(?: ?sets?|base)?\b|\bimages\b|\bannotations\b|\bdocumentation\b|\bpaper\b|\bfigures\b|\bfonts?\b"
    r"|\bdaten\w*|\bdatos\b|\bdados\b|\bdonnées\b|数据|データ"
    r"|\b(?:texts?|articles?|corpus|corpora|photos?|videos?|recordings) (?:is|are) (?:still )?"
    r"(?:licen[sc]ed|released|distributed|made|available)\b"
    r"|\b(?:texts?|corpus|photos?|videos?|weights|models?)\W{0,3}(?:are|is)?\W{1,3}(?:under\W{1,3})?CC\b",
    re.IGNORECASE,
)
_OF_CODE = re.compile(rf"\b(?:{_CODE})\b|代码|代碼|コード", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。；])")
_CLAUSE = re.compile(
    r"""\s*(?:[,;]\s|\b(?:and|while|whereas|but|und|y|et|e)\s+
      (?=(?:(?:the|all|our|its|any|die|los|las|les|os)\s+)?[\w\ -]{1,40}?
        (?:\b(?:is|are|under|ist|sind|unter|están|sont|sous|bajo|com|sob)\b|[:(]))
    |，|、)\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Where a sentence turns to something else, with a verb or a licence of its own."""
_SPEAKS_ON = re.compile(r"\W*(?:it|they|these|those)\b", re.IGNORECASE)
"""How a sentence begins that is about what the one before was about."""


def is_placeholder(text: str) -> bool:
    """Whether a text, or a field's value, keeps a place for a licence that is not there."""
    if len(text) > PLACEHOLDER_LIMIT:
        return False
    return bool(_NOTE.match(text) or _NO_TERMS.match(text.strip()) or _TO_BE_CHOSEN.search(text) or _is_choice(text))


def _is_choice(text: str) -> bool:
    if not any(sign in text for sign in "/|,"):
        return False
    return len(set(_CHOICE.findall(text.partition("](")[0]))) >= NAMES_OF_A_CHOICE


def states_licence(text: str, heading: str) -> str | None:
    """The words of a line under ``heading`` that license the repository's own code; None where none do."""
    under = _speaks_of_licence(heading)
    of_licence = under or bool(_LICENCE.search(text))
    if not (of_licence or (_MAY_PERMIT.stand_in(text.lower()) and _PERMISSION.search(text))) or is_placeholder(text):
        return None
    of_others = bool(_DATA.search(heading) or _BORROWED.search(heading)) and not _OF_CODE.search(heading)
    return next((words for words in _on_own(text, of_others) if _licenses(words, of_licence, under)), None)


@lru_cache(maxsize=512)
def _speaks_of_licence(heading: str) -> bool:
    return bool(_LICENCE.search(heading))


def _licenses(words: str, of_licence: bool, under_heading: bool) -> bool:
    if (of_licence and _NAMED.search(words)) or _PERMISSION.search(words):
        return True
    return under_heading and bool(_TERMS.search(words)) and not _FOR_CITING.search(words)


def _on_own(text: str, under_others: bool) -> Iterator[str]:
    """The sentences and their clauses that are not about what is others', or data alone.

    ``under_others``: they stand under a heading on such, so that only those on code are the code's.
    """
    of_others = False
    for sentence in _SENTENCE.split(text):
        of_others = bool(_BORROWED.search(sentence)) or (of_others and bool(_SPEAKS_ON.match(sentence)))
        if of_others:
            continue
        if not (under_others or _DATA.search(sentence)):
            yield sentence
            continue
        on_code = [clause for clause in _clauses(sentence) if _OF_CODE.search(clause)]
        of_others = not on_code
        yield from on_code


def _clauses(sentence: str) -> Iterator[str]:
    """The parts of a sentence that each have terms of their own."""
    part = ""
    for clause in _CLAUSE.split(sentence):
        part = f"{part} {clause}"
        if _NAMED.search(part) or _TERMS.search(part):
            yield part
            part = ""
    yield part
