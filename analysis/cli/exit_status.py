"""How every command ends: one line where it cannot go on, and the same exit status for the same reason."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from reprosurvey.analysis.cli.commands import LazyCommands
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.interrupts import interruptible, storage_errors
from reprosurvey.crawler.store.layout import SUFFIX

_OURS = re.compile(r"^SurveyError: (.+)", re.MULTILINE)
"""In an error of DuckDB's: it asked for a file, and the survey's storage raised this."""


class Commands(LazyCommands):
    """All of them. One whose reader left, as ``head`` does, has said enough: it ends well."""

    def invoke(self, ctx: Any) -> Any:
        """Run the one that was asked for.

        Raises:
            SurveyError: It cannot go on: a file cannot be read or written, or Ctrl-C ended it.
        """
        try:
            with interruptible("interrupted"):
                super().invoke(ctx)
                sys.stdout.flush()
        except BrokenPipeError:
            pass
        except storage_errors(OSError) as error:
            raise SurveyError(_told(error)) from error
        finally:
            take_no_more()


def take_no_more() -> None:
    """Let go of what standard output does not take, which Python would try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: Exception) -> str:
    """In one line, with the file that it is about."""
    if ours := _OURS.search(str(error)):
        return ours[1]
    return f"cannot go on: {_described(error)}"


def _described(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    message, _, _ = str(error).partition("\nLINE ")
    told = " ".join(message.split())
    return told if SUFFIX in told else f"{told}; where a file is damaged, `reprosurvey doctor` names it"
