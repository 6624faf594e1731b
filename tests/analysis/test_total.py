"""What reads strangers' files never fails: whatever stands in them, every criterion gives its verdict.

Made of what such files hold, so that the readers are reached: the first lines are right, the rest is not.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reprosurvey.analysis.assessment.traits import traits_of
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.facts.registry import FACTS, facts_of
from reprosurvey.analysis.packages.imports import missing_packages
from reprosurvey.analysis.packages.main_list import main_list
from reprosurvey.analysis.packages.pins import pins_of
from reprosurvey.analysis.reading.notebooks import notebook
from reprosurvey.analysis.rehearsal.programs import program_of
from reprosurvey.analysis.reviews.sheet import read_sheet
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.submissions import read_submissions
from reprosurvey.crawler.visits.texts import decoded

NOTEBOOK = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": ["import torch\n"], "outputs": [1]}]})
FILES = {
    "requirements.txt": "torch==1.8.1\n-e git+https://github.com/a/b@v1#egg=b\nnumpy>=1,<2; python_version>'3'\n",
    "environment.yml": "dependencies:\n- python=3.8\n- pip:\n  - torch==1.8\n",
    "setup.py": "from setuptools import setup\nsetup(name='x', install_requires=['torch==1'])\n",
    "pyproject.toml": "[project]\nname='x'\ndependencies=['torch==1']\nlicense={text='MIT'}\n",
    "DESCRIPTION": "Package: x\nImports: torch (>= 0.1),\n  dplyr\nLicense: MIT\n",
    "Dockerfile": "FROM pytorch/pytorch:1.8\nRUN pip install torch==1.8 && \\\n  conda install numpy=1.2\n",
    "README.md": "# Net\nRun `python train.py`. [Our model](https://a.example/w.pth)\n|a|b|\n|-|-|\n```sh\nx\n```\n",
    "LICENSE": "MIT License\n\nPermission is hereby granted, free of charge, to any person\n",
    "CITATION.cff": "cff-version: 1.2.0\nlicense: [MIT]\n",
    "train.py": "import torch\nfor e in range(3):\n    loss.backward(); optimizer.step()\nURL = 'https://a.example/m.pth'\n",
    "a.R": "library(torch)\nfit <- lm(y ~ x)\n",
    "a.m": "net = trainNetwork(x, y);\n",
    "a.ipynb": NOTEBOOK,
    "run.sh": "cd src && python train.py --gpu 0 \\\n  --data /home/me/data\npython -m src.train > log 2>&1\n",
    "a.Rmd": "```{r}\nlibrary(x)\n```\n",
}
"""By path, the beginning of a file that is right."""
ODD = st.text(alphabet="\0\ud800\ufeff\u202e\r\n\t '\"`\\()[]{}<>|=:;,.@#%&*-+~^$!?/ax19", max_size=40)


@st.composite
def contents(draw: st.DrawFn, beginning: str) -> bytes:
    """A file that begins right, is cut somewhere, and goes on in whatever way."""
    cut = draw(st.integers(0, len(beginning)))
    text = (
        beginning[:cut] + draw(ODD) * draw(st.sampled_from([1, 1, 30])) + draw(st.sampled_from(["", beginning[cut:]]))
    )
    mark = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04"]))
    return mark + text.encode("utf-8", "surrogatepass")


@given(st.fixed_dictionaries({}, optional={path: contents(text) for path, text in FILES.items()}))
@settings(max_examples=60)
def test_every_criterion_has_a_verdict_on_every_repository(files: dict[str, bytes]) -> None:
    held = {path: File(path, size=len(content), text=decoded(content)) for path, content in files.items()}
    snapshot = Snapshot("https://github.com/lab/net", "c" * 40, held)
    for criterion in REPOSITORY_CRITERIA.values():
        verdict = criterion.judge(snapshot)
        assert verdict.evidence
    assert set(facts_of(snapshot)) == set(FACTS)
    for asked in (traits_of, pins_of, missing_packages, main_list):
        assert asked(snapshot) is not None
    program = program_of(snapshot, "requirements.txt")
    assert program is None or program.path in files


@pytest.mark.parametrize("criterion", ["dependencies", "dependencies_listed", "licensing", "documentation", "model"])
def test_a_readme_that_was_left_behind_may_have_told(criterion: str) -> None:
    held = {"README.md": File("README.md", size=3 << 30), "train.py": File("train.py", text="import numpy\n", size=13)}
    judge = REPOSITORY_CRITERIA[criterion].judge
    assert judge(Snapshot("https://github.com/lab/net", "c" * 40, held)).outcome == "unknown"
    picture = {"readme.png": File("readme.png", size=9), "train.py": held["train.py"]}
    assert judge(Snapshot("https://github.com/lab/net", "c" * 40, picture)).outcome == "no"


@given(contents(NOTEBOOK))
@example(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 5}')
@example(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ' + b"[" * 5000)
def test_every_notebook_has_cells_or_none(content: bytes) -> None:
    told = notebook(decoded(content) or "")
    assert all(isinstance(part, str) for cell in told.cells for part in cell)


@pytest.mark.parametrize("read", [read_sheet, read_submissions])
@given(contents("paper,title,year,training,repository,id\na,T,2022,yes,https://github.com/a/b,1\n"))
@settings(max_examples=60)
def test_a_sheet_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, read, content: bytes) -> None:
    file = Path(tmp_path_factory.getbasetemp(), "sheet.csv")
    file.write_bytes(content)
    with suppress(UsageError):
        read(file)


@pytest.mark.parametrize("heading", ["-" * 5000, "a." * 2500, "- " * 100, "a-" * 99 + "a"])
def test_no_heading_takes_long_to_read(heading: str) -> None:
    text = f"# Net\n## {heading}\n[w](https://drive.google.com/drive/folders/abc)\n"
    snapshot = Snapshot("https://github.com/lab/net", "c" * 40, {"README.md": File("README.md", text=text)})
    assert REPOSITORY_CRITERIA["model"].judge(snapshot).evidence
