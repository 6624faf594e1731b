"""A pure function over inputs from strangers, in processes of their own.

An input that crashes its process, takes too long or too much memory costs itself alone: the process is ended, the error
says why, and the next input finds a new one. What the function needs is imported once, by a template process, of which
each of the others is a copy. Bounds: :class:`Bounds`.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from typing import Any, NoReturn

PATIENCE = 4
GRACE = 60.0
"""Seconds that are waited for a process that should have answered, or ended, by itself."""
_START, _END = b"start", b"end"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one input may take."""

    seconds: int = 60
    """Of processor time; by the clock, for what waits or for a machine with much to do, :data:`PATIENCE` times that."""
    memory: int = 1_350_000_000
    """Bytes of data that its process may hold: with its libraries it stays below 1.5 GB."""


class LostInputError(Exception):
    """An input whose process ended before it answered: why."""


class Template:
    """A process that has imported what ``function`` needs, for the copies of it that call it.

    Args:
        function: A pickled function of one argument.
        bounds: What each input may take.
    """

    def __init__(self, function: bytes, bounds: Bounds) -> None:
        self.bounds = bounds
        ours, theirs = socket.socketpair()
        path = os.pathsep.join(filter(None, sys.path))
        environment = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "reprosurvey.crawler.isolated"],
                stdin=theirs.fileno(),
                env=environment,
                start_new_session=True,
            )
        self._control = Connection(ours.detach())
        self._lock = threading.Lock()
        self._control.send_bytes(pickle.dumps((function, bounds)))

    def start(self) -> tuple[Connection, int]:
        """A new copy: the line to it, and its process."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            self._control.send_bytes(_START)
            send_handle(self._control, theirs.fileno(), self._process.pid)
            return Connection(ours.detach()), int(self._answer())

    def end(self, process: int) -> int:
        """End a copy that has not yet ended; by what it ended, as :attr:`subprocess.Popen.returncode` has it."""
        with self._lock:
            self._control.send_bytes(_END)
            self._control.send_bytes(str(process).encode())
            return int(self._answer())

    def _answer(self) -> bytes:
        if not self._control.poll(GRACE):
            self.close()
            raise LostInputError(f"no new process came within {GRACE:.0f} s")
        return self._control.recv_bytes()

    def has_ended(self) -> bool:
        """Whether it can make no more copies."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End it with all its copies."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Copy:
    """One copy of a template after the other, for one caller."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._line: Connection | None = None
        self._process = 0

    def call(self, item: bytes) -> bytes:
        """The pickled output, or error, that the function makes of a pickled input.

        Raises:
            LostInputError: The process ended over it.
        """
        try:
            if self._line is None:
                self._line, self._process = self._template.start()
            self._line.send_bytes(item)
            if self._line.poll(PATIENCE * self._template.bounds.seconds + GRACE):
                return self._line.recv_bytes()
        except (EOFError, OSError):
            pass
        raise LostInputError(self._told())

    def _told(self) -> str:
        """Why the process ended; the next call has a new one."""
        if self._line is not None:
            self._line.close()
        self._line = None
        try:
            status = self._template.end(self._process)
        except (EOFError, OSError):
            self._template.close()
            return "its process was ended with all others"
        seconds = self._template.bounds.seconds
        if status == -signal.SIGPROF:
            return f"took more than {seconds} s of processor time"
        if status == -signal.SIGALRM:
            return f"took longer than {PATIENCE * seconds} s"
        return f"ended its process by {signal.Signals(-status).name if status < 0 else f'status {status}'}"


_templates: dict[tuple[bytes, Bounds], Template] = {}
_starting = threading.Lock()
_own = threading.local()


def copy_for(function: bytes, bounds: Bounds) -> Copy:
    """This thread's copy for a pickled function; of a new template where the former has ended."""
    with _starting:
        template = _templates.get((function, bounds))
        if template is None or template.has_ended():
            template = _templates[function, bounds] = Template(function, bounds)
    if getattr(_own, "template", None) is not template:
        _own.template, _own.copy = template, Copy(template)
    return _own.copy  # type: ignore[no-any-return]


def end_processes() -> None:
    """End all templates and their copies."""
    with _starting:
        while _templates:
            _templates.popitem()[1].close()


@contextmanager
def open_isolated(function: Callable[[Any], Any], bounds: Bounds) -> Iterator[Callable[[Any], Any]]:
    """What calls a module's ``function`` in a process of its own, for as long as the block runs.

    It raises what the function raises, or :class:`LostInputError`. Its end is that of all such processes, so it is not
    for within a block of local workers.
    """
    pickled = pickle.dumps(function)

    def call(item: Any) -> Any:
        output = answered(copy_for(pickled, bounds).call(pickle.dumps(item)))
        if isinstance(output, Exception):
            raise output
        return output

    try:
        yield call
    finally:
        end_processes()


def answered(answer: bytes) -> Any:
    """The output in an answer, or the error."""
    return pickle.loads(answer)


def _serve(control: Connection) -> None:
    """Be the template: start and end copies until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted is who asks
    call, bounds = _function(*pickle.loads(control.recv_bytes()))
    while True:
        try:
            asked = control.recv_bytes()
        except EOFError:
            return
        if asked == _END:
            control.send_bytes(str(_ended(int(control.recv_bytes()))).encode())
            continue
        line = recv_handle(control)
        if process := os.fork():
            os.close(line)
            control.send_bytes(str(process).encode())
        else:
            control.close()
            _answer_all(Connection(line), call, bounds)


def _function(function: bytes, bounds: Bounds) -> tuple[Callable[[bytes], bytes], Bounds]:
    try:
        call = pickle.loads(function)
    except Exception as error:  # every input is told
        failure = error

        def call(_: object) -> NoReturn:
            raise failure

    def answer(item: bytes) -> bytes:
        try:
            return pickle.dumps(call(pickle.loads(item)))
        except Exception as error:  # what it is about is the caller's to say
            return _pickled(error)

    return answer, bounds


def _pickled(error: Exception) -> bytes:
    try:
        answer = pickle.dumps(error)
        pickle.loads(answer)
    except Exception:  # an error may refuse to be pickled, and its text to be made
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error.args!r}"))
    return answer


def _ended(process: int) -> int:
    os.kill(process, signal.SIGKILL)  # nothing to one that has ended and was not waited for
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _set_alarms(seconds: int) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)


def _answer_all(line: Connection, call: Callable[[bytes], bytes], bounds: Bounds) -> NoReturn:
    """Be a copy: answer each input in time, or be ended by an alarm, which no library can hold up."""
    resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for alarm in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(alarm, signal.SIG_DFL)
    try:
        while True:
            item = line.recv_bytes()
            _set_alarms(bounds.seconds)
            answer = call(item)
            _set_alarms(0)
            line.send_bytes(answer)
    finally:
        os._exit(0)


if __name__ == "__main__":
    asking = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a copy must not hold the line on which its template is asked
    _serve(Connection(asking))
