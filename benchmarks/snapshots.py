"""Judging snapshots by every criterion that is about a repository: snapshots a second of one core, and peak memory.

``snapshots.py SURVEY [PYTHON CHECKOUT]``: what the survey holds of each repository today is read once; then this build
and another one, run by its own Python on its own checkout, judge it in turn, in fresh processes: each snapshot once, so
that nothing is remembered of any, and all of them again, as other states of the same repositories would be. Reading and
start-up are not counted.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from papers import JUDGE, module

ROUNDS = 5


def judge(taken: Path) -> None:
    """Print the processor seconds of judging once and again, what is made once being made, and the peak in KiB."""
    subjects = module("analysis.subjects.snapshots", "analysis.snapshots")
    registry = module("analysis.criteria.registry", "analysis.assess")
    read = [
        subjects.Snapshot(origin, commit, {file[0]: subjects.File(*file) for file in files})
        for origin, commit, files in json.loads(taken.read_text())
    ]
    seconds = []
    for snapshots in (read[:1], read, read):
        start = time.process_time()
        for snapshot in map(replace, snapshots):
            for criterion in registry.REPOSITORY_CRITERIA.values():
                criterion.judge(snapshot)
        seconds.append(time.process_time() - start)
    print(*seconds[1:], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(folder: Path, *other: str) -> None:
    import criteria  # which the other build cannot import

    builds = [(sys.executable, str(Path(__file__).parents[1] / "src")), *([other] if other else [])]
    read = criteria.read(folder, criteria.heads_of(folder))
    files = [[(f.path, f.mode, f.size, f.text) for f in snapshot.files.values()] for snapshot in read]
    with tempfile.TemporaryDirectory() as temporary:
        taken = Path(temporary, "snapshots.json")
        taken.write_text(json.dumps([(s.origin, s.commit, held) for s, held in zip(read, files, strict=True)]))
        found: list[list[list[float]]] = [[] for _ in builds]
        for _ in range(ROUNDS):
            for (python, checkout), measured in zip(builds, found, strict=True):
                run = subprocess.run(
                    [python, __file__, JUDGE, str(taken)],
                    env=os.environ | {"PYTHONPATH": checkout},
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                )
                measured.append([float(number) for number in run.stdout.split()])
    for column, what in enumerate(("once", "again")):
        rates = [len(read) / statistics.median(row[column] for row in rows) for rows in found]
        shown = " beside ".join(f"{rate:.0f}" for rate in rates)
        print(f"{len(read)} snapshots, {what}, one process, per second of its processor: {shown}")
        if other:
            ratios = [b[column] / a[column] for a, b in zip(*found, strict=True)]
            print(f"ratio {statistics.median(ratios):.2f}")
    print("peak memory in MiB:", " beside ".join(f"{max(row[2] for row in rows) / 1024:.0f}" for rows in found))


if __name__ == "__main__":
    if sys.argv[1] == JUDGE:
        judge(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), *sys.argv[2:])
