"""Which versions a repository pins, and where they are installed from."""

from __future__ import annotations

import json

import pytest

from reprosurvey.analysis.packages.pins import pins_of
from tests.analysis.conftest import Files, Repository


def pins(repository: Repository, files: Files) -> set[tuple[str, str | None, str]]:
    return {(p.package, p.version, p.installed_from) for p in pins_of(repository(files))}


LOCKED = '[[package]]\nname = "torch"\nversion = "1.8.0"\n'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "torch==1.8.0  # the one\n"),
        ("requirements.txt", 'torch[all] === 1.8.0 ; python_version < "3.9" --hash=sha256:12\n'),
        ("setup.py", "setup(install_requires=['torch==1.8.0'])"),
        ("pyproject.toml", '[project]\ndependencies = ["torch==1.8.0"]\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\ntorch = "1.8.0"\n'),
        ("Pipfile", '[packages]\ntorch = "==1.8.0"\n'),
        ("Pipfile.lock", json.dumps({"default": {"torch": {"version": "==1.8.0", "index": "main"}}})),
        ("poetry.lock", LOCKED),
        ("uv.lock", f'{LOCKED}source = {{ registry = "https://index.example/simple" }}\n'),
        ("environment.yml", "dependencies:\n  - pip:\n    - torch==1.8.0\n"),
        ("conda_list.txt", "torch=1.8.0=pypi_0\n"),
        ("Dockerfile", "RUN pip install torch==1.8.0\n"),
        ("README.md", "## Install\n```\npip install torch==1.8.0\n```\n"),
    ],
)
def test_an_index_is_what_pip_and_the_like_read(repository: Repository, path: str, text: str) -> None:
    assert pins(repository, {path: text}) == {("torch", "1.8.0", "index")}


@pytest.mark.parametrize(
    "text",
    [
        "torch==1.8.0+cu111\n",
        "--extra-index-url https://index.example/simple\ntorch==1.8.0\n",
        "-f https://index.example/stable.html\ntorch==1.8.0\n",
        "--find-links=wheels\ntorch==1.8.0\n",
        "-i https://index.example/simple\ntorch==1.8.0\n",
    ],
)
def test_a_list_may_send_the_installer_elsewhere_too(repository: Repository, text: str) -> None:
    assert {where for _, _, where in pins(repository, {"requirements.txt": text})} == {"further index"}


def test_so_may_poetry(repository: Repository) -> None:
    lock = f'{LOCKED}[package.source]\ntype = "legacy"\nurl = "https://index.example/simple"\n'
    assert pins(repository, {"poetry.lock": lock}) == {("torch", "1.8.0", "further index")}
    project = '[tool.poetry.dependencies]\ntorch = "1.8.0"\n[[tool.poetry.source]]\nname = "lab"\n'
    assert pins(repository, {"pyproject.toml": project}) == {("torch", "1.8.0", "further index")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("environment.yml", "dependencies:\n  - torch=1.8.0\n"),
        ("environment.yml", "dependencies:\n  - torch==1.8.0\n"),
        ("environment.yml", "dependencies:\n  - torch=1.8.0=py37_0\n"),
        ("requirements-conda.txt", "torch=1.8.0=py37_0\n"),
        ("Dockerfile", "RUN conda install -y torch==1.8.0\n"),
    ],
)
def test_conda_has_channels_of_its_own(repository: Repository, path: str, text: str) -> None:
    assert pins(repository, {path: text}) == {("torch", "1.8.0", "conda")}


@pytest.mark.parametrize(
    "line",
    [
        "git+https://github.com/lab/trees.git@0123456789abcdef",
        "-e git+https://github.com/lab/trees.git@v1.0#egg=trees",
        "trees @ https://lab.example/trees-1.0.zip",
    ],
)
def test_an_address_is_no_version(repository: Repository, line: str) -> None:
    assert pins(repository, {"requirements.txt": f"{line}\n"}) == {("trees", None, "address")}


@pytest.mark.parametrize("source", ['{ git = "https://github.com/lab/x?rev=1" }', '{ directory = "lib/torch" }'])
def test_nor_is_one_in_a_lock(repository: Repository, source: str) -> None:
    assert pins(repository, {"uv.lock": f"{LOCKED}source = {source}\n"}) == {("torch", None, "address")}


@pytest.mark.parametrize("source", ['{ virtual = "." }', '{ editable = "." }'])
def test_the_project_itself_is_no_package_that_it_needs(repository: Repository, source: str) -> None:
    assert pins(repository, {"uv.lock": f"{LOCKED}source = {source}\n"}) == set()


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": "torch\nnumpy>=1.2\nscipy~=1.4\npandas==1.*\npillow>=6,<7\ntqdm==first\n"},
        {"README.md": "## Requirements\nTested with PyTorch 1.8.0\n- numpy 1.19\n"},
        {"renv.lock": json.dumps({"Packages": {"torch": {"Version": "0.9.0"}}})},
        {"DESCRIPTION": "Imports: torch (== 1.0)\n"},
        {"Dockerfile": "FROM pytorch/pytorch:1.8.0\n"},
        {"requirements-dev.txt": "torch==1.8.0\n"},
        {"third_party/requirements.txt": "torch==1.8.0\n"},
        {"train.py": "import torch\n"},
        {},
    ],
)
def test_what_is_no_pin_of_a_python_package(repository: Repository, files: Files) -> None:
    assert pins(repository, files) == set()


def test_a_name_is_asked_for_as_the_list_has_it(repository: Repository) -> None:
    """Not as the criteria know it: the index has ``tensorflow-gpu`` and ``sklearn`` apart."""
    found = pins(repository, {"requirements.txt": "Tensorflow_GPU==1.15.0\nsklearn==0.0\n"})
    assert found == {("tensorflow-gpu", "1.15.0", "index"), ("sklearn", "0.0", "index")}


def test_each_version_is_given_once_where_it_stands_first(repository: Repository) -> None:
    files: Files = {"requirements.txt": "numpy\ntorch==1.8\ntorch==1.9\n", "sub/requirements.txt": "torch==1.8.0\n"}
    found = [(p.version, p.release, p.path, p.line) for p in pins_of(repository(files))]
    assert found == [("1.8", "1.8", "requirements.txt", 2), ("1.9", "1.9", "requirements.txt", 3)]
