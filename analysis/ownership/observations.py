"""What speaks for and against an address being the paper's own code: named observations of one mention.

Each observation has a weight, in log-odds, set by hand from what the words mean. A mention whose weights add up to at
least :data:`OWN` says that the address is the paper's own. To see why an address was taken or left, read the
``reasons`` of its candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from reprosurvey.analysis.ownership import wording
from reprosurvey.analysis.ownership.mentions import Mention
from reprosurvey.crawler.documents.sentences import TITLE
from reprosurvey.crawler.proceedings.declared_code import GIVEN_CODE

OWN = 0.0
"""The sum from which an address is the paper's own."""

GIVEN = "given by the list"
"""The name of the observation that a person says it is the paper's code."""

MANY = 3
"""Other papers from which an origin looks like a library or a baseline."""

PRIOR = -3.0
"""What speaks against any address before anything is observed: most are somebody else's."""

_ANONYMOUS = re.compile(r"/anonym", re.IGNORECASE)


OBSERVATIONS: dict[str, tuple[float, Callable[[Mention], object]]] = {
    "ours": (3.0, lambda m: m.is_ours),
    "available": (3.0, lambda m: m.is_offered),
    "publish": (1.5, lambda m: m.speaks_of_code and wording.publishes(m.wide)),
    GIVEN: (100.0, lambda m: m.link["source"] == "declared" and m.link["anchor"] == GIVEN_CODE),
    "declared": (5.0, lambda m: m.is_declared),
    "in the abstract": (1.5, lambda m: m.is_in_abstract),
    "offered on the first page": (1.5, lambda m: m.link["page"] == 1 and m.is_offered and not m.is_in_abstract),
    "under the title": (4.5, lambda m: m.link["section"] == TITLE and m.origin.kind == "repository"),
    "owner is an author": (3.0, lambda m: m.owner_is_author),
    "name from the title": (1.5, lambda m: m.is_named_for_it),
    "an author's and named for it": (2.0, lambda m: m.owner_is_author and m.is_named_for_it),
    "an author's, on the first page": (1.5, lambda m: m.owner_is_author and m.link["page"] == 1),
    "name that the paper coins": (2.5, lambda m: m.carries_coined_name),
    "package of what the paper coins": (4.5, lambda m: m.is_package_of_it),
    "kit of a competition": (2.5, lambda m: m.is_organisers),
    "footnote to code": (1.0, lambda m: m.is_footnote_to_code),
    "in the references": (-2.5, lambda m: m.is_reference),
    "entry by an author": (2.0, lambda m: m.is_reference and m.entry_is_by_author),
    "cited for something else": (-2.0, lambda m: m.is_reference and not (m.is_offered or m.is_ours)),
    "cited as the code": (1.0, lambda m: m.is_reference and m.entry_is_by_author and m.is_offered),
    "beside a citation": (-3.0, lambda m: m.is_cited),
    "used": (-3.0, lambda m: not m.is_ours and any(map(wording.uses, m.near))),
    "built on it": (-4.0, lambda m: any(map(wording.builds_on, (m.sentence, m.reference)))),
    "what it is built with": (-4.0, lambda m: m.is_named_as_means),
    "theirs": (-2.5, lambda m: any(map(wording.leaves_to_others, m.near))),
    "library": (-2.0, lambda m: not m.is_ours and any(map(wording.calls_it_a_library, m.near))),
    "data": (-2.5, lambda m: not m.speaks_of_code and any(map(wording.speaks_of_data, m.near))),
    "data, in so many words": (-1.5, lambda m: not m.speaks_of_code and wording.speaks_of_data(m.sentence)),
    "video": (-3.0, lambda m: not m.speaks_of_code and any(map(wording.speaks_of_videos, m.near))),
    "texts": (-7.0, lambda m: not m.speaks_of_code and any(map(wording.speaks_of_texts, m.near))),
    "makes the data": (-1.5, lambda m: not m.is_ours and any(map(wording.makes_the_data, m.near))),
    "footnote to data": (-4.0, lambda m: m.is_footnote_to_data),
    "named by other papers": (-1.5, lambda m: m.others >= MANY),
    "anonymous account": (-1.0, lambda m: _ANONYMOUS.search(m.origin.address)),
    "no git host": (-2.0, lambda m: m.is_any_page),
    "page, and no offer of code": (-4.0, lambda m: m.origin.kind == "page" and not (m.is_offered or m.is_declared)),
    "front page": (-4.0, lambda m: m.is_front_page and not m.carries_coined_name),
    "what it is trained on": (-4.0, lambda m: any(map(wording.trains_on, m.near))),
    "articles or videos": (-6.0, lambda m: m.holds_no_code),
    "no word of code": (-1.5, lambda m: not (m.speaks_of_code or m.is_offered or m.owner_is_author or m.is_declared)),
}
"""Name to weight and test."""


def observe(mention: Mention) -> list[str]:
    """The names of what is observed of a mention."""
    return [name for name, (_, holds) in OBSERVATIONS.items() if holds(mention)]


def weigh(observations: Iterable[str]) -> float:
    """The prior and the observations' weights, summed."""
    return PRIOR + sum(OBSERVATIONS[name][0] for name in observations)
