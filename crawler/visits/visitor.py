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
from reprosurvey.crawler.places import is_commit, is_default
from reprosurvey.crawler.store.parquet import now
from reprosurvey.crawler.visits.deposits import deposit_snapshot, transfer_of
from reprosurvey.crawler.visits.known import Known
from reprosurvey.crawler.visits.looks import look_at_page, look_at_repository
from reprosurvey.crawler.visits.placeholders import is_placeholder
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
_TOLD: tuple[type[Exception], ...] = (*(kind for kind, _ in _STATUSES), BackoffError, TransientHTTPError, GitError)
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

    def __init__(self, client: Client, state: Known, as_of: datetime | None) -> None:
        self._client = client
        self._state = state
        self._as_of = as_of
        self._limits = client.config.limits
        self._snapshots = Slots(self._limits.snapshots)
        self._locks = WeakValueDictionary[tuple[str, str], asyncio.Lock]()
        self._taken = WeakValueDictionary[tuple[str, str], FetchedSnapshot]()
        self._heads: dict[str, tuple[Contact, Look]] = {}
        """By repository, its head as this run found it, and how."""

    async def visit(self, origin: Origin) -> Visit:
        """Look at ``origin``; whatever happens is the visit's status."""
        visit = Visit(origin.url, VisitStatus.FAILED, as_of=self._as_of)
        try:
            await self._visit(visit, origin)
        except UnknownObjectError as error:
            named = visit.branch if is_commit(visit.branch or "") else None
            visit.status = VisitStatus.REF_NOT_FOUND if named else VisitStatus.FAILED
            visit.error = f"no commit {named}; {error}" if named else str(error)
        except RefusedError as error:
            refused = VisitStatus.FORBIDDEN if error.status == 401 else None
            visit.status = refused or BY_HTTP_STATUS.get(error.status, VisitStatus.FAILED)
            visit.http_status, visit.error = error.status, str(error)
        except _TOLD as error:
            visit.status, visit.error = _status_of(error), str(error)
            visit.http_status = getattr(error, "status", visit.http_status)
        except Exception as error:  # whatever one repository meets, the others go on
            if not isinstance(error, (*TRANSIENT, OSError, ValueError)):
                logger.exception("%s: not foreseen", visit.origin)
            visit.error = f"{type(error).__name__}: {error}"[:500]
        return visit

    async def _visit(self, visit: Visit, origin: Origin) -> None:
        if origin.kind != "repository" and (found := service_of(origin.url)) is not None:
            await self._visit_deposit(visit, origin, *found)
            return
        look, remote = await self._look(visit, origin)
        if look.head or look.status in (VisitStatus.EMPTY, VisitStatus.REF_NOT_FOUND):
            visit.contact = remote.contact
        if look.is_default:
            visit.status, visit.http_status, visit.moved_to = VisitStatus.MOVED, look.http_status, origin.repository
            return
        visit.http_status, visit.branch, visit.error = look.http_status, look.branch, look.error
        if look.location is not None:
            _note_target(visit, look.location, origin)
        elif (head := look.head or await self._shortened(visit, remote, look)) is not None:
            visit.error = look.error if look.head else None
            async with self._snapshots.hold() as remote.stalled:
                await self._look_into(visit, origin, remote, head)
        elif look.status is not None:
            visit.status, visit.leads_to = look.status, look.leads_to

    async def _look(self, visit: Visit, origin: Origin) -> tuple[Look, Remote]:
        """What one look tells, and how what is there is fetched. A default branch is looked at once, by either name."""
        remote = Remote(self._client, origin.repository, visit.count, origin.ref, self._contact(origin))
        if origin.kind != "repository":
            return await look_at_page(self._client, origin.url, visit.count), remote
        if not is_default(origin.ref):
            return await look_at_repository(remote, self._client, origin.repository, visit.count), remote
        async with self._locks.setdefault((origin.repository, ""), asyncio.Lock()):
            contact, known = self._heads.get(origin.repository, (None, None))
            if known is not None and origin.ref in ("", known.branch):
                remote = Remote(self._client, origin.repository, visit.count, origin.ref, contact)
                return replace(known, is_default=bool(origin.ref)), remote
            look = await look_at_repository(remote, self._client, origin.repository, visit.count)
            if look.head and not look.error and (look.is_default or not origin.ref):
                self._heads[origin.repository] = remote.contact, replace(look, is_default=False)
            return look, remote

    def _contact(self, origin: Origin) -> Contact | None:
        """How the repository was reached before, by this ref or without one."""
        known = (self._state.origins.get(url) for url in (origin.url, origin.repository))
        return next((state.contact for state in known if state is not None and state.contact is not None), None)

    async def _visit_deposit(self, visit: Visit, origin: Origin, service: Service, page: str) -> None:
        if page != visit.origin:  # one deposit has one address
            visit.status, visit.moved_to = VisitStatus.MOVED, page
            return
        transfer = transfer_of(self._client, visit.count)
        known = self._state.origins.get(visit.origin) if self._as_of is None else None
        deposit = await service.ask(transfer, URL(page), known.head if known is not None else None)
        visit.http_status = 200
        if isinstance(deposit, Elsewhere):
            _note_target(visit, deposit.url, origin)
            return
        visit.head, visit.branch = deposit.state, deposit.version
        visit.leads_to = (deposit.copy_of,) if deposit.copy_of else None
        if self._as_of is not None and (deposit.published_at is None or deposit.published_at > self._as_of):
            raise DepositError("no earlier state of a deposit is asked for")
        if not self._is_unchanged(visit):
            async with self._snapshots.hold():
                snapshot, visit.error = await deposit_snapshot(transfer, deposit, self._limits)
            self._settle(visit, snapshot)

    async def _shortened(self, visit: Visit, remote: Remote, look: Look) -> str | None:
        """The commit that a shortened identifier means at which no ref stands, or stands any more."""
        if not look.tips or not look.branch:
            return None
        known = self._state.origins.get(visit.origin)
        if known is not None and known.head is not None and known.head.startswith(look.branch):
            return known.head
        limits = self._limits
        return await commit_named(remote, look.branch, look.tips, limit=limits.pack_bytes, seconds=limits.visit_seconds)

    async def _look_into(self, visit: Visit, origin: Origin, remote: Remote, head: str) -> None:
        if self._as_of is not None:
            limits = self._limits
            stood = await commit_as_of(remote, head, self._as_of, limit=limits.pack_bytes, seconds=limits.visit_seconds)
            if stood is None:
                visit.status = VisitStatus.NOT_YET
                return
            head = stood
        visit.head = head
        if not self._is_unchanged(visit):
            self._settle(visit, await self._snapshot(visit.origin, origin.repository, remote, head))

    def _is_unchanged(self, visit: Visit) -> bool:
        """Whether the head is that of the last snapshot, which is noted."""
        known = self._state.origins.get(visit.origin)
        if self._as_of is not None or known is None or visit.head != known.head:
            return False
        visit.status, visit.directory = VisitStatus.UNCHANGED, known.directory
        return True

    def _settle(self, visit: Visit, snapshot: FetchedSnapshot) -> None:
        """Note the snapshot, and whether it says anything."""
        visit.snapshot, visit.directory, visit.committed_at = snapshot, snapshot.directory, snapshot.committed_at
        blobs = {entry.path: entry.blob for entry in snapshot.tree}

        def text_of(path: str) -> str | None:
            blob = blobs[path]
            return snapshot.texts[blob] if blob in snapshot.texts else self._state.text(visit.origin, blob)

        visit.status = VisitStatus.EMPTY if is_placeholder(blobs, text_of) else VisitStatus.FULL

    async def _snapshot(self, origin: str, repository: str, remote: Remote, head: str) -> FetchedSnapshot:
        """The snapshot at a commit, which is fetched once, whatever refs of the repository stand at it."""
        async with self._locks.setdefault((repository, head), asyncio.Lock()):
            snapshot = self._taken.get((repository, head)) or self._state.stored_snapshot(repository, head)
            if snapshot is None:
                previous = self._state.snapshot(origin) if self._as_of is None else None
                snapshot = await take_snapshot(remote, head, previous, self._limits)
            self._taken[repository, head] = snapshot
            return snapshot


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
