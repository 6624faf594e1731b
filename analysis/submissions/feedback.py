"""What the authors of one submission are told of the code that they handed in: what was found, where, and what to do.

It names no other submission, and nothing of the authors but the address that they gave.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, evidence_of
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.parquet import Edition
from reprosurvey.crawler.store.queries import result, rows

EVIDENCE = 3
"""Pieces of evidence that are told of one answer."""
WIDTH = 76
"""Characters of a line of a mail."""

LABELS = {criterion.criterion: criterion.label for criterion in registered_criteria() if criterion.in_score}
"""The parts that are asked for, in their order."""

SAID = {
    "complete": "All parts that others need to use your code were found.",
    "incomplete": "Not all parts that others need to use your code were found.",
    "empty": "The repository is empty, or holds nothing but a README, a licence or the like.",
    "broken": "The host says that there is nothing public at this address.",
    "unknown": "Whether your code is complete could not be told. That counts as nothing against you.",
    "no address": "No address of a repository was found in what you handed in.",
    "not understood": "Your row of the list could not be read.",
}
"""What each state means, for the authors."""

_TO_DO = {
    "empty": "Push the code to the branch that the address names, else to the default one.",
    "broken": (
        "Open the address in a browser in which you are not signed in, and see whether it is complete, public and not "
        "expired. Where reviewing is double-blind, hand in an anonymous mirror or archive and not a private repository."
    ),
    "no address": "Hand in the repository's address as a browser shows it, beginning with https://.",
    "not understood": "Ask the organisers what they have of your submission.",
}
_NOT_LOOKED_INTO = (
    "Open the address in a browser in which you are not signed in. It should show a repository, or a deposit whose "
    "files can be had without an account. Where it does, there is nothing to do but to wait for the next look."
)
_OPENING = (
    "A program looked at the code that came with your submission. It reads what is committed and runs nothing. Where "
    "it is wrong, please say so in an answer to this message."
)
_CLOSING = "Where reviewing is double-blind, mind that a licence, a README or a deposit may name you."
_PARTS = {
    Outcome.NO: "Not found",
    Outcome.UNKNOWN: "Could not be told",
    Outcome.YES: "Found",
    Outcome.NA: "Does not apply",
}
"""How answers are headed, those first of which there is something to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one part."""

    label: str
    outcome: Outcome
    evidence: tuple[Evidence, ...]
    definition: Definition

    @property
    def advice(self) -> str:
        """What to do; empty where nothing is."""
        told = self.outcome in (Outcome.NO, Outcome.UNKNOWN)
        return self.definition.advice.replace("`", "") if told else ""

    @property
    def lines(self) -> list[str]:
        """Of the mail."""
        advice = [f"    What to do: {self.advice}"] if self.advice else []
        return [f"- {self.label}", *(f"    {told(evidence)}" for evidence in self.evidence), *advice]


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that is told of one submission. Texts are printable, in one line."""

    key: str
    """By which the list knows it."""
    name: str
    state: str
    """As in ``checked_submissions``."""
    handed_in: tuple[str, ...]
    judged: str | None
    """The address that was judged; None where there is none."""
    head: str | None
    visited_at: datetime | None
    reason: str
    """Why the latest visit could not look into it; empty where it could."""
    others: tuple[str, ...]
    """Of several addresses, those that were not judged, and how looking at each ended."""
    answers: tuple[Answer, ...]
    """Of a repository that could be looked into, a part each."""

    @property
    def subject(self) -> str:
        """Of the mail."""
        return f"Code of your submission {self.key}: {self.state}"

    @property
    def said(self) -> str:
        """What it came to."""
        return SAID[self.state]

    @property
    def came(self) -> str:
        """What the latest look brought in the place of the repository; empty where it brought that."""
        if not self.reason:
            return ""
        if self.answers:
            return f"The latest look brought nothing ({self.reason}); what follows is how it stood before."
        return f"What came instead: {self.reason}."

    @property
    def to_do(self) -> str:
        """What to do where nothing could be looked into; empty where each part has its own advice."""
        if self.state == "unknown" and not self.answers:
            return _NOT_LOOKED_INTO
        return _TO_DO.get(self.state, "")

    @property
    def grouped(self) -> Iterator[tuple[str, list[Answer]]]:
        """The answers, those first of which there is something to do."""
        for outcome, heading in _PARTS.items():
            if of_outcome := [answer for answer in self.answers if answer.outcome is outcome]:
                yield heading, of_outcome

    @property
    def text(self) -> str:
        """The mail, without a subject."""
        about = f"submission {self.key}" + (f" ({self.name})" if self.name != self.key else "")
        return "\n".join(_wrapped([f"Dear authors of {about},", "", _OPENING, "", *self._lines()])) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from self._addresses()
        yield from ("", f"{self.said} {self.came}".rstrip())
        if self.to_do:
            yield f"What to do: {self.to_do}"
        for heading, answers in self.grouped:
            yield from ("", f"{heading}:", *(line for answer in answers for line in answer.lines))
        if any(answer.advice for answer in self.answers):
            yield from ("", _CLOSING)

    def _addresses(self) -> Iterator[str]:
        if self.judged:
            yield f"Address: {self.judged}"
            seen = f"{self.visited_at:%Y-%m-%d %H:%M} UTC" if self.visited_at else "not yet"
            yield f"Looked at: {seen}" + (f", at {self.head[:12]}" if self.head else "")
        else:
            yield f"Handed in: {' '.join(self.handed_in) or 'nothing'}"
        yield from (f"Not judged: {other}" for other in self.others)


def feedback_of(database: duckdb.DuckDBPyConnection, edition: Edition) -> list[Feedback]:
    """What the authors of each submission of a list are told, in the list's order."""
    answers: dict[str, list[Answer]] = {}
    for row in rows(of_list(result(database, "checklist"), edition)):
        if row["question"] in LABELS:
            answers.setdefault(row["paper"], []).append(_answer(row))
    submissions = rows(of_list(database.table("checked_submissions"), edition))
    told = {row["paper"]: _feedback(row, answers[row["paper"]]) for row in submissions}
    return [told[row["id"]] for row in rows(of_list(result(database, "submissions"), edition))]


def of_list(relation: duckdb.DuckDBPyRelation, edition: Edition) -> duckdb.DuckDBPyRelation:
    """The rows of one list of submissions."""
    venue, year = edition
    return relation.filter(f"venue = '{venue}' and year = {year}")


def told(evidence: Evidence) -> str:
    """A piece of evidence in one line."""
    return printable(f"{evidence.where}: {evidence.quote}" if evidence.quote else evidence.where)


def _answer(row: dict[str, Any]) -> Answer:
    name = row["question"]
    evidence = tuple(evidence_of(piece) for piece in row["evidence"][:EVIDENCE])
    return Answer(LABELS[name], Outcome(row["outcome"]), evidence, REPOSITORY_CRITERIA[name].DEFINITION)


def _feedback(row: dict[str, Any], answers: list[Answer]) -> Feedback:
    is_looked_into = row["head"] is not None and row["state"] in ("complete", "incomplete", "unknown")
    return Feedback(
        key=printable(row["paper"]),
        name=printable(row["title"]),
        state=row["state"],
        handed_in=tuple(map(printable, row["handed_in"])),
        judged=printable(row["judged"]) if row["judged"] else None,
        head=row["head"],
        visited_at=row["visited_at"],
        reason="" if row["state"] in ("empty", "no address") else printable(row["reason"] or ""),
        others=tuple(printable(f"{other['origin']} ({other['outcome']})") for other in row["others"] or ()),
        answers=tuple(answers) if is_looked_into else (),
    )


def _wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Each line in as many as a mail gives it; addresses stay whole."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        yield from textwrap.wrap(
            line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
