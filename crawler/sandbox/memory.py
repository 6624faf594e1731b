"""The memory that a process holds together with all that it started. There are no settings."""

from __future__ import annotations

from contextlib import suppress

import psutil


def held_by(process: int) -> int:
    """Bytes; what several of them share counts once. Of one that is gone, nothing."""
    held = 0
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(process)
        for one in (first, *first.children(recursive=True)):
            held += _own_part(one)
    return held


def _own_part(process: psutil.Process) -> int:
    with suppress(psutil.NoSuchProcess):
        try:
            return int(process.memory_full_info().pss)
        except psutil.AccessDenied:
            return int(process.memory_info().rss)
    return 0
