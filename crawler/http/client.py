"""The HTTP client: rate limits, retries and tokens.

A token is sent only where the caller asks for it, of an interface whose address it made itself, and only to the token's
own host over https, or to what the settings say stands in for that. What strangers link to is asked without.
Redirects are not followed here. The caller decides, so that no redirect takes a token or a request to another host.
Settings: ``contact``, ``[mirrors]``, ``[tokens]``, ``limits.attempts``, and those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from time import monotonic
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
from reprosurvey.crawler.http.rate_limit import RateLimiter
from reprosurvey.crawler.http.retry_after import requested_backoff
from reprosurvey.crawler.http.session import open_session
from reprosurvey.crawler.origins import host_of, url_of

logger = logging.getLogger(__name__)

Read = TypeVar("Read")

SECONDS = 60.0
"""Default timeout of one request."""

ANSWER_LIMIT = 1 << 20
"""Bytes read of a response, unless another limit is given."""

STALL_SECONDS, STALL_BYTES = 5.0, 4096
"""An answer of which fewer bytes come in so many seconds has stalled: it goes on, and no longer holds others up."""

REDIRECTS = (301, 302, 303, 307, 308)


class TransientHTTPError(Exception):
    """A response that may be another on retry. ``backs_off``: the host is backed off, so the rate limiter waits."""

    def __init__(self, status: int, *, backs_off: bool) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.backs_off = backs_off


TRANSIENT = (TransientHTTPError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError)
"""Errors worth a retry."""

_RETRIED = retry_if_exception_type(TRANSIENT) & retry_if_not_exception_type(ValueError)  # as an invalid URL is


class _Wait(wait_base):
    """None where the rate limiter waits; otherwise exponential with jitter."""

    def __init__(self) -> None:
        self._exponential = wait_random_exponential(multiplier=0.5, max=30)

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        return 0.0 if isinstance(error, TransientHTTPError) and error.backs_off else self._exponential(retry_state)


class Client:
    """The HTTP client of one run."""

    def __init__(self, config: Config, session: aiohttp.ClientSession) -> None:
        self.config = config
        self._session = session
        self.rate_limiter = RateLimiter(config.limits, alone=config.tokens.keys())
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
        stalled: Callable[[], None] = lambda: None,
        with_token: bool = False,
    ) -> Read:
        """Request ``url`` and return what ``read`` makes of the response.

        Args:
            url: The public address; where it is mirrored, the mirror is asked.
            read: Reads a response; not called for one that is retried.
            method: The HTTP method.
            data: The request's body.
            headers: The request's headers.
            seconds: Timeout of one attempt, without the rate limiter's wait.
            count: Called once for each request that is sent.
            takes: Statuses that go to ``read`` as they are, instead of being retried or taken for a back-off.
            stalled: Called once an attempt in which fewer than ``STALL_BYTES`` came in ``STALL_SECONDS``.
            with_token: Whether the host's token is sent; public data, and what a stranger chose, is asked for without.

        Raises:
            TransientHTTPError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError: Every attempt failed.
            BackoffError: The host asks for a longer back-off than a run waits.
            LocalAddressError: The address leads into this machine's own network.
        """
        host, fetched = host_of(url), self.config.mirrors.fetched_from(url)
        sent = dict(headers or {})
        if with_token and (token := self.config.tokens.get(host)) and _keeps_secret(url, fetched):
            sent["Authorization"] = f"Bearer {token}"
        timeout = aiohttp.ClientTimeout(total=seconds)
        retrying = AsyncRetrying(
            retry=_RETRIED, stop=self._attempts, wait=self._wait, before_sleep=_log_retry(method, url), reraise=True
        )
        async for attempt in retrying:
            with attempt:
                async with self.rate_limiter.acquire(host) as give_back, _watched(give_back, stalled) as received:
                    count()
                    request = self._session.request(
                        method, fetched, data=data, headers=sent, allow_redirects=False, timeout=timeout
                    )
                    with _logged(method, url) as outcome:
                        async with request as answer:
                            received.append(answer.content)
                            outcome.append(f"HTTP {answer.status}")
                            self._raise_transient(answer, host, takes)
                            return await read(answer)
        raise AssertionError("an attempt returns or raises")

    def location(self, answer: aiohttp.ClientResponse) -> str | None:
        """The public address that a redirect leads to; None where the response is none, or leads to no address."""
        target = url_of(answer.headers.get("Location", "")) if answer.status in REDIRECTS else None
        if target is None or not (target.raw_host or target.raw_path_qs.strip("/")):
            return None
        return self.config.mirrors.original(str(answer.url.join(target)))

    def exhausted(self, answer: aiohttp.ClientResponse, url: str) -> TransientHTTPError:
        """For ``read`` to raise where only the body says that the quota is exhausted; the host is backed off."""
        backoff = requested_backoff(429, answer.headers)
        assert backoff is not None
        self.rate_limiter.back_off(host_of(url), backoff)
        return TransientHTTPError(answer.status, backs_off=True)

    def _raise_transient(self, answer: aiohttp.ClientResponse, host: str, takes: Collection[int]) -> None:
        if answer.status in takes:
            return
        backoff = requested_backoff(answer.status, answer.headers)
        if backoff is not None:
            self.rate_limiter.back_off(host, backoff)
            raise TransientHTTPError(answer.status, backs_off=True)
        if answer.status >= 500:
            raise TransientHTTPError(answer.status, backs_off=False)


def _keeps_secret(url: str, fetched: str) -> bool:
    """Whether nobody but its host learns what is sent with ``url``, which is ``fetched`` elsewhere by the settings."""
    public, asked = URL(url), URL(fetched)
    is_loopback = asked.host == "localhost" or asked.host in ("127.0.0.1", "::1")
    return public.scheme == "https" and public.port == 443 and (asked.scheme == "https" or is_loopback)


@asynccontextmanager
async def _watched(*stalled: Callable[[], None]) -> AsyncIterator[list[aiohttp.StreamReader]]:
    """Call each of ``stalled`` when what is received in the block does not come on."""
    received: list[aiohttp.StreamReader] = []
    watch = _Watch(received, stalled)
    try:
        yield received
    finally:
        watch.end()


class _Watch:
    """Looks every ``STALL_SECONDS`` at how much was received, until too little came."""

    def __init__(self, received: list[aiohttp.StreamReader], stalled: Iterable[Callable[[], None]]) -> None:
        self._received, self._stalled, self._came = received, stalled, 0
        self._wait()

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(STALL_SECONDS, self._check)

    def _check(self) -> None:
        before, self._came = self._came, sum(stream.total_bytes for stream in self._received)
        if self._came - before >= STALL_BYTES:
            self._wait()
            return
        for call in self._stalled:
            call()


@contextmanager
def _logged(method: str, url: str) -> Iterator[list[str]]:
    """Log a request when the block ends: the outcome that the block gave, or else the error that it met."""
    started = monotonic()
    outcome: list[str] = []
    try:
        yield outcome
    except BaseException as error:
        if not isinstance(error, TransientHTTPError):
            outcome.append(f"{type(error).__name__}: {error}")
        raise
    finally:
        logger.info("%s %s: %s (%.2f s)", method, url, ", ".join(outcome), monotonic() - started)


def _log_retry(method: str, url: str) -> Callable[[RetryCallState], None]:
    def log(state: RetryCallState) -> None:
        wait = state.next_action.sleep if state.next_action else 0.0
        logger.info("%s %s: attempt %d failed, again in %.1f s", method, url, state.attempt_number, wait)

    return log


@asynccontextmanager
async def open_client(config: Config, trusted: Iterable[str] = ()) -> AsyncIterator[Client]:
    """A client for as long as the block runs; what stands below ``trusted`` addresses may be local."""
    async with open_session(config, trusted) as session:
        yield Client(config, session)


async def read_limited(answer: aiohttp.ClientResponse, limit: int = ANSWER_LIMIT) -> bytes:
    """The response's body, cut off at ``limit`` bytes."""
    try:
        return await answer.content.readexactly(limit)
    except asyncio.IncompleteReadError as error:
        return error.partial
