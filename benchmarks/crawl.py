"""Pages a second of a crawl on loopback beside a bare Scrapy spider that stores nothing, or a long crawl's memory.

Both fetch the same: each edition's index, each paper's page and PDF, from a server of their own in another process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

ROUNDS = 5
EDITION = 500
"""Papers an edition."""
PDF = b"%PDF-1.4\n" + b"0123456789abcdef" * (200 << 10 >> 4)
"""200 KiB."""
SMALL_PDF = PDF[:1024]
ABSTRACT = "We measure how long it takes to read this page, and say so at some length. " * 20
CHECKOUT = Path(__file__).parents[1]
SETTINGS = ("AUTOTHROTTLE_ENABLED=0", "CONCURRENT_ITEMS=8", "CONCURRENT_REQUESTS_PER_DOMAIN=16", "LOG_LEVEL=INFO")

BARE = """
import scrapy, sys
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in self.urls.split():
            yield scrapy.Request(url, callback=self.parse_index)
    def parse_index(self, response):
        for paper in response.css("div.paper"):
            page, pdf = paper.css("p.links a::attr(href)").getall()
            yield response.follow(page)
            yield response.follow(pdf)
    def parse(self, response):
        pass
"""


def page(path: str, papers: int, pdf: bytes) -> bytes | None:
    """What stands at ``/v<volume>/...``, in the structure of PMLR."""
    match = re.fullmatch(r"/v(\d+)/(?:(p\d+)(\.html|\.pdf))?", path)
    if not match:
        return None
    volume, key, kind = match.groups()
    if kind == ".pdf":
        return pdf + f"{volume} {key}".encode()
    if kind == ".html":
        return (
            f'<html><head><meta name="citation_author" content="Ada Alm"><meta name="citation_pdf_url" '
            f'content="{key}.pdf"></head><body><h1>Paper {key} of {volume}</h1><div id="abstract">{ABSTRACT}</div>'
            f'<div id="extras"><ul><li><a href="https://github.com/lab/{key}">Software</a></li></ul></div></body></html>'
        ).encode()
    entries = (
        f'<div class="paper"><p class="title">Paper p{n}</p><p class="details"><span class="authors">Ada Alm</span></p>'
        f'<p class="links">[<a href="p{n}.html">abs</a>][<a href="p{n}.pdf">Download PDF</a>]</p></div>'
        for n in range(papers)
    )
    return f"<html><body>{''.join(entries)}</body></html>".encode()


def serve(papers: int, pdf: bytes, tell: Connection) -> None:
    """Answer until killed; as little HTTP as it takes, so that the server is not what is measured."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            body = page(path, papers, pdf)
            kind = b"application/pdf" if path.endswith(".pdf") else b"text/html; charset=utf-8"
            status = b"404 Not Found" if body is None else b"200 OK"
            body = body or b""
            writer.write(b'HTTP/1.1 %s\r\nContent-Type: %s\r\nETag: "1"\r\n' % (status, kind))
            writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(client, "127.0.0.1", 0)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def bare(base: str, volumes: int, folder: Path) -> list[str]:
    """The command of the bare spider."""
    (folder / "bare.py").write_text(BARE)
    urls = " ".join(f"{base}v{volume}/" for volume in range(1, volumes + 1))
    command = [sys.executable, "-m", "scrapy", "runspider", str(folder / "bare.py"), "-a", f"urls={urls}"]
    return command + [word for setting in (*SETTINGS, "ROBOTSTXT_OBEY=1") for word in ("-s", setting)]


def ours(base: str, volumes: int, folder: Path) -> list[str]:
    """The command of the survey's crawl, into a new store below ``folder``."""
    years = (f'years.{1000 + volume} = "{base}v{volume}/"' for volume in range(1, volumes + 1))
    lines = ["[venues.synthetic]", 'title = "Synthetic"', 'family = "pmlr"', *years, ""]
    (folder / "survey.toml").write_text("\n".join(lines))
    own = (f"SURVEY_STORE={folder / 'survey'}", f"SURVEY_CONFIG={folder / 'survey.toml'}")
    command = [sys.executable, "-m", "scrapy", "crawl", "proceedings", "-a", "venue=synthetic"]
    return command + [word for setting in (*SETTINGS, *own) for word in ("-s", setting)]


def pages_a_second(command: list[str], expected: int) -> tuple[float, float]:
    """By Scrapy's own clock, from the spider's opening to its closing; and by its process's time on processors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {name: float(value) for name, value in re.findall(r"'([\w/]+)': ([\d.]+),", said)}
    pages = figures["downloader/response_status_count/200"]
    assert pages == expected, f"{pages} pages of {expected}"
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return pages / figures["elapsed_time_seconds"], pages / spent


def compare(base: str, papers: int) -> None:
    """Pages a second in rounds, ours and bare in turn: whatever else the machine does strikes both alike."""
    volumes = papers // EDITION
    expected = volumes * (2 * EDITION + 1)
    rounds = []
    for number in range(ROUNDS):
        pair = {}
        for make in (ours, bare) if number % 2 else (bare, ours):
            with tempfile.TemporaryDirectory() as folder:
                pair[make] = pages_a_second(make(base, volumes, Path(folder)), expected)
        ratios = [mine / theirs for mine, theirs in zip(pair[ours], pair[bare], strict=True)]
        rounds.append(ratios)
        for clock, mine, theirs, ratio in zip(("clock", "processor"), pair[ours], pair[bare], ratios, strict=True):
            print(f"{clock}: ours {mine:.0f} pages/s, bare {theirs:.0f} pages/s, ratio {ratio:.2f}")
    by_clock, by_processor = (statistics.median(ratios) for ratios in zip(*rounds, strict=True))
    print(f"median ratio {by_clock:.2f} by the clock, {by_processor:.2f} by the processor, over {expected} pages")


def memory(base: str, papers: int) -> None:
    """Resident memory of our crawl at each tenth of the papers."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(ours(base, papers // EDITION, Path(folder)), cwd=CHECKOUT, stderr=subprocess.DEVNULL)
        seen, peak, start = 0, 0, time.monotonic()
        while process.poll() is None:
            time.sleep(1)
            status = Path(f"/proc/{process.pid}/status")
            resident = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
            peak = max(peak, int(resident[1]) >> 10 if resident else 0)
            stored = sum(1 for _ in Path(folder, "survey/papers").rglob("*.parquet")) * EDITION
            if resident and stored >= seen + papers // 10:
                seen = stored
                print(json.dumps({"papers": stored, "MiB": int(resident[1]) >> 10, "peak": peak}), flush=True)
        print(f"{papers} papers in {time.monotonic() - start:.0f} s, peak {peak} MiB, exit {process.returncode}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true", help="the memory of a long crawl instead of the speed")
    parser.add_argument("--papers", type=int, help="default: 2000, and with --memory 100000")
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    pdf = SMALL_PDF if given.memory else PDF
    server = multiprocessing.Process(target=serve, args=(EDITION, pdf, there), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{here.recv()}/"
    try:
        memory(base, given.papers or 100_000) if given.memory else compare(base, given.papers or 2000)
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
