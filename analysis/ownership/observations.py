"""What speaks for and against an address being the paper's own code: named observations of one mention.

Each observation has a weight, in log-odds, set by hand from what the words mean. A mention whose weights add up to at
least :data:`OWN` says that the address is the paper's own. To see why an address was taken or left, read the
``reasons`` of its candidate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reprosurvey.crawler.documents.links import LANDING_PAGE
from reprosurvey.crawler.origins import Origin
from reprosurvey.crawler.proceedings.paper_lists import GIVEN_CODE

OWN = 0.0
"""The sum from which an address is the paper's own."""

MANY = 3
"""Other papers from which an origin looks like a library or a baseline."""

PRIOR = -3.0
"""What speaks against any address before anything is observed: most are somebody else's."""

_CODE = (
    r"(?:source[- ]?codes?|codes?|implementations?|software|repositor(?:y|ies)|scripts?|models?|weights|notebooks?"
    r"|github|project (?:web ?)?(?:page|site))"
)
_ANONYMOUS = re.compile(r"/anonym", re.IGNORECASE)
_PROJECT_HOST = re.compile(r"^[\w-]+\.(?:github|gitlab)\.io(?:/|$)")
_OURS = re.compile(
    rf"\b(?:our|this (?:paper|work|article|project|study)(?:'s)?)\b[^.;]{{0,80}}\b{_CODE}\b"
    rf"|\bwe(?:'ve| have| also| will| plan to| further| make| made|\s)*\s*(?:publicly |openly |freely )?"
    rf"(?:releas|publish|provid|shar|mak|made|open[- ]?sourc|distribut)\w*\b[^.;]{{0,80}}\b{_CODE}\b"
    rf"|\b{_CODE}\b[^.;]{{0,60}}\b(?:of|for|from|in) (?:our|this|the proposed|the presented|all our)\b"
    rf"|\b(?:all|the full|full|complete) (?:the )?{_CODE}\b",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    rf"\b{_CODE}\b(?:(?!\bdata ?sets?\b)[^.;:]){{0,90}}\b(?:available|released|found|accessed|accessible|downloaded"
    rf"|provided|shared|published|public(?:ly)?|open[- ]?sourced?|hosted|obtained|online|here)\b"
    rf"|\b(?:available|released?|found|provide|publish|made public|share)\b[^.;:]{{0,40}}\b{_CODE}\b"
    rf"|\b{_CODE}\b\s*(?:and [\w ]{{3,40}})?(?:is|are)?\s*(?:at|on|:|in)\s*\(?(?:https?|www|github|gitlab|bitbucket)"
    r"|^\W*(?:\d{1,2}\W+)?(?:source )?(?:code|implementation)\W*(?:https?|www|github|gitlab|bitbucket)",
    re.IGNORECASE,
)
_PUBLISH = re.compile(
    r"reproducib|upon (?:acceptance|publication)|(?:made|make it|be) public"
    r"|will be (?:made|released|available|published)",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bet al\b|\((?:[A-Z][\w'-]+,? )+(?:19|20)\d\d\w?\)|[A-Z]\w+ \((?:19|20)\d\d\w?\)")
_USED = re.compile(
    r"\b(?:we|were|was|is|are)\s(?:\w+\s)?"
    r"(?:us(?:e|ed|ing)|adapt(?:ed)?|adopt(?:ed)?|borrow(?:ed)?|follow(?:ed)?|modif(?:y|ied)|employ(?:ed)?)\b"
    r"|\busing\b|\bbased (?:up)?on\b|\badapted from\b|\btaken from\b|\bborrowed\b|\bbuil[dt]s? (?:up)?on\b"
    r"|\bimplement(?:ed|ation)s? (?:with|in|provided|from|by)\b|\bmodified (?:version|from)\b|\bprovided by\b"
    r"|\bobtained from\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\btheir\b|\bthe (?:original )?authors?\b|\bofficial (?:code|implementation|release)\b|\bbaselines?\b"
    r"|\boriginal (?:code|implementation)|\bthird[- ]party\b|\bpublicly available (?:code|implementation)s? of\b",
    re.IGNORECASE,
)
_BUILT_ON = re.compile(
    r"\bbasing our\b|\bour (?:\w+ ){0,3}(?:is|was|are|were) (?:\w+ )?(?:based|built|adapted|derived|borrowed|taken)\b"
    r"|\b(?:extend|build|base|adapt)(?:s|ed|ing)?\b[^.]{0,30}\b(?:public|existing|official|available)\b",
    re.IGNORECASE,
)
_LIBRARY = re.compile(r"\b(?:library|libraries|toolbox|toolkit|package|framework|tool|plugin|api)\b", re.IGNORECASE)
_DATA = re.compile(r"\bdata ?(?:sets?|bases?)?\b|\bchallenge\b|\bannotations?\b|\bimages\b", re.IGNORECASE)
_HAS_CODE = re.compile(rf"\b{_CODE}\b", re.IGNORECASE)
_SOFTWARE_LABEL = re.compile(r"\b(?:software|code|github|source|implementation)\b", re.IGNORECASE)
_STOP = frozenset("with from deep learning using network networks medical image images imaging based".split())


@dataclass(frozen=True)
class Mention:
    """One mention (a row of links) of an origin in a paper (a row of papers)."""

    link: Mapping[str, Any]
    origin: Origin
    paper: Mapping[str, Any]
    others: int = 0
    """How many other papers of the survey name the origin."""

    @cached_property
    def sentence(self) -> str:
        """The sentence with only the beginning of each address, whose own words say nothing."""
        return re.sub(r"(https?:\s?//|www\.)\S+", r"\1", self.link["sentence"] or "")

    @cached_property
    def reference(self) -> str:
        """The sentence that refers to the address's footnote; empty elsewhere."""
        return self.link["reference"] or ""

    @cached_property
    def wide(self) -> str:
        """All the words that are about the address."""
        return f"{self.reference} {self.sentence} {self.link['anchor'] or ''}"

    @cached_property
    def near(self) -> str:
        """The sentence itself where it speaks of code, else all the words: what speaks against must be close."""
        return self.sentence if _HAS_CODE.search(self.sentence) else self.wide

    @cached_property
    def speaks_of_code(self) -> bool:
        """Whether there is any word for code."""
        return bool(_HAS_CODE.search(self.wide))

    @cached_property
    def is_ours(self) -> bool:
        """Whether the words claim it: "our code", "we release", "the code of this paper"."""
        return bool(_OURS.search(self.wide))

    @cached_property
    def is_footnote_to_data(self) -> bool:
        """Whether the word that carries the footnote is "data", and the footnote itself does not speak of code."""
        carrier = self.link["carrier"] or ""
        return bool(re.fullmatch(r"data(?:sets?|bases?)?", carrier, re.IGNORECASE)) and not _HAS_CODE.search(
            self.sentence
        )

    @cached_property
    def is_declared(self) -> bool:
        """Whether the landing page offers it as software."""
        offered = self.origin.kind == "repository" or bool(_SOFTWARE_LABEL.search(self.link["anchor"] or ""))
        return self.link["source"] == "declared" and offered

    @property
    def is_in_abstract(self) -> bool:
        """Whether it stands in the abstract, of the paper or of its landing page."""
        return self.link["source"] != "declared" and self.link["section"] in ("abstract", LANDING_PAGE)

    @cached_property
    def owner_is_author(self) -> bool:
        """Whether the account carries an author's name."""
        return owner_is_author(self.origin, self.paper["authors"] or ())

    @cached_property
    def is_named_for_it(self) -> bool:
        """Whether the repository's name is made of the title."""
        return name_from_title(self.origin, self.paper["title"])


OBSERVATIONS: dict[str, tuple[float, Callable[[Mention], object]]] = {
    "ours": (3.0, lambda m: m.is_ours),
    "available": (3.0, lambda m: _AVAILABLE.search(m.sentence) or _AVAILABLE.search(m.reference)),
    "publish": (1.5, lambda m: m.speaks_of_code and _PUBLISH.search(m.wide)),
    "given by the list": (100.0, lambda m: m.link["source"] == "declared" and m.link["anchor"] == GIVEN_CODE),
    "declared": (5.0, lambda m: m.is_declared),
    "in the abstract": (
        1.5,
        lambda m: m.link["source"] != "declared" and m.link["section"] in ("abstract", LANDING_PAGE),
    ),
    "owner is an author": (3.0, lambda m: m.owner_is_author),
    "name from the title": (1.5, lambda m: m.is_named_for_it),
    "an author's and named for it": (2.0, lambda m: m.owner_is_author and m.is_named_for_it),
    "an author's, on the first page": (1.5, lambda m: m.owner_is_author and m.link["page"] == 1),
    "in the references": (-2.5, lambda m: m.link["section"] == "references"),
    "beside a citation": (-2.5, lambda m: _CITED.search(m.near)),
    "used": (-3.0, lambda m: not m.is_ours and _USED.search(m.near)),
    "built on it": (-4.0, lambda m: _BUILT_ON.search(m.near)),
    "theirs": (-2.5, lambda m: _THEIRS.search(m.near)),
    "library": (-2.0, lambda m: not m.is_ours and _LIBRARY.search(m.near)),
    "data": (-2.5, lambda m: not m.speaks_of_code and _DATA.search(m.near)),
    "footnote to data": (-4.0, lambda m: m.is_footnote_to_data),
    "named by other papers": (-1.5, lambda m: m.others >= MANY),
    "anonymous account": (-1.0, lambda m: _ANONYMOUS.search(m.origin.address)),
    "no git host": (-2.0, lambda m: m.origin.kind == "page" and not is_project_page(m.origin)),
    "no word of code": (-1.5, lambda m: not (m.speaks_of_code or m.owner_is_author or m.is_declared)),
}
"""Name to weight and test."""


def observe(mention: Mention) -> list[str]:
    """The names of what is observed of a mention."""
    return [name for name, (_, holds) in OBSERVATIONS.items() if holds(mention)]


def weigh(observations: Iterable[str]) -> float:
    """The prior and the observations' weights, summed."""
    return PRIOR + sum(OBSERVATIONS[name][0] for name in observations)


def is_project_page(origin: Origin) -> bool:
    """Whether an address is on a host of git's that gives each project or account a page."""
    return bool(_PROJECT_HOST.search(origin.address))


def owner_is_author(origin: Origin, authors: Iterable[str]) -> bool:
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
        if (
            len(given) >= 3
            and len(family) >= 2
            and any(
                joined in owner for joined in (given + family, family + given, given[0] + family, given + family[0])
            )
        ):
            return True
        if len(given) >= 5 and given in owner:
            return True
    return False


def name_from_title(origin: Origin, title: str) -> bool:
    """Whether the repository's name is made of the title's words, of its acronym, or of a name the title coins."""
    if origin.kind != "repository":
        return False
    name = origin.address.removesuffix(origin.suffix).rsplit("/", 1)[-1]
    coined = [_letters(w) for w in re.findall(r"[\w-]+", title.split(":")[0]) if re.search(r"[A-Z0-9].*[A-Z0-9]", w)]
    if any(len(word) >= 4 and word in _letters(name) for word in coined):
        return True
    words = {_letters(w) for w in re.findall(r"\w+", title)} - _STOP
    parts = {_letters(w) for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)} - _STOP
    return len({p for p in parts if len(p) >= 4 and any(w.startswith(p[:6]) for w in words)}) >= 2


def _letters(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in flat.lower() if c.isascii() and c.isalnum())
