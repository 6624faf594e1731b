"""One visit: ask an origin for its head, take a snapshot where that is new, or where it stood on a day."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from weakref import WeakValueDictionary

from yarl import URL

from reprosurvey.crawler.deposits.records import DepositError, Elsewhere, ForbiddenError
from reprosurvey.crawler.deposits.services import Service, service_of
from reprosurvey.crawler.git.advertisement import Contact, DeniedError, UnsupportedError
from reprosurvey.crawler.git.history import commit_as_of, commit_named
from reprosurvey.crawler.git.pkt_line import UnknownObjectError
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.git.repository import GitError, TooLargeError
from reprosurvey.crawler.http.client import TRANSIENT, Client, TransientHTTPError
from reprosurvey.crawler.http.rate_limit import BackoffError, Slots
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.origins import Origin, at_ref, origin_of
from reprosurvey.crawler.refs_and_paths import is_commit, is_default
from reprosurvey.crawler.store.parquet import now
from reprosurvey.crawler.visits.deposits import deposit_snapshot, transfer_of
from reprosurvey.crawler.visits.placeholders import is_placeholder
from reprosurvey.crawler.visits.previous_visits import Known
from reprosurvey.crawler.visits.probes import look_at_page, look_at_repository
from reprosurvey.crawler.visits.records import BY_HTTP_STATUS, FetchedSnapshot, Look, VisitStatus
from reprosurvey.crawler.visits.snapshots import take_snapshot

logger = logging.getLogger(__name__)

_STATUSES: tuple[tuple[type[Exception], VisitStatus], ...] = (
    (TooLargeError, VisitStatus.TOO_LARGE),
    (ForbiddenError, VisitStatus.FORBIDDEN),
    (DeniedError, VisitStatus.FORBIDDEN),
    (DepositError, VisitStatus.UNSUPPORTED),
    (UnsupportedError, VisitStatus.UNSUPPORTED),
)
"""What an error says of the repository, the first that it is one of; any other says nothing."""
_TOLD: tuple[type[Exception], ...] = (
    *(kind for kind, _ in _STATUSES),
    BackoffError,
    TransientHTTPError,
    GitError,
    UnknownObjectError,
)
"""Errors whose own words say what there is to say."""


@dataclass(slots=True)
class Visit:
    """One look at one origin: a row of the ``visits`` table, and the snapshot that came with it."""

    origin: str
    status: VisitStatus
    visited_at: datetime = field(default_factory=now)
    as_of: datetime | None = None
    http_status: int | None = None
    head: str | None = None
    directory: str | None = None
    branch: str | None = None
    committed_at: datetime | None = None
    moved_to: str | None = None
    leads_to: tuple[str, ...] | None = None
    requests: int = 0
    error: str | None = None
    due_at: datetime | None = None
    contact: Contact | None = None
    snapshot: FetchedSnapshot | None = None

    def count(self) -> None:
        """Count a request."""
        self.requests += 1


class Visitor:
    """Looks at origins in one run. ``as_of``: the day to look at; None for the present."""

    def __init__(self, client: Client, as_of: datetime | None) -> None:
        self.client = client
        self.as_of = as_of
        self.snapshots = Slots(client.config.limits.snapshots)
        self.locks = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self.taken = WeakValueDictionary[tuple[str, str], FetchedSnapshot]()
        self.heads: dict[str, tuple[Contact, Look]] = {}
        """By repository, its head as this run found it, and how."""

    async def visit(self, origin: Origin, known: Known) -> Visit:
        """Look at ``origin``; whatever happens is the visit's status. ``known``: what earlier visits found."""
        visit = Visit(origin.url, VisitStatus.FAILED, as_of=self.as_of)
        try:
            await _Visiting(self, visit, origin, known).run()
        except Exception as error:  # whatever one repository meets, the others go on
            _note_error(visit, error)
        return visit


class _Visiting:
    """One visit under way."""

    def __init__(self, run: Visitor, visit: Visit, origin: Origin, known: Known) -> None:
        self._run, self._client, self._limits = run, run.client, run.client.config.limits
        self._visit, self._origin, self._known = visit, origin, known

    async def run(self) -> None:
        """Note in the visit what is found."""
        visit, origin = self._visit, self._origin
        if origin.kind != "repository" and (found := service_of(origin.url)) is not None:
            await self._visit_deposit(*found)
            return
        look, remote = await self._look()
        if look.head or look.status in (VisitStatus.EMPTY, VisitStatus.REF_NOT_FOUND):
            visit.contact = remote.contact
        visit.http_status = look.http_status
        if look.is_default:
            visit.status, visit.moved_to = VisitStatus.MOVED, origin.repository
        else:
            await self._go_on(look, remote)

    async def _go_on(self, look: Look, remote: Remote) -> None:
        """Follow what the look told."""
        visit, origin = self._visit, self._origin
        visit.branch, visit.error = look.branch, look.error
        if look.location is not None:
            _note_target(visit, look.location, origin)
        elif (head := look.head or await self._shortened(remote, look)) is not None:
            visit.error = look.error if look.head else None
            async with self._run.snapshots.hold() as remote.stalled:
                await self._look_into(remote, head)
        elif look.status is not None:
            visit.status, visit.leads_to = look.status, look.leads_to

    async def _look(self) -> tuple[Look, Remote]:
        """What one look tells, and how what is there is fetched. A default branch is looked at once, by either name."""
        origin, count = self._origin, self._visit.count
        remote = Remote(self._client, origin.repository, count, origin.ref, self._contact())
        if origin.kind != "repository":
            return await look_at_page(self._client, origin.url, count), remote
        if not is_default(origin.ref):
            return await look_at_repository(remote, self._client, origin.repository, count), remote
        heads = self._run.heads
        async with self._run.locks.setdefault((origin.repository, ""), asyncio.Lock()):
            contact, known = heads.get(origin.repository, (None, None))
            if known is not None and origin.ref in ("", known.branch):
                remote = Remote(self._client, origin.repository, count, origin.ref, contact)
                return replace(known, is_default=bool(origin.ref)), remote
            look = await look_at_repository(remote, self._client, origin.repository, count)
            if look.head and not look.error and (look.is_default or not origin.ref):
                heads[origin.repository] = remote.contact, replace(look, is_default=False)
            return look, remote

    def _contact(self) -> Contact | None:
        """How the repository was reached before, by this ref or without one."""
        known = (self._known.origins.get(url) for url in (self._origin.url, self._origin.repository))
        return next((state.contact for state in known if state is not None and state.contact is not None), None)

    async def _visit_deposit(self, service: Service, page: str) -> None:
        visit, as_of = self._visit, self._run.as_of
        if page != visit.origin:  # one deposit has one address
            visit.status, visit.moved_to = VisitStatus.MOVED, page
            return
        transfer = transfer_of(self._client, visit.count)
        known = self._known.origins.get(visit.origin) if as_of is None else None
        deposit = await service.ask(transfer, URL(page), known.head if known is not None else None)
        visit.http_status = 200
        if isinstance(deposit, Elsewhere):
            _note_target(visit, deposit.url, self._origin)
            return
        visit.head, visit.branch = deposit.state, deposit.version
        visit.leads_to = (deposit.copy_of,) if deposit.copy_of else None
        if as_of is not None and (deposit.published_at is None or deposit.published_at > as_of):
            raise DepositError("no earlier state of a deposit is asked for")
        if not self._is_unchanged():
            async with self._run.snapshots.hold():
                snapshot, visit.error = await deposit_snapshot(transfer, deposit, self._limits)
            self._settle(snapshot)

    async def _shortened(self, remote: Remote, look: Look) -> str | None:
        """The commit that a shortened identifier means at which no ref stands, or stands any more."""
        if not look.tips or not look.branch:
            return None
        known = self._known.origins.get(self._visit.origin)
        if known is not None and known.head is not None and known.head.startswith(look.branch):
            return known.head
        limits = self._limits
        return await commit_named(remote, look.branch, look.tips, limit=limits.pack_bytes, seconds=limits.visit_seconds)

    async def _look_into(self, remote: Remote, head: str) -> None:
        if (day := self._run.as_of) is not None:
            limits = self._limits
            stood = await commit_as_of(remote, head, day, limit=limits.pack_bytes, seconds=limits.visit_seconds)
            if stood is None:
                self._visit.status = VisitStatus.NOT_YET
                return
            head = stood
        self._visit.head = head
        if not self._is_unchanged():
            self._settle(await self._snapshot(remote, head))

    def _is_unchanged(self) -> bool:
        """Whether the head is that of the last snapshot, which is noted."""
        visit = self._visit
        known = self._known.origins.get(visit.origin)
        if self._run.as_of is not None or known is None or visit.head != known.head:
            return False
        visit.status, visit.directory = VisitStatus.UNCHANGED, known.directory
        return True

    def _settle(self, snapshot: FetchedSnapshot) -> None:
        """Note the snapshot, and whether it says anything."""
        visit = self._visit
        visit.snapshot, visit.directory, visit.committed_at = snapshot, snapshot.directory, snapshot.committed_at
        blobs = {entry.path: entry.blob for entry in snapshot.tree}

        def text_of(path: str) -> str | None:
            blob = blobs[path]
            return snapshot.texts[blob] if blob in snapshot.texts else self._known.text(visit.origin, blob)

        visit.status = VisitStatus.EMPTY if is_placeholder(blobs, text_of) else VisitStatus.FULL

    async def _snapshot(self, remote: Remote, head: str) -> FetchedSnapshot:
        """The snapshot at a commit, which is fetched once, whatever refs of the repository stand at it."""
        at, taken = (self._origin.repository, head), self._run.taken
        async with self._run.locks.setdefault(at, asyncio.Lock()):
            snapshot = taken.get(at) or self._known.stored_snapshot(*at)
            if snapshot is None:
                previous = self._known.snapshot(self._visit.origin) if self._run.as_of is None else None
                snapshot = await take_snapshot(remote, head, previous, self._limits)
            taken[at] = snapshot
            return snapshot


def _note_error(visit: Visit, error: Exception) -> None:
    """Note what an error says of the repository, and why nothing more is known."""
    if isinstance(error, UnknownObjectError) and is_commit(visit.branch or ""):
        visit.status, visit.error = VisitStatus.REF_NOT_FOUND, f"no commit {visit.branch}; {error}"
    elif isinstance(error, RefusedError):
        refused = VisitStatus.FORBIDDEN if error.status == 401 else None
        visit.status = refused or BY_HTTP_STATUS.get(error.status, VisitStatus.FAILED)
        visit.http_status, visit.error = error.status, str(error)
    elif isinstance(error, _TOLD):
        visit.status, visit.error = _status_of(error), str(error)
        visit.http_status = getattr(error, "status", visit.http_status)
    else:
        if not isinstance(error, (*TRANSIENT, OSError, ValueError)):
            logger.exception("%s: not foreseen", visit.origin)
        visit.error = f"{type(error).__name__}: {error}"[:500]


def _status_of(error: Exception) -> VisitStatus:
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), VisitStatus.FAILED)


def _note_target(visit: Visit, location: str, origin: Origin) -> None:
    target = origin_of(location.removesuffix("/git-upload-pack"))
    if target is not None and target.kind == "repository" and origin.ref:
        target = at_ref(target, origin.ref)
    if target is None:
        visit.error = f"leads to {location}"[:500]
    elif target.url == visit.origin:  # a slash at the end, or http to https: the page is there
        visit.status, visit.error = VisitStatus.PAGE, f"leads to {location}"[:500]
    else:
        visit.status, visit.moved_to = VisitStatus.MOVED, target.url
