"""Which of the works that a service offers for a title is the paper.

The title must agree to ``LEAST``, the authors must have a name in common, and the years must be near: a preprint comes
before the paper, a late entry of the proceedings after it. Of several versions of one work that agree as well, the one
that is cited most counts; they are not added up, as who cites two of them would count twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import ukkonen

from reprosurvey.crawler.citations.works import Answer, Outcome, Paper, Work

LEAST = 0.9
"""The least agreement of two titles.

Of the 86 letters that a title of MIDL 2018-2022 has on average, 8 may differ: a plural, a spelling, a typing error. No
two of its 316 papers have titles that agree to more than 0.71.
"""

YEARS = 2
"""The most years between the edition and the work."""

_MARKUP = re.compile(r"<[^<>]*>|&\w+;")
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> str:
    """The words of a text in small letters, without markup, punctuation and accents, a space between."""
    plain = unicodedata.normalize("NFKD", _MARKUP.sub(" ", text).casefold())
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def agreement(title: str, other: str) -> float:
    """How far two titles agree, 0 to 1: one less the edit distance of their words by the length of the longer."""
    first, second = words(title), words(other)
    longer = max(len(first), len(second))
    return 1 - ukkonen.distance(first, second, longer) / longer if longer else 0.0


def answer_by_doi(paper: Paper, work: Work) -> Answer:
    """What ``work`` tells, which the service has under the paper's DOI, whatever its title there."""
    return _answer(paper, work, "doi", None)


def answer_by_title(paper: Paper, works: Iterable[Work]) -> Answer:
    """What the work tells that is the paper; where none is, why the nearest one is not."""
    answers = [_answer(paper, work, "title", _refusal(paper, work)) for work in works]
    nothing = Answer(Outcome.NOT_FOUND, "title", error="no work has a title like it")
    return max(answers, key=_rank, default=nothing)


def _answer(paper: Paper, work: Work, asked_by: str, refusal: str | None) -> Answer:
    outcome = Outcome.FOUND if refusal is None else Outcome.NOT_FOUND
    if refusal is None and work.citations is None:
        outcome, refusal = Outcome.FAILED, "the work has no count of citations"
    return Answer(outcome, asked_by, work, agreement(paper.title, work.title), refusal)


def _rank(answer: Answer) -> tuple[int, float, int]:
    assert answer.work is not None
    better = (Outcome.NOT_FOUND, Outcome.FAILED, Outcome.FOUND).index(answer.outcome)
    return better, answer.score or 0.0, answer.work.citations or 0


def _refusal(paper: Paper, work: Work) -> str | None:
    """Why the work is not the paper; None where it is."""
    score = agreement(paper.title, work.title)
    if score < LEAST:
        return "another title"
    ours, theirs = _family_names(paper.authors), _family_names(work.authors)
    if ours and theirs and ours.isdisjoint(theirs):
        return "the same title by others"
    if not (ours and theirs) and score < 1:
        return "a title that differs, and no authors to compare"
    if work.year is not None and abs(work.year - paper.edition[1]) > YEARS:
        return f"the same title, of {work.year}"
    return None


def _family_names(names: Iterable[str]) -> set[str]:
    return {folded.rpartition(" ")[2] for name in names if (folded := words(name))}
