"""Every criterion is told to the person who is judged, and the page is what the definitions say."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from reprosurvey.analysis.checklist.criteria_page import criteria_page
from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA

ROOT = Path(__file__).parents[3]
DEFINITIONS = {name: criterion.DEFINITION for name, criterion in CRITERIA.items()} | {
    f"{name} (checklist)": question.definition for name, question in QUESTIONS.items()
}


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "criteria.md").read_text() == criteria_page(), (
        "python -m reprosurvey.analysis.checklist > docs/criteria.md"
    )


def test_the_command_prints_the_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reprosurvey.analysis.checklist"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == (criteria_page(), "")


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_says_all_of_it_in_single_lines(name: str) -> None:
    definition: Definition = DEFINITIONS[name]
    for field in fields(definition):
        text = getattr(definition, field.name)
        assert text == " ".join(text.split())
        assert text.endswith(("?",) if field.name == "question" else (".", '."'))


def test_every_module_with_a_rule_is_registered() -> None:
    folder = ROOT / "analysis" / "criteria"
    with_rule = {path.stem for path in folder.glob("*.py") if "\nVERSION = " in path.read_text()}
    assert with_rule == set(CRITERIA)


def test_the_checklist_has_nine_questions() -> None:
    assert list(QUESTIONS) == [
        "reproducibility", "code_public", "public_data", "dependencies", "training", "evaluation", "model",
        "documentation", "licensing",
    ]  # fmt: skip


def test_every_module_has_a_version_and_a_rule() -> None:
    """The register names them, so that types do not tell."""
    assert all(isinstance(criterion.VERSION, int) for criterion in CRITERIA.values())
    assert all(callable(criterion.judge) for criterion in REPOSITORY_CRITERIA.values())
