"""What a project template brought along and nobody touched says nothing about the paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reprosurvey.analysis.criteria import dependencies, dependencies_listed, documentation
from reprosurvey.analysis.templates import register
from tests.analysis.conftest import Repository

TEMPLATE = "https://github.com/lab/template"
PINNED = "torch==1.4.0\nnumpy==1.18.1\n"
BARE = "torch\nnumpy\nscipy\n"
README = "# Template\nTrain by `python train.py`.\n"
CODE = {"train.py": "import torch\n"}


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    texts = (PINNED, BARE, README)
    monkeypatch.setattr(register, "rows", lambda: [{"template": TEMPLATE, "blob": register.blob_of(t)} for t in texts])
    register._templates.cache_clear()
    yield
    register._templates.cache_clear()


def test_versions_that_only_an_untouched_list_gives_do_not_count(repository: Repository) -> None:
    snapshot = repository({**CODE, "requirements.txt": PINNED})
    verdict = dependencies.judge(snapshot)
    assert verdict.outcome == "no"
    assert [(e.place, e.quote) for e in verdict.evidence] == [("requirements.txt", f"untouched from {TEMPLATE}")]
    assert dependencies_listed.judge(snapshot).outcome == "yes"


@pytest.mark.parametrize("text", [PINNED + "scipy==1.4.1\n", PINNED.replace("1.18.1", "1.18.2")])
def test_a_list_with_another_word_in_it_is_the_papers_own(repository: Repository, text: str) -> None:
    assert dependencies.judge(repository({**CODE, "requirements.txt": text})).outcome == "yes"


def test_lines_that_end_as_on_windows_are_no_other_words(repository: Repository) -> None:
    text = PINNED.replace("\n", "\r\n")
    assert dependencies.judge(repository({**CODE, "requirements.txt": text})).outcome == "no"


@pytest.mark.parametrize(("own", "outcome"), [("torch==1.8.0\n", "yes"), ("torch>=1.8\n", "no"), ("scipy\n", "no")])
def test_beside_an_own_list_that_one_decides(repository: Repository, own: str, outcome: str) -> None:
    files = {**CODE, "requirements.txt": PINNED, "code/requirements.txt": own}
    assert dependencies.judge(repository(files)).outcome == outcome


def test_an_untouched_list_never_helps(repository: Repository) -> None:
    """Left out, its bare packages would make pins of what little stands in the README."""
    files = {**CODE, "requirements.txt": BARE, "README.md": "# Net\nTested with PyTorch 1.8.0.\n"}
    assert dependencies.judge(repository(files)).outcome == "no"


def test_the_templates_own_repository_keeps_its_list(repository: Repository) -> None:
    files = repository({**CODE, "requirements.txt": PINNED, "README.md": README}).files
    template = type(repository({}))(TEMPLATE, "c" * 40, files)
    assert dependencies.judge(template).outcome == "yes"
    assert documentation.judge(template).outcome == "yes"


def test_an_untouched_readme_is_no_documentation(repository: Repository) -> None:
    assert documentation.judge(repository({**CODE, "README.md": README})).outcome == "no"
    assert documentation.judge(repository({**CODE, "README.md": README.replace("Template", "Net")})).outcome == "yes"
