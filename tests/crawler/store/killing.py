"""Kills a piece of work before each of its writes in turn, and does it again.

A process of its own is forked from once for each kill, so that nothing is imported twice. It is told a module that has
``work(folder)``, the folder to begin with, and one to work in.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from reprosurvey.crawler.store.database import connect
from tests.commands import CHECKOUT

WRITES = frozenset("os.rename os.remove os.rmdir os.mkdir".split())
KILLED = 9


def killed_everywhere(module: str, start: Path, folder: Path) -> int:
    """Work in a copy of ``start`` killed before its first write, its second, ..., and then in peace.

    Each leaves its result in ``folder`` by the number of the kill, and says how many there were.
    """
    command = [sys.executable, "-m", "tests.crawler.store.killing", module, str(start), str(folder)]
    done = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    return int(done.stdout)


def _kill_everywhere(module: str, start: Path, folder: Path) -> int:
    work = importlib.import_module(module).work
    with connect(None):
        pass  # makes the views, which each child then has
    number = 0
    while True:
        number += 1
        copy = folder / str(number)
        shutil.copytree(start, copy)
        if _in_child(work, copy, kill_at=number) == 0:
            shutil.rmtree(copy)
            return number - 1
        if _in_child(work, copy) != 0:
            raise SystemExit(f"could not go on after kill {number}")


def _in_child(work: object, folder: Path, kill_at: int | None = None) -> int:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if kill_at is not None:
                _kill(kill_at)
            work(folder)  # type: ignore[operator]
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _kill(at: int) -> None:
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event in WRITES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT)
        if writes and "__pycache__" not in str(arguments[0]):
            seen += 1
            if seen == at:
                os._exit(KILLED)

    sys.addaudithook(hook)


if __name__ == "__main__":
    print(_kill_everywhere(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))  # noqa: T201
