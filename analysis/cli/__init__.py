"""The ``reprosurvey`` command.

Errors are one line on standard error: exit status 2 for a request that makes no sense, 1 for a run that could not
finish. ``--debug`` shows the traceback.
"""

from __future__ import annotations

import sys

from analysis.cli.app import app
from analysis.printable import printable
from crawler.errors import SurveyError


def main() -> None:
    """Run the command line."""
    try:
        app()
    except SurveyError as error:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(f"reprosurvey: {printable(str(error))}\n")
        sys.exit(error.exit_status)
