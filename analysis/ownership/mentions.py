"""One mention of an address in a paper: the words that are about it, and whose it is by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reprosurvey.analysis.ownership import identity, wording
from reprosurvey.analysis.ownership.wording import HERE, THERE
from reprosurvey.crawler.documents.addresses import Address, find_addresses
from reprosurvey.crawler.documents.links import LANDING_PAGE, is_like_an_address
from reprosurvey.crawler.documents.sentences import REFERENCES
from reprosurvey.crawler.origins import Origin

_OWN_DOMAIN = re.compile(r"[\w-]{4,}\.[a-z]{2,}")
_PROJECT_HOST = re.compile(r"^[\w-]+\.(?:github|gitlab)\.io(?:/|$)")

_ARTICLES = re.compile(
    r"^(?:[\w-]+\.)*(?:arxiv|biorxiv|medrxiv|wikipedia|creativecommons|acm|ieee|jstor|jmlr|neurips)\.(?:org|cc)(?:/|$)"
    r"|^(?:[\w-]+\.)*(?:doi\.org|youtube\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com|springer\.com|nature\.com"
    r"|sciencedirect\.com|proceedings\.mlr\.press)(?:/|$)"
)
_SOFTWARE_LABEL = re.compile(r"\b(?:software|code|github|source|implementation)\b", re.IGNORECASE)
_MARK = re.compile(r"^\W*\d{1,2}(?=[A-Za-z])")
"""A footnote's number that is glued to its first word."""
_COMPETITION = re.compile(r"\b(?:competition|challenge|contest|shared task|tournament)\b", re.IGNORECASE)
_DATA_WORD = re.compile(r"data(?:sets?|bases?)?", re.IGNORECASE)
_CODE_WORD = re.compile(rf"{wording.CODE}|available|online|here|link", re.IGNORECASE)
_ENTRY_AUTHORS = 160
"""Characters at the beginning of a reference in which its authors stand."""


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
        """The clause around it, addresses as :data:`HERE` and :data:`THERE`, whose own words say nothing."""
        return wording.clause_of(_marked(_MARK.sub("", self.link["sentence"] or ""), self.link))

    @cached_property
    def reference(self) -> str:
        """The clause that refers to the address's footnote or entry; empty elsewhere."""
        if not self.link["reference"]:
            return ""
        marked = _with_marks(self.link["reference"], lambda _: False)
        clause = wording.clause_of(_marked_after(marked, self.link["carrier"] or ""))
        return wording.up_to_colon(clause) if self.is_reference else clause

    @cached_property
    def wide(self) -> str:
        """All the words that are about the address."""
        anchor = self.link["anchor"] or ""
        return f"{self.reference} {self.sentence} {'' if is_like_an_address(anchor) else anchor}"

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The sentence itself where it speaks of code or offers it in more than a name, else all the words: what
        speaks against must be close.
        """
        tells = wording.speaks_of_code(self.sentence) or wording.offers(self.sentence)
        tells = tells and (wording.is_plain(self.sentence) or not wording.is_label(self.sentence))
        return (self.sentence,) if tells else (self.reference, self.sentence)

    @cached_property
    def speaks_of_code(self) -> bool:
        """Whether there is any word for code."""
        return wording.speaks_of_code(self.wide)

    @cached_property
    def is_ours(self) -> bool:
        """Whether the words claim it."""
        return wording.claims(self.sentence) or wording.claims(self.reference)

    @cached_property
    def is_offered(self) -> bool:
        """Whether the words offer code there."""
        return wording.offers(self.sentence) or wording.offers(self.reference)

    @cached_property
    def is_cited(self) -> bool:
        """Whether somebody's work is cited before it; in the list of references that says nothing."""
        if self.is_reference:
            return False
        return wording.cites_at_it(self.reference) or any(map(wording.cites, self.near))

    @cached_property
    def is_footnote_to_data(self) -> bool:
        """Whether the word that carries the footnote is "data", and the footnote itself does not speak of code."""
        carried = _DATA_WORD.fullmatch(self.link["carrier"] or "")
        return carried is not None and not wording.speaks_of_code(self.sentence)

    @cached_property
    def is_footnote_to_code(self) -> bool:
        """Whether the word that carries the footnote is "code" or the like."""
        return not self.is_reference and _CODE_WORD.fullmatch(self.link["carrier"] or "") is not None

    @cached_property
    def is_named_as_means(self) -> bool:
        """Whether the code is said to be built with what carries the footnote, and that names the address."""
        carrier = identity.letters(self.link["carrier"] or "")
        means = len(carrier) >= 4 and wording.builds_on_what_stands_before(self.reference)
        return means and carrier in identity.letters(self.origin.address)

    @property
    def is_reference(self) -> bool:
        """Whether it stands in the list of references."""
        return bool(self.link["section"] == REFERENCES)

    @cached_property
    def entry_is_by_author(self) -> bool:
        """Whether an author of the paper stands at the beginning of the reference."""
        head = (self.link["sentence"] or "")[:_ENTRY_AUTHORS]
        names = {identity.letters(word) for word in re.findall(r"[\w’'-]+", head)}
        return bool(names & identity.family_names(self.paper["authors"] or ()))

    @cached_property
    def is_organisers(self) -> bool:
        """Whether it is the kit of a competition that the paper tells of."""
        told = f"{self.reference} {self.sentence}"
        return bool(_COMPETITION.search(self.paper["title"])) and wording.speaks_of_a_kit(told)

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
    def is_any_page(self) -> bool:
        """Whether it is a page like any other, and the words do not plainly say that the code is there."""
        if self.origin.kind != "page" or is_project_page(self.origin):
            return False
        early = self.link["page"] == 1 or self.is_in_abstract
        plain = wording.is_plain(self.sentence) or wording.is_plain(self.reference)
        return not (self.is_offered and (plain or early))

    @property
    def is_front_page(self) -> bool:
        """Whether it is a host alone: somebody's front page, but for a project's own domain or page."""
        is_own = is_project_page(self.origin) or is_project_domain(self.origin)
        return "/" not in self.origin.address and not is_own

    @property
    def holds_no_code(self) -> bool:
        """Whether it is on a host of articles or videos."""
        return self.origin.kind == "page" and _ARTICLES.search(self.origin.address) is not None

    @cached_property
    def owner_is_author(self) -> bool:
        """Whether the account carries an author's name."""
        return identity.owner_is_author(self.origin, self.paper["authors"] or ())

    @cached_property
    def is_named_for_it(self) -> bool:
        """Whether the repository's name is made of the title."""
        return identity.name_from_title(self.origin, self.paper["title"])

    @cached_property
    def carries_coined_name(self) -> bool:
        """Whether the address carries the name that the title or the abstract coins."""
        return identity.carries_coined_name(self.origin, self.paper["title"], self.paper.get("abstract") or "")

    @cached_property
    def is_package_of_it(self) -> bool:
        """Whether the words call it the package, and it has the name that the paper coins."""
        return self.carries_coined_name and any(map(wording.calls_it_the_library, self.near))


def is_project_page(origin: Origin) -> bool:
    """Whether an address is on a host of git's that gives each project or account a page."""
    return bool(_PROJECT_HOST.search(origin.address))


def is_project_domain(origin: Origin) -> bool:
    """Whether an address is a domain of its own, no host within somebody's."""
    return bool(_OWN_DOMAIN.fullmatch(origin.address))


def _marked(sentence: str, link: Mapping[str, Any]) -> str:
    """A sentence with the link's address, or its words, marked as such, and other addresses as others."""
    marked = _with_marks(sentence, lambda found: _is_same(found, link))
    return marked if HERE in marked else _marked_after(marked, link["anchor"] or "")


def _with_marks(sentence: str, is_it: Callable[[Address], bool]) -> str:
    """The sentence with :data:`HERE` for the first address that is it, and :data:`THERE` for each other."""
    parts, position, mark = [], 0, HERE
    for found in find_addresses(sentence):
        here = mark == HERE and is_it(found)
        parts += [sentence[position : found.start], f" {HERE if here else THERE} "]
        position = found.start + len(found.written.rstrip(".,;:!?)]"))
        mark = THERE if here else mark
    return "".join([*parts, sentence[position:]])


def _is_same(found: Address, link: Mapping[str, Any]) -> bool:
    one, other = (re.sub(r"\W", "", written)[:40].lower() for written in (found.written, link["written"]))
    return bool(set(found.variants).intersection(link["variants"])) or one.startswith(other) or other.startswith(one)


def _marked_after(sentence: str, words: str) -> str:
    """The sentence with :data:`HERE` behind ``words``: where they carry a mark, else where they stand last."""
    marked = re.search(rf"{re.escape(words)}(?=\s?(?:\d{{1,2}}|[∗*†‡§¶])(?![\w.]))", sentence) if words else None
    end = marked.end() if marked else sentence.rfind(words) + len(words)
    if not words or end < len(words):
        return f"{sentence} {HERE}"
    return f"{sentence[:end]} {HERE} {sentence[end:]}"
