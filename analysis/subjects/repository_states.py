"""How a repository stands, by its visits: today, or as of an earlier day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

JUDGEABLE_STATUSES = ("full", "empty")
"""Outcomes of a visit after which a repository can be judged."""
FOLDER_NOT_FOUND = "folder not found"
"""What is said of a repository that can be judged, where the folder that the paper names is not in it."""
GONE_STATUSES = ("not found", "ref not found", FOLDER_NOT_FOUND, "forbidden", "blocked")
"""Outcomes by which the host says that there is nothing public at the address."""
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
    branch: str | None = None
    """The branch, tag or commit that was looked at."""

    @property
    def is_judgeable(self) -> bool:
        """Whether its snapshot is known, which may be empty."""
        return self.status in JUDGEABLE_STATUSES
