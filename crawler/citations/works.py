"""What is asked about a paper, and what a service tells of a work."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from reprosurvey.crawler.store.parquet import Edition

_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


class Source(StrEnum):
    """Who is asked."""

    OPENALEX = "openalex"
    SEMANTIC_SCHOLAR = "semanticscholar"
    CROSSREF = "crossref"


class Outcome(StrEnum):
    """What became of a question."""

    FOUND = "found"
    NOT_FOUND = "not found"
    """The service answers, and has no work that is the paper: its citations are unknown, not none."""
    FAILED = "failed"
    """No answer, or none that says anything."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A surveyed paper, as far as it takes to know it again."""

    edition: Edition
    key: str
    title: str
    authors: tuple[str, ...]
    """Names, the given one first."""
    doi: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """What a service has of one work. None is what it does not say."""

    id: str | None
    """The service's own identifier."""
    doi: str | None
    """Without the resolver's address, in small letters."""
    title: str
    authors: tuple[str, ...]
    year: int | None
    citations: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to a service; with ``data`` by POST."""

    url: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a paper after a question."""

    outcome: Outcome
    asked_by: str
    """doi or title."""
    work: Work | None = None
    """The work that is the paper; where none is, the one with the nearest title."""
    score: float | None = None
    """Agreement of its title with the paper's, 0 to 1."""
    error: str | None = None
    """Why there is no count."""


class Service(Protocol):
    """What a service's module offers."""

    HOST: str
    RATE: int
    """Requests a second that the service bears from anybody."""

    def key_header(self, key: str) -> Mapping[str, str]:
        """The header by which a key goes along."""

    def request_by_doi(self, dois: Sequence[str]) -> Request:
        """Asks for the works of up to ``BATCH`` DOIs."""

    def read_by_doi(self, status: int, body: bytes, dois: Sequence[str]) -> Mapping[str, Work]:
        """By DOI, the works that the answer tells.

        Raises:
            RefusedError, AnswerError: This is no such answer.
        """

    def request_by_title(self, words: str) -> Request:
        """Asks for the works whose title is likest to ``words``."""

    def read_by_title(self, status: int, body: bytes) -> Sequence[Work]:
        """The works that the answer tells; none where the service knows none like it.

        Raises:
            RefusedError, AnswerError: This is no such answer.
        """


BATCH = 50
"""DOIs of one request: as many as make an address that every service takes."""


def bare_doi(doi: str | None) -> str | None:
    """``https://doi.org/10.1234/AB`` as ``10.1234/ab``."""
    return _RESOLVER.sub("", doi).lower() if doi else None
