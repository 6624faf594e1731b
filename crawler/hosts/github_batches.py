"""Asks GitHub about many repositories at once, and in halves where that is too much for it."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp

from reprosurvey.crawler.hosts import github
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.hosts.rest import failed
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED
from reprosurvey.crawler.visits.records import VisitStatus

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


async def ask_github(client: Client, origins: Sequence[str]) -> dict[str, Metadata]:
    """What GitHub tells of each of ``origins``; what it told in a larger request stands where a smaller one fails."""
    try:
        answer = await _request(client, origins)
    except UNANSWERED as error:
        return dict.fromkeys(origins, failed(error))
    if answer.left and len(origins) == 1:
        return {origins[0]: Metadata(VisitStatus.FAILED, error="too much for one request, by itself")} | answer.told
    half = len(origins) // 2
    for start in range(0, len(answer.left), half or 1):
        later = await ask_github(client, answer.left[start : start + half])
        answer.told |= {o: m for o, m in later.items() if m.outcome is not VisitStatus.FAILED or o not in answer.told}
    return answer.told


async def _request(client: Client, origins: Sequence[str]) -> github.Answer:
    async def read(response: aiohttp.ClientResponse) -> github.Answer:
        answer = github.read(response.status, await read_limited(response), origins)
        if answer.exhausted:
            raise client.exhausted(response, github.ADDRESS)
        return answer

    takes = github.OVERLOADED if len(origins) > 1 else ()
    body = github.request(origins)
    return await client.ask(github.ADDRESS, read, method="POST", data=body, headers=_JSON, takes=takes, with_token=True)
