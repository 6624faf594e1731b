"""What a repository is made with."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.assessment.traits import traits_of
from tests.analysis.conftest import Files, Repository


def found(repository: Repository, files: Files, trait: str) -> dict[str, str]:
    return {t.value: t.path for t in traits_of(repository(files)) if t.trait == trait}


def test_frameworks_are_what_the_own_programs_import(repository: Repository) -> None:
    files = {
        "train.py": "import torch\nfrom torchvision import models\n",
        "lib/old.py": "import torch, tensorflow as tf\n",
        "third_party/x.py": "import keras\n",
        "README.md": "Keras would do as well.",
    }
    assert found(repository, files, "framework") == {"torch": "train.py", "tensorflow": "lib/old.py"}


@pytest.mark.parametrize(
    ("path", "text", "manager"),
    [
        ("requirements.txt", "torch==1.8\n", "pip"),
        ("requirements-conda.txt", "torch=1.8\n", "conda"),
        ("environment.yml", "dependencies:\n  - torch=1.8\n", "conda"),
        ("setup.py", "setup(install_requires=['torch'])", "setuptools"),
        ("pyproject.toml", '[project]\ndependencies = ["torch"]\n', "pyproject.toml"),
        ("Pipfile", '[packages]\ntorch = "*"\n', "Pipenv"),
        ("poetry.lock", '[[package]]\nname = "torch"\nversion = "1.8"\n', "Poetry"),
        ("uv.lock", '[[package]]\nname = "torch"\nversion = "1.8"\n', "uv"),
        ("Dockerfile", "RUN pip install torch==1.8\n", "Docker"),
        ("install.sh", "pip install torch==1.8\n", "shell script"),
        ("DESCRIPTION", "Imports: torch\n", "R"),
        ("Project.toml", '[deps]\nFlux = "1"\n', "Julia"),
        ("CMakeLists.txt", "find_package(ITK)\n", "CMake"),
        ("pixi.toml", '[dependencies]\npytorch = "2"\n', "Pixi"),
        ("Cargo.toml", '[dependencies]\nndarray = "0.15"\n', "Cargo"),
        ("run.slurm", "pip install torch\n", "shell script"),
        ("spack.yaml", "spack:\n  specs: [py-torch]\n", "Spack"),
        ("Snakefile", 'rule a:\n    container: "docker://x/fastp:0.2"\n', "Snakemake"),
    ],
)
def test_a_manager_is_what_a_list_is_made_for(repository: Repository, path: str, text: str, manager: str) -> None:
    readme = {"README.md": "## Requirements\n- numpy 1.19\n"}
    assert found(repository, {path: text} | readme, "dependency manager") == {manager: path}


def test_where_no_file_lists_dependencies_the_readme_may(repository: Repository) -> None:
    files = {"README.md": "## Requirements\n- numpy 1.19\n", "train.py": "import numpy"}
    assert found(repository, files, "dependency manager") == {"README": "README.md"}


@pytest.mark.parametrize(
    ("files", "licence"),
    [
        ({"COPYING": "GNU General Public License, version 3"}, {"GPL-3.0-only": "COPYING"}),
        ({"README.md": "This code is released under the MIT license."}, {"MIT": "README.md"}),
        ({"LICENSE": "Ask us nicely."}, {"other": "LICENSE"}),
        ({"train.py": "import torch"}, {}),
    ],
)
def test_a_licence_is_the_one_that_is_judged(repository: Repository, files: Files, licence: dict[str, str]) -> None:
    assert found(repository, files, "licence") == licence
