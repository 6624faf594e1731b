"""The checklist of a surveyed paper, from the store (``sql/lists/checklist.sql``)."""

from __future__ import annotations

import duckdb

from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict, evidence_of
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.queries import result

Paper = tuple[str, int, str]
"""Venue, year and the publisher's key."""


def surveyed_checklist(database: duckdb.DuckDBPyConnection, named: str) -> Checklist:
    """The checklist of the paper that ``named`` means: its key, or venue/year/key.

    Raises:
        UsageError: The survey has no such paper, or several.
    """
    paper = _paper_named(database, named)
    result(database, "checklist").create_view("checklist")
    answers = database.execute(
        "select question, outcome, evidence from checklist where (venue, year, paper) = ($1, $2, $3)", list(paper)
    ).fetchall()
    (found,) = database.execute(
        """
        select title, final_origin, head from surveyed where (venue, year, paper) = ($1, $2, $3)
        """,
        list(paper),
    ).fetchall()
    title, repository, head = found
    paths = database.execute("select path from snapshots where origin = $1 and head = $2", [repository, head])
    return Checklist(
        f"{'/'.join(map(str, paper))}: {title}",
        repository,
        head,
        {name: Verdict(Outcome(outcome), tuple(map(evidence_of, rows))) for name, outcome, rows in answers},
        frozenset(path for (path,) in paths.fetchall()),
        is_of_paper=True,
    )


def _paper_named(database: duckdb.DuckDBPyConnection, named: str) -> Paper:
    found: list[Paper] = database.execute(
        """
        select venue, year, paper from surveyed
        where paper = $1 or concat_ws('/', venue, year, paper) = $1
        order by all
        """,
        [named],
    ).fetchall()
    if not found:
        advice = "`reprosurvey export papers` lists what there is"
        raise UsageError(f"no paper '{named}' in the survey; write its key or venue/year/key; {advice}")
    if len(found) > 1:
        raise UsageError(f"several papers are '{named}': {', '.join('/'.join(map(str, p)) for p in found)}; name one")
    return found[0]
