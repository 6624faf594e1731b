"""What does not apply to a software tool: it has nothing to train."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.checklist.repository import answers_of
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict

PUBLIC = Verdict(Outcome.YES, (Evidence("visit", "1 file"),))
COMMAND = "[project]\nname = 'sort-papers'\n[project.scripts]\nsort-papers = 'sort_papers:main'\n"
MODELS = ("training", "evaluation", "model")


def answers(files: dict[str, str]) -> dict[str, Outcome]:
    snapshot = Snapshot(
        "https://github.com/lab/tool", "c" * 40, {p: File(p, size=len(t), text=t) for p, t in files.items()}
    )
    return {name: verdict.outcome for name, verdict in answers_of(snapshot, PUBLIC).items() if name in MODELS}


@pytest.mark.parametrize(
    "metadata",
    [
        {"pyproject.toml": COMMAND},
        {"pyproject.toml": "[tool.poetry.scripts]\nsort-papers = 'sort_papers:main'\n"},
        {"setup.cfg": "[options.entry_points]\nconsole_scripts =\n    sort-papers = sort_papers:main\n"},
        {"setup.py": "setup(entry_points={'console_scripts': ['sort-papers = sort_papers:main']})\n"},
    ],
)
def test_a_command_that_uses_no_learning_framework_has_nothing_to_train(metadata: dict[str, str]) -> None:
    files = {"sort_papers.py": "import sys\n", "tests/test_sort.py": "import torch\n", **metadata}
    assert answers(files) == dict.fromkeys(MODELS, Outcome.NA)


@pytest.mark.parametrize(
    "files",
    [
        {"net.py": "import sys\n"},
        {"net.py": "import torch\n", "pyproject.toml": COMMAND},
        {"net.py": "from sklearn.svm import SVC\n", "pyproject.toml": COMMAND},
        {"net.py": "import numpy\n", "pyproject.toml": COMMAND},
        {"net.py": "import sys\n", "net.m": "disp(1)\n", "pyproject.toml": COMMAND},
        {"net.py": "import sys\n", "pyproject.toml": COMMAND, "requirements.txt": "torch==1.9\n"},
    ],
)
def test_what_may_train_is_judged_as_any_repository(files: dict[str, str]) -> None:
    assert answers(files) == dict.fromkeys(MODELS, Outcome.NO)


def test_what_is_there_counts_in_a_tool_too() -> None:
    found = answers(
        {
            "t.py": "import sys\n",
            "pyproject.toml": COMMAND,
            "README.md": "Our trained model: https://zenodo.org/record/1/files/net.pth\n",
        }
    )
    assert found == {"training": Outcome.NA, "evaluation": Outcome.NA, "model": Outcome.YES}
