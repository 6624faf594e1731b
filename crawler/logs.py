"""Log lines: their form, where they go, and what never stands in one.

Each module logs to a logger of its own name. Nothing is shown of it unless ``show`` or ``write_to`` adds a handler.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from reprosurvey.crawler.printable import printable_lines, uncommanded

LEVEL = logging.INFO

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_HIDDEN = "***"
_CREDENTIALS = (
    (re.compile(r"(?<=://)[^/\s?#@]{1,500}@"), f"{_HIDDEN}@"),
    (re.compile(r"\b(bearer|basic|token)\s+[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1 {_HIDDEN}"),
    (
        re.compile(
            r"([?&;][\w.-]{0,50}(?:token|key|secret|sig|password|credential|auth)[\w.-]{0,50}=)[^&;\s]+", re.IGNORECASE
        ),
        rf"\1{_HIDDEN}",
    ),
)
_secrets: set[str] = set()


def keep_secret(*values: str) -> None:
    """Let no log line of this process show these values."""
    _secrets.update(value for value in values if value)


class SafeFormatter(logging.Formatter):
    """Leaves out credentials: those that are known, and what looks like them in addresses and headers.

    The time is in UTC, as RFC 3339 has it.
    """

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__(_FORM)
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """Called by ``format`` for the line itself."""
        return printable_lines(super().formatMessage(record)).replace("\n", "\n    ")

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Called by ``format`` for the traceback."""
        return printable_lines(super().formatException(ei))

    def format(self, record: logging.LogRecord) -> str:
        """The line, with its traceback where there is one; what else has several lines goes on indented."""
        text = uncommanded(super().format(record))
        for secret in _secrets:
            text = text.replace(secret, _HIDDEN)
        for pattern, shown in _CREDENTIALS:
            text = pattern.sub(shown, text)
        return text


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at the moment, which a progress bar takes the place of."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """It is never another."""


def show() -> None:
    """Write log lines to standard error from now on."""
    _add(_StderrHandler())


def write_to(path: Path) -> None:
    """Append log lines to a file from now on.

    Raises:
        OSError: The file cannot be written.
    """
    _add(logging.FileHandler(path, encoding="utf-8"))


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Append log lines to a file for as long as the block runs.

    Raises:
        OSError: The file cannot be written.
    """
    root = logging.getLogger()
    level = root.level
    handler = _add(logging.FileHandler(path, encoding="utf-8"))
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()


def _add(handler: logging.Handler) -> logging.Handler:
    handler.setFormatter(SafeFormatter())
    handler.setLevel(LEVEL)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(LEVEL)
    return handler
