"""Asks the Software Heritage archive which states it holds, and to save what it does not.

The answers go to the tables ``archive_answers`` and ``archive_requests`` as they come. Definitions: the archive's web
API (https://archive.softwareheritage.org/api/1/), endpoints ``known`` and ``origin/save``. Settings: ``[mirrors]`` and
``[tokens]`` of ``archive.softwareheritage.org``, and those of ``crawler/http/client.py``.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.client import Client, open_client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.http.json import AnswerError, flag, parsed_or_none, text
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARCHIVE_ANSWERS, ARCHIVE_REQUESTS

API = "https://archive.softwareheritage.org/api/1"
KNOWN_LIMIT = 1000
"""Identifiers that one request may ask for."""
SAVE_OUTCOMES = ("accepted", "rejected", "pending")

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_REFUSALS = (400, 403)
"""What the archive answers for an address that it cannot or will not save."""

Part = TypeVar("Part")


def ask_known(store: Store, config: Config, swhids: Iterable[str]) -> str | None:
    """Ask whether the archive holds ``swhids`` and store its answers; why some have none, None where all have one."""
    wanted = list(dict.fromkeys(swhids))
    parts = [wanted[start : start + KNOWN_LIMIT] for start in range(0, len(wanted), KNOWN_LIMIT)]

    async def ask(client: Client, asked: Sequence[str]) -> None:
        async def read(answer: aiohttp.ClientResponse) -> dict[str, bool]:
            return read_known(answer.status, await read_limited(answer), asked)

        data = json.dumps(asked).encode()
        held = await client.ask(f"{API}/known/", read, method="POST", data=data, headers=_JSON, with_token=True)
        asked_at = now()
        store.append(ARCHIVE_ANSWERS, [{"swhid": s, "held": h, "asked_at": asked_at} for s, h in held.items()])

    return asyncio.run(_ask_in_turn(config, parts, ask))


def ask_to_save(store: Store, config: Config, origins: Iterable[str]) -> str | None:
    """Ask the archive to save ``origins`` and store what it says; why some were not asked, None where all were."""

    async def ask(client: Client, origin: str) -> None:
        async def read(answer: aiohttp.ClientResponse) -> tuple[str, str | None]:
            return read_saved(answer.status, await read_limited(answer))

        outcome, note = await client.ask(save_address(origin), read, method="POST", headers=_JSON, with_token=True)
        store.append(ARCHIVE_REQUESTS, [{"origin": origin, "outcome": outcome, "note": note, "asked_at": now()}])

    return asyncio.run(_ask_in_turn(config, list(dict.fromkeys(origins)), ask))


def save_address(origin: str) -> str:
    """Where the saving of a git repository is asked for."""
    return f"{API}/origin/save/git/url/{quote(origin, safe=':/@%')}/"


def read_known(status: int, body: bytes, asked: Iterable[str]) -> dict[str, bool]:
    """Whether each of the identifiers ``asked`` for is held; those that the answer leaves out are left out.

    Raises:
        RefusedError, AnswerError: This is no such answer.
    """
    told = _object(status, body)
    if status != 200:
        raise RefusedError(status, _reason(told))
    return {swhid: known for swhid in asked if (known := flag(told, swhid, "known")) is not None}


def read_saved(status: int, body: bytes) -> tuple[str, str | None]:
    """What became of a request to save (one of ``SAVE_OUTCOMES``), and what the archive says of it.

    Raises:
        RefusedError, AnswerError: This is no such answer.
    """
    told = _object(status, body)
    if status in _REFUSALS:
        return "rejected", _reason(told)
    outcome = text(told, "save_request_status")
    if status != 200 or outcome not in SAVE_OUTCOMES:
        raise RefusedError(status, _reason(told))
    return outcome, (text(told, "note") or "")[:500] or None


async def _ask_in_turn(
    config: Config, parts: Sequence[Part], ask: Callable[[Client, Part], Awaitable[None]]
) -> str | None:
    """One after the other, up to the first without an answer: why, and None where there is none."""
    async with open_client(config) as client:
        for part in parts:
            try:
                await ask(client, part)
            except UNANSWERED as error:
                return reason(error)
    return None


def _object(status: int, body: bytes) -> dict[str, Any]:
    told = parsed_or_none(body)
    if not isinstance(told, dict):
        raise AnswerError(f"HTTP {status}: not a JSON object")
    return told


def _reason(told: dict[str, Any]) -> str:
    """An error's reason, as the archive's API gives it beside the exception's name."""
    return (text(told, "reason") or text(told, "exception") or "an answer without a reason")[:300]
