"""The wheel, installed where others have packages named as the folders of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands import CHECKOUT

FOREIGN = ("analysis", "crawler", "sql")
"""The folders' names, which others use, too."""


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
    for git in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "all"]):
        subprocess.run(["git", *git], cwd=project, check=True)

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
