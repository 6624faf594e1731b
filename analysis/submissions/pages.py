"""The report of a list of submissions: a page for its organisers, and for each submission a page and a text to mail.

Files: ``index.html``, ``feedback/<submission>.html`` and ``.txt``. No page runs or fetches anything.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import jinja2

from reprosurvey.analysis.report.templating import environment
from reprosurvey.analysis.submissions.feedback import LABELS, Feedback, feedback_of, of_list, told
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.parquet import Edition
from reprosurvey.crawler.store.queries import result, rows

MAIL_LIMIT = 1800
"""Characters of an address by which a browser opens a mail: longer ones are cut off by some."""

MEANINGS = {
    "complete": "each of the six parts was found, or does not apply",
    "incomplete": "at least one part is missing",
    "empty": "no commit, or nothing but a README, a licence or the like",
    "broken": "the host says that there is nothing public",
    "unknown": "it could not be looked into, or a part cannot be told: counted neither for nor against it",
    "no address": "nothing that was handed in is an address",
    "not understood": "the row of the list could not be read",
}
"""What each state of a submission means, for organisers."""


def write_submissions(folder: Path, database: duckdb.DuckDBPyConnection, edition: Edition) -> Path:
    """Write the report of one list into a folder of its own below ``folder``; the path of its first page.

    What stood there is replaced, as submissions that were withdrawn have no page any more.

    Raises:
        SurveyError: It cannot be written.
    """
    venue, year = edition
    place = folder / venue / str(year)
    told_of = {slug(feedback): feedback for feedback in feedback_of(database, edition)}
    pages = _environment()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=place.parent) as making:
            made = Path(making) / "report"
            (made / "feedback").mkdir(parents=True)
            (made / "index.html").write_text(_index(pages, database, edition, list(told_of)), encoding="utf-8")
            for name, feedback in told_of.items():
                page = pages.get_template("feedback.html.j2").render(feedback=feedback, mail=_mail(feedback), name=name)
                (made / "feedback" / f"{name}.html").write_text(page, encoding="utf-8")
                (made / "feedback" / f"{name}.txt").write_text(feedback.text, encoding="utf-8")
            shutil.rmtree(place, ignore_errors=True)
            made.rename(place)
    except OSError as error:
        raise SurveyError(f"cannot write {error.filename or place}: {error.strerror}") from None
    return place / "index.html"


def slug(feedback: Feedback) -> str:
    """The name of a submission's files: what of its key a file's name may hold, and a digest of all of it."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", feedback.key).strip("-")[:40]
    return f"{plain}-{hashlib.sha256(feedback.key.encode()).hexdigest()[:8]}".lstrip("-").lower()


def _index(pages: jinja2.Environment, database: duckdb.DuckDBPyConnection, edition: Edition, names: list[str]) -> str:
    venue, year = edition
    lists = {
        name: list(map(_printable, rows(of_list(result(database, name), edition))))
        for name in ("submission_states", "submission_parts", "submissions")
    }
    told_with = {"labels": LABELS, "meanings": MEANINGS, "names": names, "now": datetime.now(UTC)}
    return pages.get_template("index.html.j2").render(**lists, **told_with, venue=venue, year=year)


def _printable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: printable(value) if isinstance(value, str) else value for name, value in row.items()}


def _mail(feedback: Feedback) -> str | None:
    """An address that opens the mail; None where it is too long for that."""
    written = f"mailto:?subject={quote(feedback.subject)}&body={quote(feedback.text)}"
    return written if len(written) <= MAIL_LIMIT else None


def _environment() -> jinja2.Environment:
    own, report = (jinja2.PackageLoader(f"reprosurvey.analysis.{room}") for room in ("submissions", "report"))
    made = environment(jinja2.ChoiceLoader([own, jinja2.PrefixLoader({"report": report})]))
    made.filters["told"] = told
    made.globals["version"] = version("reprosurvey")
    return made
