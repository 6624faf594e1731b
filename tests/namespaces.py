"""Whether a sandbox can be made on this machine at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest

_AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
"""As whom the sandbox is made where the survey is run by root: of nobody a machine may withhold what root may do."""


@cache
def obstacle() -> str | None:
    """Why no program may make a sandbox here; None where one may."""
    if shutil.which("bwrap") is None:
        return "there is no bubblewrap: apt-get install bubblewrap"
    probe = ["bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--ro-bind", "/", "/", "--proc", "/proc"]
    user = _AS_NOBODY if os.geteuid() == 0 else ()
    done = subprocess.run([*user, *probe, "true"], capture_output=True, text=True, check=False)
    return f"bubblewrap makes no sandbox here: {done.stderr.strip()}" if done.returncode else None


def require_namespaces() -> None:
    """Skip a test that needs a sandbox where none can be made, except in CI."""
    if told := obstacle():
        (pytest.fail if "CI" in os.environ else pytest.skip)(told)
