"""Programs that some tests need beside Python and git."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """Its path. Where there is none, tests that need it are left out, but never in CI; ``package``: Debian's."""
    path = shutil.which(name)
    if path is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"there is no {name}: apt-get install {package}")
    return path
