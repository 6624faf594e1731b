"""Visits on loopback: the first beside `git clone`, one where nothing changed beside the ideal, one where 1 % did."""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from benchmarks.visits_server import LATENCY, serve
from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.demo.repositories import GIT_ENVIRONMENT
from reprosurvey.crawler.mirrors import Mirrors
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.repositories import Entry, commit, new_repository

ROUNDS = 2
CLONES = 8
"""Clones under way at the same time, and visits beside them."""
ORIGINS, CHANGED, CONNECTIONS = 10_000, 100, 64
HEAD = "1" * 40
"""Of each origin that is no real repository."""
FILES = 10
"""Of each small repository that changes."""
UNHINDERED = 1_000_000


class Measured(NamedTuple):
    """One run of visits."""

    seconds: float
    peak: int
    """Bytes of state."""
    outcomes: Counter[str]


def visited(store: Path, mirror: str, origins: Sequence[str], limits: Limits) -> Measured:
    """A visit of all origins, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_visit, (store, mirror, origins, limits))


def _visit(folder: Path, mirror: str, origins: Sequence[str], limits: Limits) -> Measured:
    config = Config(mirrors=Mirrors({"https://github.com/": f"{mirror}github.com/"}), limits=limits)
    store = Store.create(folder)
    start = time.perf_counter()
    outcomes = visit_all(store, config, [[origin] for origin in origins], ignore_schedule=True, tell=silent)
    seconds = time.perf_counter() - start
    return Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10, outcomes)


def cloned(mirror: str, origins: Sequence[str]) -> float:
    """Seconds that shallow clones of all origins take."""
    with tempfile.TemporaryDirectory() as folder:
        places = [origin.removeprefix("https://") for origin in origins]
        lines = "".join(f"{mirror}{place}.git {folder}/{place}\n" for place in places)
        command = ["xargs", "-P", str(CLONES), "-L", "1", "git", "clone", "--quiet", "--depth", "1"]
        start = time.perf_counter()
        subprocess.run(command, input=lines.encode(), env=GIT_ENVIRONMENT, check=True)
        return time.perf_counter() - start


def counts(base: str) -> tuple[int, int]:
    """Requests and bytes of bodies since the last call."""
    with urlopen(f"{base}counts") as answer:
        requests, size = json.load(answer)
    return requests, size


def first(root: Path) -> None:
    places = {origin.removeprefix("https://"): path for path in _bare(root) if (origin := _origin(path))}
    origins = [f"https://{place}" for place in places]
    limits = Limits(requests=CLONES, host_requests=CLONES, host_rate=UNHINDERED, snapshots=CLONES)
    with serve({place.lower(): path for place, path in places.items()}, {}, HEAD) as base:
        for number in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                ours = visited(Path(folder) / "survey", f"{base}near/", origins, limits)
            requests, size = counts(base)
            theirs = cloned(f"{base}near/", origins)
            _, theirs_size = counts(base)
            print(f"first visit, round {number + 1}: {len(origins)} repositories, {dict(ours.outcomes)}")
            print(f"  ours   {size / 1e6:7.1f} MB, {ours.seconds:5.1f} s, {requests} requests")
            print(f"  clones {theirs_size / 1e6:7.1f} MB, {theirs:5.1f} s")
            print(f"  {ours.peak / 1e6:.0f} MB RSS of ours, git's own processes not counted")
            print(f"  ratio  {size / theirs_size:.3f} of the bytes, {ours.seconds / theirs:.2f} of the time")


def again() -> None:
    origins = [f"https://github.com/o/{number}" for number in range(ORIGINS)]
    real = origins[:: ORIGINS // CHANGED]
    limits = Limits(requests=CONNECTIONS, host_requests=CONNECTIONS, host_rate=UNHINDERED)
    ideal = ORIGINS * LATENCY / CONNECTIONS
    with tempfile.TemporaryDirectory() as scratch:
        folders = {origin.removeprefix("https://"): Path(scratch) / f"{n}.git" for n, origin in enumerate(real)}
        heads = {place: _commit(folder, place, "first") for place, folder in folders.items()}
        with serve(folders, heads, HEAD) as base:
            store = Path(scratch) / "survey"
            visited(store, f"{base}near/", real, limits)
            _remember(store, [origin for origin in origins if origin.removeprefix("https://") not in folders])
            counts(base)
            unchanged = visited(store, f"{base}unchanged/", origins, limits)
            _report("unchanged", unchanged, ideal, *counts(base))
            for place, folder in folders.items():
                _commit(folder, place, "second", heads[place])
            changed = visited(store, f"{base}far/", origins, limits)
            _report(f"{CHANGED} changed", changed, ideal, *counts(base))
            print(
                f"  {changed.seconds - unchanged.seconds:.1f} s more, {changed.seconds / unchanged.seconds:.2f} of (b)"
            )


def _report(what: str, measured: Measured, ideal: float, requests: int, size: int) -> None:
    print(f"{what}: {ORIGINS} origins, {dict(measured.outcomes)}, {requests} requests, {size / 1e6:.2f} MB")
    print(f"  {measured.seconds:.2f} s, ideal {ideal:.2f} s, ratio {measured.seconds / ideal:.2f}")
    print(f"  {measured.peak / 1e6:.0f} MB RSS")


def _bare(root: Path) -> list[Path]:
    return sorted((root / "repos").glob("*/*.git"))


def _origin(path: Path) -> str | None:
    origin = origin_of(f"https://github.com/{path.parent.name}/{path.stem}")
    return origin.url if origin is not None else None


def _commit(folder: Path, place: str, text: str, parent: str | None = None) -> str:
    if not folder.exists():
        new_repository(folder)
    same = [Entry(f"module{n}.py", f"# {place} {n}\n" * 50) for n in range(FILES)]
    return commit(folder, [*same, Entry("README.md", f"# {place}: {text}\n")], parent=parent)


def _remember(folder: Path, origins: Sequence[str]) -> None:
    """Visits that found ``HEAD`` a month ago."""
    then = datetime.now(UTC) - timedelta(days=30)
    row: Mapping[str, object] = {
        "visited_at": then, "outcome": "full", "head": HEAD, "directory": HEAD, "branch": "main", "status": 200,
        "requests": 2, "due_at": then + timedelta(days=14),
    }  # fmt: skip
    Store.open(folder).append(VISITS, [{"origin": origin, **row} for origin in origins])


def main(root: str | None = None) -> None:
    os.environ["GIT_TERMINAL_PROMPT"] = "0"
    again()
    if root is not None:
        first(Path(root))


if __name__ == "__main__":
    main(*sys.argv[1:])
