"""Files of answers: a sheet, the log of ``review serve``, or a text with reports of errors."""

from __future__ import annotations

from pathlib import Path

from reprosurvey.analysis.reviews.sheet import Line, read_sheet


def read_answers(path: Path) -> list[Line]:
    """What people answered, whichever of them it is.

    Raises:
        UsageError: The file cannot be read, or something in it makes no sense.
    """
    return read_sheet(path)
