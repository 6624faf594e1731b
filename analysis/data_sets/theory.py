"""Whether a paper only proves or argues: it states theorems, or nothing at all of it is on experiments."""

from __future__ import annotations

import re
from functools import lru_cache

from reprosurvey.analysis.data_sets.passages import Part, passages
from reprosurvey.analysis.subjects.manuscripts import Manuscript

FEWEST_PAGES = 3
"""Pages of a paper that would have a heading on experiments if it had any."""
FEWEST = 5
"""Statements with a proof or without, at the start of a line, from which a paper is one of theory."""

_STATEMENT = re.compile(r"^[ \t]*(?:Theorem|Lemma|Proposition|Corollary)[ \t]+[\dA-Z]", re.MULTILINE)
_EXPERIMENTS = re.compile(
    r"^[ \t]*(?:(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:\.\d{1,2}){0,3}[.:]?[ \t]+)?(?=[A-Z])(?:[\w-]{1,30}[ \t]+){0,5}"
    r"(?i:experiment|numerical|empirical|simulat|evaluation|benchmark|case stud|real[- ]world"
    r"|(?<!arbitrary )(?<!general )(?<!bounded )(?<!separable )data ?sets?\b"
    r"|illustration|implementation)\w*(?:[ \t]+[\w-]{1,30}){0,6}[ \t]*$",
    re.MULTILINE,
)
"""A heading, or a line as short as one, of what is done with data or numbers."""


_STATED = re.compile(r"(?:Theorem|Lemma|Proposition|Corollary|Definition|Assumption)s? [\dA-Z]")


def is_statement(text: str) -> bool:
    """Whether a sentence is a theorem, a definition or the like: its data sets are sets of points."""
    return _STATED.match(text) is not None


@lru_cache(maxsize=1)
def only_proves(manuscript: Manuscript) -> bool:
    """Whether ``manuscript`` states at least ``FEWEST`` theorems and lemmas, and has no heading on experiments."""
    texts = [page.text for page in manuscript.pages]
    statements = sum(len(_STATEMENT.findall(text)) for text in texts)
    return statements >= FEWEST and not any(map(_EXPERIMENTS.search, texts))


@lru_cache(maxsize=1)
def only_argues(manuscript: Manuscript) -> bool:
    """Whether no section of ``manuscript`` is on data or experiments, and no table or figure has a caption."""
    told = {passage.part for passage in passages(manuscript)}
    return len(manuscript.pages) >= FEWEST_PAGES and not told & {Part.DATA, Part.EXPERIMENTS}
