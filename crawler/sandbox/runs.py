"""One command of strangers: what it printed last, and how it ended. Settings: ``[sandbox]``."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reprosurvey.crawler.printable import printable_lines
from reprosurvey.crawler.sandbox.bubblewrap import bubblewrap, limited
from reprosurvey.crawler.sandbox.limits import SandboxLimits

OUTPUT_LIMIT = 64 << 10
"""Bytes of its output that are kept, the last."""
_GRACE = 5.0
"""Seconds that a program gets for being laid out and ended."""
_CHUNK = 64 << 10


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended."""

    status: int | None
    """Its exit status, or less than zero for a signal; None where its time was up."""
    output: str
    """What it printed last, fit to be stored and shown."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where commands of strangers are run."""

    limits: SandboxLimits = field(default_factory=SandboxLimits)
    command: tuple[str, ...] = ()
    """What starts a container in bubblewrap's place: see ``docs/rehearse.md``."""

    def run(self, command: Sequence[str], folder: Path, shown: Sequence[Path]) -> Run:
        """Run ``command`` over a copy of ``folder``, with what is ``shown`` at the paths that it has, read-only.

        Raises:
            OSError: What starts it is not there.
        """
        process = subprocess.Popen(
            self._arguments(command, folder, shown),
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            output, in_time = _last_of(process, self.limits.seconds + _GRACE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            status = process.wait()
            if process.stdout is not None:
                process.stdout.close()
        return Run(_told(status, in_time=in_time), printable_lines(output.decode("utf-8", "replace")))

    def _arguments(self, command: Sequence[str], folder: Path, shown: Sequence[Path]) -> list[str]:
        if not self.command:
            return bubblewrap(command, folder, shown, self.limits, is_root=os.geteuid() == 0)
        return [*in_place(self.command, folder, shown), *limited(command, self.limits)]


def in_place(command: Sequence[str], folder: Path, shown: Sequence[Path]) -> list[str]:
    """``command`` of the settings with the folders that it is to show in the place of ``{folder}`` and ``{shown}``.

    A part that holds ``{shown}`` is repeated for each.
    """
    told: list[str] = []
    for part in command:
        values = shown if "{shown}" in part else [Path()]
        told += [part.replace("{shown}", str(path)).replace("{folder}", str(folder)) for path in values]
    return told


def _told(status: int, *, in_time: bool) -> int | None:
    """A status above 128 is how shells and bubblewrap tell of a signal."""
    signalled = 128 - status if status > 128 else status
    return signalled if in_time and signalled != -signal.SIGXCPU else None


def _last_of(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bool]:
    """The end of what ``process`` prints, and whether it ended in time."""
    assert process.stdout
    deadline, kept = time.monotonic() + seconds, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                return kept, False
            if not (chunk := os.read(process.stdout.fileno(), _CHUNK)):
                return kept, True
            kept = (kept + chunk)[-OUTPUT_LIMIT:]
    return kept, False
