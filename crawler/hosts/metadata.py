"""What a host tells of a repository or a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reprosurvey.crawler.visits.records import VisitStatus


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a release."""

    name: str | None
    size: int | None
    """Bytes; None where the host does not say."""
    url: str | None


@dataclass(frozen=True, slots=True)
class Release:
    """A release, or a version of a record."""

    tag: str | None
    published_at: datetime | None
    assets: tuple[Asset, ...] | None
    """None where they could not be told."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """One answer about one origin. None is what the host does not say, never a no."""

    outcome: VisitStatus
    """Full, not found, forbidden, blocked or failed."""
    host_id: str | None = None
    """The host's own identifier, which outlives a renaming: a number, on Hugging Face a hexadecimal one."""
    full_name: str | None = None
    """The name that the host has for it now."""
    stars: int | None = None
    forks: int | None = None
    created_at: datetime | None = None
    pushed_at: datetime | None = None
    archived: bool | None = None
    licence: str | None = None
    """By its SPDX identifier where it has one, else as the host writes it."""
    default_branch: str | None = None
    releases: tuple[Release, ...] | None = None
    error: str | None = None
    """Why there is no more."""
