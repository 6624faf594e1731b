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


def judge_some(snapshots: list[Snapshot]) -> int:
    """The process's peak memory so far in KiB."""
    judge_all(snapshots)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def seconds(workers: int, snapshots: list[Snapshot]) -> tuple[float, int]:
    """Of judging the survey ``REPEATS`` times, and the largest peak memory of a worker in KiB."""
    waiting = snapshots * REPEATS
    chunks = [waiting[i : i + CHUNK] for i in range(0, len(waiting), CHUNK)]
    with local_workers(workers) as client:
        list(run_over(client, judge_some, chunks[: 2 * workers]))  # the workers have imported what they need
        start = time.perf_counter()
        peaks = [result for _, result in run_over(client, judge_some, chunks)]
        elapsed = time.perf_counter() - start
    if failed := [peak for peak in peaks if isinstance(peak, Exception)]:
        raise failed[0]
    return elapsed, max(peaks)


def main(folder: Path, *other: str) -> None:
    heads = heads_of(folder)
    judging = statistics.median(judge_all(read(folder, heads)) for _ in range(ROUNDS))
    reading = statistics.median(SECONDS_READING)
    rates = f"judging {len(heads) / judging:.0f}/s, with reading {len(heads) / (reading + judging):.0f}/s"
    print(f"{len(heads)} snapshots, one process, per second of its processor: {rates}")
    ratios, snapshots = [], read(folder, heads)
    for _ in range(ROUNDS):
        (one, _), (two, peak) = seconds(1, snapshots), seconds(2, snapshots)
        ratios.append(one / two)
        print(f"one worker {one:.1f} s, two workers {two:.1f} s, ratio {one / two:.2f}, peak {peak >> 10} MiB a worker")
    print(f"median ratio {statistics.median(ratios):.2f}")
    papers.main(folder / "files", *other)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
