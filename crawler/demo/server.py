"""Serves the demo on loopback: pages, files and git repositories, each host's below ``/<host>/``.

Repositories are answered by git's own ``http-backend``: smart HTTP of all versions, reading only, partial clones
allowed.
"""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from aiohttp import web
from aiohttp.typedefs import Handler

from reprosurvey.crawler.demo.repositories import GIT_ENVIRONMENT, folder_of

BODY_LIMIT = 8 << 20
"""Bytes of a request's body."""

_GIT_PATH = re.compile(r"(?P<place>.+?)(?:\.git)?/(?P<service>info/refs|git-upload-pack)")
GIT_SETTINGS = {"uploadpack.allowFilter": "true", "uploadpack.allowAnySHA1InWant": "true", "safe.directory": "*"}


class Request(NamedTuple):
    """A request that was answered."""

    method: str
    path: str
    status: int


@dataclass(frozen=True)
class Server:
    """What is served, and what was asked for."""

    site: Path
    """Folder of pages and files: ``<host>/...``."""
    repositories: Path
    """Folder of bare repositories: ``<host>/<owner>/<name>.git``, in lower case."""
    statuses: Mapping[str, int] = field(default_factory=dict)
    """Places (``<host>/<owner>/<name>``) that answer nothing but an error."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Places that lead to another, with everything below them."""
    git_settings: dict[str, str] = field(default_factory=GIT_SETTINGS.copy)
    """Git's settings, by which it answers."""
    requests: list[Request] = field(default_factory=list)

    def run(self) -> AbstractContextManager[str]:
        """Serve from a thread on a free port of loopback; yields the base address, which ends in a slash."""
        application = web.Application(client_max_size=BODY_LIMIT, middlewares=[self._note])
        application.router.add_route("*", "/{path:.*}", self._answer)
        return from_thread(application)

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as error:
            self.requests.append(Request(request.method, request.path, error.status))
            raise
        self.requests.append(Request(request.method, request.path, response.status))
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        path = request.path.lstrip("/")
        for place, status in self.statuses.items():
            if _below(path, place) is not None:
                return _refusal(status)
        for place, target in self.moved.items():
            if (rest := _below(path, place)) is not None:
                return web.Response(status=301, headers={"Location": f"/{target}{rest}{_query(request)}"})
        if match := _GIT_PATH.fullmatch(path):
            return await self._git(request, match["place"], match["service"])
        return self._page(request, path)

    def _page(self, request: web.Request, path: str) -> web.Response:
        if request.method not in ("GET", "HEAD"):
            raise web.HTTPMethodNotAllowed(request.method, ["GET", "HEAD"])
        file = _within(self.site, self.site / path)
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            if folder_of(self.repositories, path.rstrip("/")).is_dir():
                return web.Response(text=f"<title>{path}</title>", content_type="text/html")
            raise web.HTTPNotFound
        content = file.read_bytes()
        tag = hashlib.sha256(content).hexdigest()[:32]
        if any(known.value == tag for known in request.if_none_match or ()):
            response = web.Response(status=304)
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            response = web.Response(body=content, content_type=kind)
        response.etag = tag
        return response

    async def _git(self, request: web.Request, place: str, service: str) -> web.Response:
        repository = _within(self.repositories, folder_of(self.repositories, place))
        if not repository.is_dir():
            raise web.HTTPNotFound
        body = await request.read()
        environment = backend_environment(request, repository, service, len(body), self.git_settings)
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            "git", "http-backend", env=environment, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        output, _ = await process.communicate(body)
        head, _, content = output.partition(b"\r\n\r\n")
        headers = message_from_bytes(head)
        status = int(headers.get("Status", "200").split()[0])
        kind = headers.get("Content-Type", "application/octet-stream")
        return web.Response(status=status, body=content, headers={"Content-Type": kind, "Cache-Control": "no-cache"})


@contextmanager
def from_thread(application: web.Application) -> Iterator[str]:
    """Serve from a thread on a free port of loopback; yields the base address, which ends in a slash."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="demo server", daemon=True)
    thread.start()
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    try:
        asyncio.run_coroutine_threadsafe(_start(runner), loop).result()
        yield "http://{}:{}/".format(*runner.addresses[0])
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def backend_environment(
    request: web.BaseRequest, repository: Path, service: str, length: int, settings: Mapping[str, str] = GIT_SETTINGS
) -> dict[str, str]:
    """What ``git http-backend`` is told of a request for a service of ``repository``; ``length``: bytes of its body."""
    return {
        **GIT_ENVIRONMENT,
        "GIT_PROJECT_ROOT": str(repository),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
        "PATH_INFO": f"/{service}",
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query_string,
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(length),
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{i}": name for i, name in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{i}": value for i, value in enumerate(settings.values())},
    }


async def _start(runner: web.AppRunner) -> None:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()


def _below(path: str, place: str) -> str | None:
    """What follows ``place`` in ``path``, whose letter case does not count; None where it is another place."""
    match = re.match(rf"{re.escape(place)}(?:\.git)?(?=/|$)", path, re.IGNORECASE)
    return path[match.end() :] if match else None


def _within(root: Path, path: Path) -> Path:
    """The path, where it lies below ``root``."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise web.HTTPNotFound
    return path


def _query(request: web.Request) -> str:
    return f"?{request.query_string}" if request.query_string else ""


def _refusal(status: int) -> web.Response:
    headers = {401: {"WWW-Authenticate": 'Basic realm="demo"'}, 503: {"Retry-After": "0"}}
    return web.Response(status=status, headers=headers.get(status), text=f"{status}\n")
