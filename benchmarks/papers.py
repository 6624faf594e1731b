"""Judging papers by every criterion that is about the paper itself: papers a second of one core.

``papers.py FOLDER [PYTHON CHECKOUT]``: all PDFs below a folder are read once; then this build and another one, run by
its own Python on its own checkout, judge them in turn, each in a fresh process and with a register of the same size.
Reading and start-up are not counted.
"""

import importlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from types import ModuleType
from typing import Any

ROUNDS = 3
SETS = 12_000
"""Data sets of the register with which each build judges: ten times those that it had when this was asked for."""
CRITERIA = ("has_repository", "promised", "public_data", "reproducibility")
JUDGE = "--judge"


def module(*names: str) -> ModuleType:
    """The first of ``names`` that the build has; earlier ones are no part of one package."""
    for name in (f"{package}{name}" for package in ("reprosurvey.", "") for name in names):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    raise SystemExit(f"no module {names}")


def widened(register: tuple[Any, ...]) -> tuple[Any, ...]:
    """``register``, and up to :data:`SETS` more of made names: those of its sets with other letters."""
    made = random.Random(0)

    def name(alias: str) -> str:
        return "".join(made.choice("abcdefghijklmnopqrstuvwxyz") if c.islower() else c for c in alias)

    further = tuple(
        replace(data_set, name=f"{data_set.name} {i}", aliases=tuple(name(a) for a in data_set.aliases if len(a) > 5))
        for i, data_set in enumerate(islice(cycle(register), SETS - len(register)))
    )
    return register + further


def judge(papers: Path) -> None:
    """Print the processor seconds that judging ``papers`` takes, the caches of what is made once being warm."""
    subjects = module("analysis.subjects.manuscripts", "analysis.manuscripts")
    matcher = module("analysis.data_sets.matcher")
    register = widened(matcher.register())
    matcher.register = lambda: register
    matcher.matcher.cache_clear()
    criteria = {name: module(f"analysis.criteria.{name}") for name in CRITERIA}
    read = [
        subjects.Manuscript(title, "", [subjects.Page(*page) for page in pages])
        for title, pages in json.loads(papers.read_text())
    ]
    for taken in (read[:1], read):
        start = time.process_time()
        for paper in taken:
            criteria["public_data"].uses(paper)
            for name, criterion in criteria.items():
                criterion.judge(*((paper, []) if name in ("has_repository", "promised") else (paper,)))
    print(time.process_time() - start)


def texts(folder: Path) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    pdf = module("crawler.documents.pdf")
    for path in sorted(folder.rglob("*.pdf")):
        yield path.stem, [(page.number, page.text) for page in pdf.read_document(path, 60).pages]


def main(folder: Path, *other: str) -> None:
    builds = [(sys.executable, str(Path(__file__).parents[1] / "src")), *([other] if other else [])]
    with tempfile.TemporaryDirectory() as temporary:
        papers = Path(temporary, "papers.json")
        read = list(texts(folder))
        papers.write_text(json.dumps(read))
        seconds: list[list[float]] = [[] for _ in builds]
        for _ in range(ROUNDS):
            for (python, checkout), found in zip(builds, seconds, strict=True):
                command = [python, __file__, JUDGE, str(papers)]
                run = subprocess.run(
                    command, env=os.environ | {"PYTHONPATH": checkout}, stdout=subprocess.PIPE, text=True, check=True
                )
                found.append(float(run.stdout))
    rates = [len(read) / statistics.median(found) for found in seconds]
    print(f"{len(read)} papers, one process, per second of its processor: {' beside '.join(f'{r:.0f}' for r in rates)}")
    if other:
        print(f"ratio {statistics.median(b / a for a, b in zip(*seconds, strict=True)):.2f}")


if __name__ == "__main__":
    if sys.argv[1] == JUDGE:
        judge(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), *sys.argv[2:])
