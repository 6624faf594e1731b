"""A survey of an older release is brought to this one's form with every row, whenever it is killed meanwhile."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.folder import Folder
from reprosurvey.crawler.store.migration import migrate
from reprosurvey.crawler.store.parquet import MARKER, MIGRATING, Store, version_of
from reprosurvey.crawler.store.schemas import (
    BLOBS,
    CANDIDATES,
    LINKS,
    SCHEMA_VERSION,
    SNAPSHOTS,
    TABLES,
    VERDICTS,
    VISITS,
)

from .killing import killed_everywhere

WHEN = datetime(2022, 10, 31, 12, tzinfo=UTC)
OLD_EVIDENCE = pa.list_(pa.struct([("place", pa.string()), ("quote", pa.string()), ("line", pa.int64())]))
SEG, FORK = "https://github.com/lab/seg", "https://github.com/lab/fork"


def write(folder: Path, name: str, rows: list[dict[str, Any]], **types: pa.DataType) -> None:
    """A file as the older release wrote it: with fewer columns, its name without a digest."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(rows)
    for column, kind in types.items():
        table = table.set_column(table.schema.get_field_index(column), column, table[column].cast(kind))
    pq.write_table(table, folder / f"{name}.parquet")


def older_survey(path: Path) -> None:
    """Two years of papers, two repositories that share a text, and a text that no snapshot has."""
    path.mkdir(parents=True)
    (path / MARKER).write_text(json.dumps({"schema_version": 1}))
    for year in (2021, 2022):
        partition = Path("venue=midl", f"year={year}")
        for number in range(3):
            paper = {
                "paper": f"p{number}",
                "kind": "paper",
                "title": "A [title]",
                "authors": ["Ada"],
                "crawled_at": WHEN,
            }
            write(path / "papers" / partition, f"2022-{number}", [paper])
        for reason, place, quote in (
            ("empty", "repository", "no files"),
            (None, "a.py", "fit()"),
            ("x", "", "asked for: x"),
        ):
            evidence = [{"place": place, "quote": quote, "line": 1}]
            row = {"paper": str(reason), "criterion": "training", "evidence": evidence, "assessed_at": WHEN}
            write(path / "verdicts" / partition, f"2022-{reason}", [row], evidence=OLD_EVIDENCE)
    for origin in (SEG, FORK):
        visit = {"origin": origin, "visited_at": WHEN, "outcome": "full", "head": "1" * 40, "requests": 1}
        write(path / "visits", origin[-3:], [visit])
        names = {"a": ("shared", True), "b": (f"own of {origin}", True), "c": ("left", False)}
        tree = [
            {"origin": origin, "head": "1" * 40, "path": name, "mode": "100644", "blob": blob, "kept": kept}
            for name, (blob, kept) in names.items()
        ]
        write(path / "snapshots", origin[-3:], tree)
    held = ["shared", f"own of {SEG}", f"own of {FORK}", "of nobody"]
    write(path / "blobs", "0", [{"blob": blob, "text": f"text of {blob}"} for blob in held])


def content(path: Path) -> dict[str, list[str]]:
    store = Store.open(path)
    return {name: sorted(map(str, store.read(table).to_pylist())) for name, table in TABLES.items()}


def work(folder: Path) -> None:
    """What ``killing`` kills."""
    migrate(folder, silent)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    older_survey(tmp_path / "survey")
    return tmp_path / "survey"


def test_every_row_is_taken_over(older: Path) -> None:
    done = migrate(older, silent)
    assert done is not None
    assert (done.rows, done.unused_texts) == (6 + 6 + 2 + 6, 1)
    store = Store.open(older)
    assert store.read(TABLES["papers"]).num_rows == 6
    assert store.read(TABLES["visits"])["origin"].to_pylist() == [FORK, SEG]
    assert store.read(SNAPSHOTS).num_rows == 6
    texts = {(row["origin"], row["blob"], row["text"]) for row in store.read(BLOBS).to_pylist()}
    assert texts == {(o, b, f"text of {b}") for o in (SEG, FORK) for b in ("shared", f"own of {o}")}
    reasons = {row["paper"]: row["reason"] for row in store.read(VERDICTS).to_pylist()}
    assert reasons == {"empty": "empty", "None": None, "x": "x"}
    assert {file.suffix for file in older.rglob("*") if file.is_file()} <= {".parquet", ".json", ".lock"}
    assert not list(older.glob("*migrati*"))


def test_a_row_that_stands_twice_is_kept_once(older: Path) -> None:
    (file, *_) = sorted((older / "papers").rglob("*.parquet"))
    rows = pq.ParquetFile(file).read()
    pq.write_table(pa.concat_tables([rows, rows]), file)
    done = migrate(older, silent)
    assert done is not None
    assert (done.doubles, Store.open(older).read(TABLES["papers"]).num_rows) == (1, 6)


def test_of_the_last_version_tables_with_other_columns_are_written_anew(store: Store) -> None:
    (store.path / MARKER).write_text(json.dumps({"schema_version": 2}))
    partition = Path("venue=midl", "year=2022")
    write(store.path / "links" / partition, "2022-0", [{"paper": "a", "written": SEG, "forms": [SEG, FORK]}])
    write(store.path / "candidates" / partition, "2022-0", [{"paper": "a", "origin": FORK, "rank": 1, "form": 2}])
    write(store.path / "snapshots" / "bucket=00", "2022-0", [{"origin": SEG, "path": "train.py"}])
    store.append(VISITS, [{"origin": SEG}])
    visits = store.files_of(VISITS)
    done = migrate(store.path, silent)
    assert done is not None
    assert done.rows == 3
    migrated = Store.open(store.path)
    assert migrated.read(LINKS)["variants"].to_pylist() == [[SEG, FORK]]
    assert migrated.read(CANDIDATES)["variant"].to_pylist() == [2]
    assert migrated.read(SNAPSHOTS)["path"].to_pylist() == ["train.py"]
    assert migrated.files_of(VISITS) == visits


@pytest.mark.slow
def test_killed_before_any_of_its_writes_it_goes_on(older: Path, tmp_path: Path) -> None:
    (tmp_path / "kills").mkdir()
    kills = killed_everywhere("tests.crawler.store.test_migration", older, tmp_path / "kills")
    migrate(older, silent)
    expected = content(older)
    assert kills > 40
    for kill in range(1, kills + 1):
        assert content(tmp_path / "kills" / str(kill)) == expected
        assert not list((tmp_path / "kills" / str(kill)).glob("*migrati*"))


def test_what_is_of_this_release_stays(store: Store) -> None:
    assert migrate(store.path, silent) is None


@pytest.mark.parametrize("version", [1, MIGRATING])
def test_a_command_names_what_to_do(older: Path, version: object) -> None:
    (older / MARKER).write_text(json.dumps({"schema_version": version}))
    done = CliRunner().invoke(app, ["table1", "--store", str(older)])
    assert isinstance(done.exception, SurveyError)
    assert "`reprosurvey migrate` brings it there" in str(done.exception)
    CliRunner().invoke(app, ["migrate", "--store", str(older)], catch_exceptions=False)
    assert version_of(Folder(older)) == SCHEMA_VERSION


def test_a_version_of_the_future_is_refused(older: Path) -> None:
    (older / MARKER).write_text(json.dumps({"schema_version": 999}))
    with pytest.raises(SurveyError, match="schema version 999, of which nothing is known"):
        migrate(older, silent)


def test_a_file_in_no_partition_is_named(older: Path) -> None:
    write(older / "papers", "stray", [{"paper": "a"}])
    with pytest.raises(SurveyError, match=r"papers holds 7 rows, of which 6 were taken over"):
        migrate(older, silent)
    assert version_of(Folder(older)) == 1
