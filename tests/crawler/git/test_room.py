"""What the git client may know."""

from __future__ import annotations

import re
from importlib.resources import files

MAY_IMPORT = ("git", "http.client", "errors", "forges", "refs_and_paths")


def test_the_git_client_knows_nothing_of_visits() -> None:
    modules = [f for f in (files("reprosurvey.crawler") / "git").iterdir() if f.name.endswith(".py")]
    imported = {name for f in modules for name in re.findall(r"reprosurvey\.crawler\.([\w.]+)", f.read_text())}
    assert modules
    assert {name for name in imported if not name.startswith(MAY_IMPORT)} == set()
