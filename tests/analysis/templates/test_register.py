"""The register itself, and how it is made from a template's history."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reprosurvey.analysis.subjects.snapshots import File
from reprosurvey.analysis.template_history.history import register_rows
from reprosurvey.analysis.templates.register import COLUMNS, blob_of, rows, template_of
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.origins import origin_of
from tests.repositories import Entry, commit, git, new_repository

TEMPLATE = "https://github.com/lab/template"
LIST = "torch==1.4.0\nnumpy==1.18.1\nscipy==1.4.1\ntqdm==4.42.1\n"
README = "# Template\nA starting point. Train by `python train.py`.\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    new_repository(folder)
    git(folder, "remote", "add", "origin", "https://github.com/Lab/Template.git")
    return folder


def grow(clone: Path, *states: dict[str, str | bytes]) -> None:
    head = None
    for files in states:
        head = commit(clone, [Entry(path, content) for path, content in files.items()], parent=head)


def test_the_register_can_be_read() -> None:
    known = rows()
    assert all(re.fullmatch("[0-9a-f]{40}", row["blob"]) for row in known)
    origins = {row["template"] for row in known}
    assert {origin.url for template in origins if (origin := origin_of(template))} == origins
    assert known == sorted(known, key=lambda row: [row[column] for column in COLUMNS])


def test_a_text_has_the_identifier_that_git_gives_it(clone: Path) -> None:
    assert blob_of("né\r\ntwo\n") == git(clone, "hash-object", "--stdin", given="né\ntwo\n".encode()).strip()


def test_every_state_of_a_list_or_readme_is_registered_where_it_stood(clone: Path) -> None:
    older, newer = LIST, LIST.replace("1.4.0", "1.5.0")
    grow(
        clone,
        {"requirements.txt": older, "README.md": README, "train.py": "import torch\n" * 9},
        {"requirements.txt": newer.replace("\n", "\r\n"), "docs/readme.rst": README},
    )
    assert register_rows(clone) == [
        {"template": TEMPLATE, "path": "README.md", "blob": blob_of(README)},
        {"template": TEMPLATE, "path": "requirements.txt", "blob": blob_of(newer)},
        {"template": TEMPLATE, "path": "requirements.txt", "blob": blob_of(older)},
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": "torch==1.4.0\n"},
        {"README.md": "# Project\n"},
        {"README.md": "# {{ cookiecutter.project }}\n" + README},
        {"setup.py": "setup(name='{{ name }}', install_requires=['torch==1.4.0', 'numpy==1.18.1'])\n"},
        {"requirements.txt": "black==22.0\nflake8==4.0\nisort==5.0\npytest==7.0\n"},
        {"notes.txt": LIST},
        {"README.md": b"\0" * (1 << 21)},
    ],
)
def test_what_may_be_anybodys_or_becomes_another_file_is_not(clone: Path, files: dict[str, str | bytes]) -> None:
    grow(clone, files)
    assert register_rows(clone) == []


def test_a_clone_must_tell_which_template_it_is(clone: Path, tmp_path: Path) -> None:
    grow(clone, {"README.md": README})
    with pytest.raises(UsageError, match=r"is no clone of a template: .*not a git repository"):
        register_rows(tmp_path)
    git(clone, "remote", "set-url", "origin", "/home/lab/template")
    with pytest.raises(UsageError, match="its remote origin is no address of a repository"):
        register_rows(clone)


def test_a_renewal_keeps_the_other_templates(clone: Path) -> None:
    grow(clone, {"requirements.txt": LIST})
    command = [sys.executable, "-m", "reprosurvey.analysis.template_history", str(clone)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    fresh = {"template": TEMPLATE, "path": "requirements.txt", "blob": blob_of(LIST)}
    renewed = list(csv.DictReader(printed.splitlines()))
    assert [row for row in renewed if row not in rows()] == [fresh]
    assert [row for row in renewed if row != fresh] == rows()


def test_a_template_is_not_its_own_copy() -> None:
    assert template_of(File("README.md", text="a text of nobody"), TEMPLATE) is None
    assert template_of(File("README.md"), TEMPLATE) is None
