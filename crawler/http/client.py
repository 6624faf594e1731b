"""Asks hosts over HTTP: in turn, again where that may help, counted, and by a token only the host that it is for.

Redirects are never followed here: whoever asks decides, so that a token or a request cannot be led elsewhere.
Settings: ``contact``, ``[mirrors]``, ``[tokens]``, ``limits.attempts``, and those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar

import aiohttp
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    retry_if_not_exception_type,
    stop_after_attempt,
)
from tenacity.wait import wait_base, wait_random_exponential
from yarl import URL

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.rate_limit import Manners
from reprosurvey.crawler.http.retry_after import asked_rest
from reprosurvey.crawler.http.session import open_session

Read = TypeVar("Read")

SECONDS = 60.0
"""Seconds that one request may take, unless more is given to it."""

ANSWER_LIMIT = 1 << 20
"""Bytes read of an answer that is to be read whole."""

REDIRECTS = (301, 302, 303, 307, 308)


class PassingError(Exception):
    """An answer that may be another one when asked again. ``rests``: the host named a time, or it is known."""

    def __init__(self, status: int, *, rests: bool) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.rests = rests


TRANSIENT = (PassingError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError)
"""What may pass when asked again."""

_WORTH_IT = retry_if_exception_type(TRANSIENT) & retry_if_not_exception_type(ValueError)  # as an invalid URL is


class _Wait(wait_base):
    """After a refusal with a rest the turn waits; after anything else, exponentially with jitter."""

    def __init__(self) -> None:
        self._otherwise = wait_random_exponential(multiplier=0.5, max=30)

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        return 0.0 if isinstance(error, PassingError) and error.rests else self._otherwise(retry_state)


class Client:
    """One run's way to the web."""

    def __init__(self, config: Config, session: aiohttp.ClientSession) -> None:
        self.config = config
        self._session = session
        self._manners = Manners(config.limits, alone=config.tokens.keys())
        self._attempts = stop_after_attempt(config.limits.attempts)
        self._wait = _Wait()

    async def ask(
        self,
        url: str,
        read: Callable[[aiohttp.ClientResponse], Awaitable[Read]],
        *,
        method: str = "GET",
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
        count: Callable[[], None] = lambda: None,
        takes: Collection[int] = (),
        with_token: bool = True,
    ) -> Read:
        """What ``read`` makes of the answer to a request for ``url``, the address that it has on the web.

        Args:
            url: The address; where it is mirrored, the mirror is asked.
            read: Reads an answer; called once for each answer that is no refusal which may pass.
            method: The HTTP method.
            data: The request's body.
            headers: The request's headers.
            seconds: What one attempt may take, its turn not counted.
            count: Called once for each request that is sent.
            takes: Statuses from 500 on that ``read`` is given instead of another attempt.
            with_token: Whether the host's token goes along; what everybody may see is asked for without.

        Raises:
            PassingError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError: Every attempt failed.
            RestingError: The host rests for longer than a run waits.
            LocalAddressError: The name leads into this machine's own network.
        """
        host = URL(url).host or ""
        sent = dict(headers or {})
        if with_token and (token := self.config.tokens.get(host)):
            sent["Authorization"] = f"Bearer {token}"
        fetched = self.config.mirrors.fetched_from(url)
        timeout = aiohttp.ClientTimeout(total=seconds)
        async for attempt in AsyncRetrying(retry=_WORTH_IT, stop=self._attempts, wait=self._wait, reraise=True):
            with attempt:
                async with self._manners.turn(host):
                    count()
                    request = self._session.request(
                        method, fetched, data=data, headers=sent, allow_redirects=False, timeout=timeout
                    )
                    async with request as answer:
                        self._refuse_passing(answer, host, takes)
                        return await read(answer)
        raise AssertionError("an attempt returns or raises")

    def location(self, answer: aiohttp.ClientResponse) -> str | None:
        """Where a redirect leads, as an address of the web; None where the answer is none."""
        location = answer.headers.get("Location")
        if answer.status not in REDIRECTS or not location:
            return None
        return self.config.mirrors.original(str(answer.url.join(URL(location))))

    def exhausted(self, answer: aiohttp.ClientResponse, url: str) -> PassingError:
        """For ``read`` to raise where only the answer's body says that the quota is spent: the host rests."""
        rest = asked_rest(429, answer.headers)
        assert rest is not None
        self._manners.rest(URL(url).host or "", rest)
        return PassingError(answer.status, rests=True)

    def _refuse_passing(self, answer: aiohttp.ClientResponse, host: str, takes: Collection[int]) -> None:
        rest = asked_rest(answer.status, answer.headers)
        if rest is not None:
            self._manners.rest(host, rest)
            raise PassingError(answer.status, rests=True)
        if answer.status >= 500 and answer.status not in takes:
            raise PassingError(answer.status, rests=False)


@asynccontextmanager
async def open_client(config: Config, trusted: Iterable[str] = ()) -> AsyncIterator[Client]:
    """A client for as long as the block runs; ``trusted`` hosts may be local ones."""
    async with open_session(config, trusted) as session:
        yield Client(config, session)


async def read_limited(answer: aiohttp.ClientResponse, limit: int = ANSWER_LIMIT) -> bytes:
    """All of an answer, however many pieces it comes in, or as much as is allowed (bytes)."""
    try:
        return await answer.content.readexactly(limit)
    except asyncio.IncompleteReadError as error:
        return error.partial
