"""Reports of errors: the address that makes one, and that what comes back is taken in."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from reprosurvey.analysis.reviews.error_reports import WHY_LIMIT, address_template
from reprosurvey.analysis.reviews.files import read_answers
from reprosurvey.crawler.errors import UsageError
from tests.sql.conftest import SmallSurvey

from .test_intake import HEAD, command, small

__all__ = ["small"]

VALUES = {
    "venue": "small",
    "year": "2022",
    "paper": "one",
    "criterion": "training",
    "verdict": "no",
    "rule": "7",
    "repository": "https://github.com/small/one",
    "head": HEAD,
}


def filled(template: str, **values: str) -> dict[str, list[str]]:
    """The parameters of the address, values put in as the report's page does."""
    told = VALUES | values
    address = re.sub(r"\{(\w+)\}", lambda name: quote(told[name[1]], safe=""), template)
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def body(**values: str) -> str:
    (text,) = filled(address_template("me@lab.example") or "", **values)["body"]
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("contact", "begins", "parameters"),
    [
        ("me+survey@lab.example", "mailto:me+survey@lab.example?", {"subject", "body"}),
        ("mailto:me@lab.example", "mailto:me@lab.example?", {"subject", "body"}),
        ("https://github.com/lab/survey", "https://github.com/lab/survey/issues/new?", {"title", "body"}),
        ("https://github.com/lab/survey/issues", "https://github.com/lab/survey/issues/new?", {"title", "body"}),
        ("https://codeberg.org/lab/survey", "https://codeberg.org/lab/survey/issues/new?", {"title", "body"}),
        (
            "https://gitlab.com/lab/group/survey",
            "https://gitlab.com/lab/group/survey/-/issues/new?",
            {"issue[title]", "issue[description]"},
        ),
    ],
)
def test_a_mail_or_an_issue_is_prepared(contact: str, begins: str, parameters: set[str]) -> None:
    template = address_template(contact)
    assert template is not None
    assert template.startswith(begins)
    told = filled(template, paper="a&b=c?d#e ü")
    assert set(told) == parameters
    title, text = (told[name][0] for name in sorted(parameters, key=lambda name: "body" in name or "desc" in name))
    assert title == "Error in the survey: small 2022 a&b=c?d#e ü, training"
    assert "paper: a&b=c?d#e ü\r\n" in text
    assert len(template) < 2000


@pytest.mark.parametrize("contact", [None, "https://lab.example/contact", "the lab", "javascript:alert(1)//@x"])
def test_nothing_is_prepared_where_nobody_takes_it(contact: str | None) -> None:
    assert address_template(contact) is None


def taken_in(small: SmallSurvey, text: str, name: str = "report.txt") -> None:
    file = small.store.path.parent / name
    file.write_text(text, encoding="utf-8")
    done = command(small, "review", str(file), "--reviewer", "Reader")
    assert done.exit_code == 0, done.exception


def answered(**values: str) -> str:
    return (
        body(**values)
        .replace("answer: ", "answer: Yes")
        .replace("why: ", "why: train.py, line 3,\nsteps the optimiser")
    )


@pytest.mark.parametrize("form", ["plain", "quoted", "surrounded", "mail"])
def test_what_comes_back_is_taken_in(small: SmallSurvey, form: str) -> None:
    text = answered()
    name = "report.txt"
    if form == "quoted":
        text = "On Monday a reader wrote:\n" + "".join(f"> {line}\n" for line in text.splitlines())
    elif form == "surrounded":
        text = f"# Issue 7\n\n{text}\nThank you: very much\n\nSent from my telephone\n"
    elif form == "mail":
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@b.example", "me@lab.example", "Error in the survey"
        message.set_content(f"{text}\nGrüße", cte="base64")
        text, name = message.as_string(), "report.eml"
    taken_in(small, text, name)
    assert small.ask("select criterion, outcome, origin, head, note, draw from reviews") == [
        ("training", "yes", "https://github.com/small/one", HEAD, "train.py, line 3, steps the optimiser", None)
    ]
    assert small.ask("select training from survey where paper = 'one'") == [("yes",)]


def test_several_reports_in_one_file_are(small: SmallSurvey) -> None:
    other = answered(criterion="public_data", repository="", head="")
    taken_in(small, f"{answered()}\n{other}")
    assert small.ask("select criterion, head from reviews order by all") == [("public_data", None), ("training", HEAD)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (body(), "line 4: the report on training gives no answer"),
        (answered(criterion="trainng"), "line 4: there is no criterion 'trainng'"),
        (answered().replace("Yes", "perhaps"), "line 4: 'perhaps' is no answer to training"),
        (answered(year="MMXXII"), "line 4: 'MMXXII' is not a year"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "report.txt").write_text(text)
    with pytest.raises(UsageError) as refused:
        read_answers(tmp_path / "report.txt")
    assert complaint in str(refused.value)


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: " + "(" * 5000,
        "Content-Type: text/plain;" + " a=b;" * 100_000,
        "Content-Type: text/plain; charset=rot13",
        "Content-Type: text/plain; charset=undefined",
        "Content-Type: text/plain; charset=\0",
        "Content-Type: text/html",
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000)) + "A: b",
    ],
)
def test_a_mail_of_a_stranger_is_read_or_read_as_a_text(tmp_path: Path, headers: str) -> None:
    file = tmp_path / "report.eml"
    file.write_text(f"From: a@b.example\n{headers}\n\n{answered()}")
    (line,) = read_answers(file)
    assert line.note == "train.py, line 3, steps the optimiser"


@pytest.mark.parametrize("more", ["steps, \n", "steps, "])
def test_a_reason_is_cut(tmp_path: Path, more: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(answered().replace("steps", more * 20_000))
    (line,) = read_answers(file)
    assert len(line.note or "") == WHY_LIMIT


def test_a_sheet_in_a_text_file_is_still_a_sheet(small: SmallSurvey) -> None:
    taken_in(small, "paper\tpublic_data\tdisputed\none\tyes\t\n")
    assert small.ask("select outcome from reviews") == [("yes",)]
