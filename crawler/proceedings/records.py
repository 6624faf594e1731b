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
    pdf_path: str | None = None
    document: str | None = None
    page_error: str | None = None
    pdf_error: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The record of a row by column, as the store or JSON has it."""
        told = {field.name: row[field.name] for field in fields(cls)}
        declared = tuple(DeclaredLink(**link) for link in row["declared"] or ())
        return cls(**told | {"authors": tuple(row["authors"] or ()), "declared": declared})
