"""Every criterion over what no one would write: an answer, and the rest of the repository judged."""

from __future__ import annotations

import json

import pytest

from reprosurvey.analysis.criteria import dependencies_listed, model, training
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.facts.registry import FACTS, facts_of
from reprosurvey.analysis.subjects.snapshots import Snapshot

GOOD = {
    "train.py": "loss.backward()\noptimizer.step()\n",
    "test.py": "model.predict(x)\n",
    "requirements.txt": "torch==1.4\n",
    "README.md": "# Net\nRun `python train.py`. Code under the MIT License.\n",
    "net.pth": None,
}
LONG = 1 << 20
ALIASES = "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
MERGES = "".join(f"a{i}: &a{i} {{<<: [{','.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 12))
LARGE_NOTEBOOK = json.dumps(
    {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": ["A" * 1000] * 50_000}, indent=1
)


@pytest.mark.parametrize(
    "files",
    [
        {"large.ipynb": LARGE_NOTEBOOK},
        {"line.ipynb": "A" * (50 << 20)},
        {"deep.ipynb": "[" * LONG},
        {f"{i % 300}/{i % 7}/{i}.txt": 10 for i in range(100_000)},
        {"binary.py": 5_000, "._train.py": 4_096},
        {"replaced.py": "\ufffd" * LONG, "docs/README.md": "\ufffd" * LONG},
        {"null.py": "\0" * LONG, "LICENSE": "\0" * LONG, "setup.py": "\0" * LONG, "Dockerfile": "\0" * LONG},
        {"data.py": "x = [" + "1," * LONG + "]"},
        {"calls.m": "f(" * LONG, "names.py": "(" + "a" * LONG},
        {"environment.yml": f"a0: &a0 [x]\n{ALIASES}dependencies: *a11\n"},
        {"environment.yml": f"a0: &a0 {{x: 1}}\n{MERGES}dependencies:\n- numpy\n"},
        {"environment.yml": "dependencies: " + "[" * LONG},
        {"environment.yml": "dependencies: 3\n", "other.yml": "dependencies:\n- [a]\n- ? {b: c}\n"},
        {
            "pyproject.toml": "a=" + "[" * LONG,
            "Pipfile.lock": "[" * LONG,
            "renv.lock": "[1]",
            "Manifest.toml": "deps=1",
        },
        {"Project.toml": "deps = 3\ncompat = 4\n", "Pipfile": "packages = 3\n", "setup.cfg": "[" * LONG},
        {"DESCRIPTION": "Imports: " + "a," * LONG, "CMakeLists.txt": "find_package( " * LONG, "install.R": "(" * LONG},
        {"Dockerfile": "RUN pip install " + "a " * LONG, "all_requirements.txt": "a==" + "1." * LONG},
        {"get_model.py": "gdown " * LONG, "fetch.sh": "http://" * LONG, "checkpoints/link": "http://" * LONG},
        *(
            {"docs/README.md": text * (LONG // len(text))}
            for text in ("[", "`", "<", "*a_ ", "- ", ">", "|a", "http://")
        ),
        *(
            {"docs/README.md": text * (LONG // len(text))}
            for text in ("git clone a/", "pip install ", "pytorch ", "matlab ", "run-", "run ", "is a ", "[a]: http://")
        ),
    ],
    ids=lambda files: f"{next(iter(files))} {str(next(iter(files.values())))[:20]!r}",
)
def test_the_rest_of_the_repository_is_judged(repository, files):
    outcomes = _outcomes(repository(GOOD | files))
    del outcomes["dependencies"], outcomes["reproduction"]  # a list may well be bad; of reproduction it says nothing
    assert set(outcomes.values()) == {"yes"}, outcomes
    assert set(_outcomes(repository(files)).values()) <= {"yes", "no", "unknown"}
    assert facts_of(repository(GOOD | files)).keys() == FACTS.keys()


def _outcomes(snapshot: Snapshot) -> dict[str, str]:
    return {name: criterion.judge(snapshot).outcome for name, criterion in REPOSITORY_CRITERIA.items()}


@pytest.mark.parametrize("content", [5_000, None, "x" * (LONG), "#" * LONG])
def test_what_could_not_be_read_whole_is_named_and_makes_it_unknown(repository, content):
    verdict = training.judge(repository({"net.py": "x = 1\n", "src/train.py": content}))
    assert verdict.outcome == "unknown"
    assert "src/train.py" in verdict.evidence[0].quote


def test_a_long_list_is_read_up_to_a_limit(repository):
    listed = "".join(f"package{i}==1.0\n" for i in range(30_000))
    assert dependencies_listed.judge(repository({"requirements.txt": listed})).outcome == "yes"


def test_the_pieces_that_macos_leaves_in_archives_are_not_the_paper_s(repository):
    assert model.judge(repository({"train.py": "x = 1\n", "__MACOSX/._net.pth": 100_000})).outcome == "no"
    assert training.judge(repository({"net.py": "x = 1\n", "._train.py": 4_096})).outcome == "no"
