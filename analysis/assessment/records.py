"""What an assessment yields, as records of the tables that it writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from reprosurvey.analysis.subjects.verdicts import Evidence
from reprosurvey.crawler.store.parquet import Edition


@dataclass(frozen=True, slots=True)
class PaperKey:
    """A paper, and what it is judged from."""

    edition: Edition
    paper: str
    """The publisher's key."""
    inputs: str
    """A digest."""


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """A row of ``verdicts``."""

    paper: str
    criterion: str
    outcome: str
    origin: str | None
    head: str | None
    as_of: datetime | None
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TraitRecord:
    """A row of ``traits``; trait, value and path are None where the commit shows none."""

    paper: str
    origin: str
    head: str
    rule: str
    trait: str | None = None
    value: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A row of ``pins``; all from ``package`` on is None where the commit pins none."""

    paper: str
    origin: str
    head: str
    rule: str
    package: str | None = None
    version: str | None = None
    release: str | None = None
    installed_from: str | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class UnlistedRecord:
    """A row of ``unlisted``; all from ``package`` on is None where the lists of the commit lack none."""

    paper: str
    origin: str
    head: str
    rule: str
    package: str | None = None
    imported: str | None = None
    known_from: str | None = None
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RequirementRecord:
    """A row of ``requirements``; all from ``path`` on is None where the commit has no list."""

    paper: str
    origin: str
    head: str
    rule: str
    path: str | None = None
    line: int | None = None
    written: str | None = None
    requirement: str | None = None
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A row of ``facts``."""

    paper: str
    origin: str
    head: str
    rule: str
    fact: str
    outcome: str
    reason: str | None
    places: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DataSetRecord:
    """A row of ``data_sets``; all but ``paper`` is None where the paper names none."""

    paper: str
    data_set: str | None = None
    access: str | None = None
    role: str | None = None
    purpose: str | None = None
    page: int | None = None
    sentence: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Records about one paper."""

    data_sets: list[DataSetRecord] = field(default_factory=list)
    traits: list[TraitRecord] = field(default_factory=list)
    pins: list[PinRecord] = field(default_factory=list)
    unlisted: list[UnlistedRecord] = field(default_factory=list)
    requirements: list[RequirementRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    verdicts: list[VerdictRecord] = field(default_factory=list)
