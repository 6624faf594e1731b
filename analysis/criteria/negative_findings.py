"""Verdicts where nothing was found: in a repository that holds or trains nothing, or in all that was looked at."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.no_training import trains_nothing
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Reason, Verdict
from reprosurvey.crawler.visits.placeholders import is_placeholder

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot


@lru_cache(maxsize=2)
def empty(snapshot: Snapshot) -> Verdict | None:
    """The verdict on every criterion where a repository holds nothing; None where it holds something to judge."""
    if not snapshot.files:
        return _nothing("no files", Reason.EMPTY)
    written = [path for path, file in snapshot.files.items() if not is_blank(file)]
    if is_placeholder(written, lambda path: snapshot.files[path].text):
        return _nothing("nothing but a placeholder README, licence or .gitignore", Reason.PLACEHOLDER)
    return None


def nothing_to_train(snapshot: Snapshot) -> Verdict | None:
    """The verdict on training and model where a repository has nothing to train; None where it may have."""
    if not trains_nothing(snapshot):
        return None
    quote = "programs run, none trains, and neither they nor the pages speak of a model that is trained here"
    return Verdict(Outcome.NA, (Evidence("programs and pages", quote, kind=Kind.ABSENCE),))


def is_blank(file: File) -> bool:
    """Whether a file was kept and has nothing in it but space, or a single sign."""
    return file.text is not None and len(file.text.strip()) <= 1


def _nothing(what: str, reason: Reason) -> Verdict:
    return Verdict(Outcome.NO, (Evidence("repository", what, kind=Kind.ABSENCE, reason=reason),))


def absent(looked_in: str, what: str, left_behind: list[File]) -> Verdict:
    """The verdict "no", or "unknown" where files that could have held the evidence were left behind."""
    if left_behind:
        names = ", ".join(f.location for f in left_behind[:3])
        unread = f"{what} in what could be read; not read, or not in full: {names}"
        return Verdict(Outcome.UNKNOWN, (Evidence(looked_in, unread, kind=Kind.ABSENCE),))
    return Verdict(Outcome.NO, (Evidence(looked_in, what, kind=Kind.ABSENCE),))
