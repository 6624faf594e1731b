"""The wheel, installed where others have packages named as the folders of the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from reprosurvey.analysis.reading.languages import BY_SUFFIX
from tests.commands import CHECKOUT
from tests.web import Site

FOREIGN = ("analysis", "crawler", "sql")
"""The folders' names, which others use, too."""
LEAN_LIMIT = 150_000_000
"""Bytes that an install for ``check`` alone may take, pip included."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def add_foreign_packages(folder: Path) -> None:
    for name in FOREIGN:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise ImportError('not of reprosurvey')\n")


def commit_all(project: Path) -> None:
    for git in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "all"]):
        subprocess.run(["git", *git], cwd=project, check=True)


@pytest.mark.slow
def test_a_wheel_holds_one_typed_package(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"reprosurvey", f"reprosurvey-{version('reprosurvey')}.dist-info"}
    assert "reprosurvey/py.typed" in names


@pytest.mark.slow
def test_an_installed_command_works_beside_packages_of_the_same_names(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    add_foreign_packages(packages)
    dependencies = [path for path in sys.path if Path(path).name == "site-packages"]
    (packages / "dependencies.pth").write_text("\n".join(dependencies) + "\n")
    project = tmp_path / "project"
    add_foreign_packages(project)
    add_foreign_packages(tmp_path / "path")
    (project / "requirements.txt").write_text("torch==1.8\n")
    commit_all(project)

    def reprosurvey(*arguments: str) -> str:
        done = subprocess.run(
            [str(python), "-m", "reprosurvey", *arguments],
            cwd=project,
            env={**os.environ, "PYTHONPATH": f"{tmp_path / 'path'}:."},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done
        return done.stdout

    assert reprosurvey("--version") == f"reprosurvey {version('reprosurvey')}\n"
    assert "requirements.txt:1" in reprosurvey("check", ".")
    reprosurvey("run", "demo", "--store", str(tmp_path / "demo"))
    assert "Has repository" in reprosurvey("table1", "--store", str(tmp_path / "demo"))


@pytest.mark.slow
def test_an_install_for_check_alone_is_small_and_judges_every_language(wheel: Path, tmp_path: Path, site: Site) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    program = tmp_path / "venv" / "bin"
    subprocess.run([program / "pip", "install", "--quiet", str(wheel)], check=True)
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    assert sum(path.stat().st_size for path in packages.rglob("*") if path.is_file()) < LEAN_LIMIT

    project = tmp_path / "project"
    project.mkdir()
    for suffix in BY_SUFFIX:
        (project / f"train{suffix}").write_text("train(model, data)\n")
    (project / "run.ipynb").write_text(json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": []}]}))
    commit_all(project)
    site.repository("github.com/lab/net", {"requirements.txt": "torch==1.8\n", "train.R": "train(model, data)\n"})
    (tmp_path / "survey.toml").write_text(site.settings("github.com"))

    def reprosurvey(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(program / "reprosurvey"), *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    done = reprosurvey("check", "project", "https://github.com/lab/net", "--format", "json")
    assert done.returncode == 0, done
    assert [told["subject"] for told in json.loads(done.stdout)] == ["project", "https://github.com/lab/net"]
    done = reprosurvey("run", "demo")
    said = "reprosurvey: run needs the extra survey: pip install 'reprosurvey[survey]'\n"
    assert (done.returncode, done.stderr) == (2, said)
