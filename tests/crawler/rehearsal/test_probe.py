"""What the probe imports and what it tells, run as it is in the sandbox: a program by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from reprosurvey.crawler.rehearsal import probe


def probed(folder: Path, train: str, others: Mapping[str, str] | None = None) -> list[tuple[str, str, int | None]]:
    """The failures over ``train.py``, beside ``others`` by their paths: kind of error, file, line."""
    for name, text in {"train.py": train, **(others or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = subprocess.run(
        [sys.executable, "-I", probe.__file__, str(folder / "train.py"), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return [(t["error"], str(Path(t["path"]).relative_to(folder)), t["line"]) for t in told]


def test_what_is_there_is_imported(tmp_path: Path) -> None:
    assert probed(tmp_path, "import json, os.path\nfrom xml.dom import minidom") == []


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import no_such\nexcept ImportError:\n    pass",
        "try:\n    import no_such\nexcept:\n    pass",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import no_such",
        "def late():\n    import no_such",
    ],
)
def test_what_is_not_needed_at_once_is_not_missed(tmp_path: Path, text: str) -> None:
    assert probed(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "import no_such",
        "if True:\n    import no_such",
        "with open(__file__):\n    from no_such import x",
        "import no_such.x",
    ],
)
def test_what_is_missing_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    assert probed(tmp_path, text) == [("ModuleNotFoundError", "train.py", text.count("\n") + 1)]


def test_the_repository_s_own_files_are_followed_and_not_run(tmp_path: Path) -> None:
    others = {
        "models/__init__.py": "",
        "models/unet.py": "from . import parts\nraise SystemExit",
        "models/parts.py": "from .layers import Layer",
        "models/layers.py": "import no_such",
        "utils.py": "import no_such_too",
    }
    found = probed(tmp_path, "from models.unet import UNet\nimport utils", others)
    assert found == [
        ("ModuleNotFoundError", "utils.py", 1),
        ("ModuleNotFoundError", "models/layers.py", 1),
    ]


def test_an_own_module_that_was_not_committed_is_missed(tmp_path: Path) -> None:
    found = probed(tmp_path, "from models.unet import UNet", {"models/__init__.py": ""})
    assert found == [("ModuleNotFoundError", "train.py", 1)]


def test_a_name_that_a_package_has_no_more_is_missed(tmp_path: Path) -> None:
    assert probed(tmp_path, "from collections import Mapping") == [("ImportError", "train.py", 1)]


def test_what_this_python_cannot_parse_is_told(tmp_path: Path) -> None:
    found = probed(tmp_path, "import old", {"old.py": "print 'x'"})
    assert found == [("SyntaxError", "old.py", 1)]


def test_a_package_that_prints_or_ends_the_program_is_told_all_the_same(tmp_path: Path) -> None:
    loud = {"lib/loud/__init__.py": "print('x')\nraise SystemExit(3)"}  # a file in a folder of none is run, too
    found = probed(tmp_path, "import lib.loud\nimport antigravity_no", loud)
    assert found == [("SystemExit", "train.py", 1), ("ModuleNotFoundError", "train.py", 2)]
