"""The data set to deposit: described, checked by the description's own library, the same bytes each time."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

import frictionless
import jsonschema
import mlcroissant
import pyarrow.parquet as pq
import pytest
import yaml
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.cli.export import dataset as export_dataset
from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.analysis.data_package.codebook import COLUMNS
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.spreadsheets.cells import unguarded
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.schemas import ASSESSMENTS
from tests.sql.conftest import SmallSurvey, at

from .conftest import Survey

pytestmark = pytest.mark.slow

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


def test_its_croissant_is_valid_and_gives_every_row(folder: Path) -> None:
    described = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = described.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    tables = {path.stem: pq.read_table(path) for path in (folder / "parquet").iterdir()}
    assert {records.name for records in described.metadata.record_sets} == set(tables)
    for name, table in tables.items():
        rows = [{key.split("/")[1]: value for key, value in row.items()} for row in described.records(name)]
        assert rows == [{column: _read(value) for column, value in row.items()} for row in table.to_pylist()], name


def _read(value: object) -> object:
    """As the library gives it: texts as bytes, days as moments."""
    if isinstance(value, list):
        return [_read(one) for one in value]
    if type(value) is date:
        return datetime(value.year, value.month, value.day)
    return value.encode() if isinstance(value, str) else value


def test_croissant_s_library_finds_a_file_that_is_another(folder: Path, tmp_path: Path) -> None:
    for name in ("croissant.json", "parquet", "csv"):
        subprocess.run(["cp", "-r", folder / name, tmp_path], check=True)
    pq.write_table(
        pq.read_table(folder / "parquet" / "extent.parquet").slice(0, 0), tmp_path / "parquet" / "extent.parquet"
    )
    described = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    with pytest.raises(mlcroissant.GenerationError):
        list(described.records("extent"))


def test_the_codebook_says_what_each_answer_means(folder: Path) -> None:
    rows = pq.read_table(folder / "parquet" / "codebook.parquet").to_pylist()
    told = {(row["criterion"], row["answer"]): row["meaning"] for row in rows}
    definition = CRITERIA["training"].DEFINITION
    assert told["training", "yes"] == f"{definition.means} Counts: {definition.counts}"
    assert told["training", "na"] == definition.not_applicable
    assert {criterion for criterion, _ in told} == {*CRITERIA, "repeatable"}
    verdicts = pq.read_table(folder / "parquet" / "verdicts.parquet").to_pylist()
    assert {(row["criterion"], row["outcome"]) for row in verdicts} <= set(told)


def test_the_methods_have_the_survey_s_own_numbers(folder: Path) -> None:
    text = " ".join((folder / "METHODS.md").read_text().split())
    rules = pq.read_table(folder / "parquet" / "rules.parquet").to_pylist()
    (training,) = {row["rule"] for row in rules if row["criterion"] == "training"}
    for told in (
        f"We surveyed the 27 papers of demo 2021-2023 with reprosurvey {version('reprosurvey')}.",
        "22 papers give the address of a public repository of their own (22 repositories)",
        "19 were looked into",
        "2 showed nothing public, and 1 could not be looked into",
        f"training {training}, ",
    ):
        assert told in text
    assert "corrected_shares" not in text


@pytest.mark.slow
def test_the_methods_tell_of_people_s_answers(tmp_path: Path) -> None:
    small = SmallSurvey(tmp_path / "survey")
    for number in range(12):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", "yes", rule="4")
        small.review(f"p{number}", "public_data", "yes", role="stands" if number else "compared")
        small.store.append(ASSESSMENTS, [{"paper": f"p{number}", "assessed_at": at(1)}], ("small", 2022))
    export_dataset(
        tmp_path / "deposit", ["Doe, Jane"], url="https://doi.org/10.5281/zenodo.1", store=str(small.store.path)
    )
    text = " ".join((tmp_path / "deposit" / "METHODS.md").read_text().split())
    assert "11 of all by people" in text
    assert "For this survey people answered up to 12 times" in text
    croissant = json.loads((tmp_path / "deposit" / "croissant.json").read_text())
    assert (croissant["url"], croissant["creator"]) == (
        "https://doi.org/10.5281/zenodo.1",
        [{"@type": "sc:Person", "name": "Jane Doe"}],
    )
    assert yaml.safe_load((tmp_path / "deposit" / "CITATION.cff").read_text())["url"] == croissant["url"]


def test_the_version_of_the_tool_stands_in_each_description(folder: Path) -> None:
    made = f"reprosurvey {version('reprosurvey')}"
    assert all(made in (folder / name).read_text() for name in ("README.md", "datapackage.json", "croissant.json"))
    (software,) = yaml.safe_load((folder / "CITATION.cff").read_text())["references"]
    assert (software["title"], software["version"]) == ("reprosurvey", version("reprosurvey"))


def test_the_checksums_hold(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True
    )
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert checked == files - {"SHA256SUMS"}


def test_both_forms_hold_the_same_rows_and_every_column_is_told(folder: Path) -> None:
    about = {"codebook": COLUMNS} | {query.name: query.columns for query in queries()}
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
    export_dataset(tmp_path / "deposit", ["Doe, Jane"], store=str(small.store.path))
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
        own = ("meaning",) if path.stem == "codebook" else ()  # our words
        for row in pq.read_table(path).drop_columns(list(own)).to_pylist():
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
    export_dataset(tmp_path, ["Doe, Jane", "A Laboratory"], store=str(surveyed.store))
    assert (tmp_path / "SHA256SUMS").read_bytes() == (folder / "SHA256SUMS").read_bytes()


def test_what_is_in_the_folder_stays(surveyed: Survey, folder: Path) -> None:
    with pytest.raises(UsageError, match="deposit is not an empty folder; name a new one"):
        export_dataset(folder, ["Doe, Jane"], store=str(surveyed.store))


def test_a_licence_that_spdx_does_not_know(surveyed: Survey, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'CC-BY' is no SPDX identifier"):
        export_dataset(tmp_path / "new", ["Doe, Jane"], licence="CC-BY", store=str(surveyed.store))
    assert not (tmp_path / "new").exists()


def test_a_survey_without_verdicts(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="nothing was judged yet"):
        export_dataset(tmp_path / "new", ["Doe, Jane"], store=str(store.path))


def test_options_of_one_export_are_not_those_of_another() -> None:
    for arguments in (
        ["database", "--format", "csv"],
        ["papers", "--licence", "CC0-1.0"],
        ["dataset", "new", "-o", "x"],
    ):
        done = CliRunner().invoke(app, ["export", *arguments])
        assert (done.exit_code, "No such option" in done.output) == (2, True)


def test_without_a_name_there_is_a_list_with_columns() -> None:
    done = CliRunner().invoke(app, ["export"])
    assert done.exit_code == 0
    told = dict(re.findall(r"^(\w+): (.+?)$", done.output, re.MULTILINE))
    assert set(told) == {"database", "dataset", *(query.name for query in queries())}
    assert told["trends"] == "How each share of Table 1 moves over a venue's years: the slope, and a test for trend."
    listed = re.sub(r"\s+", " ", done.output)
    assert all(", ".join(query.columns) in listed for query in queries())


def test_a_name_that_is_none() -> None:
    done = CliRunner().invoke(app, ["export", "paper"])
    assert isinstance(done.exception, UsageError)
    assert "there is nothing named paper to export: database, dataset, " in str(done.exception)
