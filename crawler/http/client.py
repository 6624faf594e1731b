"""The HTTP client: rate limits, retries and tokens. A token is sent only to its own host.

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

logger = logging.getLogger(__name__)

Read = TypeVar("Read")

SECONDS = 60.0
"""Default timeout of one request."""

ANSWER_LIMIT = 1 << 20
"""Bytes read of a response, unless another limit is given."""

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
        self._rate_limiter = RateLimiter(config.limits, alone=config.tokens.keys())
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
            with_token: Whether the host's token is sent; public data is asked for without.

        Raises:
            TransientHTTPError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError: Every attempt failed.
            BackoffError: The host asks for a longer back-off than a run waits.
            LocalAddressError: The name resolves to a local address.
        """
        host = URL(url).host or ""
        sent = dict(headers or {})
        if with_token and (token := self.config.tokens.get(host)):
            sent["Authorization"] = f"Bearer {token}"
        fetched = self.config.mirrors.fetched_from(url)
        timeout = aiohttp.ClientTimeout(total=seconds)
        retrying = AsyncRetrying(
            retry=_RETRIED, stop=self._attempts, wait=self._wait, before_sleep=_log_retry(method, url), reraise=True
        )
        async for attempt in retrying:
            with attempt:
                async with self._rate_limiter.acquire(host):
                    count()
                    request = self._session.request(
                        method, fetched, data=data, headers=sent, allow_redirects=False, timeout=timeout
                    )
                    with _logged(method, url) as outcome:
                        async with request as answer:
                            outcome.append(f"HTTP {answer.status}")
                            self._raise_transient(answer, host, takes)
                            return await read(answer)
        raise AssertionError("an attempt returns or raises")

    def location(self, answer: aiohttp.ClientResponse) -> str | None:
        """The public address that a redirect leads to; None where the response is no redirect."""
        location = answer.headers.get("Location")
        if answer.status not in REDIRECTS or not location:
            return None
        return self.config.mirrors.original(str(answer.url.join(URL(location))))

    def exhausted(self, answer: aiohttp.ClientResponse, url: str) -> TransientHTTPError:
        """For ``read`` to raise where only the body says that the quota is exhausted; the host is backed off."""
        backoff = requested_backoff(429, answer.headers)
        assert backoff is not None
        self._rate_limiter.back_off(URL(url).host or "", backoff)
        return TransientHTTPError(answer.status, backs_off=True)

    def _raise_transient(self, answer: aiohttp.ClientResponse, host: str, takes: Collection[int]) -> None:
        if answer.status in takes:
            return
        backoff = requested_backoff(answer.status, answer.headers)
        if backoff is not None:
            self._rate_limiter.back_off(host, backoff)
            raise TransientHTTPError(answer.status, backs_off=True)
        if answer.status >= 500:
            raise TransientHTTPError(answer.status, backs_off=False)


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
    """A client for as long as the block runs; ``trusted`` hosts may be local ones."""
    async with open_session(config, trusted) as session:
        yield Client(config, session)


async def read_limited(answer: aiohttp.ClientResponse, limit: int = ANSWER_LIMIT) -> bytes:
    """The response's body, cut off at ``limit`` bytes."""
    try:
        return await answer.content.readexactly(limit)
    except asyncio.IncompleteReadError as error:
        return error.partial
