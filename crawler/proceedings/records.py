"""A contribution as the table ``papers`` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class DeclaredLink:
    """A link that the landing page itself offers."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DeclaredAnswer:
    """What its authors answered to a question of the checklist when they handed it in."""

    question: str
    answer: str
    """yes, no or na."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """A row of ``papers``, without its edition and time."""

    paper: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    landing_url: str | None = None
    pdf_url: str | None = None
    declared: tuple[DeclaredLink, ...] = ()
    answers: tuple[DeclaredAnswer, ...] = ()
    pdf_path: str | None = None
    document: str | None = None
    page_error: str | None = None
    pdf_error: str | None = None
    cut: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The record of a row by column, as the store or JSON has it; what an earlier release wrote lacks a column."""
        told: dict[str, Any] = {field.name: row.get(field.name) for field in fields(cls)}
        told["declared"] = tuple(DeclaredLink(**link) for link in row["declared"] or ())
        told["answers"] = tuple(DeclaredAnswer(**answer) for answer in row.get("answers") or ())
        for name in ("authors", "cut"):
            told[name] = tuple(told[name] or ())
        return cls(**told)
