"""The checklist of a repository at an address, from a store that holds one visit of it."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from reprosurvey.analysis.artifacts.availability import availability_by_origin
from reprosurvey.analysis.assessment.inputs import OriginRecord, read_origins
from reprosurvey.analysis.assessment.scope import is_there, narrowed, path_in
from reprosurvey.analysis.checklist.beside import beside
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.checklist.repository import answers_of, answers_without
from reprosurvey.analysis.packages.main_list import main_list
from reprosurvey.analysis.subjects.deposits import copied_from
from reprosurvey.analysis.subjects.repository_states import FOLDER_NOT_FOUND, GONE_STATUSES, JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.origins import Origin
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store

LEADS_LIMIT = 3
"""Links of a page that is no repository which the error names."""


def address_checklist(store: Store, origin: Origin) -> Checklist:
    """The checklist of what was visited at ``origin``.

    Raises:
        SurveyError: It could not be read, so that nothing can be said.
    """
    with connect(store) as database:
        visited = read_origins(database)[origin.url]
        if visited.status in JUDGEABLE_STATUSES:
            return _checklist(_snapshot(database, visited), visited, origin.subpath)
        leads = [url for (urls,) in database.sql("select leads_to from visits").fetchall() for url in urls or ()]
    repository, status = visited.final_origin, visited.status
    if status in GONE_STATUSES:
        return _nothing(repository, status, visited.error or "")
    advice = f"; it links to {', '.join(leads[:LEADS_LIMIT])}" if leads else ""
    raise SurveyError(f"cannot look into {repository}: {visited.error or status}{advice}")


def _snapshot(database: duckdb.DuckDBPyConnection, visited: OriginRecord) -> Snapshot:
    origin = visited.final_origin
    (snapshot,) = snapshots_at(database, [(origin, visited.head)]).values()
    return replace(snapshot, answers=availability_by_origin(database, [origin]).get(origin, {}))


def _nothing(repository: str, status: str, reason: str) -> Checklist:
    why = Evidence(f"visit: {status}", reason, kind=Kind.VISIT, reason=status)
    return Checklist(repository, repository, None, answers_without(why))


def _checklist(whole: Snapshot, visited: OriginRecord, subpath: str) -> Checklist:
    repository = visited.final_origin
    path = path_in(repository, visited.branch, subpath)
    if not is_there(whole, path):
        return _nothing(repository, FOLDER_NOT_FOUND, f"no {path} at commit {whole.commit}")
    snapshot = narrowed(whole, path)
    found = f"{len(snapshot.files)} files" if snapshot.files else "no commit"
    if original := copied_from(whole):
        found += f"; a copy of {original}"
    found += f"; {visited.error}" if visited.error else ""
    public = Verdict(
        Outcome.YES if snapshot.files else Outcome.NO,
        (Evidence("visit", found, link=repository, kind=Kind.VISIT, reason=visited.status),),
    )
    answers, lines = answers_of(snapshot, public), tuple(main_list(snapshot))
    told = beside(snapshot)
    return Checklist(repository, repository, snapshot.commit or None, answers, frozenset(whole.files), lines, told)
