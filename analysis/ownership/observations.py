"""What speaks for and against an address being the paper's own code: named observations of one mention.

Each observation has a weight. The weights are set by hand from what the words mean; `mention_score` adds them up. A
mention whose sum reaches :data:`OWN` says that the address is the paper's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.origins import Origin

OWN = 0.0
"""The sum from which an address is the paper's own."""

WEIGHTS = {
    "prior": -3.0,
    "ours": 3.0,  # "our code", "we release", "we provide the implementation"
    "available": 3.0,  # "code is available at", "implementation: <address>"
    "publish": 1.5,  # "for reproducibility", "upon acceptance", "made public"
    "declared": 5.0,  # the landing page offers it as the paper's software
    "abstract": 1.5,
    "owner is author": 2.0,
    "name from title": 1.5,
    "references": -2.5,
    "cited work": -2.5,  # "et al.", "(2019)", "Smith (2018)" beside the address
    "used": -3.0,  # "we used", "based on", "adapted from", "implemented with"
    "theirs": -2.5,  # "their", "the authors", "official implementation", "baseline"
    "library": -2.0,  # "library", "toolbox", "framework", "package"
    "data": -2.5,  # "data set", "challenge" and no word of code
    "page": -2.0,  # neither a git host nor an archive
    "no code": -1.5,  # no word for code, and no author's address
}
"""Log-odds of each observation."""

_CODE = r"(?:source[- ]?codes?|codes?|implementations?|software|repositor(?:y|ies)|scripts?|models?|weights|notebooks?|github)"
_OURS = re.compile(
    rf"\b(?:our|this (?:paper|work|article|project|study)(?:'s)?)\b[^.;]{{0,80}}\b{_CODE}\b"
    rf"|\bwe(?:'ve| have| also| will| plan to| further| make| made|\s)*\s*(?:publicly |openly |freely )?"
    rf"(?:releas|publish|provid|shar|mak|made|open[- ]?sourc|distribut)\w*\b[^.;]{{0,80}}\b{_CODE}\b"
    rf"|\b{_CODE}\b[^.;]{{0,60}}\b(?:of|for|from|in) (?:our|this|the proposed|the presented|all our)\b"
    rf"|\b(?:all|the full|full|complete) (?:the )?(?:source )?{_CODE}\b",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    rf"\b{_CODE}\b(?:(?!\bdata ?sets?\b)[^.;:]){{0,90}}\b(?:available|released|found|accessed|accessible|downloaded|provided|shared"
    rf"|published|public(?:ly)?|open[- ]?sourced?|hosted|obtained|online|here)\b"
    rf"|\b(?:available|released?|found|provide|publish|made public|share)\b[^.;:]{{0,40}}\b{_CODE}\b"
    rf"|\b{_CODE}\b\s*(?:and [\w ]{{3,40}})?(?:is|are)?\s*(?:at|on|:|in)\s*\(?(?:https?|www|github|gitlab|bitbucket)"
    rf"|^\W*(?:\d{{1,2}}\W+)?{_CODE}\W*(?:https?|www|github|gitlab|bitbucket)",
    re.IGNORECASE,
)
_PUBLISH = re.compile(
    r"reproducib|upon (?:acceptance|publication)|(?:made|make it|be) public|will be (?:made|released|available|published)",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bet al\b|\((?:[A-Z][\w'-]+,? )+(?:19|20)\d\d\w?\)|[A-Z]\w+ \((?:19|20)\d\d\w?\)")
_USED = re.compile(
    r"\b(?:we|were|was|is|are)\s(?:\w+\s)?(?:us(?:e|ed|ing)|adapt(?:ed)?|adopt(?:ed)?|borrow(?:ed)?|follow(?:ed)?|modif(?:y|ied)|employ(?:ed)?)\b"
    r"|\busing\b|\bbased (?:up)?on\b|\badapted from\b|\btaken from\b|\bborrowed\b|\bbuil[dt]s? (?:up)?on\b"
    r"|\bimplement(?:ed|ation)s? (?:with|in|provided|from|by)\b|\bmodified (?:version|from)\b|\bprovided by\b|\bobtained from\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\btheir\b|\bthe (?:original )?authors?\b|\bofficial (?:code|implementation|release)\b|\bbaselines?\b"
    r"|\boriginal (?:code|implementation)|\bthird[- ]party\b|\bpublicly available (?:code|implementation)s? of\b",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"\b(?:library|libraries|toolbox|toolkit|package|framework|tool|plugin|api)\b", re.IGNORECASE)
_DATA = re.compile(r"\bdata ?(?:sets?|bases?)?\b|\bchallenge\b|\bannotations?\b|\bimages\b", re.IGNORECASE)
_HAS_CODE = re.compile(rf"\b{_CODE}\b", re.IGNORECASE)
_SOFTWARE_LABEL = re.compile(r"\b(?:software|code|github|source|implementation)\b", re.IGNORECASE)
_STOP = frozenset("with from deep learning using network networks medical image images imaging based segmentation".split())


def observe(mention: Mapping[str, Any], origin: Origin, paper: Mapping[str, Any]) -> Iterator[str]:
    """The names of what can be observed of one mention (a row of links) of ``origin`` in ``paper`` (of papers)."""
    sentence = _without_addresses(mention["sentence"])
    anchored = mention["anchor"] or ""
    wide = f"{mention['reference'] or ''} {sentence} {anchored}"
    near = sentence if _HAS_CODE.search(sentence) else wide
    code = _HAS_CODE.search(wide)
    yield "prior"
    if mention["source"] == "declared" and (origin.kind == "repository" or _SOFTWARE_LABEL.search(anchored)):
        yield "declared"
    ours = _OURS.search(wide)
    if ours:
        yield "ours"
    if _AVAILABLE.search(sentence) or _AVAILABLE.search(mention["reference"] or ""):
        yield "available"
    if code and _PUBLISH.search(wide):
        yield "publish"
    if mention["section"] in ("abstract", "landing page") and mention["source"] != "declared":
        yield "abstract"
    author = owner_is_author(origin, paper["authors"] or ())
    if author:
        yield "owner is author"
    if name_from_title(origin, paper["title"]):
        yield "name from title"
    if mention["section"] == "references":
        yield "references"
    if _CITED.search(near):
        yield "cited work"
    if _USED.search(near) and not ours:
        yield "used"
    if _THEIRS.search(near):
        yield "theirs"
    if _LIBRARY.search(near) and not ours:
        yield "library"
    if _DATA.search(near) and not code:
        yield "data"
    if origin.kind == "page":
        yield "page"
    if not code and not author and mention["source"] != "declared":
        yield "no code"


def mention_score(observations: list[str]) -> float:
    """The sum of the observations' weights."""
    return sum(WEIGHTS[name] for name in observations)


def owner_is_author(origin: Origin, authors: list[str] | tuple[str, ...]) -> bool:
    """Whether the account carries an author's family name, or a given name with initials."""
    segments = origin.address.split("/")
    if origin.kind != "repository" or len(segments) < 2:
        return False
    owner = _letters(segments[1])
    for author in authors:
        names = [n for n in map(_letters, author.split()) if n]
        if not names:
            continue
        given, family = names[0], names[-1]
        if len(family) >= 4 and family in owner:
            return True
        if len(given) >= 3 and len(family) >= 2 and any(
            joined in owner for joined in (given + family, family + given, given[0] + family, given + family[0])
        ):
            return True
        if len(given) >= 5 and given in owner:
            return True
    return False


def name_from_title(origin: Origin, title: str) -> bool:
    """Whether the repository's name is made of the title's words, of its acronym, or of a name the title coins."""
    if origin.kind != "repository":
        return False
    name = origin.address.rsplit("/", 1)[-1]
    coined = [_letters(w) for w in re.findall(r"[\w-]+", title.split(":")[0]) if re.search(r"[A-Z0-9].*[A-Z0-9]", w)]
    if any(len(word) >= 4 and word in _letters(name) for word in coined):
        return True
    words = {_letters(w) for w in re.findall(r"\w+", title)} - _STOP
    parts = {_letters(w) for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)} - _STOP
    return len({p for p in parts if len(p) >= 4 and any(w.startswith(p[:6]) for w in words)}) >= 2


def _letters(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in flat.lower() if c.isascii() and c.isalnum())


def _without_addresses(sentence: str) -> str:
    """The sentence with only the beginning of each address, whose own words say nothing."""
    return re.sub(r"(https?:\s?//|www\.)\S+", r"\1", sentence)
