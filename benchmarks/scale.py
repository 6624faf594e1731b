"""What a paper costs in surveys of growing size: processor time and requests of each stage, and the memory it takes.

The surveys are made, in the shape of real ones: files as the product's own stages write them, six papers of ten with a
repository of its own, two visits each. Each stage runs in a process of its own over each survey, beside the same over
the smallest that tells; its start-up, measured over an empty survey, is left out. ``python -m benchmarks.scale`` prints
the table and writes it as CSV; ``--papers 1000 10000 100000`` says how large, ``--keep FOLDER`` where the surveys stay.
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import json
import logging
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.request import urlopen

from benchmarks.visits_server import serve
from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.documents.extraction_stage import BATCH, VERSION
from reprosurvey.crawler.mirrors import Mirrors
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, DOCUMENTS, LINKS, PAPERS, SNAPSHOTS, TEXTS, VISITS

EDITION_PAPERS = 500
PAGES, SENTENCES = 1, 5
"""Of each paper: few, so that what judging costs hides little of the rest."""
WITH_REPOSITORY = 0.6
SNAPSHOT_BATCH = 50
"""Repositories a file, as a visit writes them."""
DUE = 100
"""One origin of so many is due for a visit."""
HEAD = "1" * 40
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
FEWEST_SECONDS = 0.3
"""Of processor time beyond the start-up, below which a survey tells nothing of growth."""
SUBREAPER = 36
"""Of prctl(2): orphans of this process's children become its own, and so are counted."""
TOPICS = "liver vessel retina lesion cardiac tumour spine nodule knee brain cell tissue polyp skin bone lung".split()
SENTENCE = "We segment the {} by a network that learns from {} and {} images of the {} in each of the {} folds. "
PROGRAM = """import argparse
import torch
from torch import nn
from lib.{0} import {1}


def train(model, loader, optimizer, epochs={2}):
    for epoch in range(epochs):
        for images, labels in loader:
            loss = nn.functional.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        torch.save(model.state_dict(), "{0}.pth")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default={2})
"""


class Survey:
    """A survey in the making: read and visited, nothing nominated and nothing judged."""

    def __init__(self, folder: Path, papers: int) -> None:
        self.store, self.papers, self.chance = Store.create(folder), papers, random.Random(papers)

    def make(self) -> None:
        """Write its tables, an edition after the other."""
        for first in range(0, self.papers, EDITION_PAPERS):
            numbers = range(first, min(self.papers, first + EDITION_PAPERS))
            edition = (f"venue{first // EDITION_PAPERS % 20:02}", 2000 + first // EDITION_PAPERS // 20)
            self.store.append(PAPERS, list(map(self._paper, numbers)), edition)
            for start in range(0, len(numbers), BATCH):
                self._read(numbers[start : start + BATCH], edition)
            owners = [number for number in numbers if self._has_repository(number)]
            for start in range(0, len(owners), SNAPSHOT_BATCH):
                self._visited(owners[start : start + SNAPSHOT_BATCH])

    @staticmethod
    def _has_repository(number: int) -> bool:
        return number % 10 < WITH_REPOSITORY * 10

    @staticmethod
    def _origin(number: int) -> str:
        return f"https://github.com/lab{number}/code"

    def _words(self, count: int) -> str:
        return "".join(SENTENCE.format(*self.chance.choices(TOPICS, k=5)) for _ in range(count))

    def _paper(self, number: int) -> dict[str, Any]:
        return {
            "paper": f"p{number}", "kind": "paper", "title": f"{' '.join(self.chance.choices(TOPICS, k=6))} {number}",
            "authors": ["Ada Author", f"Bea Author {number % 1000}"], "abstract": self._words(3), "declared": [],
            "landing_url": f"https://proceedings.example.org/{number}.html", "crawled_at": FIRST,
        }  # fmt: skip

    def _read(self, numbers: range, edition: tuple[str, int]) -> None:
        texts, links, documents = [], [], []
        for number in numbers:
            reading = {"paper": f"p{number}", "extracted_at": FIRST}
            documents.append(reading | {"outcome": "read", "pages": PAGES, "extractor": VERSION, "crawled_at": FIRST})
            texts += [reading | {"page": page, "text": self._words(SENTENCES)} for page in range(1, PAGES + 1)]
            others = [f"https://github.com/baseline/tool{other}" for other in self.chance.sample(range(40), 3)]
            links += [reading | self._link(other, "See") for other in others]
            if self._has_repository(number):
                links.append(reading | self._link(self._origin(number), "Our code is available at"))
        self.store.append(TEXTS, texts, edition)
        self.store.append(LINKS, links, edition)
        self.store.append(DOCUMENTS, documents, edition)

    @staticmethod
    def _link(url: str, words: str) -> dict[str, Any]:
        sentence = f"{words} {url}."
        return {
            "source": "text", "page": 1, "section": "first page",
            "written": url, "sentence": sentence, "variants": [url],
        }  # fmt: skip

    def _visited(self, numbers: list[int]) -> None:
        """A visit that took a snapshot, and one that found it unchanged."""
        visits, trees, texts = [], [], []
        for number in numbers:
            due = FIRST if number % DUE == 0 else FIRST + timedelta(days=365 * 100)
            origin = {"origin": self._origin(number), "head": HEAD, "branch": "main", "requests": 2, "status": 200}
            visits.append(origin | {"outcome": "full", "directory": HEAD, "visited_at": FIRST, "due_at": FIRST})
            later = FIRST + timedelta(days=30)
            visits.append(origin | {"outcome": "unchanged", "visited_at": later, "due_at": due})
            for path, text in self._files(number).items():
                blob = sha1(text.encode(), usedforsecurity=False).hexdigest()
                texts.append({"origin": origin["origin"], "blob": blob, "text": text})
                entry = {"path": path, "mode": "100644", "size": len(text), "blob": blob, "kept": True}
                trees.append({"origin": origin["origin"], "head": HEAD} | entry)
            for image in range(10):
                entry = {"path": f"images/{image}.png", "mode": "100644", "size": 9, "blob": f"{number}/{image}"}
                trees.append({"origin": origin["origin"], "head": HEAD, "kept": False} | entry)
        self.store.append(BLOBS, texts)
        self.store.append(SNAPSHOTS, trees)
        self.store.append(VISITS, visits)

    def _files(self, number: int) -> dict[str, str]:
        topic, other = self.chance.choices(TOPICS, k=2)
        program = PROGRAM.format(topic, other, number)
        readme = f"# {topic} {number}\n\n{self._words(5)}\n\n## Training\n```\npython train.py --seed {number}\n```\n"
        return {
            "README.md": readme, "requirements.txt": f"torch==1.{number % 13}\nnumpy\n", "train.py": program,
            "LICENSE": "MIT License", **{f"lib/{name}.py": program + f"# {name}\n" for name in TOPICS[:2]},
        }  # fmt: skip


def extract_nothing(store: Store, _: str) -> None:
    from reprosurvey.crawler.documents.extraction_stage import extract

    assert extract(store, Config(), silent) == {}


def nominate(store: Store, _: str) -> None:
    from reprosurvey.analysis.ownership.nomination_stage import nominate_all
    from reprosurvey.crawler.store.database import connect

    with connect(store) as database:
        nominate_all(store, database)


def visit(store: Store, mirror: str) -> None:
    from reprosurvey.crawler.store.database import connect
    from reprosurvey.crawler.visits.visit_stage import visit_all

    limits = Limits(requests=64, host_requests=64, host_rate=1_000_000)
    config = Config(mirrors=Mirrors({"https://github.com/": f"{mirror}unchanged/github.com/"}), limits=limits)
    with connect(store) as database:
        own = "select variants from addresses where not contains(variants[1], '/baseline/')"
        addresses = [variants for (variants,) in database.sql(own).fetchall()]
    visit_all(store, config, addresses, tell=silent)


def assess(store: Store, _: str) -> None:
    from reprosurvey.analysis.assessment.assess_stage import assess

    assess(store, Config(limits=Limits(workers=2)), force=False, tell=silent)


def assess_again(store: Store, _: str) -> None:
    from reprosurvey.analysis.assessment.assess_stage import assess

    assess(store, Config(limits=Limits(workers=2)), force=True, tell=silent)


def assess_without_judging(store: Store, _: str) -> None:
    """As if judging broke off over each paper and repository: all is brought together, and every verdict written."""
    from reprosurvey.analysis.assessment import assess_stage

    def broken_off(_: object, __: object, inputs: Iterator[Any], *___: object) -> Iterator[tuple[Any, Exception]]:
        return ((item, RuntimeError("left out")) for item in inputs)

    logging.disable()
    with patch.object(assess_stage, "run_over", broken_off):
        assess_stage.assess(store, Config(), force=False, tell=silent)


def table1(store: Store, _: str) -> None:
    from reprosurvey.analysis.report.table1 import table1
    from reprosurvey.crawler.store.database import connect

    with connect(store, asked=["table1"]) as database:
        table1(database)


def report(store: Store, _: str) -> None:
    from reprosurvey.analysis.report.html_report import write_report
    from reprosurvey.analysis.report.imprint import Imprint
    from reprosurvey.crawler.store.database import connect

    with tempfile.TemporaryDirectory() as folder, connect(store) as database:
        write_report(Path(folder), database, Imprint())


JUDGED = "assess, all anew"
LINE = "{:>8}  {:<24}  {:<10}  {:>9}  {:>6}  {:>8}  {:>7}  {:>5}"
STAGES: dict[str, tuple[str, Callable[[Store, str], None]]] = {
    "extract, nothing missing": ("paper", extract_nothing),
    "nominate, all new": ("paper", nominate),
    "nominate, nothing new": ("paper", nominate),
    "visit, 1 % due": ("repository", visit),
    "visit, nothing due": ("repository", visit),
    "assess, without judging": ("paper", assess_without_judging),
    JUDGED: ("paper", assess_again),
    "assess, nothing new": ("paper", assess),
    "Table 1": ("paper", table1),
    "report": ("paper", report),
}
"""What is measured, in the order of a survey; each with what it is counted by."""


@dataclass(frozen=True)
class Measured:
    """One stage over one survey."""

    processor: float
    """Seconds, of all its processes."""
    seconds: float
    memory: int
    """Bytes, of its largest process."""
    requests: int


def measured(stage: str, folder: Path, base: str) -> Measured:
    """Run the stage in a process of its own, and wait for all that it started."""
    read, write = os.pipe()
    with urlopen(f"{base}counts"):
        start = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(read)
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
        command = [sys.executable, "-m", "benchmarks.scale", "--measure", stage, str(folder), base]
        status = subprocess.run(command, check=False).returncode
        while _waited():
            pass
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = {"processor": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss << 10, "status": status}
        os.write(write, json.dumps(told).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as lines:
        told = json.loads(lines.read())
    os.waitpid(child, 0)
    seconds = time.perf_counter() - start
    if told["status"]:
        raise SystemExit(f"{stage} failed over {folder}")
    with urlopen(f"{base}counts") as answer:
        requests, _ = json.load(answer)
    return Measured(told["processor"], seconds, told["memory"], requests)


def _waited() -> bool:
    try:
        os.wait()
    except ChildProcessError:
        return False
    return True


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as scratch:
        yield Path(scratch)


def main(sizes: list[int], judged: int, folder: Path | None, output: Path) -> None:
    rows = []
    with kept(folder) as scratch, serve({}, {}, HEAD) as base:
        empty = dict(_all(scratch / "empty", 0, judged, base))
        smallest: dict[str, float] = {}
        print(LINE.format("papers", "stage", "per", "ms each", "growth", "requests", "seconds", "MB"))
        for papers in sizes:
            for stage, found in _all(scratch / str(papers), papers, judged, base):
                per = papers * (WITH_REPOSITORY if STAGES[stage][0] == "repository" else 1)
                each = (found.processor - empty[stage].processor) / per
                if each * per >= FEWEST_SECONDS:
                    smallest.setdefault(stage, each)
                growth = f"{each / smallest[stage]:.2f}" if stage in smallest else ""
                rows.append(
                    {
                        "papers": papers, "stage": stage, "per": STAGES[stage][0], "milliseconds": f"{each * 1e3:.3f}",
                        "growth": growth, "requests": f"{found.requests / per:.4f}",
                        "seconds": f"{found.seconds:.1f}", "memory_mb": found.memory // 10**6,
                    }
                )  # fmt: skip
                print(LINE.format(*rows[-1].values()), flush=True)
    with output.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _all(folder: Path, papers: int, judged: int, base: str) -> Iterator[tuple[str, Measured]]:
    start = time.perf_counter()
    Survey(folder, papers).make()
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet")) / 1e6
    print(f"{papers} papers: made in {time.perf_counter() - start:.0f} s, {size:.0f} MB", flush=True)
    for stage in STAGES:
        if papers <= judged or stage != JUDGED:
            yield stage, measured(stage, folder, base)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--judged", type=int, default=100_000, help="Papers of the largest survey to judge.")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--csv", type=Path, default=Path("growth.csv"))
    parser.add_argument("--measure", nargs=3, metavar=("STAGE", "SURVEY", "BASE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        stage, folder, base = asked.measure
        STAGES[stage][1](Store.open(Path(folder)), base)
    else:
        main(asked.papers, asked.judged, asked.keep, asked.csv)
