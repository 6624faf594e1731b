"""The report: one HTML page that needs nothing else, with every figure, every paper and the evidence of every verdict.

Its parts are the templates of ``templates/``; its numbers are rows of ``sql/``. A policy in the page lets the browser
run nothing but the page's own script and fetch nothing; the one picture that it may load is what the script itself made
of a chart (``blob:``). ``contact`` and ``[venues]`` of survey.toml change what the page says of whom it is and of what.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import duckdb
import jinja2
from markupsafe import Markup

from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.analysis.report.accuracy import accuracy_of
from reprosurvey.analysis.report.changes import by_repository
from reprosurvey.analysis.report.embedded_data import packed
from reprosurvey.analysis.report.evidence import evidence_by_paper
from reprosurvey.analysis.report.figures import figures
from reprosurvey.analysis.report.formatting import anchor
from reprosurvey.analysis.report.imprint import Imprint
from reprosurvey.analysis.report.statistics import statistics
from reprosurvey.analysis.report.table1 import LEGEND, table1
from reprosurvey.analysis.report.templating import environment
from reprosurvey.analysis.report.venues import venues
from reprosurvey.analysis.reviews.error_reports import address_template
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.spreadsheets.cells import PATTERNS
from reprosurvey.crawler.store.criteria import registered_criteria

VERDICTS = (*(c.criterion for c in registered_criteria() if c.in_table1), "repeatable")
"""The columns of the papers' table that are verdicts."""
BY_NAME = ("repeatable_papers", "promises_not_kept", "empty_and_broken", "unread")
"""Lists that the page gives in full, folded."""
LISTS = ("papers", "changes", "fields", "rules", "reviewers", "disagreements", "measured", *BY_NAME)
SCRIPTS = ("files.js", "error_report.js", "page.js")
ROWS = 500
"""Of a table that is not made for browsing; the rest is told of, and exported."""


def write_report(
    folder: Path,
    database: duckdb.DuckDBPyConnection,
    imprint: Imprint,
    as_of: datetime | None = None,
    *,
    first_visit: bool = False,
) -> Path:
    """Write ``index.html`` into ``folder``; its path.

    Args:
        folder: Made where there is none.
        database: The survey, of the present, of the day ``as_of`` or of the first visits.
        imprint: Whose survey it is, and what its venues are called.
        as_of: That day, which the heading tells.
        first_visit: Whether it is of the first visits, which the heading tells too.

    Raises:
        SurveyError: It cannot be written.
    """
    shown = figures(database, *LISTS)
    of_venues = venues(shown, table1(database))
    script = "".join((files("reprosurvey.analysis.report") / "templates" / name).read_text() for name in SCRIPTS)
    page = (
        environment(jinja2.PackageLoader("reprosurvey.analysis.report"))
        .get_template("page.html.j2")
        .render(
            accuracy={venue.name: accuracy_of(shown, venue) for venue in of_venues},
            anchor=anchor,
            as_of=as_of,
            changes=by_repository(shown.rows("changes")),
            first_visit=first_visit,
            by_name=BY_NAME,
            criteria={name: criterion.DEFINITION for name, criterion in CRITERIA.items()},
            error_report=address_template(imprint.contact),
            evidence=packed(evidence_by_paper(database, shown.rows("papers"))),
            figures=shown,
            formulas=PATTERNS,
            imprint=imprint,
            legend=LEGEND,
            packed_statistics=packed({"name": q.name} | shown.table(q.name) for q, _ in shown.statistics),
            questions={name: criterion.DEFINITION.question for name, criterion in CRITERIA.items()},
            row_limit=ROWS,
            script=Markup(script),
            script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            statistics=statistics(shown, of_venues),
            venues=of_venues,
            verdicts=VERDICTS,
            version=version("reprosurvey"),
        )
    )
    path = folder / "index.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise SurveyError(f"cannot write {path}: {error.strerror}") from None
    return path
