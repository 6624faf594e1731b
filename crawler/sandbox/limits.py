"""What a command of strangers may take: ``[sandbox]`` of the settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Bounds of one command."""

    seconds: int = 120
    """By the clock."""
    memory: int = 8 << 30
    """Bytes of memory that all of its processes may hold together."""
    processes: int = 256
    """Processes and threads at the same time."""
    open_files: int = 1024
    """Files that each of its processes may hold open."""
    disk: int = 1 << 30
    """Bytes of all files that it writes: beside its own, in ``/tmp``, and in shared memory, so many each."""
