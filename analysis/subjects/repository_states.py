"""How a repository stands, by its visits: today, or as of an earlier day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

JUDGEABLE_STATUSES = ("full", "empty")
"""Outcomes of a visit after which a repository can be judged."""
GONE_STATUSES = ("not found", "forbidden", "blocked")
"""Outcomes by which the host says that there is nothing public."""
NOT_CREATED_STATUS = "not yet"
"""The outcome as of a day on which the repository was not there yet."""


@dataclass(frozen=True, slots=True)
class RepositoryState:
    """One state of a repository."""

    origin: str
    """The canonical URL by which a paper knows it."""
    found_at: str
    """The canonical URL that was visited, where ``origin`` led."""
    as_of: datetime | None
    """The day, or the time of the first visit; None for the present."""
    visited_at: datetime | None
    status: str
    head: str | None
    """The commit; None where there is none."""
    error: str | None

    @property
    def is_judgeable(self) -> bool:
        """Whether its snapshot is known, which may be empty."""
        return self.status in JUDGEABLE_STATUSES
