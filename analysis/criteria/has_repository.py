"""Has repository: the address of the paper's own public code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.ownership.observations import OWN
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.origins import names_state

DEFINITION = Definition(
    question="Does the paper give an address of its authors' own public code for this paper?",
    means=(
        "An address on GitHub, GitLab, Bitbucket, another git host, an archive such as Zenodo, an anonymised mirror, "
        "or a page that the paper says offers the code, even where it is empty or broken today."
    ),
    counts=(
        "An address in the text, in a footnote, in the list of references, behind a link of the PDF, in the abstract "
        "or on the landing page, with words that say it is this paper's own."
    ),
    does_not_count=(
        "A promise without an address; a library, a baseline or a data set of somebody else; data or a video alone."
    ),
    advice='Write the address out in the abstract, with the words "our code is available at".',
    not_applicable="Never.",
    unknown="The landing page gives no own address, and the PDF could not be read.",
)

VERSION = 3

REACHED, GONE = 1.0, -1.5
"""What the visit adds to a candidate's score when several are the paper's own: one that answers comes first."""
NAMED = 3.0
"""What a README that names the paper's title adds to the score."""
_NOT_THERE = ("not found", "ref not found")
TITLE_LENGTH = 20
"""Letters from which a title is not found by chance."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The address that was chosen."""

    origin: str
    address: str
    candidate: Mapping[str, Any]


def choose(
    title: str,
    candidates: Sequence[Mapping[str, Any]],
    outcomes: Mapping[str, str],
    readmes: Mapping[str, str],
) -> list[Repository]:
    """The paper's own addresses, the one for this paper first.

    Of the variants that an address may have, the first that the web knows is taken.

    Args:
        title: The paper's.
        candidates: Its rows of candidates.
        outcomes: Origin to the outcome at the end of its redirects.
        readmes: Origin to the text of its README.
    """
    addresses: dict[int, list[Mapping[str, Any]]] = {}
    for row in sorted((c for c in candidates if c["origin"] is not None), key=lambda r: (r["rank"], r["variant"])):
        addresses.setdefault(row["rank"], []).append(row)
    own: list[tuple[float, Repository]] = []
    for variants in addresses.values():
        row = _variant(variants, outcomes)
        score = row["score"] + (NAMED if _names(readmes.get(row["origin"], ""), title) else 0.0)
        if score >= OWN:
            standing = _standing(outcomes.get(row["origin"]))
            own.append((score + standing, Repository(row["origin"], row["address"], row)))
    return [repository for _, repository in sorted(own, key=lambda pair: (-pair[0], not _names_ref(pair[1])))]


def judge(manuscript: Manuscript, repositories: Sequence[Repository]) -> Verdict:
    """Yes where there is one; no where the paper was read and gives none; unknown where it could not be read."""
    if repositories:
        best = repositories[0].candidate
        place = f"page {best['page']}" if best["page"] else "landing page"
        link = f"https://{repositories[0].address}"
        return Verdict(Outcome.YES, (Evidence(place, best["sentence"] or link, link=link, kind=Kind.PAGE),))
    if not manuscript.is_read:
        unread = "no own address, and the PDF could not be read"
        return Verdict(Outcome.UNKNOWN, (Evidence("landing page", unread, kind=Kind.ABSENCE),))
    places = f"landing page, {len(manuscript.pages)} pages of text and their links"
    nothing = "no address with words that say it is the paper's own code"
    return Verdict(Outcome.NO, (Evidence(places, nothing, kind=Kind.ABSENCE),))


def _variant(variants: Sequence[Mapping[str, Any]], outcomes: Mapping[str, str]) -> Mapping[str, Any]:
    return next(
        (row for row in variants if outcomes.get(row["origin"]) not in (None, *_NOT_THERE, "failed")), variants[0]
    )


def _names_ref(repository: Repository) -> bool:
    """Whether the address says which branch, tag or commit is meant, which one without leaves open."""
    return names_state(repository.origin)


def _standing(outcome: str | None) -> float:
    if outcome in ("full", "unchanged"):
        return REACHED
    return GONE if outcome in _NOT_THERE else 0.0


def _names(readme: str, title: str) -> bool:
    letters = _letters(title)
    return len(letters) >= TITLE_LENGTH and letters in _letters(readme)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
