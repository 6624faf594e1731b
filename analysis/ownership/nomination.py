"""From a paper's links to its candidates: the addresses that may be its own repository, scored, likeliest first.

Mentions that may mean the same address make one candidate; its score is that of its best mention. A variant that more
mentions read comes before one that fewer read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reprosurvey.analysis.ownership.mentions import Mention
from reprosurvey.analysis.ownership.observations import OWN, observe, weigh
from reprosurvey.crawler.origins import Origin, origin_of
from reprosurvey.crawler.refs_and_paths import is_default

VERSION = "7"
"""Raised with every change that can alter a nomination."""

NOMINATED = OWN - 2.0
"""The score from which an address is worth a visit."""
PROJECT_PAGE = "project page"
"""The source of an address that stands on a page which the paper gives."""
CANDIDATES_LIMIT = 8
"""Candidates kept of one paper."""

_CUT = re.compile(r"//(?:[^/]+/){3}(?:.*/)?(?:tree|blob|raw|src|commit|tag|branch)/?$")
"""An address that ends before the branch, tag or commit that it was to name."""

Row = dict[str, Any]


@dataclass
class _Candidate:
    origins: dict[str, Origin] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    score: float = float("-inf")
    reasons: list[str] = field(default_factory=list)
    best: Mapping[str, Any] = field(default_factory=dict)

    def add(self, mention: Mapping[str, Any], origins: list[Origin], paper: Mapping[str, Any], others: int) -> None:
        for place, origin in enumerate(origins, 1):
            self.origins.setdefault(origin.url, origin)
            self.weights[origin.url] += (1.5 if mention["source"] in ("annotation", "declared") else 1.0) / place
        readings = (observe(Mention(mention, origin, paper, others)) for origin in origins)
        observations = max(readings, key=weigh)
        score = weigh(observations)
        if score > self.score:
            self.score, self.reasons, self.best = score, observations, mention

    def merge(self, other: _Candidate) -> None:
        for url, origin in other.origins.items():
            self.origins.setdefault(url, origin)
            self.weights[url] += other.weights[url]
        if other.score > self.score:
            self.score, self.reasons, self.best = other.score, other.reasons, other.best

    @property
    def variants(self) -> list[Origin]:
        return sorted(self.origins.values(), key=lambda o: -self.weights[o.url])


def nominate(
    paper: Mapping[str, Any],
    links: Iterable[Mapping[str, Any]],
    naming: Mapping[str, int],
    leads: Mapping[str, Sequence[str]],
) -> list[Row]:
    """The candidates of a paper: rows of candidates.

    Args:
        paper: A row of papers.
        links: Its rows of links.
        naming: Repository or page to how many papers of the survey name it.
        leads: Page to the repositories that it links to, where it was visited.
    """
    candidates: list[_Candidate] = []
    mentions = list(_with_leads(links, leads))
    linked = _linked_refs(mentions)
    for mention in mentions:
        origins = [linked.get((mention["page"], o.url), o) for o in origins_of(mention["variants"])]
        if origins:
            candidate = _candidate_of(origins, candidates)
            candidate.add(mention, origins, paper, naming.get(origins[0].repository, 1) - 1)
    chosen = sorted((c for c in candidates if c.score >= NOMINATED), key=lambda c: -c.score)[:CANDIDATES_LIMIT]
    return [
        {
            "origin": origin.url,
            "kind": origin.kind,
            "address": origin.address,
            "subpath": origin.subpath,
            "rank": rank,
            "score": candidate.score,
            "variant": variant,
            "reasons": candidate.reasons,
            "page": candidate.best["page"],
            "sentence": candidate.best["sentence"],
            "rule": VERSION,
        }
        for rank, candidate in enumerate(chosen, 1)
        for variant, origin in enumerate(candidate.variants, 1)
    ]


def _candidate_of(origins: Sequence[Origin], candidates: list[_Candidate]) -> _Candidate:
    """The one of ``candidates`` that has one of ``origins``, added where none has; several that have become one."""
    known = [c for c in candidates if any(o.url in c.origins for o in origins)]
    if not known:
        candidates.append(_Candidate())
        return candidates[-1]
    for other in known[1:]:
        known[0].merge(other)
        candidates.remove(other)
    return known[0]


def _with_leads(links: Iterable[Mapping[str, Any]], leads: Mapping[str, Sequence[str]]) -> Iterator[Mapping[str, Any]]:
    """The links, and for each page among them those that the page leads on to, said with the same words."""
    for link in links:
        yield link
        origin = origin_of(link["variants"][0])
        if origin is not None and origin.kind == "page":
            for target in leads.get(origin.url, ()):
                yield {**link, "source": PROJECT_PAGE, "written": target, "variants": [target]}


def _linked_refs(mentions: Iterable[Mapping[str, Any]]) -> dict[tuple[int | None, str], Origin]:
    """By page and repository, the branch, tag or commit to which all links of the PDF lead there: a text that names
    the repository alone is the first line of such an address.
    """
    linked: defaultdict[tuple[int | None, str], set[Origin]] = defaultdict(set)
    for mention in mentions:
        if mention["source"] == "annotation":
            for origin in origins_of(mention["variants"])[:1]:
                linked[mention["page"], origin.repository].add(origin)
    only = ((place, min(found, key=str)) for place, found in linked.items() if len({o.url for o in found}) == 1)
    return {place: origin for place, origin in only if not is_default(origin.ref)}


def origins_of(variants: Iterable[str]) -> list[Origin]:
    """The origins that the variants name; where one is a repository, the others that are none were cut too short."""
    given = list(variants)
    whole = [variant for variant in given if not _CUT.search(variant)] or given
    found = [origin for variant in whole if (origin := origin_of(variant)) is not None]
    return [o for o in found if o.kind == "repository"] or found
