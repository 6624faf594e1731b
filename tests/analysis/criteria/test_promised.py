"""A promise is words about the future of the paper's own code, without an address."""

import pytest

from reprosurvey.analysis.criteria.has_repository import Repository
from reprosurvey.analysis.criteria.promised import judge
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.crawler.documents.pages import Page


def paper(sentence: str) -> Manuscript:
    return Manuscript("A title", "", (Page(1, f"1. Introduction\nWe segment livers. {sentence} More text follows.\n"),))


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code will be released.",
        "The source code will be made publicly available upon acceptance.",
        "We plan to publish the implementation on GitHub.",
        "We will open-source our code and models.",
        "Code is going to be shared after publication.",
    ],
)
def test_a_promise(sentence: str) -> None:
    verdict = judge(paper(sentence), [])
    assert verdict.outcome == "yes"
    assert verdict.evidence[0].place == "page 1"
    assert sentence.rstrip(".") in verdict.evidence[0].quote


@pytest.mark.parametrize(
    "sentence",
    [
        "The code will be available on request.",
        "The data set will be made public.",
        "Our code is written in Python.",
        "We will show that the codes of the ICD are available in most records.",
        "The software will not be made public.",
    ],
)
def test_no_promise(sentence: str) -> None:
    assert judge(paper(sentence), []).outcome == "no"


def test_with_an_address_the_question_does_not_apply() -> None:
    own = Repository("https://github.com/a/b", "github.com/a/b", {})
    assert judge(paper("Our code will be released."), [own]).outcome == "na"


def test_nothing_read_nothing_known() -> None:
    assert judge(Manuscript("A title", ""), []).outcome == "unknown"
    assert judge(Manuscript("A title", "Our code will be released."), []).outcome == "yes"


def test_a_promise_in_an_appendix_behind_the_references() -> None:
    pages = (
        Page(1, "1. Introduction\nWe segment livers.\n"),
        Page(2, "References\nA. Rask. A paper. 2020.\n"),
        Page(3, "Segmenting Livers\nAppendix A. Experiment Setup\nOur code will be released for a better use.\n"),
    )
    assert judge(Manuscript("A title", "", pages), []).outcome == "yes"
