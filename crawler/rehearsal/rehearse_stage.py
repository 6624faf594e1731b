"""The rehearse stage: installs what repositories list, imports what their programs import, and starts them.

It runs code of strangers: in a sandbox without a network, which is tried first. It fetches each wheel once for all of
the survey, and says how much it is about to fetch; nothing of a wheel is run outside of the sandbox. A repository is
tried again after 90 days, one of which nothing is known at once. Where an index is not known to be one and has none of
the packages, nothing is stored of what it lacks. The workers of a Dask cluster share the work. Settings:
``package_index``, ``cpu_index``, ``[sandbox]``, ``limits.workers``, ``limits.host_requests``, ``limits.attempts``, and
those of the workers (``crawler/cluster.py``).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pyarrow.compute as pc

from reprosurvey.crawler.batch_stage import FAILED, BatchWriter, Schedule, ServiceFailures, open_threads
from reprosurvey.crawler.cluster import open_cluster
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.package_index.confirmation import ConfirmedAnswers
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.rehearsal.interpreters import Interpreter, installed_interpreters
from reprosurvey.crawler.rehearsal.outcomes import Because, Known, Outcome
from reprosurvey.crawler.rehearsal.programs import Subject, Tree
from reprosurvey.crawler.rehearsal.rehearsing import Task, bounds, drop_environments, rehearse_task
from reprosurvey.crawler.rehearsal.steps import Environment, Rehearsal, not_installed
from reprosurvey.crawler.resolution.lists import Resolution, resolve_list
from reprosurvey.crawler.resolution.resolve_stage import ABSENCES, CACHE, FAILURE_LIMIT, RECHECK_AFTER, is_confirmed
from reprosurvey.crawler.resolution.uv import Resolver, UnansweredError, UnreadableListError, open_resolver, uv_version
from reprosurvey.crawler.sandbox.checks import require_isolation
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import REHEARSALS
from reprosurvey.crawler.workers import run_over

ROWS_A_FILE = READ_AT_ONCE = 10
"""Repositories whose answers are written at once, what a run that is killed may lose; and that are read at once."""
NOTHING = "nothing"
"""The outcome of a repository that did not come to be installed."""

_CPU = "+cpu"
"""How the version of a build for processors ends."""

Trees = Callable[[Sequence[Subject]], Mapping[Subject, Callable[[], Tree]]]
"""Reads some subjects from the store, of each what gives its files and program."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Download:
    """What a run is about to fetch, unless it has it already."""

    repositories: int
    """That are to be installed."""
    wheels: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row of the ``rehearsals`` table."""

    origin: str
    head: str
    list: str
    index: str
    outcome: str
    uv: str
    asked_at: datetime
    due_at: datetime
    installs: str | None = None
    installs_because: str | None = None
    imports: str | None = None
    imports_because: str | None = None
    imports_evidence: str | None = None
    starts: str | None = None
    starts_because: str | None = None
    starts_evidence: str | None = None
    command: str | None = None
    documented: bool | None = None
    python: str | None = None
    packages: int | None = None
    bytes: int | None = None
    cpu_builds: tuple[str, ...] | None = None
    seconds: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why nothing is known of a repository."""

    error: str
    of_index: bool
    """Whether the index is to blame, which may answer nothing more."""


Found = Environment | Resolution | _Failure
"""What is to be installed, how the list fares where nothing can be, or why nothing is known."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a run is about to do."""

    index: str
    found: Mapping[Subject, Found]

    @property
    def download(self) -> Download:
        """What it is about to fetch."""
        locks = [found.lock for found in self.found.values() if isinstance(found, Environment)]
        wheels = {url: size for lock in locks for url, size in lock.wheels.items()}
        return Download(len(locks), len(wheels), sum(wheels.values()))


def prepare(store: Store, config: Config, subjects: Sequence[Subject], tell: Progress) -> Prepared:
    """Find what is to be installed for those of ``subjects`` that are due; nothing is fetched but pages of the index.

    Raises:
        UsageError: uv is not installed, or no index is set.
        SurveyError: The sandbox does not hold, or there is no Python.
    """
    index = index_of(config)
    schedule = Schedule(store, REHEARSALS, ["origin", "head", "list"], pc.field("index") == index.url)
    due = [s for s in subjects if schedule.is_due(s.origin, s.head, s.list)]
    if not due:
        return Prepared(index.url, {})
    require_isolation(config.sandbox)
    interpreters = installed_interpreters()
    if not interpreters:
        raise SurveyError("no Python is found to rehearse with; install some: uv python install 3.8 3.10 3.12")
    found: dict[Subject, Found] = {}
    with (
        open_resolver(config, store.path / CACHE) as resolver,
        open_threads(config.limits.workers) as threads,
    ):
        asked = {threads.submit(_environment, resolver, subject, interpreters): subject for subject in due}
        for done in as_completed(asked):
            found[asked[done]] = done.result()
            tell(len(found), len(due), sum(isinstance(f, _Failure) for f in found.values()))
    return Prepared(index.url, {subject: found[subject] for subject in due})


def rehearse_all(
    store: Store,
    config: Config,
    prepared: Prepared,
    trees: Trees,
    counts: Counter[str],
    tell: Progress,
) -> None:
    """Rehearse what was prepared; ``trees`` reads some subjects, ``counts`` gets how often each outcome came.

    Raises:
        SurveyError: The sandbox does not start, or the index ended the run; what was found before is in the store.
            Or nothing shows that it is an index.
    """
    tried = (pc.field("index") == prepared.index) & (pc.field("outcome") != FAILED)
    confirmed = is_confirmed(store, prepared.index) or store.read(REHEARSALS, ["outcome"], tried).num_rows > 0
    with (
        ExitStack() as cleanup,
        open_resolver(config, store.path.resolve() / CACHE) as resolver,
        BatchWriter(store, REHEARSALS, ROWS_A_FILE, total=len(prepared.found), counts=counts, tell=tell) as batch,
    ):
        answers = ConfirmedAnswers(prepared.index, batch, confirmed=confirmed)
        failures = ServiceFailures(prepared.index, FAILURE_LIMIT)
        resolver.prune()
        cleanup.callback(drop_environments, store.path)
        drop_environments(store.path)
        run = _Run(resolver, config, prepared.index, uv_version())
        for subject, answer, failure in cleanup.enter_context(closing(run.answers(prepared.found, trees))):
            told = prepared.found[subject]
            answers.add(answer, is_absence=isinstance(told, Resolution) and told.reason in ABSENCES)
            if failure is None or failure.of_index:
                failures.note(answer.error)
    answers.require_index("has no package of {} lists")


def _environment(resolver: Resolver, subject: Subject, interpreters: Sequence[Interpreter]) -> Found:
    """For the newest Python of this machine for which the list resolves."""
    known = subject.resolution
    try:
        for interpreter in interpreters if known is None or known.python is not None else ():
            if (lock := resolver.lock(subject.requirements, interpreter.path)) is not None:
                return Environment(subject, interpreter, lock)
        return known or resolve_list(resolver, subject.requirements, None)
    except Exception as error:  # it costs this repository alone
        return _failure_of(error)


def _failure_of(error: Exception) -> _Failure:
    """Of what a stranger's list or files did, or of the index."""
    if isinstance(error, UnansweredError):
        return _Failure(str(error), of_index=not isinstance(error, UnreadableListError))
    logger.info("not rehearsed", exc_info=error)
    return _Failure(f"{type(error).__name__}: {error}", of_index=False)


def _not_here(resolution: Resolution) -> Outcome:
    """Why a list is installed for no Python of this machine."""
    if resolution.python is not None:
        return Outcome(Known.UNKNOWN, Because.NO_PYTHON, f"resolves on Python {resolution.python}")
    return Outcome(Known.NO, Because.NOT_RESOLVED, f"{resolution.reason}: {', '.join(resolution.culprits)}")


@dataclass(frozen=True, slots=True)
class _Run:
    resolver: Resolver
    config: Config
    index: str
    uv: str

    def answers(
        self, found: Mapping[Subject, Found], trees: Trees
    ) -> Generator[tuple[Subject, _Answer, _Failure | None]]:
        """What becomes of each: at once where nothing can be installed, else as the workers of a cluster come to it.

        Raises:
            SurveyError: A worker has no sandbox, or one that does not hold.
        """
        environments = [told for told in found.values() if isinstance(told, Environment)]
        for subject, told in found.items():
            if isinstance(told, _Failure):
                yield subject, self._failed(subject, told), told
            elif isinstance(told, Resolution):
                yield subject, self._of(subject, not_installed(_not_here(told))), None
        if not environments:
            return
        function = partial(rehearse_task, self.resolver, self.config.sandbox)
        with open_cluster(self.config, len(environments)) as client:
            for task, done in run_over(
                client, function, _tasks(environments, trees), bounds=bounds(self.config.sandbox)
            ):
                subject = task.environment.subject
                if isinstance(done, SurveyError):
                    raise done
                if isinstance(done, Exception):  # it costs this repository alone
                    failure = _failure_of(done)
                    yield subject, self._failed(subject, failure), failure
                else:
                    yield subject, self._of(subject, done.rehearsal, task.environment, done.seconds), None

    def _failed(self, subject: Subject, failure: _Failure) -> _Answer:
        key, asked_at = (subject.origin, subject.head, subject.list, self.index), now()
        return _Answer(*key, FAILED, self.uv, asked_at, asked_at, error=failure.error)

    def _of(
        self,
        subject: Subject,
        rehearsal: Rehearsal,
        environment: Environment | None = None,
        seconds: float | None = None,
    ) -> _Answer:
        lock, asked_at = environment.lock if environment else None, now()
        return _Answer(
            subject.origin,
            subject.head,
            subject.list,
            self.index,
            _outcome(rehearsal),
            self.uv,
            asked_at,
            asked_at + RECHECK_AFTER,
            installs=rehearsal.installs.known,
            installs_because=_told(rehearsal.installs),
            imports=rehearsal.imports.known,
            imports_because=rehearsal.imports.because,
            imports_evidence=rehearsal.imports.evidence or None,
            starts=rehearsal.starts.known,
            starts_because=rehearsal.starts.because,
            starts_evidence=rehearsal.starts.evidence or None,
            command=rehearsal.command,
            documented=rehearsal.documented,
            python=environment.interpreter.version if environment else None,
            packages=len(lock.packages) if lock else None,
            bytes=sum(lock.wheels.values()) if lock else None,
            cpu_builds=tuple(p for p in lock.packages if p.endswith(_CPU)) if lock else None,
            seconds=seconds,
        )


def _tasks(environments: Sequence[Environment], trees: Trees) -> Iterator[Task]:
    """With the files of each, which are read for a few at once."""
    for first in range(0, len(environments), READ_AT_ONCE):
        some = environments[first : first + READ_AT_ONCE]
        read = trees([environment.subject for environment in some])
        yield from (Task(environment, _read(read[environment.subject])) for environment in some)


def _read(tree: Callable[[], Tree]) -> Tree | Exception:
    """The files and the program, or what came of reading them."""
    try:
        return tree()
    except Exception as error:  # it costs this repository alone
        return error


def _told(installs: Outcome) -> str | None:
    because = installs.because.value if installs.because else None
    return f"{because}: {installs.evidence}" if because and installs.evidence else because


def _outcome(rehearsal: Rehearsal) -> str:
    steps = {"starts": rehearsal.starts, "imports": rehearsal.imports, "installs": rehearsal.installs}
    return next((name for name, step in steps.items() if step.known is Known.YES), NOTHING)
