"""What a checklist comes to: how many are yes, the score, and whether it is repeatable.

Score and repeatable are those of the survey (``sql/views/survey/``), which a test holds them against.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.store.criteria import registered_criteria

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reprosurvey.analysis.checklist.questions import Checklist

_NEEDED = {
    "code_public": "public code",
    "public_data": "public data",
    "dependencies": "dependencies",
    "training": "training code",
}
"""What a repeatable paper has, in words."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a checklist comes to."""

    counts: dict[Outcome, int]
    """How many of the nine have each answer."""
    score: int
    """How many of the six are known to be yes."""
    score_unknown: int
    """How many of the six are unknown."""
    score_na: int
    """How many of the six do not apply."""
    repeatable: Outcome
    for_want_of: tuple[str, ...]
    """Where it is not yes, what is missing, or not known."""
    is_unpublished: bool
    """Whether a folder was judged, of which nobody can see whether it is public."""

    @property
    def is_scored(self) -> bool:
        """Whether all of the six are yes or no, so that the survey has a score."""
        return not self.score_unknown and not self.score_na


SCORED = tuple(criterion.criterion for criterion in registered_criteria() if criterion.in_score)
"""The six."""


def summary_of(checklist: Checklist) -> Summary:
    """Sum up the answers."""
    answers = {name: verdict.outcome for name, verdict in checklist.answers.items()}
    scored = [answers[name] for name in SCORED]
    is_unpublished = not checklist.is_of_paper and answers["code_public"] is Outcome.NA
    return Summary(
        {outcome: list(answers.values()).count(outcome) for outcome in Outcome},
        scored.count(Outcome.YES),
        scored.count(Outcome.UNKNOWN),
        scored.count(Outcome.NA),
        *_repeatable(answers, is_of_paper=checklist.is_of_paper, is_unpublished=is_unpublished),
        is_unpublished,
    )


def _repeatable(
    answers: dict[str, Outcome], *, is_of_paper: bool, is_unpublished: bool
) -> tuple[Outcome, tuple[str, ...]]:
    """Whether a paper is repeatable, and what it lacks. Of a paper without data that is no question."""
    if is_of_paper and answers["public_data"] is Outcome.NA:
        return Outcome.NA, ()
    given = {name: answers[name] for name in _NEEDED if not (is_unpublished and name == "code_public")}
    if missing := [_NEEDED[name] for name, outcome in given.items() if outcome is Outcome.NO]:
        return Outcome.NO, tuple(missing)
    unsure = [_NEEDED[name] for name, outcome in given.items() if outcome is not Outcome.YES]
    return (Outcome.UNKNOWN if unsure else Outcome.YES), tuple(unsure)


def closing_line(checklist: Checklist) -> str:
    """The summary in one line."""
    summary = summary_of(checklist)
    counts = summary.counts
    others = [f"{counts[outcome]} {outcome.value}" for outcome in (Outcome.NA, Outcome.UNKNOWN) if counts[outcome]]
    yes = f"{counts[Outcome.YES]} of {len(checklist.answers)} yes"
    return ", ".join([yes, *others, score_in_words(summary), f"repeatable: {_repeatable_in_words(summary)}"])


def score_in_words(summary: Summary) -> str:
    """The score with what it is out of; its bounds where not all is known."""
    if summary.score_na:
        return f"no score, as {summary.score_na} of the {len(SCORED)} do not apply"
    highest = summary.score + summary.score_unknown
    bounds = f"{summary.score} to {highest}" if summary.score_unknown else f"{summary.score}"
    return f"score {bounds} of {len(SCORED)}"


def _repeatable_in_words(summary: Summary) -> str:
    outcome, lacking = summary.repeatable, _listed(summary.for_want_of)
    if outcome is Outcome.NO:
        return f"no, for want of {lacking}"
    if outcome is Outcome.UNKNOWN:
        return f"unknown, for want of an answer on {lacking}"
    return "yes, once it is public" if summary.is_unpublished and outcome is Outcome.YES else outcome.value


def _listed(words: Iterable[str]) -> str:
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last
