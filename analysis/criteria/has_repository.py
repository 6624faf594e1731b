"""Has repository: the paper gives an address of its authors' own public code for this paper.

Definition: an address on GitHub, GitLab, Bitbucket, another git host, an archive such as Zenodo, or a project page,
even where it is empty or broken today.

Counts: an address in the text, in a footnote, behind a link of the PDF, in the abstract or on the landing page, with
words that say it is this paper's own.

Does not count: a promise without an address; a library, a baseline or a data set of somebody else.

Advice: write the address out in the abstract, with the words "our code is available at".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.manuscripts import Manuscript
from analysis.ownership.observations import OWN
from analysis.verdicts import Evidence, Outcome, Verdict

VERSION = 1

ANSWERS, GONE = 1.0, -1.5
"""What the visit adds to a candidate's score when several are the paper's own: one that answers comes first."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The address that was chosen."""

    origin: str
    address: str
    candidate: Mapping[str, Any]


def choose(candidates: Sequence[Mapping[str, Any]], outcomes: Mapping[str, str]) -> list[Repository]:
    """The paper's own addresses, the one for this paper first.

    Of the forms that an address may have, the first that the web knows is taken. ``candidates``: rows of candidates;
    ``outcomes``: origin to the outcome at the end of its redirects.
    """
    own: dict[int, list[Mapping[str, Any]]] = {}
    for row in sorted(candidates, key=lambda r: (r["rank"], r["form"])):
        if row["origin"] is not None and row["score"] >= OWN:
            own.setdefault(row["rank"], []).append(row)
    chosen = [_form(forms, outcomes) for forms in own.values()]
    chosen.sort(key=lambda row: -(row["score"] + _standing(outcomes.get(row["origin"]))))
    return [Repository(row["origin"], row["address"], row) for row in chosen]


def judge(manuscript: Manuscript, repositories: Sequence[Repository]) -> Verdict:
    """Yes where there is one; no where the paper was read and gives none; unknown where it could not be read."""
    if repositories:
        best = repositories[0].candidate
        place = f"page {best['page']}" if best["page"] else "landing page"
        link = f"https://{repositories[0].address}"
        return Verdict(Outcome.YES, (Evidence(place, best["sentence"] or link, link=link),))
    if not manuscript.is_read:
        return Verdict(Outcome.UNKNOWN, (Evidence("landing page", "no own address, and the PDF could not be read"),))
    places = f"landing page, {len(manuscript.pages)} pages of text and their links"
    return Verdict(Outcome.NO, (Evidence(places, "no address with words that say it is the paper's own code"),))


def _form(forms: Sequence[Mapping[str, Any]], outcomes: Mapping[str, str]) -> Mapping[str, Any]:
    return next((row for row in forms if outcomes.get(row["origin"]) not in (None, "not found", "failed")), forms[0])


def _standing(outcome: str | None) -> float:
    if outcome in ("full", "unchanged"):
        return ANSWERS
    return GONE if outcome == "not found" else 0.0
