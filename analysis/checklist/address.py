"""The checklist of a repository at an address, by one visit of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reprosurvey.analysis.assessment.scope import is_there, narrowed, path_in
from reprosurvey.analysis.checklist.practical_facts import practical_facts
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.checklist.repository import answers_of, answers_without
from reprosurvey.analysis.packages.main_list import main_list
from reprosurvey.analysis.subjects.deposits import copied_from
from reprosurvey.analysis.subjects.repository_states import FOLDER_NOT_FOUND, GONE_STATUSES, JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshot_taken
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.errors import UnreachableError

if TYPE_CHECKING:
    from reprosurvey.crawler.visits.visitor import Visit

LEADS_LIMIT = 3
"""Links of a page that is no repository which the error names."""


def visited_snapshot(visit: Visit) -> Snapshot | None:
    """What a visit brought, without files where the repository is empty; None where it can not be judged."""
    if visit.status not in JUDGEABLE_STATUSES:
        return None
    if visit.snapshot is None:
        return Snapshot(visit.origin, "")
    return snapshot_taken(visit.origin, visit.snapshot)


def address_checklist(visit: Visit, snapshot: Snapshot | None, subpath: str) -> Checklist:
    """The checklist of what was visited, and of ``subpath`` in it; ``snapshot``: that of the visit, with answers.

    Raises:
        UnreachableError: It could not be read, so that nothing can be said.
    """
    if snapshot is not None:
        return _checklist(snapshot, visit, subpath)
    if visit.status in GONE_STATUSES:
        return _nothing(visit.origin, visit.status, visit.error or "")
    leads = visit.leads_to or ()
    advice = f"; it links to {', '.join(leads[:LEADS_LIMIT])}" if leads else ""
    raise UnreachableError(f"cannot look into {visit.origin}: {visit.error or visit.status}{advice}")


def _nothing(repository: str, status: str, reason: str) -> Checklist:
    why = Evidence(f"visit: {status}", reason, kind=Kind.VISIT, reason=status)
    return Checklist(repository, repository, None, answers_without(why))


def _checklist(whole: Snapshot, visit: Visit, subpath: str) -> Checklist:
    repository = visit.origin
    path = path_in(repository, visit.branch, subpath)
    if not is_there(whole, path):
        return _nothing(repository, FOLDER_NOT_FOUND, f"no {path} at commit {whole.commit}")
    snapshot = narrowed(whole, path)
    found = f"{len(snapshot.files)} files" if snapshot.files else "no commit"
    if original := copied_from(whole):
        found += f"; a copy of {original}"
    found += f"; {visit.error}" if visit.error else ""
    public = Verdict(
        Outcome.YES if snapshot.files else Outcome.NO,
        (Evidence("visit", found, link=repository, kind=Kind.VISIT, reason=visit.status),),
    )
    answers, lines = answers_of(snapshot, public), tuple(main_list(snapshot))
    commit, files = snapshot.commit or None, frozenset(whole.files)
    return Checklist(repository, repository, commit, answers, files, lines, beside=practical_facts(snapshot))
