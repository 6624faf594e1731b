"""How much a run says, and to whom: ``--quiet`` for a clock, ``--json`` for a program."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reprosurvey.analysis.cli.survey import console
from reprosurvey.crawler.printable import uncommanded_json
from reprosurvey.crawler.progress import hush
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.parquet import now
from reprosurvey.crawler.store.queries import result_rows

if TYPE_CHECKING:
    from reprosurvey.analysis.stages import Stages

LISTS = {
    "stages": "stages_run",
    "hosts": "hosts_asked",
    "changes": "change_counts",
    "editions": "editions",
    "submissions": "submission_states",
    "unread": "unread_reasons",
}
"""What the summary of a run tells, and the query that yields it."""


def _be_quiet(asked: bool) -> bool:
    if asked:
        console.quiet = True
        hush()
        logging.getLogger("reprosurvey").addHandler(logging.NullHandler())  # Python shows warnings where none is
    return asked


def _leave_output(asked: bool) -> bool:
    if asked:
        console.quiet = True
    return asked


QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but errors: no progress, no summary.", callback=_be_quiet)
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print what the run did as JSON (docs/periodic.md).", callback=_leave_output),
]


@contextmanager
def summarised(stages: Stages) -> Iterator[None]:
    """Print what the block did as JSON when it ends, however it ends."""
    status, error = 0, None
    try:
        yield
    except BaseException as raised:
        status = getattr(raised, "exit_status", 130 if isinstance(raised, KeyboardInterrupt) else 1)
        error = str(raised) or type(raised).__name__
        raise
    finally:
        ended = {"ended_at": now(), "status": status, "error": error}
        summary = json.dumps(_about(stages) | ended | _lists(stages), indent=2, default=datetime.isoformat)
        sys.stdout.write(uncommanded_json(summary) + "\n")


def _about(stages: Stages) -> dict[str, Any]:
    return {
        "reprosurvey": version("reprosurvey"),
        "store": stages.store.storage.address,
        "started_at": stages.started,
    }


def _lists(stages: Stages) -> dict[str, Any]:
    with connect(stages.store) as database:
        set_variables(database, {"since": stages.started})
        return {name: result_rows(database, query) for name, query in LISTS.items()}
