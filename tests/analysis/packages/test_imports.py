"""What programs import and no list names."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.packages.imports import SAME_NAME, missing_packages
from tests.analysis.conftest import Files, Repository

LIST: Files = {"requirements.txt": "torch==2.1\n"}


def missing(repository: Repository, files: Files) -> dict[str, tuple[str, str, int | None]]:
    return {p.package: (p.imported, p.path, p.line) for p in missing_packages(repository({**LIST, **files}))}


def test_an_import_within_a_function_counts(repository: Repository) -> None:
    files: Files = {
        "train.py": "import torch\ndef plot():\n    from einops.layers import torch as et\n    import tqdm\n"
    }
    assert missing(repository, files) == {"einops": ("einops", "train.py", 3), "tqdm": ("tqdm", "train.py", 4)}


@pytest.mark.parametrize(
    ("imported", "package"),
    [
        ("cv2", "opencv-python"),
        ("sklearn.metrics", "scikit-learn"),
        ("PIL", "pillow"),
        ("yaml", "pyyaml"),
        ("google.protobuf", "protobuf"),
        ("skimage", "scikit-image"),
        ("Bio", "biopython"),
        ("nrrd", "pynrrd"),
        ("markdown_it", "markdown-it-py"),
    ],
)
def test_the_register_tells_which_package_brings_an_import(repository: Repository, imported: str, package: str) -> None:
    found = missing_packages(repository({**LIST, "a.py": f"import {imported}\n"}))
    assert [(p.package, p.known_from) for p in found] == [(package, f"https://pypi.org/project/{package}/")]


def test_an_import_that_no_register_knows_is_taken_to_be_its_package(repository: Repository) -> None:
    found = missing_packages(repository({**LIST, "a.py": "import some_thing.x\n"}))
    assert [(p.package, p.imported, p.known_from) for p in found] == [("some-thing", "some_thing", SAME_NAME)]


@pytest.mark.parametrize("listed", ["opencv-python", "opencv-python-headless==4.5", "opencv-contrib-python", "opencv"])
def test_any_package_that_brings_the_import_will_do(repository: Repository, listed: str) -> None:
    assert missing(repository, {"requirements.txt": f"{listed}\n", "a.py": "import cv2\n"}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "import torch.nn\n",
        "import os, sys, cPickle\n",
        "import distutils.core\n",
        "import utils.plot\nfrom net import Net\n",
        "from . import x\nfrom .y import z\n",
        "from __future__ import division\n",
        "try:\n    import apex\nexcept ImportError:\n    apex = None\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import jax\n",
        '"""\nimport jax\n"""\n',
        "x = 'import jax'\n",
        "# import jax\n",
    ],
)
def test_what_is_not_missed(repository: Repository, text: str) -> None:
    assert missing(repository, {"a.py": text, "utils/plot.py": "", "lib/net.py": ""}) == {}


def test_a_folder_without_a_module_is_no_package(repository: Repository) -> None:
    files: Files = {"a.py": "import wandb\nimport net\n", "wandb/run-1/output.log": "done", "net/deep/layers.py": ""}
    assert list(missing(repository, files)) == ["wandb"]


def test_unit_tests_need_not_be_listed(repository: Repository) -> None:
    assert missing(repository, {"tests/test_a.py": "import jax\n"}) == {}


def test_a_notebook_has_no_lines(repository: Repository, notebook) -> None:  # type: ignore[no-untyped-def]
    assert missing(repository, {"a.ipynb": notebook("%matplotlib inline\nimport jax")}) == {
        "jax": ("jax", "a.ipynb", None)
    }


def test_each_package_is_given_once_where_it_is_imported_first(repository: Repository) -> None:
    files: Files = {"b/c.py": "import jax\n", "a.py": "import os\nimport jax.numpy\n"}
    assert missing(repository, files) == {"jax": ("jax", "a.py", 2)}


def test_of_a_repository_without_a_list_nothing_is_said(repository: Repository) -> None:
    assert missing_packages(repository({"a.py": "import jax\n"})) == ()


@pytest.mark.parametrize("text", ["import (", "print 'x'\nimport jax\n", "\0", "(" * 100_000])
def test_a_program_without_a_syntax_tree_tells_nothing(repository: Repository, text: str) -> None:
    assert missing(repository, {"a.py": text}) == {}
