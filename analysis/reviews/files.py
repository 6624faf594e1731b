"""Files of answers: a sheet, the log of a session of ``review serve``, or reports of errors."""

from __future__ import annotations

from pathlib import Path

from reprosurvey.analysis.reviews.error_reports import read_reports, reports_in
from reprosurvey.analysis.reviews.serving.log import ENDING, read_log
from reprosurvey.analysis.reviews.serving.session import Entry, Mode, Session, standing
from reprosurvey.analysis.reviews.sheet import Line, read_sheet
from reprosurvey.analysis.subjects.verdicts import Outcome
from reprosurvey.crawler.errors import UsageError

REPORTS_LIMIT = 4 << 20
"""Bytes that are read of a text with reports."""


def read_answers(path: Path) -> list[Line]:
    """What people answered, whichever of them it is.

    Raises:
        UsageError: The file cannot be read, or something in it makes no sense.
    """
    if path.suffix.lower() == ENDING:
        return _of_session(path)
    reports = reports_in(_beginning(path))
    return read_reports(path, reports) if reports is not None else read_sheet(path)


def _beginning(path: Path) -> bytes:
    """What it holds, as far as reports may go; what cannot be read is left to what reads sheets."""
    try:
        with path.open("rb") as file:
            return file.read(REPORTS_LIMIT)
    except OSError:
        return b""


def _of_session(path: Path) -> list[Line]:
    session, entries = read_log(path)
    lines = [_line(number, entry, session) for number, entry in enumerate(standing(entries).values(), 1)]
    if not lines:
        raise UsageError(f"{path} holds no answer")
    return lines


def _line(number: int, entry: Entry, session: Session) -> Line:
    venue, year, paper = entry.paper
    return Line(
        number=number,
        venue=venue,
        year=year,
        paper=paper,
        title="",
        answers={entry.criterion: Outcome(entry.outcome)},
        repository=entry.repository,
        head=entry.head or "",
        note=entry.note,
        draw=None if session.mode is Mode.OPEN else session.draw or None,
    )
