"""``reprosurvey compare`` on a small survey."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import UsageError
from tests.sql.conftest import SmallSurvey, answers

FIGURES = "metric,denominator,2022\npapers,,4\nhas_repository,papers,50.0\ntraining,repositories,100.0\n"
SOURCE = 'title = "Title"\nsource = "A. [b]Author[/b]"\nvenue = "small"\n[[says]]\nmetric = "papers"\ncount = 5\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small = SmallSurvey(tmp_path / "survey")
    for number in range(4):
        small.paper(f"p{number}")
    for key in ("p2", "p3"):
        small.verdict(key, "has_repository", "no")
    small.repository("p0", answers("training"))
    small.repository("p1", answers())
    (tmp_path / "theirs.csv").write_text(FIGURES)
    (tmp_path / "theirs.toml").write_text(SOURCE)
    return tmp_path


def compare(folder: Path, *arguments: str, columns: int = 100) -> Result:
    command = ["compare", str(folder / "theirs.csv"), "--store", str(folder / "survey"), *arguments]
    return CliRunner().invoke(app, command, env={"COLUMNS": str(columns)})


def test_a_line_a_metric_and_a_column_a_year(folder: Path) -> None:
    said = compare(folder).output
    assert "The survey beside A. [b]Author[/b]" in said
    assert "100.0 → 50.0" in said
    assert "1/2 9–91" in said
    assert "rules, readers or time differ: training of repositories 2022" in " ".join(said.split())


def test_on_a_narrow_terminal_cells_fold_and_nothing_is_lost(folder: Path) -> None:
    narrow = compare(folder, columns=40).output
    assert "…" not in narrow
    assert all(len(line) <= 40 for line in narrow.splitlines())


def test_markdown(folder: Path) -> None:
    lines = compare(folder, "--format", "markdown").output.splitlines()
    assert r"## The survey beside A. \[b\]Author\[/b\] (theirs)" in lines
    assert "| | 2022 | all |" in lines
    assert "| Training | 100.0 → 50.0<br>1/2 9–91 | 100.0 → 50.0<br>1/2 9–91 |" in lines
    assert any(line.startswith("More than ten points apart") for line in lines)


def test_the_first_visit_is_compared_where_it_is_asked_for(folder: Path) -> None:
    small = SmallSurvey(folder / "survey")
    origin = "https://github.com/small/p0"
    small.visit(origin, "full", day=-9, head="b" * 40)
    (first,) = small.ask(f"select as_of from first_states where origin = '{origin}'")
    small.verdict("p0", "training", "no", origin=origin, head="b" * 40, as_of=first[0])
    rows = list(csv.DictReader(io.StringIO(compare(folder, "--format", "csv", "--visit", "first").output)))
    assert {(row["yes"], row["n"]) for row in rows if row["metric"] == "training"} == {("0", "2")}
    wrong = compare(folder, "--visit", "first", "--as-of", "2022-01-01")
    assert str(wrong.exception) == "--visit first and --as-of name two moments: give one of them"


def test_rows_for_machines(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(compare(folder, "--format", "csv").output)))
    assert {(row["metric"], row["ours"]) for row in rows if row["year"] == "2022"} >= {("training", "50.0")}
    audit = json.loads(compare(folder, "--audit", "--format", "json").output)
    assert [row["holds"] for row in audit if row["question"] == "text"] == [False]


def test_the_published_table_against_itself(folder: Path) -> None:
    said = compare(folder, "--audit").output
    assert "Held against itself: A. [b]Author[/b]" in said
    assert "2/4 ✓" in said
    assert "4 ✗" in said


def test_a_survey_of_other_papers(folder: Path) -> None:
    done = CliRunner().invoke(app, ["compare", "simko2023", "--store", str(folder / "survey")])
    assert isinstance(done.exception, UsageError)
    assert "no papers of a venue and year with published figures" in str(done.exception)
