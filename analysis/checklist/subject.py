"""What is checked: a repository at an address, by one visit of which nothing is kept, or a folder of this machine."""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from reprosurvey.analysis.artifacts.availability import answers_by_origin
from reprosurvey.analysis.artifacts.link_stage import ask_for_artifacts
from reprosurvey.analysis.assessment.assess_stage import LOOKED_INTO, NOTHING_PUBLIC, rows_of, snapshots_of
from reprosurvey.analysis.assessment.scope import narrowed
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.checklist.repository import answers_of, answers_without
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.git.repository import GitError
from reprosurvey.crawler.origins import Origin, origin_of
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.local import read_folder
from reprosurvey.crawler.visits.visit_stage import visit_all


def check_repository(named: str, config: Config) -> Checklist:
    """Check what a person names: the path of a folder, else the address of a repository.

    Raises:
        UsageError: It is neither.
        SurveyError: It could not be read, so that nothing can be said.
    """
    if named and not re.match(r"https?://", named, re.IGNORECASE) and Path(named).exists():
        return _check_folder(Path(named), config)
    origin = origin_of(named)
    if origin is None or (origin.kind == "page" and "://" not in named):
        raise UsageError(f"'{named}' is no folder here and no address of a repository")
    return _check_address(origin, config)


def snapshot_of(folder: Path, config: Config) -> tuple[Snapshot, str | None]:
    """The snapshot of a folder, without links to a host, and the commit that it is of.

    Raises:
        SurveyError: The folder cannot be read.
    """
    try:
        taken = asyncio.run(read_folder(folder, config.limits))
    except (GitError, OSError, TimeoutError) as error:
        raise SurveyError(f"cannot read {folder}: {error or 'it takes too long'}") from None
    files = {e.path: File(e.path, e.mode, e.size, taken.texts.get(e.blob)) for e in taken.tree}
    return Snapshot(folder.resolve().name.removesuffix(".git"), "", files), taken.head or None


def _check_folder(folder: Path, config: Config) -> Checklist:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name the folder of a repository")
    repository = _repository_around(folder)
    within = folder.resolve().relative_to(repository)
    whole, commit = snapshot_of(repository, config)
    if within != Path() and not any(Path(path).is_relative_to(within) for path in whole.files):
        whole, commit = snapshot_of(folder, config)
    elif commit is None and (repository / ".git").exists():
        raise SurveyError(f"nothing is committed in {folder} yet; commit, then check it again")
    snapshot = narrowed(whole, within.as_posix())
    public = Verdict(Outcome.NA, (Evidence("folder", "cannot tell whether it is public; check its address"),))
    return Checklist(str(folder), None, commit, answers_of(snapshot, public), frozenset(snapshot.files))


def _repository_around(folder: Path) -> Path:
    """The repository that a folder is, or lies in; the folder itself outside of any."""
    place = folder.resolve()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), place)


def _check_address(origin: Origin, config: Config) -> Checklist:
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        store = Store.create(Path(folder))
        visit_all(store, config, [[origin.url]], ignore_schedule=True, tell=lambda *_: None)
        with connect(store) as database:
            (state,) = (row for row in rows_of(database, "from origins") if row["origin"] == origin.url)
            leads = [url for (urls,) in database.sql("select leads_to from visits").fetchall() for url in urls or ()]
            snapshots = snapshots_of(database, [state | {"origin": state["final_origin"]}])
        ask_for_artifacts(store, config, [state["final_origin"]], everything=False, tell=lambda *_: None)
        with connect(store) as database:
            answers = answers_by_origin(database, [state["final_origin"]])
    outcome, repository = state["outcome"], state["final_origin"]
    why = Evidence(f"visit: {outcome}", state["error"] or "")
    if outcome in NOTHING_PUBLIC:
        return Checklist(repository, repository, None, answers_without(why))
    if outcome not in LOOKED_INTO:
        advice = f"; it links to {', '.join(leads[:3])}" if leads else ""
        raise SurveyError(f"cannot look into {repository}: {state['error'] or outcome}{advice}")
    whole = replace(snapshots[repository, state["head"]], answers=answers.get(repository, {}))
    snapshot = narrowed(whole, origin.subpath)
    public = Verdict(
        Outcome.YES if snapshot.files else Outcome.NO,
        (Evidence("visit", f"{len(snapshot.files)} files" if snapshot.files else "no commit", link=repository),),
    )
    return Checklist(
        repository, repository, snapshot.commit or None, answers_of(snapshot, public), frozenset(whole.files)
    )
