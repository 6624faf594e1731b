"""The data set to deposit: described, checked by the description's own library, the same bytes each time."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import frictionless
import jsonschema
import pyarrow.parquet as pq
import pytest
import yaml
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.cli.export import dataset as export_dataset
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.spreadsheets.cells import unguarded
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.schemas import ASSESSMENTS
from tests.sql.conftest import SmallSurvey, at

from .conftest import Survey

AUTHORS = ("--author", "Doe, Jane", "--author", "A Laboratory")


@pytest.fixture(scope="module")
def folder(surveyed: Survey) -> Path:
    surveyed("export", "dataset", "deposit", *AUTHORS)
    return surveyed.folder / "deposit"


def test_the_description_holds_of_the_data(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == len(list((folder / "csv").iterdir())) > 5


def test_the_library_finds_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    for name in ("datapackage.json", "csv"):
        subprocess.run(["cp", "-r", folder / name, tmp_path], check=True)
    with (tmp_path / "csv" / "table1.csv").open("a") as rows:
        rows.write("demo,no year,,,,,,,,,,\n")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_checksums_hold(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True
    )
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert checked == files - {"SHA256SUMS"}


def test_both_forms_hold_the_same_rows_and_every_column_is_told(folder: Path) -> None:
    about = {query.name: query.columns for query in queries()}
    readme = (folder / "README.md").read_text()
    for path in (folder / "parquet").iterdir():
        table = pq.read_table(path)
        with (folder / "csv" / f"{path.stem}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == table.num_rows
        assert table.column_names == list(about[path.stem])
        for field in table.schema:
            assert field.metadata[b"comment"].decode() == about[path.stem][field.name]
            assert f"| `{field.name}` |" in readme


def test_no_text_in_csv_begins_like_a_formula_and_each_can_be_had_back(tmp_path: Path) -> None:
    small = SmallSurvey(tmp_path / "survey")
    titles = {"a": "=1+1", "b": "@SUM(1)", "c": "'=1", "d": "Net"}
    for key, title in titles.items():
        small.paper(key, title=title)
        small.verdict(key, "public_data", "no")
        small.store.append(ASSESSMENTS, [{"paper": key, "assessed_at": at(1)}], ("small", 2022))
    export_dataset(tmp_path / "deposit", ["Doe, Jane"], store=small.store.path)
    with (tmp_path / "deposit" / "csv" / "papers.csv").open(newline="") as file:
        written = {row["paper"]: row["title"] for row in csv.DictReader(file)}
    assert written == {"a": "'=1+1", "b": "'@SUM(1)", "c": "''=1", "d": "Net"}
    assert {key: unguarded(title) for key, title in written.items()} == titles
    table = pq.read_table(tmp_path / "deposit" / "parquet" / "papers.parquet")
    assert table["title"].to_pylist() == list(titles.values())
    assert "stands after an apostrophe" in (tmp_path / "deposit" / "README.md").read_text()


def test_verdicts_come_with_their_evidence(folder: Path) -> None:
    rows = pq.read_table(folder / "parquet" / "verdicts.parquet").to_pylist()
    training = [r for r in rows if r["paper"] == "birchmoor21a" and r["criterion"] == "training"]
    assert [(r["outcome"], r["place"], r["line"], r["quote"]) for r in training] == [
        ("yes", "train.py", 49, "loss.backward()")
    ]
    assert training[0]["head"] in training[0]["link"]


def test_no_words_of_others_beyond_short_quotes(folder: Path) -> None:
    for path in (folder / "parquet").iterdir():
        for row in pq.read_table(path).to_pylist():
            assert all(len(value) <= 200 for value in row.values() if isinstance(value, str)), path.stem


def test_it_says_how_to_cite_it_and_its_licence(folder: Path) -> None:
    cited = yaml.safe_load((folder / "CITATION.cff").read_text())
    assert cited["authors"] == [{"family-names": "Doe", "given-names": "Jane"}, {"name": "A Laboratory"}]
    assert (cited["type"], cited["license"]) == ("dataset", "CC-BY-4.0")
    assert cited["title"] == "How reproducible: demo 2021-2023"
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]
    assert "27 papers" in cited["abstract"]
    assert "at most 200 characters" in (folder / "README.md").read_text()


@pytest.mark.slow
def test_the_citation_keeps_the_format_s_own_schema(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(tmp_path)]
    subprocess.run([*command, "cffconvert==2.0.0"], check=True, timeout=300)
    (wheel,) = tmp_path.glob("cffconvert*.whl")
    with zipfile.ZipFile(wheel) as packed:
        schema = json.loads(packed.read("cffconvert/schemas/1.2.0/schema.json"))
    jsonschema.validate(yaml.load((folder / "CITATION.cff").read_text(), yaml.BaseLoader), schema)


@pytest.mark.slow
def test_the_same_survey_gives_the_same_bytes(surveyed: Survey, folder: Path, tmp_path: Path) -> None:
    export_dataset(tmp_path, ["Doe, Jane", "A Laboratory"], store=surveyed.store)
    assert (tmp_path / "SHA256SUMS").read_bytes() == (folder / "SHA256SUMS").read_bytes()


def test_what_is_in_the_folder_stays(surveyed: Survey, folder: Path) -> None:
    with pytest.raises(UsageError, match="deposit is not an empty folder; name a new one"):
        export_dataset(folder, ["Doe, Jane"], store=surveyed.store)


def test_a_licence_that_spdx_does_not_know(surveyed: Survey, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'CC-BY' is no SPDX identifier"):
        export_dataset(tmp_path / "new", ["Doe, Jane"], licence="CC-BY", store=surveyed.store)
    assert not (tmp_path / "new").exists()


def test_a_survey_without_verdicts(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="nothing was judged yet"):
        export_dataset(tmp_path / "new", ["Doe, Jane"], store=store.path)


def test_options_of_one_export_are_not_those_of_another() -> None:
    for arguments in (
        ["database", "--format", "csv"],
        ["papers", "--licence", "CC0-1.0"],
        ["dataset", "new", "-o", "x"],
    ):
        done = CliRunner().invoke(app, ["export", *arguments])
        assert (done.exit_code, "No such option" in done.output) == (2, True)


def test_a_name_that_is_none() -> None:
    done = CliRunner().invoke(app, ["export", "paper"])
    assert isinstance(done.exception, UsageError)
    assert "there is nothing named paper to export: database, dataset, " in str(done.exception)
