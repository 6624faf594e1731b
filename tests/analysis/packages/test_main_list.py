"""What an installer is told of a repository's list, and what it is never told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from reprosurvey.analysis.packages.main_list import LeftOut, main_list, requirements_of
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from tests.analysis.conftest import Repository

ENVIRONMENT = "dependencies:\n  - numpy=1.19\n  - pip:\n    - torch>=1.7\n"


def test_lines_are_parsed_and_written_anew(repository: Repository) -> None:
    text = "# ours\nTorch [all] >=1.7 , <2 ; python_version<'3.9'  # the one\nnumpy==1.19.5 --hash=sha256:00\n\n-e .\n"
    (torch, numpy) = main_list(repository({"requirements.txt": text}))
    assert torch.requirement == 'Torch[all]<2,>=1.7; python_version < "3.9"'
    assert (numpy.requirement, numpy.path, numpy.line) == ("numpy==1.19.5", "requirements.txt", 3)


@pytest.mark.parametrize(
    ("line", "left_out"),
    [
        ("torch @ https://files.example/torch-1.0.zip", LeftOut.ADDRESS),
        ("git+https://git.example/a/tool.git@v1", LeftOut.ADDRESS),
        ("tool @ file:///home/me/tool", LeftOut.ADDRESS),
        ("./wheels/tool-1.0-py3-none-any.whl", LeftOut.ADDRESS),
        ("torch==1.10.0+cu113", LeftOut.LOCAL_VERSION),
        ("numpy=1.19.5=py37h0", LeftOut.CONDA),
        ("pyodbc==4.0.0-unsupported", LeftOut.NOT_PARSED),
    ],
)
def test_what_an_installer_is_not_told(repository: Repository, line: str, left_out: LeftOut) -> None:
    (listed,) = main_list(repository({"requirements.txt": f"{line}\n"}))
    assert (listed.requirement, listed.left_out) == (None, left_out)


@pytest.mark.parametrize(
    "option", ["-f https://a.example/", "--index-url https://a.example/", "-i https://a.example/", "-c x"]
)
def test_no_option_gets_through(repository: Repository, option: str) -> None:
    assert requirements_of(main_list(repository({"requirements.txt": f"{option}\nnumpy\n"}))) == ["numpy"]


PARTS = (
    "foo",
    "==1",
    "[a]",
    " ",
    "\n",
    "\\\n",
    ";",
    ",",
    "'",
    '"',
    " #",
    "os_name == ",
    "python_version > '3'",
    " @ ",
    "===",
    "-i http://a.example/",
    "-r /etc/x",
    "--find-links=x",
    "-e .",
    "file:///etc/x",
    "git+https://a.example/b",
    "${HOME}",
    "../x.whl",
    "/etc/x",
    "--hash=sha256:0",
    "\u2028",
    "\r",
    "-",
)
FORMS: dict[str, Callable[[str], str]] = {
    "requirements.txt": str,
    "setup.py": "setup(install_requires=[{!r}])".format,
    "pyproject.toml": lambda line: f"[project]\ndependencies = [{json.dumps(line)}]\n",
    "environment.yml": lambda line: f"dependencies:\n  - pip:\n    - {json.dumps(line)}\n",
    "Pipfile": lambda line: f"[packages]\nfoo = {json.dumps(line)}\n{json.dumps(line)} = '*'\n",
    "poetry.lock": lambda line: f"[[package]]\nname = {json.dumps(line)}\nversion = {json.dumps(line)}\n",
    "Dockerfile": "FROM python\nRUN pip install {}".format,
}


@given(st.sampled_from(sorted(FORMS)), st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
@example("pyproject.toml", "foo; os_name == 'a\"\n-i http://a.example/\nfoo; os_name == \"b'")
def test_what_steers_an_installer_never_gets_through(form: str, line: str) -> None:
    repository = Snapshot("https://h.example/a/b", "a" * 40, {form: File(form, text=FORMS[form](line))})
    for told in requirements_of(main_list(repository)):
        assert Requirement(told).url is None
        assert told.isprintable()
        assert not told.startswith("-")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"requirements.txt": "torch\n", "sub/requirements.txt": "numpy\n"}, ["torch"]),
        ({"environment.yml": ENVIRONMENT, "requirements.txt": "torch\n"}, ["torch"]),
        ({"environment.yml": ENVIRONMENT}, ["torch>=1.7"]),
        (
            {"setup.py": "setup(install_requires=['torch>=1'])", "poetry.lock": '[[package]]\nname="a"\nversion="1"\n'},
            ["torch>=1"],
        ),
        ({"pyproject.toml": '[tool.poetry.dependencies]\ntorch = "1.8.0"\n'}, ["torch==1.8.0"]),
        ({"main.py": "import torch\n"}, []),
    ],
)
def test_the_list_nearest_to_the_root_is_taken(repository: Repository, files: dict[str, str], told: list[str]) -> None:
    assert requirements_of(main_list(repository(files))) == told


def test_included_lists_belong_to_it_and_none_outside(repository: Repository) -> None:
    files = {
        "requirements.txt": "-r requirements/base.txt\n-r ../secret.txt\n-r /etc/list.txt\ntqdm\n",
        "requirements/base.txt": "-r ../requirements.txt\nnumpy\n",
    }
    assert sorted(requirements_of(main_list(repository(files)))) == ["numpy", "tqdm"]
