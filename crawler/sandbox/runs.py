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

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable_lines
from reprosurvey.crawler.sandbox.bubblewrap import STARTED, bubblewrap, limited
from reprosurvey.crawler.sandbox.limits import SandboxLimits

OUTPUT_LIMIT = 64 << 10
"""Bytes of its output that are kept, the last."""
_GRACE = 5.0
"""Seconds that a program gets for being laid out and ended."""
_WATCH = 0.5
"""Seconds between two looks at the memory that a program and all that it started hold."""
_CHUNK = 64 << 10
_MARK = STARTED.encode()
_WORDS_LIMIT = 300
ADVICE = (
    "install bubblewrap where a program may make namespaces (apt-get install bubblewrap), or name what starts a "
    "container as command of [sandbox] in survey.toml"
)
"""What to do where no sandbox can be had."""


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
            SurveyError: It does not come to be started.
        """
        process = _started(self._arguments(command, folder, shown))
        try:
            head, output, in_time = _last_of(process, self.limits)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            status = process.wait()
            if process.stdout is not None:
                process.stdout.close()
        if head != _MARK:
            raise SurveyError(f"the sandbox does not start: {_last_words(output) or status}; {ADVICE}")
        output = output.removeprefix(_MARK)
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


def _started(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            arguments,
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise SurveyError(f"the sandbox does not start: {error.filename}: {error.strerror}; {ADVICE}") from None


def _last_words(output: bytes) -> str:
    return " ".join(printable_lines(output.decode("utf-8", "replace")).split())[-_WORDS_LIMIT:]


def _told(status: int, *, in_time: bool) -> int | None:
    """A status above 128 is how shells and bubblewrap tell of a signal."""
    signalled = 128 - status if status > 128 else status
    return signalled if in_time and signalled != -signal.SIGXCPU else None


def _last_of(process: subprocess.Popen[bytes], limits: SandboxLimits) -> tuple[bytes, bytes, bool]:
    """The beginning and the end of what ``process`` prints, and whether it ended in time.

    One that holds too much memory is ended.
    """
    from reprosurvey.crawler.sandbox.memory import held_by  # by psutil, which an install for check alone has not

    assert process.stdout
    deadline, head, kept = time.monotonic() + limits.seconds + _GRACE, b"", b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        look = time.monotonic() + _WATCH
        while (moment := time.monotonic()) < deadline:
            if moment >= look:
                if held_by(process.pid) > limits.memory:
                    return head, kept, True
                look = time.monotonic() + _WATCH
            if selector.select(min(look, deadline) - moment):
                if not (chunk := os.read(process.stdout.fileno(), _CHUNK)):
                    return head, kept, True
                head = (head + chunk)[: len(_MARK)]
                kept = (kept + chunk)[-OUTPUT_LIMIT:]
    return head, kept, False
