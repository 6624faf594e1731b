"""The checklist of a folder of this machine: of what is committed, where it is git's."""

from __future__ import annotations

import asyncio
from pathlib import Path

from reprosurvey.analysis.assessment.scope import narrowed
from reprosurvey.analysis.checklist.beside import beside
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.checklist.repository import answers_of
from reprosurvey.analysis.packages.main_list import main_list
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.git.repository import GitError
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.visits.local import read_folder, remote_of
from reprosurvey.crawler.visits.records import FetchedSnapshot


def folder_checklist(folder: Path, config: Config) -> Checklist:
    """The checklist of ``folder``.

    Raises:
        UsageError: It is no folder.
        SurveyError: It cannot be read, or nothing is committed.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name the folder of a repository")
    repository = _repository_around(folder)
    within = folder.resolve().relative_to(repository)
    whole, commit = _snapshot_of(repository, config)
    if within != Path() and not any(Path(path).is_relative_to(within) for path in whole.files):
        whole, commit = _snapshot_of(folder, config)
    elif commit is None and (repository / ".git").exists():
        raise SurveyError(f"nothing is committed in {folder} yet; commit, then check it again")
    snapshot = narrowed(whole, within.as_posix())
    untold = "cannot tell whether it is public; check its address"
    public = Verdict(Outcome.NA, (Evidence("folder", untold, kind=Kind.ABSENCE),))
    answers, lines = answers_of(snapshot, public), tuple(main_list(snapshot))
    return Checklist(str(folder), None, commit, answers, frozenset(snapshot.files), lines, beside(snapshot))


def _repository_around(folder: Path) -> Path:
    """The repository that a folder is, or lies in; the folder itself outside of any."""
    place = folder.resolve()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), place)


def _snapshot_of(folder: Path, config: Config) -> tuple[Snapshot, str | None]:
    """The snapshot of a folder, without links to a host, and the commit that it is of.

    Its remote ``origin`` tells whose it is, as its address would; the folder's name tells nothing.

    Raises:
        SurveyError: The folder cannot be read.
    """
    try:
        taken, remote = asyncio.run(_read(folder, config))
    except (GitError, OSError, TimeoutError) as error:
        raise SurveyError(f"cannot read {folder}: {error or 'it takes too long'}") from None
    files = {e.path: File(e.path, e.mode, e.size, taken.texts.get(e.blob)) for e in taken.tree}
    origin = origin_of(remote) if remote else None
    return Snapshot(origin.url if origin else "", "", files), taken.head or None


async def _read(folder: Path, config: Config) -> tuple[FetchedSnapshot, str | None]:
    return await read_folder(folder, config.limits), await remote_of(folder)
