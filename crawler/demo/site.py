"""Writes the pages and PDFs of the demo's proceedings, in the structure of the PMLR family."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.demo.catalogue import Paper
from reprosurvey.crawler.demo.documents import PAGES, write_pdf
from reprosurvey.crawler.demo.papers import VOLUMES, Volume, papers_of
from reprosurvey.crawler.demo.projects import DOWNLOADS
from reprosurvey.crawler.demo.templating import render_page

HOST = "proceedings.demo.example"
"""The publisher's host."""


@dataclass(frozen=True)
class _Entry:
    """A paper at its place in a volume."""

    paper: Paper
    volume: Volume
    first_page: int

    @property
    def last_page(self) -> int:
        return self.first_page if self.paper.is_front_matter else self.first_page + PAGES - 1

    @property
    def pages(self) -> str:
        return f"{self.first_page}-{self.last_page}"

    @property
    def landing(self) -> str:
        return f"{volume_url(self.volume)}{self.paper.key}.html"

    @property
    def pdf(self) -> str:
        return f"{volume_url(self.volume)}{self.paper.key}/{self.paper.key}.pdf"

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        return (("Download PDF", self.pdf), *self.paper.declared)


def volume_url(volume: Volume) -> str:
    """The address of a volume's index."""
    return f"https://{HOST}/v{volume.number}/"


def write_site(folder: Path) -> None:
    """Write ``folder``/<host>/... for every host that has pages or files."""
    host = folder / HOST
    host.mkdir(parents=True)
    (host / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    for volume in VOLUMES:
        _write_volume(host / f"v{volume.number}", volume)
    for download in DOWNLOADS:
        path = folder / download
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(random.Random(download).randbytes(20_000))


def _write_volume(folder: Path, volume: Volume) -> None:
    folder.mkdir()
    entries = [_Entry(paper, volume, 1 + PAGES * i) for i, paper in enumerate(papers_of(volume.year))]
    index = render_page("index.html.j2", volume=volume, entries=entries)
    (folder / "index.html").write_text(index, encoding="utf-8")
    for entry in entries:
        key = entry.paper.key
        landing = render_page("landing.html.j2", volume=volume, entry=entry)
        (folder / f"{key}.html").write_text(landing, encoding="utf-8")
        if entry.paper.pdf != "missing":
            (folder / key).mkdir()
            write_pdf(folder / key / f"{key}.pdf", entry.paper, volume.book, entry.first_page)
