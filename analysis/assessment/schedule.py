"""Which papers are due: those whose inputs or rules are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

import duckdb

from reprosurvey.analysis.assessment.traits import VERSION as TRAITS_VERSION
from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.analysis.packages.imports import VERSION as IMPORTS_VERSION
from reprosurvey.analysis.packages.main_list import VERSION as LIST_VERSION
from reprosurvey.analysis.packages.pins import VERSION as PINS_VERSION
from reprosurvey.crawler.store.parquet import Edition
from reprosurvey.crawler.store.queries import records

RULES = " ".join(
    [
        *(f"{name}:{module.VERSION}" for name, module in CRITERIA.items()),
        f"traits:{TRAITS_VERSION}",
        f"pins:{PINS_VERSION}",
        f"unlisted:{IMPORTS_VERSION}",
        f"requirements:{LIST_VERSION}",
    ]
)
"""Every criterion with its version, and those of the traits, the pins, the unlisted packages and the lists."""
CHUNK = 25
"""Papers of one task."""


@dataclass(frozen=True, slots=True)
class PaperDigest:
    """A paper, and the digest of what it is judged from."""

    venue: str
    year: int
    paper: str
    inputs: str


@dataclass(frozen=True, slots=True)
class Task:
    """Papers of one venue's year that are assessed together."""

    edition: Edition
    inputs: Mapping[str, str]
    """Key of the paper to the digest of its inputs."""


def due_papers(database: duckdb.DuckDBPyConnection, *, force: bool) -> list[PaperDigest]:
    """The papers to judge, by venue, year and key; with ``force`` every one."""
    papers = records(database, PaperDigest, "from inputs order by all")
    settled = set() if force else set(records(database, PaperDigest, "from assessments where rules = $1", [RULES]))
    return [paper for paper in papers if paper not in settled]


def tasks_of(papers: list[PaperDigest]) -> Iterator[Task]:
    """``papers``, which are in the order of their editions, in tasks of at most :data:`CHUNK`."""
    for edition, group in groupby(papers, key=lambda paper: (paper.venue, paper.year)):
        inputs = ((paper.paper, paper.inputs) for paper in group)
        while chunk := dict(islice(inputs, CHUNK)):
            yield Task(edition, chunk)
