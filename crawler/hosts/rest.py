"""Asks a host's REST interface about one origin. A renamed one redirects on the same host, which is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

import aiohttp
from yarl import URL

from reprosurvey.crawler.hosts import gitlab, huggingface, zenodo
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.http.json import parsed, parsed_or_none, text
from reprosurvey.crawler.http.redirects import ask_on_host
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.visits.records import BY_HTTP_STATUS, VisitStatus


class Host(Protocol):
    """What a host's module offers."""

    def addresses(self, origin: str) -> tuple[str, ...]:
        """What is asked about ``origin``, the most telling first; nothing where it is not this host's."""

    def read(self, answers: Sequence[Any]) -> Metadata:
        """What the JSON answers to ``addresses`` tell; None stands for one that did not come."""


HOSTS: tuple[Host, ...] = (gitlab, zenodo, huggingface)


def host_of(origin: str) -> Host | None:
    """The host that ``origin`` may be asked of; None where there is none."""
    return next((host for host in HOSTS if host.addresses(origin)), None)


async def ask_host(client: Client, host: Host, origin: str) -> Metadata:
    """What ``host`` tells of ``origin``; what its first answer says stands where a further one fails."""
    first, *further = host.addresses(origin)
    errors: list[str] = []
    answers: list[Any] = []
    try:
        answers.append(await ask_on_host(client, first, _read, with_token=True))
    except UNANSWERED as error:
        return failed(error)
    for url in further:
        try:
            answers.append(await ask_on_host(client, url, _read, with_token=True))
        except UNANSWERED as error:
            answers.append(None)
            errors.append(f"{URL(url).name}: {reason(error)}")
    return replace(host.read(answers), error="; ".join(errors) or None)


def failed(error: BaseException) -> Metadata:
    """What ``error`` says of an origin: a refusal says something, anything else leaves all unknown."""
    outcome = VisitStatus.FAILED
    if isinstance(error, RefusedError) and error.status != 401:  # which is about the token
        outcome = BY_HTTP_STATUS.get(error.status, VisitStatus.FAILED)
    return Metadata(outcome, error=reason(error))


async def _read(answer: aiohttp.ClientResponse) -> Any:
    """The JSON value of an answer.

    Raises:
        RefusedError: The host answers, but not with what was asked for.
        AnswerError: The answer is no JSON, or was cut.
    """
    body = await read_limited(answer)
    if answer.status != 200:
        value = parsed_or_none(body)
        raise RefusedError(answer.status, text(value, "message") or text(value, "error"))
    return parsed(body)
