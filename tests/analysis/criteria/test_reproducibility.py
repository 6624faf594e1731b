"""A paper addresses the reproducibility of its own results, or speaks of something else."""

import pytest

from reprosurvey.analysis.criteria.reproducibility import judge
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.crawler.documents.pages import Page


def paper(sentence: str) -> Manuscript:
    return Manuscript("A title", "", (Page(1, f"1. Introduction\nWe segment livers. {sentence} More text follows.\n"),))


@pytest.mark.parametrize(
    "sentence",
    [
        "To ensure reproducibility, we fix the random seeds.",
        "For reproducibility purposes, we make our code publicly available.",
        "To reproduce these results, the code is at https://github.com/lab/paper.",
        "Our experiments can be reproduced with the scripts of the supplement.",
    ],
)
def test_a_statement_on_its_own_results(sentence: str) -> None:
    verdict = judge(paper(sentence))
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == "page 1"


@pytest.mark.parametrize(
    "sentence",
    [
        "The inter-rater reproducibility of the annotations is high, as our software shows.",
        "Test-retest scans allow for reproducibility of radiomic features with this software.",
        "It is difficult to ensure reproducibility without code.",
        "The default pipeline was used, ensuring reproducibility and speed.",
        "Our code is available at https://github.com/lab/paper.",
    ],
)
def test_anything_else(sentence: str) -> None:
    assert judge(paper(sentence)).outcome == "no"


def test_a_paper_that_could_not_be_read_is_unknown() -> None:
    assert judge(Manuscript("A title", "We segment livers.")).outcome == "unknown"
