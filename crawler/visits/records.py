"""What a visit comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reprosurvey.crawler.git.repository import TreeEntry

HOPS_LIMIT = 6
"""Redirects followed from one origin."""


class VisitStatus(StrEnum):
    """How a visit ended; the column ``outcome`` of the table ``visits``."""

    FULL = "full"
    """A snapshot was taken."""
    UNCHANGED = "unchanged"
    """The head is the one of the last snapshot."""
    EMPTY = "empty"
    """There is no commit, or nothing but a placeholder README, a licence or a .gitignore."""
    NOT_YET = "not yet"
    """On the day that was asked for, the repository had no commit."""
    PAGE = "page"
    """The address answers, but not as a git repository."""
    MOVED = "moved"
    """The origin leads to another, which has a visit of its own."""
    NOT_FOUND = "not found"
    """The host says that there is nothing, or nothing public."""
    REF_NOT_FOUND = "ref not found"
    """The repository is there, but not the branch, tag or commit that the address names."""
    FORBIDDEN = "forbidden"
    """The host refuses (403)."""
    BLOCKED = "blocked"
    """Legally blocked (451)."""
    UNSUPPORTED = "unsupported"
    """A server of git that speaks what is not spoken here."""
    TOO_LARGE = "too large"
    """The snapshot exceeds the limits."""
    FAILED = "failed"
    """No answer, or none that says anything, after all attempts: nothing is known."""


BY_HTTP_STATUS = {
    401: VisitStatus.NOT_FOUND,  # what GitHub and GitLab answer git for an absent repository as for a private one
    403: VisitStatus.FORBIDDEN,
    404: VisitStatus.NOT_FOUND,
    410: VisitStatus.NOT_FOUND,
    451: VisitStatus.BLOCKED,
}
"""The visit statuses that an HTTP status says by itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one request for an origin's head told."""

    status: VisitStatus | None
    """None where the origin has a head."""
    http_status: int | None = None
    head: str | None = None
    branch: str | None = None
    location: str | None = None
    """Where a redirect led, as the host wrote it."""
    leads_to: tuple[str, ...] | None = None
    """For a page, the repositories that it links to."""
    error: str | None = None
    is_default: bool = False
    """Whether the branch that the address names is the default one."""
    tips: tuple[str, ...] = ()
    """Where a shortened commit was not found at a ref: the commits in whose history it may be."""


@dataclass(frozen=True, slots=True)
class PreviousSnapshot:
    """A snapshot that the store has."""

    head: str
    directory: str
    tree: list[TreeEntry]
    kept: frozenset[str]
    """The blobs of it whose texts the store has."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class FetchedSnapshot:
    """A snapshot of a visit that is not stored yet."""

    head: str
    directory: str
    """The root tree."""
    committed_at: datetime | None
    tree: list[TreeEntry]
    kept: frozenset[str]
    """The blobs whose texts are kept, those that the store had before included."""
    texts: dict[str, str] = field(default_factory=dict)
    """By blob, the texts that are new."""
