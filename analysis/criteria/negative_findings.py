"""Verdicts where nothing was found: in a repository that holds nothing, or in all that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict
from reprosurvey.crawler.visits.placeholders import is_placeholder

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot


def empty(snapshot: Snapshot) -> Verdict | None:
    """The answer to every question where a repository holds nothing; None where it holds something to judge."""
    if not snapshot.files:
        return Verdict(Outcome.NO, (Evidence("repository", "no files"),))
    if is_placeholder(snapshot.files, lambda path: snapshot.files[path].text):
        return Verdict(Outcome.NO, (Evidence("repository", "nothing but a placeholder README, licence or .gitignore"),))
    return None


def absent(looked_in: str, what: str, left_behind: list[File]) -> Verdict:
    """Answer "no", or "unknown" where files that could have held the evidence were left behind."""
    if left_behind:
        names = ", ".join(f.location for f in left_behind[:3])
        return Verdict(
            Outcome.UNKNOWN, (Evidence(looked_in, f"{what} in what could be read; not read, or not in full: {names}"),)
        )
    return Verdict(Outcome.NO, (Evidence(looked_in, what),))
