"""The hosts of ``visits.py``, in a process of their own: git's ``http-backend``, and hosts that are far away."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

from reprosurvey.crawler.demo.repositories import GIT_ENVIRONMENT
from reprosurvey.crawler.demo.server import backend_environment

LATENCY = 0.05
"""Seconds until a far host answers."""
CHUNK = 1 << 16
KIND = "application/x-git-upload-pack-result"


class Hosts:
    """Serves ``/near/<host>/<owner>/<name>.git``; ``/far/`` the same later; ``/unchanged/`` fixed heads."""

    def __init__(self, folders: Mapping[str, Path], heads: Mapping[str, str], head: str) -> None:
        self.folders, self.heads, self.head = folders, heads, head
        self.requests = self.bytes = 0

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request, and count it; ``/counts`` tells requests and bytes of bodies since it was last asked."""
        if request.path == "/counts":
            counted, self.requests, self.bytes = (self.requests, self.bytes), 0, 0
            return web.json_response(counted)
        self.requests += 1
        mode, _, place = request.path.removeprefix("/").partition("/")
        name, _, service = place.partition(".git/")
        if mode != "near":
            await asyncio.sleep(LATENCY)
        folder = self.folders.get(name.lower())
        if mode == "unchanged" or folder is None:
            return self._fixed(name)
        return await self._git(request, folder, service)

    def _fixed(self, name: str) -> web.Response:
        line = f"{self.heads.get(name.lower(), self.head)} HEAD symref-target:refs/heads/main\n".encode()
        body = b"%04x%b0000" % (len(line) + 4, line)
        self.bytes += len(body)
        return web.Response(body=body, content_type=KIND)

    async def _git(self, request: web.BaseRequest, folder: Path, service: str) -> web.StreamResponse:
        body = await request.read()
        environment = backend_environment(request, folder, service, len(body))
        pipe = asyncio.subprocess.PIPE
        git = await asyncio.create_subprocess_exec(
            "git", "http-backend", env=environment, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        assert git.stdin is not None
        assert git.stdout is not None
        git.stdin.write(body)
        git.stdin.close()
        lines = (await git.stdout.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines if line)
        response = web.StreamResponse(status=int(headers.pop("Status", "200").split()[0]), headers=headers)
        await response.prepare(request)
        while chunk := await git.stdout.read(CHUNK):
            self.bytes += len(chunk)
            await response.write(chunk)
        await git.wait()
        with suppress(ConnectionResetError):  # who has the whole pack need not wait for the end of the body
            await response.write_eof()
        return response


async def _serve(hosts: Hosts, ready: Connection) -> None:
    runner = web.ServerRunner(web.Server(hosts.answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    ready.send("http://{}:{}/".format(*runner.addresses[0]))
    await asyncio.Event().wait()


def _main(folders: Mapping[str, Path], heads: Mapping[str, str], head: str, ready: Connection) -> None:
    os.environ.update(GIT_ENVIRONMENT)
    asyncio.run(_serve(Hosts(folders, heads, head), ready))


@contextmanager
def serve(folders: Mapping[str, Path], heads: Mapping[str, str], head: str) -> Iterator[str]:
    """Serve repositories, by place (``host/owner/name``, lower case), as long as the block runs; the base address."""
    context = get_context("spawn")
    ready, told = context.Pipe(duplex=False)
    process = context.Process(target=_main, args=(folders, heads, head, told), daemon=True)
    process.start()
    try:
        yield ready.recv()
    finally:
        process.terminate()
        process.join()
