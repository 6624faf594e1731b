"""What a visit of one deposit asks for: JSON of an interface, and files, whole or by ranges.

Requests are counted, bytes are limited, and redirects of files are followed to hosts with a public name, as services
keep their files at others. A token goes only where it shows nothing that is not public: to Software Heritage, which
then grants more requests, and to Dryad with the request for a file. Settings: ``limits.pack_bytes``,
``limits.visit_seconds``, ``[tokens]``.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import aiohttp
from yarl import URL

from reprosurvey.crawler.deposits.records import DepositError, Elsewhere
from reprosurvey.crawler.git.repository import TooLargeError
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.http.json import AnswerError, parsed, parsed_or_none, text
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.origins import origin_of

JSON_LIMIT = 16 << 20
"""Bytes of one answer of an interface."""
HOPS_LIMIT = 6
"""Redirects followed from one address."""
PIECE = 1 << 16
"""Bytes that are moved at a time."""

_JSON = {"Accept": "application/json"}
_AS_IT_IS = {"Accept-Encoding": "identity"}
_FILES_WITH_TOKEN = ("archive.softwareheritage.org", "datadryad.org")
_REFUSALS = (403,)
"""What is no back-off: Zenodo writes ``Retry-After`` into each answer, and services that are busy say 429."""
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")

Read = TypeVar("Read")


class NoRangesError(Exception):
    """The server gives a file whole or not at all."""


class Transfer:
    """The requests of one visit. ``count`` is called for each; ``limit``: bytes that all files together may have."""

    def __init__(self, client: Client, count: Callable[[], None], *, limit: int, seconds: float) -> None:
        self._client, self._count = client, count
        self._left, self._limit, self._seconds = limit, limit, seconds
        self._places: dict[str, str] = {}

    async def json(self, url: str, *, with_token: bool = False) -> Any:
        """The JSON at an interface's address.

        Raises:
            AnswerError: It redirects.
            As ``json_or_elsewhere``.
        """
        found = await self.json_or_elsewhere(url, with_token=with_token)
        if isinstance(found, Elsewhere):
            raise AnswerError(f"leads to {found.url}"[:300])
        return found

    async def json_or_elsewhere(self, url: str, *, with_token: bool = False) -> Any:
        """The JSON at an interface's address, or where it redirects.

        Raises:
            RefusedError: It answers with another status than 200.
            AnswerError: The answer is no JSON, or was cut.
            As ``Client.ask``.
        """

        async def read(answer: aiohttp.ClientResponse) -> Any:
            if (location := self._client.location(answer)) is not None:
                return Elsewhere(location)
            if answer.status != 200:
                told = parsed_or_none(await read_limited(answer))
                raise RefusedError(answer.status, text(told, "message") or text(told, "error"))
            return parsed(await read_limited(answer, JSON_LIMIT))

        return await self._client.ask(
            url, read, headers=_JSON, count=self._count, takes=_REFUSALS, with_token=with_token
        )

    async def page(self, url: str) -> Elsewhere | None:
        """Where a page leads; None where it stands there.

        Raises:
            RefusedError: It answers with another status than 200.
            As ``Client.ask``.
        """

        async def read(answer: aiohttp.ClientResponse) -> Elsewhere | None:
            if (location := self._client.location(answer)) is not None:
                return Elsewhere(location)
            if answer.status != 200:
                raise RefusedError(answer.status)
            return None

        return await self._client.ask(url, read, count=self._count, with_token=False)

    async def whole(self, url: str, limit: int) -> bytes:
        """A file's content of at most ``limit`` bytes.

        Raises:
            TooLargeError: It has more, or all files together.
            As ``tail``.
        """

        async def read(answer: aiohttp.ClientResponse) -> bytes:
            _require(answer, 200)
            content = await read_limited(answer, min(limit, self._left) + 1)
            self._take(len(content))
            if len(content) > limit:
                raise TooLargeError(f"more than {limit} bytes")
            return content

        return await self._file(url, read, {})

    async def save(self, url: str, path: Path) -> None:
        """Bring a file to ``path``.

        Raises:
            As ``whole``.
        """

        async def read(answer: aiohttp.ClientResponse) -> None:
            _require(answer, 200)
            if (answer.content_length or 0) > self._left:
                raise TooLargeError(f"more than {self._limit} bytes")
            with path.open("wb") as file:
                await self._pour(answer, file)

        await self._file(url, read, {})

    async def tail(self, url: str, count: int, size: int | None) -> tuple[int, bytes]:
        """The last ``count`` bytes of a file of ``size``, and how many bytes the file has.

        Raises:
            NoRangesError: The server gives the file whole.
            DepositError: It does not give the file.
            TooLargeError: All files together have more bytes than the limit.
            As ``Client.ask``.
        """
        wanted = f"-{count}" if size is None else f"{max(0, size - count)}-"
        start, whole, content = await self._file(url, self._part, {"Range": f"bytes={wanted}"})
        if start + len(content) != whole:
            raise aiohttp.ClientPayloadError("the end of the file was not given")
        return whole, content

    async def part(self, url: str, start: int, end: int) -> bytes:
        """The bytes from ``start`` up to ``end``, which is not among them.

        Raises:
            As ``tail``.
        """
        first, _, content = await self._file(url, self._part, {"Range": f"bytes={start}-{end - 1}"})
        if (first, len(content)) != (start, end - start):
            raise aiohttp.ClientPayloadError("another part of the file was given")
        return content

    async def _part(self, answer: aiohttp.ClientResponse) -> tuple[int, int, bytes]:
        """Where a part begins, the bytes of the whole file, and the part."""
        if answer.status == 200:
            raise NoRangesError
        _require(answer, 206)
        told = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if told is None or told[3] == "*":
            raise NoRangesError
        length = int(told[2]) - int(told[1]) + 1
        if length > self._left:
            raise TooLargeError(f"more than {self._limit} bytes")
        content = await read_limited(answer, length + 1)
        self._take(len(content))
        if len(content) != length:
            raise aiohttp.ClientPayloadError(f"{len(content)} bytes instead of {length}")
        return int(told[1]), int(told[3]), content

    async def _file(
        self, url: str, read: Callable[[aiohttp.ClientResponse], Awaitable[Read]], headers: dict[str, str]
    ) -> Read:
        """What ``read`` makes of the answer at the end of the redirects; where it stood before is asked first."""
        if (place := self._places.get(url)) is not None:
            try:
                return await self._follow(place, read, headers)
            except DepositError:  # such an address is often good for seconds
                del self._places[url]
        return await self._follow(url, read, headers)

    async def _follow(
        self, url: str, read: Callable[[aiohttp.ClientResponse], Awaitable[Read]], headers: dict[str, str]
    ) -> Read:
        async def read_or_redirect(answer: aiohttp.ClientResponse) -> Read | Elsewhere:
            location = self._client.location(answer)
            return Elsewhere(location) if location is not None else await read(answer)

        asked = url
        for _ in range(HOPS_LIMIT):
            found = await self._client.ask(
                asked,
                read_or_redirect,
                headers=_AS_IT_IS | headers,
                seconds=self._seconds,
                count=self._count,
                takes=_REFUSALS,
                with_token=URL(asked).host in _FILES_WITH_TOKEN,
            )
            if not isinstance(found, Elsewhere):
                self._places[url] = asked
                return found
            if origin_of(str(URL(found.url).origin())) is None:
                raise DepositError(f"the file leads to {found.url}"[:300])
            asked = found.url
        raise DepositError(f"the file leads on and on from {url}"[:300])

    async def _pour(self, answer: aiohttp.ClientResponse, file: BinaryIO) -> None:
        async for piece in answer.content.iter_chunked(PIECE):
            self._take(len(piece))
            file.write(piece)

    def _take(self, count: int) -> None:
        """Note that so many bytes came.

        Raises:
            TooLargeError: They are too many.
        """
        self._left -= count
        if self._left < 0:
            raise TooLargeError(f"more than {self._limit} bytes")


def _require(answer: aiohttp.ClientResponse, status: int) -> None:
    if answer.status in (401, 403):
        raise DepositError(f"a file that is listed is not given without an account: HTTP {answer.status}")
    if answer.status != status:
        raise DepositError(f"a file is not given: HTTP {answer.status}")
    is_kept = answer.content_disposition is not None or answer.url.path.endswith((".html", ".htm"))
    if answer.content_type == "text/html" and not is_kept:
        raise DepositError("a page instead of the file")
