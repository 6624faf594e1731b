from __future__ import annotations

import shutil
import subprocess

import pytest


@pytest.fixture(scope="session", autouse=True)
def _namespaces() -> None:
    """A machine on which no program may make a namespace cannot hold a sandbox at all."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    probe = ["bwrap", "--unshare-all", "--unshare-user", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    if (done := subprocess.run(probe, capture_output=True, text=True, check=False)).returncode != 0:
        pytest.skip(f"bubblewrap may make no namespaces here: {done.stderr.strip()}")
