"""The command line that starts a program in bubblewrap. Pure but for what it asks of paths; settings: ``[sandbox]``.

Inside are the system's programs and libraries and what is shown, all read-only, a folder of files that the program may
change, and nothing else: no network, no home, no other process, no variable of the environment. The folder is copied
into a file system in memory whose size is limited, as are those of ``/tmp`` and ``/dev/shm``. Bubblewrap's own, of the
root and of ``/dev``, have no limit and are made read-only.

For root a limit on processes does not hold, nor does it for what root is called inside of a user namespace. So root
gives its rights up first, to the user nobody; a bubblewrap around the other lays what is shown within that user's
reach, which a closed folder such as ``/root`` may be in the way of.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from reprosurvey.crawler.sandbox.limits import SandboxLimits

WORK = "/sandbox"
"""What may be written to, beside ``/tmp``: ``tree`` is where the program starts, ``home`` its home."""
NOBODY = 65534
VARIABLES = {
    "PATH": "/usr/bin:/bin",
    "HOME": f"{WORK}/home",
    "USER": "nobody",
    "LOGNAME": "nobody",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
}
"""The environment of the program, all of it."""

_GIVEN = "/given"
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_OF_ETC = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime")
STARTED = "-- started --\n"
"""What is printed before the program begins."""
_START = (
    f'mkdir -p "$HOME" && cp -R /given/. . || exit; echo "{STARTED.strip()}"; '
    '{ echo 1000 > /proc/self/oom_score_adj; } 2> /dev/null; exec "$@"'
)
"""The kernel ends it first where memory runs out."""


def bubblewrap(
    command: Sequence[str], folder: Path, shown: Sequence[Path], limits: SandboxLimits, *, is_root: bool
) -> list[str]:
    """The arguments that run ``command`` over a copy of ``folder``, with what is ``shown`` at the paths that it has."""
    shown = [path for path in map(Path.absolute, shown) if not path.is_relative_to("/usr")]
    inner = [*_isolated(folder.absolute(), shown, limits), *limited(command, limits)]
    return [*_as_nobody([folder.absolute(), *shown]), *inner] if is_root else inner


def limited(command: Sequence[str], limits: SandboxLimits) -> list[str]:
    """The arguments that run ``command`` within, over a copy of ``/given``, and hold it to its limits."""
    bounds = {
        "nproc": limits.processes,
        "data": limits.memory,
        "fsize": limits.disk,
        "nofile": limits.open_files,
        "cpu": limits.seconds,
        "core": 0,
    }
    return [
        *("/usr/bin/env", "-i", *(f"{name}={value}" for name, value in VARIABLES.items())),
        *("prlimit", *(f"--{name}={value}" for name, value in bounds.items()), "--"),
        *("/bin/sh", "-c", _START, "sh", *command),
    ]


def _isolated(folder: Path, shown: Sequence[Path], limits: SandboxLimits) -> list[str]:
    size = str(limits.disk)
    return [
        *("bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL", "--uid", str(NOBODY), "--gid", str(NOBODY), "--hostname", "sandbox"),
        *("--clearenv", "--ro-bind", "/usr", "/usr", *_system()),
        *("--proc", "/proc", "--dev", "/dev", "--size", size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"),
        *("--size", size, "--tmpfs", WORK, "--dir", f"{WORK}/tree", "--size", size, "--tmpfs", "/tmp"),
        *(part for path in shown for part in ("--ro-bind", str(path), str(path))),
        *("--ro-bind", str(folder), _GIVEN, "--remount-ro", "/", "--chdir", f"{WORK}/tree", "--"),
    ]


def _system() -> Iterator[str]:
    for path in map(Path, _SYSTEM):
        if path.is_symlink():
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.exists():
            yield from ("--ro-bind", str(path), str(path))
    for name in _OF_ETC:
        yield from ("--ro-bind-try", name, name)


def _as_nobody(paths: Sequence[Path]) -> list[str]:
    """What runs the rest as nobody, with ``paths`` within reach."""
    return [
        *("bwrap", "--unshare-pid", "--die-with-parent", "--dev-bind", "/", "/", *_within_reach(paths), "--"),
        *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"),
    ]


def _within_reach(paths: Sequence[Path]) -> Iterator[str]:
    """In the place of each folder that is closed to others, an open one, and in it what is to be reached."""
    closed: dict[Path, list[Path]] = {}
    for path in paths:
        if (first := next(filter(_is_closed, reversed(path.parents)), None)) is not None:
            closed.setdefault(first, []).append(path)
    for first, within in closed.items():
        yield from ("--perms", "0755", "--tmpfs", str(first))
        folders = (p for path in within for p in reversed(path.parents) if first in p.parents)
        for folder in dict.fromkeys(folders):
            yield from ("--perms", "0755", "--dir", str(folder))
        for path in within:
            yield from ("--ro-bind", str(path), str(path))


def _is_closed(folder: Path) -> bool:
    return not folder.stat().st_mode & stat.S_IXOTH
