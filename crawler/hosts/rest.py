"""Asks a host's REST interface about one origin. Redirects on the same host are followed: so it tells of a renaming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import aiohttp
from yarl import URL

from reprosurvey.crawler.hosts import gitlab, huggingface, zenodo
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.http.client import TRANSIENT, Client, PassingError, read_limited
from reprosurvey.crawler.http.json import AnswerError, parsed, text
from reprosurvey.crawler.http.rate_limit import RestingError
from reprosurvey.crawler.visits.records import BY_HTTP_STATUS, VisitStatus

REDIRECTS_LIMIT = 3

UNANSWERED = (*TRANSIENT, RestingError, OSError, ValueError)
"""What a request may end in without an answer."""


class Host(Protocol):
    """What a host's module offers."""

    def addresses(self, origin: str) -> tuple[str, ...]:
        """What is asked about ``origin``, the most telling first; nothing where it is not this host's."""

    def read(self, answers: Sequence[Any]) -> Metadata:
        """What the JSON answers to ``addresses`` tell; None stands for one that did not come."""


HOSTS: tuple[Host, ...] = (gitlab, zenodo, huggingface)


class RefusedError(ValueError):
    """An answer with another status than 200."""

    def __init__(self, status: int, message: str | None) -> None:
        super().__init__(f"HTTP {status}: {message}" if message else f"HTTP {status}")
        self.status = status


def host_of(origin: str) -> Host | None:
    """The host that ``origin`` may be asked of; None where there is none."""
    return next((host for host in HOSTS if host.addresses(origin)), None)


async def ask_host(client: Client, host: Host, origin: str) -> Metadata:
    """What ``host`` tells of ``origin``; what its first answer says stands where a further one fails."""
    first, *further = host.addresses(origin)
    errors: list[str] = []
    answers: list[Any] = []
    try:
        answers.append(await _get(client, first))
    except UNANSWERED as error:
        return failed(error)
    for url in further:
        try:
            answers.append(await _get(client, url))
        except UNANSWERED as error:
            answers.append(None)
            errors.append(f"{URL(url).name}: {failed(error).error}")
    return replace(host.read(answers), error="; ".join(errors) or None)


def failed(error: BaseException) -> Metadata:
    """What ``error`` says of an origin: a refusal says something, anything else leaves all unknown."""
    if isinstance(error, RefusedError) and error.status != 401:  # which is about the token
        return Metadata(BY_HTTP_STATUS.get(error.status, VisitStatus.FAILED), error=str(error)[:500])
    if isinstance(error, PassingError) and error.rests:
        return Metadata(VisitStatus.FAILED, error=f"{error}: the host asks for a rest; visit again later")
    if isinstance(error, (PassingError, RestingError, RefusedError, AnswerError)):
        return Metadata(VisitStatus.FAILED, error=str(error)[:500])
    return Metadata(VisitStatus.FAILED, error=f"{type(error).__name__}: {error}"[:500])


async def _get(client: Client, url: str) -> Any:
    """The JSON value at ``url``.

    Raises:
        RefusedError: The host answers, but not with what was asked for.
        AnswerError: The answer is no JSON object or list.
        As ``Client.ask``.
    """
    asked = url
    for _ in range(REDIRECTS_LIMIT):
        location, value = await client.ask(asked, lambda answer: _read(client, answer))
        if location is None:
            return value
        if URL(location).host != URL(url).host:
            raise AnswerError(f"leads to {location}"[:200])
        asked = location
    raise AnswerError(f"leads on and on from {url}"[:200])


async def _read(client: Client, answer: aiohttp.ClientResponse) -> tuple[str | None, Any]:
    if (location := client.location(answer)) is not None:
        return location, None
    body = await read_limited(answer)
    try:
        value = parsed(body)
    except AnswerError:
        if answer.status == 200:
            raise
        value = None
    if answer.status != 200:
        raise RefusedError(answer.status, text(value, "message") or text(value, "error"))
    return None, value
