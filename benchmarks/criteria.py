"""Judging repositories from the store by every criterion: snapshots a second and core, and two Dask workers beside one.

Starting the workers is not counted.
"""

import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path

from analysis.assess import LOOKED_INTO, REPOSITORY_CRITERIA
from analysis.database import connect
from analysis.snapshots import snapshots_at
from crawler.store import Store
from crawler.workers import local_workers, run_over

ROUNDS = 3
CHUNK = 12
"""Snapshots that one task reads and judges."""
REPEATS = 4
"""How often each worker run judges the whole survey."""

Heads = dict[str, str]


def heads_of(folder: Path) -> Heads:
    with connect(Store.open(folder)) as database:
        rows = database.execute(
            "select final_origin, head from origins where outcome in (select unnest($1)) and head is not null",
            [list(LOOKED_INTO)],
        ).fetchall()
    return dict(rows)


def judge_all(folder: Path, heads: Heads) -> tuple[float, float, int]:
    """Processor seconds to read and to judge, and the process's peak memory so far in KiB."""
    start = time.process_time()
    with connect(Store.open(folder)) as database:
        snapshots = snapshots_at(database, heads.items())
    read = time.process_time()
    for snapshot in snapshots.values():
        for criterion in REPOSITORY_CRITERIA.values():
            criterion.judge(snapshot)
    end = time.process_time()
    return read - start, end - read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def seconds(workers: int, folder: Path, chunks: list[Heads]) -> tuple[float, int]:
    """Of reading and judging all ``chunks``, and the largest peak memory of a worker in KiB."""
    with local_workers(workers) as client:
        task = partial(judge_all, folder)
        list(run_over(client, task, chunks[: 2 * workers]))  # the workers have imported what they need
        start = time.perf_counter()
        results = [result for _, result in run_over(client, task, chunks)]
        elapsed = time.perf_counter() - start
    measured = [result for result in results if not isinstance(result, Exception)]
    assert len(measured) == len(results)
    return elapsed, max(peak for _, _, peak in measured)


def main(folder: Path) -> None:
    heads = heads_of(folder)
    judge_all(folder, heads)
    single = [judge_all(folder, heads) for _ in range(ROUNDS)]
    judging = statistics.median(judge for _, judge, _ in single)
    whole = statistics.median(read + judge for read, judge, _ in single)
    rates = f"judging {len(heads) / judging:.0f}/s, with reading {len(heads) / whole:.0f}/s"
    print(f"{len(heads)} snapshots, one process, per second of its processor: {rates}")
    items = sorted(heads.items())
    chunks = [dict(items[i : i + CHUNK]) for i in range(0, len(items), CHUNK)] * REPEATS
    ratios = []
    for _ in range(ROUNDS):
        (one, _), (two, peak) = seconds(1, folder, chunks), seconds(2, folder, chunks)
        ratios.append(one / two)
        print(f"one worker {one:.1f} s, two workers {two:.1f} s, ratio {one / two:.2f}, peak {peak >> 10} MiB a worker")
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
