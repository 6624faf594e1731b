"""Whether a sandbox can be made on this machine at all."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import pytest


@cache
def obstacle() -> str | None:
    """Why no program may make a namespace here; None where one may."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    probe = ["bwrap", "--unshare-all", "--unshare-user", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    return f"bubblewrap may make no namespaces here: {done.stderr.strip()}" if done.returncode else None


def require_namespaces() -> None:
    """Skip a test that needs a sandbox where none can be made."""
    if told := obstacle():
        pytest.skip(told)
