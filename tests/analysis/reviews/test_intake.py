"""``reprosurvey review``: sheets that people fill in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.spreadsheets.reading import tables_of
from reprosurvey.crawler.store.schemas import REVIEWS
from tests.sql.conftest import SmallSurvey, answers

HEAD = "a" * 40
LABELS = f"""\
volume,year,paper,title,has_repository,repository,public_data,snapshot,head,training,model,confidence,disputed,why
v1,2022,one,One,yes,github.com/Small/One,yes,ok,{HEAD},yes,no,high,model,"repository: see
the abstract"
v1,2022,two,Two,no,,no,none,,,,low,,
"""


@pytest.fixture
def small(tmp_path: Path) -> SmallSurvey:
    small = SmallSurvey(tmp_path / "survey")
    for key in ("one", "two"):
        small.paper(key)
        small.verdict(key, "public_data", "no")
    small.repository("one", {})
    for criterion, outcome in answers().items():
        small.verdict("one", criterion, outcome, origin="https://github.com/small/one", head=HEAD)
    small.verdict("two", "has_repository", "no")
    return small


def command(small: SmallSurvey, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", str(small.store.path)], env={"COLUMNS": "200"})


def review(small: SmallSurvey, sheet: str, *options: str, reviewer: str = "Jane") -> Result:
    file = small.store.path.parent / "sheet.csv"
    file.write_text(sheet, encoding="utf-8")
    return command(small, "review", str(file), "--reviewer", reviewer, *options)


def refused(small: SmallSurvey, sheet: str) -> str:
    done = review(small, sheet)
    assert isinstance(done.exception, UsageError), done.output
    assert not small.store.files_of(REVIEWS)
    return str(done.exception).removeprefix(f"{small.store.path.parent}/")


def test_labels_are_taken_in_as_they_are(small: SmallSurvey) -> None:
    done = review(small, LABELS)
    assert done.exit_code == 0, done.exception
    assert done.output.splitlines()[0] == "New answers: 5"
    told = small.ask("select paper, criterion, outcome, origin, head, note from reviews order by all")
    note = "repository: see\nthe abstract"
    assert told == [
        ("one", "has_repository", "yes", "https://github.com/small/one", None, note),
        ("one", "public_data", "yes", None, None, note),
        ("one", "training", "yes", "https://github.com/small/one", HEAD, note),
        ("two", "has_repository", "no", None, None, None),
        ("two", "public_data", "no", None, None, None),
    ]
    assert small.ask("select paper, public_data, training, model from survey order by paper") == [
        ("one", "yes", "yes", "no"),
        ("two", "no", "na", "na"),
    ]


def test_what_is_only_compared_changes_no_answer(small: SmallSurvey) -> None:
    review(small, LABELS, "--compare-only")
    assert small.ask("select public_data, training from survey where paper = 'one'") == [("no", "no")]
    assert {row["criterion"] for row in small.statistic("agreement")} == {"has_repository", "public_data", "training"}


def test_the_same_again_is_nothing_new(small: SmallSurvey) -> None:
    review(small, LABELS)
    assert review(small, LABELS).output.splitlines()[0] == "New answers: 0"
    assert review(small, LABELS, "--compare-only").output.splitlines()[0] == "New answers: 5"
    assert small.ask("select public_data from survey where paper = 'one'") == [("no",)]
    counts = small.ask("select map_values(counts) from runs where stage = 'review' order by started_at")
    assert [sum(values) for (values,) in counts] == [5, 0, 5]


def test_the_sheet_that_is_given_out_comes_in_again(small: SmallSurvey) -> None:
    given = command(small, "export", "to_correct").output
    rows = list(csv.DictReader(io.StringIO(given)))
    assert (rows[0]["head"], rows[0]["repository"]) == (HEAD, "github.com/small/one")
    before = small.statistic("papers")
    assert review(small, given).exit_code == 0
    assert small.statistic("papers") == before
    rows[1]["public_data"], rows[1]["why"] = "yes", "a challenge"
    corrected = io.StringIO()
    writer = csv.DictWriter(corrected, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    review(small, corrected.getvalue())
    assert small.ask("select paper, public_data from survey order by paper") == [("one", "no"), ("two", "yes")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_that_a_spreadsheet_might_run_comes_in_again(small: SmallSurvey, form: str) -> None:
    title = '=HYPERLINK("https://bad.example","Net")'
    small.paper("one", title=title, day=1)
    sheet = small.store.path.parent / f"sheet.{form}"
    command(small, "export", "to_correct", "-o", str(sheet))
    heading, first, *_ = (row.texts for row in next(tables_of(sheet)))
    assert dict(zip(heading, first, strict=True))["title"] == title
    if form == "csv":
        assert "'=HYPERLINK" in sheet.read_text()
        sheet.write_text(sheet.read_text().replace(",one,", ",,"))  # so that the title names the paper
    done = command(small, "review", str(sheet), "--reviewer", "Jane")
    assert done.exit_code == 0, done.exception
    assert small.ask("select distinct paper from reviews order by all") == [("one",), ("two",)]


def test_a_title_names_a_paper_and_the_commit_is_the_survey_s(small: SmallSurvey) -> None:
    assert review(small, "title,training\nONE,yes\n").exit_code == 0
    assert small.ask("select paper, origin, head from reviews") == [("one", "https://github.com/small/one", HEAD)]


def test_answers_about_another_commit_wait(small: SmallSurvey) -> None:
    done = review(small, f"paper,head,training\none,{'b' * 40},yes\n")
    assert small.ask("select training from survey where paper = 'one'") == [("no",)]
    (row,) = small.statistic("reviewers")
    assert (row["answers"], row["not_judged"]) == (1, 1)
    assert "not_judged" in done.output


@pytest.mark.parametrize(
    ("sheet", "complaint"),
    [
        ("paper,training\none,maybe\n", "line 2: 'maybe' is no answer to training"),
        ("paper,public_data\none,na\n", "line 2: 'na' is no answer to public_data"),
        ("paper,training\ntwo,\nthree,yes\n", "line 3: the survey has no paper 'three'"),
        ("paper,year,training\none,2021,yes\n", "line 2: the survey has no paper 'one' of 2021"),
        ("paper,trainng\none,yes\n", "line 1: there is no column 'trainng', but venue, year, paper,"),
        ("year,training\n2022,yes\n", "line 1: it names each column once, among them paper or title"),
        ("paper,paper\none,one\n", "line 1: it names each column once, among them paper or title"),
        ("paper,training\none\n", "line 2: 1 cells under 2 columns"),
        ("paper,year,training\none,MMXXII,yes\n", "line 2: 'MMXXII' is not a year"),
        ("paper,repository,training\none,not an address,yes\n", "line 2: 'not an address' is not the address of a"),
        ("paper,head,training\none,abc,yes\n", "line 2: 'abc' is not a whole commit in head"),
        ("paper,disputed,training\none,trainng,yes\n", "line 2: there is no criterion 'trainng' to be disputed"),
        ("paper,has_repository,training\none,no,yes\n", "line 2: training is answered of a paper without a repository"),
        ("paper,training\ntwo,yes\n", "line 2: training is answered, but no repository named"),
        ('paper,why,public_data\none,"two\nlines",yes\none,,no\n', "line 4: 'one' stands there twice"),
        ("paper,training\none,\n", "holds no verdict"),
        ("", "line 1: it names each column once, among them paper or title"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(small: SmallSurvey, sheet: str, complaint: str) -> None:
    said = refused(small, sheet)
    assert complaint in said
    assert "\n" not in said


def test_a_paper_of_two_years_is_to_be_told_apart(small: SmallSurvey) -> None:
    small.paper("one", 2021)
    assert "line 2: several papers are 'one'; name venue and year" in refused(small, "paper,public_data\none,yes\n")
    assert review(small, "paper,year,public_data\none,2021,yes\n").exit_code == 0


def test_a_file_that_cannot_be_read(small: SmallSurvey) -> None:
    done = command(small, "review", str(small.store.path / "none.csv"), "--reviewer", "Jane")
    assert isinstance(done.exception, UsageError)
    assert str(done.exception).startswith("cannot read ")


def test_the_name_of_the_command_may_be_left_out_or_given_behind_options(small: SmallSurvey) -> None:
    file = small.store.path.parent / "sheet.csv"
    file.write_text(LABELS)
    assert command(small, "review", "--reviewer", "Jane", str(file)).exit_code == 0
    assert command(small, "review", "take-in", str(file), "--reviewer", "Joe").exit_code == 0
    assert small.ask("select distinct reviewer from reviews order by all") == [("Jane",), ("Joe",)]


def test_a_blind_sheet_is_about_the_commit_that_was_shown(small: SmallSurvey) -> None:
    shown = f"https://github.com/small/one (commit {HEAD})"
    small.visit("https://github.com/small/one", "full", day=9, head="c" * 40)  # after the sheet was drawn
    done = review(small, f"paper,addresses,has_repository,training,draw\none,{shown},yes,yes,seed 7\n")
    assert done.exit_code == 0, done.exception
    told = small.ask("select criterion, origin, head, draw from reviews order by all")
    origin = "https://github.com/small/one"
    assert told == [("has_repository", origin, None, "seed 7"), ("training", origin, HEAD, "seed 7")]


def test_of_several_addresses_a_blind_answer_names_one(small: SmallSurvey) -> None:
    shown = f"https://github.com/small/one (commit {HEAD}) https://github.com/small/b (commit {HEAD})"
    sheet = f"paper,addresses,repository,training,draw\none,{shown},%s,yes,seed 7\n"
    assert "training is answered, but no repository named" in refused(small, sheet % "")
    assert review(small, sheet % "github.com/small/b").exit_code == 0
    assert small.ask("select origin, head from reviews") == [("https://github.com/small/b", HEAD)]


def test_another_repository_is_read_at_its_own_commit(small: SmallSurvey) -> None:
    small.visit("https://github.com/small/b", "full", head="b" * 40)
    assert review(small, "paper,repository,training\none,github.com/small/b,yes\n").exit_code == 0
    assert review(small, "paper,repository,model\none,github.com/small/never,yes\n").exit_code == 0
    told = small.ask("select criterion, head from reviews order by all")
    assert told == [("model", None), ("training", "b" * 40)]


def test_what_is_adjudicated_stands_over_what_comes_later(small: SmallSurvey) -> None:
    review(small, "paper,public_data\none,yes\n", "--adjudicate", reviewer="Ann")
    review(small, "paper,public_data\none,no\n")
    assert small.ask("select public_data from survey where paper = 'one'") == [("yes",)]
    assert small.ask("select reviewer, settles from reviews order by all") == [("Ann", True), ("Jane", False)]


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("blind.csv",), b'\xef\xbb\xbf"venue","year","paper"'),
        (("blind.csv", "--separator", ";"), b'\xef\xbb\xbf"venue";"year";"paper"'),
        (("blind.csv", "--separator", "tab"), b'\xef\xbb\xbf"venue"\t"year"\t"paper"'),
        (("blind.csv", "--separator", "^"), b'\xef\xbb\xbf"venue"^"year"^"paper"'),
        (("blind.xlsx",), b"PK"),
    ],
)
def test_a_drawn_sheet_comes_in_again(small: SmallSurvey, arguments: tuple[str, ...], begins: bytes) -> None:
    small.paper("one", title='=A "title"; with, ^signs', day=1)
    sheet = small.store.path.parent / arguments[0]
    done = command(small, "review", "draw", "-o", str(sheet), "--papers", "2", "--seed", "7", *arguments[1:])
    assert done.output.split("blind")[-1].endswith(" 2 papers by seed 7\n"), done.exception
    assert sheet.read_bytes().startswith(begins)
    (row,) = (line for line in sheet_rows(sheet) if line["paper"] == "one")
    assert (row["title"], row["draw"]) == ('=A "title"; with, ^signs', "seed 7, 2 of 2 papers")
    assert isinstance(command(small, "review", str(sheet), "--reviewer", "Jane").exception, UsageError)  # no answer yet


def sheet_rows(path: Path) -> list[dict[str, str]]:
    for table in tables_of(path):
        heading, *rows = (row.texts for row in table)
        if "paper" in heading:
            return [dict(zip(heading, row, strict=False)) for row in rows]
    raise AssertionError(path)


@pytest.mark.slow
@pytest.mark.parametrize("separator", [";", "\t", "|", ":", "^", "~", " ", "#"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_any_separator_and_mark_is_read(small: SmallSurvey, separator: str, encoding: str) -> None:
    file = small.store.path.parent / "sheet.csv"
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(
        [["paper", "why", "public_data", "training"], ["one", f'a{separator}"b"\nü', "", "yes"]]
    )
    file.write_bytes(text.getvalue().encode(encoding))
    assert command(small, "review", str(file), "--reviewer", "Jane").exit_code == 0
    assert small.ask("select criterion, note from reviews") == [("training", f'a{separator}"b"\nü'.strip())]


@pytest.mark.parametrize("separator", ["", "ab", "x", "5", '"', "\n"])
def test_what_cannot_separate_cells_is_refused_before_anything_is_written(small: SmallSurvey, separator: str) -> None:
    sheet = small.store.path.parent / "blind.csv"
    done = command(small, "review", "draw", "-o", str(sheet), "--separator", separator)
    assert isinstance(done.exception, UsageError)
    assert not sheet.exists()


def test_a_key_that_a_spreadsheet_took_for_a_number_is_found_by_the_title(small: SmallSurvey) -> None:
    small.paper("007", title="Bond")
    assert review(small, "paper,title,public_data\n7,Bond,yes\n").exit_code == 0
    assert small.ask("select paper from reviews") == [("007",)]
    small.paper("7", title="Seven")
    said = review(small, "paper,title,public_data\n7,Bond,no\n").exception
    assert "line 2: '7' is one paper, and 'Bond' another" in str(said)
