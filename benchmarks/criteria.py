"""Judging from the store by every criterion: snapshots a second and core, two Dask workers beside one, papers a second.

``criteria.py SURVEY [PYTHON CHECKOUT]``: the papers are judged beside another build, see ``papers.py``. Starting the
workers and connecting is not counted; by workers, only the judging is.
"""

import resource
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

import papers
from distributed import Worker, get_worker

from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.subjects.repository_states import JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.workers import local_workers, run_over

ROUNDS = 3
CHUNK = 4
"""Snapshots that one task judges."""
REPEATS = 4
"""How often each worker run judges the whole survey."""

Heads = dict[str, str]
SECONDS_READING: list[float] = []


def heads_of(folder: Path) -> Heads:
    with connect(Store.open(folder)) as database:
        rows = database.execute(
            "select final_origin, head from origins where outcome in (select unnest($1)) and head is not null",
            [list(JUDGEABLE_STATUSES)],
        ).fetchall()
    return dict(rows)


def read(folder: Path, heads: Heads) -> list[Snapshot]:
    with connect(Store.open(folder)) as database:
        database.execute("set threads = 1")  # as a worker reads
        start = time.process_time()
        snapshots = list(snapshots_at(database, heads.items()).values())
        SECONDS_READING.append(time.process_time() - start)
    return snapshots


def judge_all(snapshots: list[Snapshot]) -> float:
    """Processor seconds."""
    start = time.process_time()
    for taken in snapshots:
        snapshot = replace(taken)  # a copy, of which nothing is remembered
        for criterion in REPOSITORY_CRITERIA.values():
            criterion.judge(snapshot)
    return time.process_time() - start


def load(folder: Path, heads: Heads, dask_worker: Worker) -> None:
    """Read the survey once in a worker, before the time is taken."""
    dask_worker.loaded = {snapshot.origin: snapshot for snapshot in read(folder, heads)}


def judge_loaded(origins: tuple[str, ...]) -> int:
    """The worker's peak memory so far in KiB."""
    loaded = get_worker().loaded
    judge_all([loaded[origin] for origin in origins])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def seconds(workers: int, folder: Path, heads: Heads) -> tuple[float, int]:
    """Of judging the survey ``REPEATS`` times, and the largest peak memory of a worker in KiB."""
    origins = sorted(heads) * REPEATS
    chunks = [tuple(origins[i : i + CHUNK]) for i in range(0, len(origins), CHUNK)]
    with local_workers(workers) as client:
        client.run(load, folder, heads)
        start = time.perf_counter()
        peaks = [result for _, result in run_over(client, judge_loaded, chunks)]
        elapsed = time.perf_counter() - start
    assert not any(isinstance(peak, Exception) for peak in peaks)
    return elapsed, max(peaks)


def main(folder: Path, *other: str) -> None:
    heads = heads_of(folder)
    judging = statistics.median(judge_all(read(folder, heads)) for _ in range(ROUNDS))
    reading = statistics.median(SECONDS_READING)
    rates = f"judging {len(heads) / judging:.0f}/s, with reading {len(heads) / (reading + judging):.0f}/s"
    print(f"{len(heads)} snapshots, one process, per second of its processor: {rates}")
    ratios = []
    for _ in range(ROUNDS):
        (one, _), (two, peak) = seconds(1, folder, heads), seconds(2, folder, heads)
        ratios.append(one / two)
        print(f"one worker {one:.1f} s, two workers {two:.1f} s, ratio {one / two:.2f}, peak {peak >> 10} MiB a worker")
    print(f"median ratio {statistics.median(ratios):.2f}")
    papers.main(folder / "files", *other)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
