"""The ``reprosurvey`` command.

Errors are one line on standard error: exit status 2 for a request that makes no sense, 1 for a run that could not
finish, 3 for a repository that could not be looked into, 130 for a run that was interrupted. ``--debug`` shows the
traceback.
"""

from __future__ import annotations

import sys
from traceback import format_exc

from reprosurvey.crawler.errors import InterruptedRunError, SurveyError
from reprosurvey.crawler.printable import printable, printable_lines, uncommanded


def main() -> None:
    """Run the command line."""
    try:
        from reprosurvey.analysis.cli.app import app  # takes long enough to be interrupted

        app()
    except KeyboardInterrupt:
        sys.exit(InterruptedRunError.exit_status)
    except SurveyError as error:
        if "--debug" in sys.argv:
            sys.stderr.write(f"{_harmless(format_exc())}\n")
        else:
            sys.stderr.write(f"reprosurvey: {printable(str(error))}\n")
        sys.exit(error.exit_status)
    except Exception:
        sys.stderr.write(f"{_harmless(format_exc())}\n")
        sys.exit(1)


def _harmless(traceback: str) -> str:
    """A traceback, which quotes what strangers wrote."""
    return uncommanded(printable_lines(traceback))
