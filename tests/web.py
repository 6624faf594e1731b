"""A site on loopback whose pages and repositories a test makes, and whose answers it may script."""

from __future__ import annotations

import json
from asyncio import sleep  # as it is, also where a test has waits noted instead
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from aiohttp import web

from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.demo.repositories import folder_of
from reprosurvey.crawler.demo.server import Server
from reprosurvey.crawler.mirrors import Mirrors
from tests.repositories import COMMITTER, Entry, commit, new_repository

QUICK = Limits(host_requests=4, host_rate=1_000_000, visit_seconds=60, attempts=3, workers=1)


@dataclass(frozen=True)
class Answer:
    """What the site says instead of what it holds."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    bytewise: bool = False
    """Whether each byte is sent by itself."""


DROPPED = Answer(status=0)
"""The connection ends without an answer."""
PASS = Answer(status=-2)
"""The site answers by what it holds."""
SILENT = Answer(status=-1)
"""No answer comes, however long one waits."""


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Site(Server):
    """Serves ``<host>/...`` below its base address: files, bare repositories, and scripted answers before them."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    """Headers of requests that do not get through."""
    sent: list[int] = field(default_factory=list)
    """Bytes of each answer that was not scripted."""
    base: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    """Paths of files that are given whole or by ranges."""

    def answer(self, path: str, *answers: Answer) -> None:
        """Answer requests of ``path`` by these in turn, and by the last from then on."""
        self.answers[path] = list(answers)

    def answer_git(self, place: str, *answers: Answer) -> None:
        """The same for the requests by which git and a visit ask for a repository's head."""
        self.answer(f"/{place}.git/git-upload-pack", *answers)

    def page(self, path: str, content: str | bytes) -> None:
        """Put a file at ``<host>/...``."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def file(self, path: str, content: bytes) -> None:
        """Put a file at ``/<host>/...`` that is given whole or by ranges."""
        self.files[path] = self.site.parent / f"file-{len(self.files)}"
        self.files[path].write_bytes(content)

    def repository(
        self,
        place: str,
        files: Mapping[str, str | bytes] | None = None,
        *entries: Entry,
        parent: str | None = None,
        time: int | None = None,
    ) -> str:
        """Make the repository of ``<host>/<owner>/<name>``, or commit to it anew; its head, empty without a commit.

        The commit stands by itself, or upon ``parent``; ``time``: when it was made, in seconds since 1970.
        """
        folder = folder_of(self.repositories, place)
        if not folder.exists():
            new_repository(folder)
        given = [*(Entry(path, content) for path, content in (files or {}).items()), *entries]
        committer = COMMITTER if time is None else f"A Person <person@lab.example> {time} +0000"
        return commit(folder, given, committer, parent) if given else ""

    def folder(self, place: str) -> Path:
        """Where the repository of a place stands."""
        return folder_of(self.repositories, place)

    def mirrors(self, *hosts: str) -> dict[str, str]:
        """Address prefixes of ``hosts``, and where this site stands in for them."""
        return {f"{scheme}://{host}/": f"{self.base[0]}{host}/" for host in hosts for scheme in ("http", "https")}

    def config(self, *hosts: str, **limits: int) -> Config:
        """Settings by which these hosts are this site."""
        return Config(mirrors=Mirrors(self.mirrors(*hosts)), limits=replace(QUICK, **limits))

    def settings(self, *hosts: str, venue: str = "", years: Mapping[int, str] | None = None) -> str:
        """The same as a ``survey.toml``, with a venue of the PMLR family."""
        lines = ["[mirrors]", *(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in self.mirrors(*hosts).items())]
        if venue:
            lines += [f"[venues.{venue}]", f'title = "{venue}"', 'family = "pmlr"']
            lines += [f"years.{year} = {json.dumps(url)}" for year, url in (years or {}).items()]
        return "\n".join([*lines, ""])

    def paths(self, method: str | None = None) -> list[str]:
        """What was asked for, in order."""
        return [a.path for a in self.asked if method in (None, a.method)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name: value for name, value in request.headers.items() if name not in self.hidden}
        request = request.clone(headers=headers)
        self.asked.append(Asked(request.method, request.path_qs, headers, await request.read()))
        script = self.answers.get(request.path)
        answer = PASS if script is None else script.pop(0) if len(script) > 1 else script[0]
        if answer is not PASS:
            return await _say(answer, request)
        if (file := self.files.get(request.path)) is not None:
            return web.FileResponse(file)
        response = await super()._answer(request)
        self.sent.append(len(response.body) if isinstance(response.body, bytes) else 0)
        return response


async def _say(answer: Answer, request: web.Request) -> web.StreamResponse:
    await request.read()
    while answer is SILENT and request.transport is not None:
        await sleep(0.01)
    if request.transport is None:
        return web.Response()
    if answer is DROPPED:
        request.transport.close()
        return web.Response()
    headers = {"Content-Type": answer.kind, **answer.headers}
    if not answer.bytewise:
        return web.Response(status=answer.status, body=answer.body, headers=headers)
    response = web.StreamResponse(status=answer.status, headers=headers)
    await response.prepare(request)
    for byte in answer.body:
        await response.write(bytes([byte]))
    await response.write_eof()
    return response
