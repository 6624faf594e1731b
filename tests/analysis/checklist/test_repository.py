"""The answers about a repository without its paper."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.checklist.repository import answers_of, answers_without
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict

PUBLIC = Verdict(Outcome.YES, (Evidence("visit", "1 file"),))


def repository(**files: str) -> Snapshot:
    tree = {name.replace("_", "."): text for name, text in files.items()}
    return Snapshot(
        "https://github.com/lab/paper", "c" * 40, {p: File(p, size=len(t), text=t) for p, t in tree.items()}
    )


def public_data(readme: str) -> Verdict:
    return answers_of(repository(README_md=readme, train_py="x = 1"), PUBLIC)["public_data"]


def test_every_question_is_answered_in_order() -> None:
    answers = answers_of(repository(README_md="# Net"), PUBLIC)
    assert list(answers) == list(QUESTIONS)
    assert answers["code_public"] == PUBLIC


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nWe train on BraTS 2019.\n",
        "# Net\n## Data\nDownload the data from the ACDC challenge.\n",
        "# Net\n```\npython train.py --data ISIC2018\n```\n",
        "# Net\n## Dataset\nThe data are publicly available at https://physionet.org/content/x.\n",
    ],
)
def test_data_that_the_readme_names_are_public(readme: str) -> None:
    verdict = public_data(readme)
    assert verdict.outcome is Outcome.YES
    assert verdict.evidence[0].place == "README.md"
    assert verdict.evidence[0].line is not None
    assert verdict.evidence[0].quote.endswith(readme.splitlines()[verdict.evidence[0].line - 1])


@pytest.mark.parametrize(
    "readme",
    [
        "# Net\nRun `train.py`.\n",
        "# Net\nThe encoder starts from weights pretrained on ImageNet.\n",
        "# Net\n## References\nThe BraTS 2019 challenge.\n",
        "# Net\nWe use private data of our hospital. Not trained on MNIST.\n",
        "# Net\nThe images of our own hospital cannot be shared.\n",
        "# Net\n## Data\nWe train on TACRED, which is not freely available; ask its owner for it.\n",
    ],
)
def test_without_a_word_on_public_data_the_paper_may_have_it(readme: str) -> None:
    assert public_data(readme).outcome is Outcome.NA


def test_what_its_host_does_not_show_is_not_public_and_the_rest_does_not_apply() -> None:
    answers = answers_without(Evidence("visit: not found", "HTTP 404"))
    assert list(answers) == list(QUESTIONS)
    assert answers.pop("code_public").outcome is Outcome.NO
    assert {verdict.outcome for verdict in answers.values()} == {Outcome.NA}
