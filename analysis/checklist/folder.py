"""The checklist of a folder of this machine: of what is committed, where it is git's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from reprosurvey.analysis.assessment.scope import narrowed
from reprosurvey.analysis.checklist.practical_facts import practical_facts
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.analysis.checklist.repository import answers_of
from reprosurvey.analysis.packages.main_list import main_list
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshot_taken
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError, UnreachableError, UsageError
from reprosurvey.crawler.git.repository import GitError
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.visits.local import read_folder, remote_of, uncommitted
from reprosurvey.crawler.visits.records import FetchedSnapshot


def folder_checklist(folder: Path, config: Config) -> Checklist:
    """The checklist of ``folder``.

    Raises:
        UsageError: It is no folder.
        UnreachableError: It cannot be read.
        SurveyError: Nothing is committed.
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
    name = _name_of(repository, whole.origin)
    subject = f"{name}/{within.as_posix()}" if within != Path() else name
    differs = asyncio.run(uncommitted(repository, config.limits)) if commit else None
    files, beside = frozenset(snapshot.files), practical_facts(snapshot)
    return Checklist(subject, None, commit, answers, files, lines, differs, beside=beside)


def _name_of(repository: Path, origin: str) -> str:
    """What a person calls it: its owner's name and its own where its remote tells, else the folder's name."""
    return "/".join(origin.rsplit("/", 2)[1:]) if origin.count("/") > 3 else repository.name


def _repository_around(folder: Path) -> Path:
    """The repository that a folder is, or lies in; the folder itself outside of any."""
    place = folder.resolve()
    return next((above for above in (place, *place.parents) if (above / ".git").exists()), place)


def _snapshot_of(folder: Path, config: Config) -> tuple[Snapshot, str | None]:
    """The snapshot of a folder, without links to a host, and the commit that it is of.

    Its remote ``origin`` tells whose it is, as its address would; the folder's name tells nothing.

    Raises:
        UnreachableError: The folder cannot be read.
    """
    try:
        taken, remote = asyncio.run(_read(folder, config))
    except (GitError, OSError, TimeoutError) as error:
        raise UnreachableError(f"cannot read {folder}: {error or 'it takes too long'}") from None
    origin = origin_of(remote) if remote else None
    return replace(snapshot_taken(origin.url if origin else "", taken), commit=""), taken.head or None


async def _read(folder: Path, config: Config) -> tuple[FetchedSnapshot, str | None]:
    return await read_folder(folder, config.limits), await remote_of(folder)
