"""The sentences on data in use that are somebody else's, as no register has to know them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reprosurvey.analysis.data_sets.described import TELLS_OWN, UNCITED, WORDINGS, Form, Wording
from reprosurvey.analysis.data_sets.matcher import matcher
from reprosurvey.analysis.data_sets.own_data import own_data_in
from reprosurvey.analysis.data_sets.passages import Part, Passage, passages
from reprosurvey.analysis.data_sets.roles import USED, Role, role_of
from reprosurvey.analysis.data_sets.statements import Statement, is_denied
from reprosurvey.analysis.data_sets.theory import is_statement
from reprosurvey.analysis.subjects.manuscripts import Manuscript

_MADE = re.compile(
    r"\b(?:our own|custom|built|(?:we|our) (?:\w+ )?(?:build|develop\w*|creat\w*|design\w*|construct\w*"
    r"|implement\w*))\b(?!.*\b(?:benchmark|standard) (?:tasks|environments)\b)",
    re.IGNORECASE,
)
"""An environment of the authors' own, also on top of somebody else's engine."""
_COMPUTING = re.compile(
    r"\b(?:cloud|computing|computational|software|programming|development|Python|runtime|docker|conda|tools?)\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
"""What stands before an environment that programs run in."""
_ENVIRONMENT = re.compile(r"\b[Ee]nvironments?\b")
_OF_WORLDS = frozenset({Form.WORLD, Form.CITED, Form.DESCRIBED})
"""Forms in which a paper may speak of an environment."""
_BASELINE = re.compile(
    r"\b(?:against|outperform\w*|outshin\w*|surpass\w*|than|beats?|compar\w+ (?:to|with)) (?:the |a )?$"
)
"""What stands before a method that others are held against."""

_SHOWN_BEFORE = re.compile(r"\b(?:that|which) (?:have|has) (?:been )?(?:shown|proven|achieved|demonstrated|reported)\b")
"""What stands before data of others' results."""
_WISHED = re.compile(r"\b(?:creat|build|need|lack|requir|absence|scarc)\w*\b[^.;]{0,40}$", re.IGNORECASE)
"""What stands before data that are not there yet."""
_GATHERED = re.compile(r"\bwe (?:\w+ )?(?:collect|record|gather)\w*\b", re.IGNORECASE)
"""What authors do with data of their own, also in tasks that are common."""

_TURNED = {Form.REAL: (_WISHED,), Form.BENCHMARK: (_BASELINE, _GATHERED)}
"""What before the words of a form says that they are on something else."""

_Group = tuple[tuple[str, ...], tuple[re.Pattern[str], ...], list[Wording]]
"""Wordings with the letters and the hints that they share."""


def data_of_others(manuscript: Manuscript, *, has_own: bool) -> Iterator[Statement]:
    """The sentences that speak of it; ``has_own``: whether the paper tells of data of its own."""
    title = manuscript.title.casefold()
    wordings = (wording for wording in WORDINGS if not (has_own and wording.form in TELLS_OWN))
    shared = groupby(wordings, key=lambda wording: (wording.letters, wording.hints))
    groups = [(*hints, list(group)) for hints, group in shared]
    for passage in passages(manuscript):
        if passage.part is not Part.RELATED and not is_statement(passage.text):
            yield from _stated(passage, groups, title)


def _stated(passage: Passage, groups: Sequence[_Group], title: str) -> Iterator[Statement]:
    """What a sentence says of data of others that the paper uses."""
    text = passage.text
    for form, match in _spoken_of(passage, groups):
        if is_denied(text, match) or _is_excluded(text, match, form, title):
            continue
        role, weight = role_of(passage.part, text, match.start(), match.end())
        if role is not Role.PRETRAINING and weight >= USED:
            name = match.groupdict().get("name") or ""
            yield Statement(passage, match.start(), match.end(), form.value, weight, name)


def _spoken_of(passage: Passage, groups: Sequence[_Group]) -> Iterator[tuple[Form, re.Match[str]]]:
    """Where wordings stand in a sentence that has their hints."""
    text = passage.text
    for letters, hints, wordings in groups:
        if passage.holds(letters) and all(hint.search(text) for hint in hints):
            for wording in wordings:
                yield from ((wording.form, match) for match in wording.pattern.finditer(text))


def _is_excluded(text: str, match: re.Match[str], form: Form, title: str) -> bool:
    """Whether data may be the authors' own or no data, or those of the register, which knows better."""
    before = text[: match.start()]
    if _SHOWN_BEFORE.search(before) or own_data_in(text) or matcher().find(match[0]):
        return True
    if form in UNCITED and _is_no_name(before, match["name"], title):
        return True
    if form in _OF_WORLDS and _is_to_compute(text, match):
        return True
    if form is Form.WORLD:
        return _MADE.search(text[: match.end()]) is not None
    return any(words.search(before) for words in _TURNED.get(form, ()))


def _is_to_compute(text: str, match: re.Match[str]) -> bool:
    """Whether the environment that is spoken of is one that programs run in."""
    spoken_of = _ENVIRONMENT.search(text, *match.span())
    return spoken_of is not None and _COMPUTING.search(text[: spoken_of.end()]) is not None


def _is_no_name(before: str, name: str, title: str) -> bool:
    """Whether a name is of the paper's own title, or a word that has its capital from where it stands."""
    begins = before.rstrip()[-1:] in ("", ":", ".", "•", "(")
    return name.casefold() in title or (begins and name.istitle() and " " not in name)
