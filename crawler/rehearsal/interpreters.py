"""The Pythons of this machine in which code can be rehearsed: those that uv finds, none of which it downloads."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.resolution.uv import require_uv

_SECONDS = 60
_ASK = "import sys; print(sys.executable); print(sys.base_prefix)"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One Python."""

    version: str
    """With its patch: 3.8.18."""
    path: Path
    prefix: Path
    """The folder in which it stands with its library."""

    @property
    def minor(self) -> str:
        """As people name it: 3.8."""
        return ".".join(self.version.split(".")[:2])


def installed_interpreters() -> list[Interpreter]:
    """One of each minor release from 3.6 on that uv finds (on the PATH, or installed by uv), the newest first.

    Raises:
        UsageError: As ``require_uv``.
    """
    listed = _output(
        [require_uv(), "python", "list", "--only-installed", "--no-config", "--offline", "--output-format", "json"]
    )
    found: dict[tuple[int, int], Interpreter] = {}
    for told in json.loads(listed or "[]"):
        parts = told["version_parts"]
        minor = (parts["major"], parts["minor"])
        if minor < (3, 6) or minor in found or told["implementation"] != "cpython" or told["variant"] != "default":
            continue
        if answer := _output([told["path"], "-I", "-c", _ASK]):
            path, prefix = map(Path, answer.splitlines())
            found[minor] = Interpreter(told["version"], path, prefix)
    return [found[minor] for minor in sorted(found, reverse=True)]


def _output(command: list[str]) -> str:
    """What a command prints; nothing where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=os.sep)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
