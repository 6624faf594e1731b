"""Words and lines that are looked for without reading line by line."""

import pytest

from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.programs import called_in
from reprosurvey.analysis.reading.running import may_run
from reprosurvey.analysis.reading.words import Words


@pytest.mark.parametrize(
    ("text", "stands"),
    [("import openai", True), ("import os", False), ("", False), ("OpenAI", False), ("\ud83d groq", True)],
)
def test_words_stand_in_any_text_also_one_with_half_of_a_surrogate_pair(text: str, stands: bool) -> None:
    assert Words("openai", "groq").stand_in(text) is stands


def test_lines_with_a_word_have_their_numbers_and_come_once() -> None:
    assert list(lines_with("x", "a\nx x\n\nbx")) == [(2, "x x"), (4, "bx")]
    assert list(lines_with("x", "")) == []


def test_indices_of_lines_with_any_word_are_in_order() -> None:
    lines = ["http\n", "\udc00none\r", "hub http\u2028", "hub"]
    assert Words("hub", "http", "absent").indices_of(lines) == [0, 2, 3]


def test_all_that_may_be_called_is_found_without_parsing() -> None:
    text = 'net.f(x).step()\n(g)(1)\nh \\\n  (2)\nm.\\\n n ()\n[p for p in q()]\nprint(f"{r(1)}")\nclass A(B): ...\ns\n'
    assert called_in(text) >= {"net.f", ".step", "g", "h", "m.n", "q", "r", "print"}
    assert "s" not in called_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "# of the evaluation.\ntorch.load(f)",
        "x = (net\n  .eval())",
        "f(x).load(g)",
        "model.load(f)",
        "caffe.Net(f)",
        "a.eval()",
    ],
)
def test_a_program_that_runs_a_model_is_seen_without_parsing(text: str) -> None:
    assert any(map(may_run, called_in(text)))


@pytest.mark.parametrize("text", ["np.load(f)", "eval(s)", "json.load(f)", "yaml.load(f)", "Net(f)"])
def test_a_program_that_reads_data_need_not_be_parsed(text: str) -> None:
    assert not any(map(may_run, called_in(text)))
