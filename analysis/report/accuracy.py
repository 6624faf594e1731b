"""How right a venue's figures are: beside each share what labelled sets tell of its rule, and the share corrected.

Of the labelled sets the largest of the venue's field is shown; where a question has none, the largest of any, and it is
said. The statistic ``rules_accuracy`` has all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reprosurvey.analysis.report.figures import Figures
from reprosurvey.analysis.report.table1 import SHARES
from reprosurvey.analysis.report.venues import Measured, Venue


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row of ``rules_accuracy``."""

    labelled_set: str
    part: str | None
    about: str
    fields: list[str]
    venues: list[str]
    rule: str | None
    n: int | None
    accuracy: float | None
    accuracy_low: float | None
    accuracy_high: float | None
    kappa: float | None
    sensitivity: float | None
    sensitivity_low: float | None
    sensitivity_high: float | None
    sensitivity_least: float | None
    specificity: float | None
    specificity_low: float | None
    specificity_high: float | None
    specificity_least: float | None
    labelled_on: date


@dataclass(frozen=True, slots=True)
class Corrected:
    """A row of ``corrected_shares``."""

    metric: str
    share: float
    n: int
    labels: int
    labels_na: int
    drawn: bool
    sensitivity: float | None
    specificity: float | None
    prediction_powered: float | None
    prediction_powered_low: float | None
    prediction_powered_high: float | None
    not_prediction_powered: str | None
    rogan_gladen: float | None
    rogan_gladen_low: float | None
    rogan_gladen_high: float | None
    not_rogan_gladen: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One figure of the venue, and what is known of its rule."""

    label: str
    share: Measured
    """Over all years."""
    rule: str
    """Its version by which the survey was judged; several where it was judged by several."""
    labelled: Labelled
    same_field: bool
    """Whether this set is of the venue's field."""
    readers: float | None
    """Kappa of two people; None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the figures of a venue are."""

    field: str | None
    """The venue's field; None where it is not told."""
    questions: list[Question]
    corrected: list[tuple[str, Corrected]]
    """By label, over all years; empty without labels of the survey."""


def accuracy_of(figures: Figures, venue: Venue) -> Accuracy:
    """That of one venue of the survey."""
    (told,) = figures.rows("fields", venue=venue.name)
    corrected = figures.records(Corrected, "corrected_shares", venue=venue.name, year=None)
    return Accuracy(
        field=told["field"],
        questions=[
            question
            for metric, label in SHARES.items()
            if (question := _question(figures, venue, metric, label)) is not None
        ],
        corrected=[(SHARES[row.metric], row) for row in corrected],
    )


def _question(figures: Figures, venue: Venue, metric: str, label: str) -> Question | None:
    """None for what is no question of its own, as repeatable, or was asked of nothing."""
    share = venue.overall.get(metric)
    of_rules = figures.records(Labelled, "rules_accuracy", criterion=metric, compared="rules")
    if not of_rules or share is None:
        return None
    alike = [row for row in of_rules if venue.name in row.venues]
    of_readers = figures.rows("rules_accuracy", criterion=metric, compared="second reader")
    return Question(
        label=label,
        share=share,
        rule=", ".join(_versions(figures, metric)),
        labelled=max(alike or of_rules, key=lambda row: row.n or 0),
        same_field=bool(alike),
        readers=of_readers[0]["kappa"] if of_readers else None,
    )


def _versions(figures: Figures, metric: str) -> list[str]:
    """Of the rule, those by which the survey was judged, people's answers left out."""
    return [row["rule"] for row in figures.rows("rules", criterion=metric) if row["rule"] not in (None, "review")]
