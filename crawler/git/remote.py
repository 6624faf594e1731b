"""A repository on the web: its head or another ref, and objects of it.

It is taken for one of protocol v2 where its kind of host has it, or for what it was before, until it answers otherwise;
then it is asked what it speaks, there and at the address as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

import aiohttp

from reprosurvey.crawler.forges import git_addresses
from reprosurvey.crawler.git.advertisement import Advertisement, Contact, parse_advertisement
from reprosurvey.crawler.git.fetch import fetch_request
from reprosurvey.crawler.git.ls_refs import LsRefsAnswer, ls_refs_request, parse_refs
from reprosurvey.crawler.git.pkt_line import OPENING_0, OPENING_2, NoAnswerError, PacketError, UnknownObjectError, pack
from reprosurvey.crawler.git.refs import ALL_PREFIXES, Head, Refs, head_of, named_head, prefixes_of
from reprosurvey.crawler.git.repository import Repository
from reprosurvey.crawler.git.smart_http import GIT_ADVERTISEMENT, GIT_HEADERS, GIT_RESULT, VERSION_2
from reprosurvey.crawler.http.client import Client, TransientHTTPError, read_limited
from reprosurvey.crawler.refs_and_paths import is_default

MISUNDERSTOOD = (500, 501)
"""What servers of protocol v0 and of plain files answer to a request of v2."""


class Remote:
    """A repository at an address.

    Args:
        client: The way to the web.
        url: The repository's address.
        count: Called for each request.
        ref: What is looked at but for the head.
        contact: How it was reached before.
    """

    def __init__(
        self,
        client: Client,
        url: str,
        count: Callable[[], None],
        ref: str = "",
        contact: Contact | None = None,
    ) -> None:
        self._client, self._count, self.ref = client, count, ref
        self.stalled: Callable[[], None] = lambda: None
        """Called where objects that were asked for do not come on."""
        self._prefixes = prefixes_of(ref)
        self._places = git_addresses(url)
        self._known = contact
        self._place = self._places[0] if contact is None else contact.url
        self._told = Advertisement() if contact is None else Advertisement(object_format=contact.object_format)

    @property
    def contact(self) -> Contact:
        """How it is reached."""
        return Contact(self._place, self._told.version, self._told.object_format)

    @property
    def object_format(self) -> str:
        """By what its objects are named: sha1 or sha256."""
        return self._told.object_format

    async def head(self, *, elsewhere: bool) -> LsRefsAnswer:
        """Its head; ``elsewhere``: whether the server may speak another protocol, or at another address.

        Raises:
            UnsupportedError: The server speaks what is not spoken here.
            DeniedError: The server says no.
            As ``Client.ask``.
        """
        if self._known is not None and self._known.version == 0 and await self._discover((self._place,)):
            return await self._head_as_told()
        answer = await self._ls_refs(self._prefixes, takes=MISUNDERSTOOD if elsewhere else ())
        is_git = answer.head is not None or answer.location is not None
        if elsewhere and not is_git and await self._discover(self._places):
            answer = await self._head_as_told()
        if answer.head is not None and answer.head.commit is None:
            return await self._other_branch(answer)
        return answer

    async def _other_branch(self, otherwise: LsRefsAnswer) -> LsRefsAnswer:
        """The head by all branches, where ``HEAD`` leads to none; ``otherwise`` where that does not tell it either."""
        if not is_default(self.ref) or self._told.version == 0:
            return otherwise
        branches = await self._ls_refs(ALL_PREFIXES)
        return branches if branches.head is not None else otherwise

    async def fetch(
        self, repository: Repository, wanted: Sequence[str], options: Sequence[str], *, limit: int, seconds: float
    ) -> None:
        """Bring the ``wanted`` objects and what they lead to into ``repository``.

        Args:
            repository: Takes them in.
            wanted: Identifiers of objects.
            options: Further lines of the request: ``deepen 1``, ``filter tree:0``, ``done``, ``have ...``.
            limit: Bytes that the pack may have.
            seconds: How long it may take.

        Raises:
            UnknownObjectError: The host has no such object.
            NoPackError: Without ``done``: nothing leads from what is held to what is wanted.
            GitError, PacketError: The host or git says no.
            TooLargeError: The pack exceeds the limit.
            As ``Client.ask``.
        """
        ask = partial(self._fetch, repository, wanted, options, limit, seconds)
        try:
            await ask()
        except UnknownObjectError as error:
            if self._told.version == 2:
                raise
            raise PacketError("by protocol v0 no commit is given at which no ref stands") from error
        except (NoAnswerError, TransientHTTPError) as error:
            refused = isinstance(error, NoAnswerError) or self._told.version == 0
            if not refused or not await self._discover((self._place, *self._places)):
                raise
            self._told = replace(self._told, can_filter=False)  # some offer a filter and refuse it
            await ask()

    async def _fetch(
        self, repository: Repository, wanted: Sequence[str], options: Sequence[str], limit: int, seconds: float
    ) -> None:
        opening = OPENING_2 if self._told.version == 2 else OPENING_0

        async def read(answer: aiohttp.ClientResponse) -> None:
            if answer.status != 200 or answer.content_type != GIT_RESULT:
                raise PacketError(f"no pack: HTTP {answer.status}, {answer.content_type}")
            await repository.add_pack(pack(answer.content, opening), limit)

        await self._client.ask(
            f"{self._place}/git-upload-pack",
            read,
            method="POST",
            data=fetch_request(self._told, wanted, options),
            headers=GIT_HEADERS,
            seconds=seconds,
            count=self._count,
            stalled=self.stalled,
        )

    async def _ls_refs(self, prefixes: tuple[str, ...], takes: Collection[int] = ()) -> LsRefsAnswer:
        async def read(answer: aiohttp.ClientResponse) -> LsRefsAnswer:
            if answer.status != 200:
                return LsRefsAnswer(answer.status, location=self._client.location(answer))
            listed = await read_limited(answer)
            if answer.content_type != GIT_RESULT:
                return LsRefsAnswer(200, other_type=answer.content_type)
            try:
                return LsRefsAnswer(200, head=self._head(parse_refs(listed)))
            except PacketError as error:
                return LsRefsAnswer(200, error=str(error))

        return await self._client.ask(
            f"{self._place}/git-upload-pack",
            read,
            method="POST",
            data=ls_refs_request(prefixes, self.object_format),
            headers=GIT_HEADERS,
            count=self._count,
            takes=takes,
        )

    async def _head_as_told(self) -> LsRefsAnswer:
        """The head by what the server says that it speaks."""
        if self._told.refs is not None:
            return LsRefsAnswer(200, head=self._head(self._told.refs))
        return await self._ls_refs(ALL_PREFIXES if is_default(self.ref) else self._prefixes)

    def _head(self, refs: Refs) -> Head:
        return named_head(refs, self.ref) if self.ref else head_of(refs)

    async def _discover(self, places: Iterable[str]) -> bool:
        """Ask the server at ``places`` what it speaks; whether it speaks git.

        Raises:
            UnsupportedError: It speaks what is not spoken here.
            DeniedError: It says no.
            As ``Client.ask``.
        """
        for place in dict.fromkeys(places):
            if (told := await self._advertisement(place)) is not None:
                self._place, self._told = place, told
                return True
        return False

    async def _advertisement(self, place: str) -> Advertisement | None:
        async def read(answer: aiohttp.ClientResponse) -> Advertisement | None:
            if answer.status != 200:
                return None
            body = await read_limited(answer)
            try:
                told = parse_advertisement(body)
            except PacketError:
                return None
            return told if answer.content_type == GIT_ADVERTISEMENT else None

        return await self._client.ask(
            f"{place}/info/refs?service=git-upload-pack", read, headers=VERSION_2, count=self._count
        )
