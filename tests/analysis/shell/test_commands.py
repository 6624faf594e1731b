"""A query reaches the survey and nothing else, and what goes wrong is told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from reprosurvey.analysis.shell.commands import Bounds, answer
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import PAPERS
from tests.web import Site


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.create(tmp_path_factory.mktemp("sealed") / "survey")
    paper = {"paper": "a", "kind": "paper", "title": "A \x1b[31mred\x1b[0m title", "authors": [], "declared": []}
    store.append(PAPERS, [paper | {"crawled_at": now()}], ("small", 2022))
    return store


@pytest.fixture(scope="module")
def database(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(store, sealed=True) as database:
        yield database


def test_the_survey_is_read(database: duckdb.DuckDBPyConnection) -> None:
    rows = answer(database, "select paper, year from papers")
    assert rows is not None
    assert rows.to_pylist() == [{"paper": "a", "year": 2022}]


@pytest.mark.parametrize(
    "query",
    [
        "copy (select 1) to '{folder}/written.csv'",
        "copy papers to '{store}/papers/written.parquet'",
        "explain analyze copy (select 1) to '{folder}/written.csv'",
        "prepare p as copy (select 1) to '{folder}/written.csv'; execute p",
        "export database '{folder}/written'",
        "attach '{folder}/written.duckdb'",
        "attach '{store}/written.duckdb'",
        "from read_csv('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from read_text('{folder}/secret.csv')",
        "from read_blob('{store}/reprosurvey.json')",
        "from read_parquet('{store}/papers/**/*.parquet')",
        "from glob('{folder}/*')",
        "from sniff_csv('{folder}/secret.csv')",
        "create or replace table t (a varchar); copy t from '{folder}/secret.csv'",
        "import database '{folder}'",
        "from read_csv('{site}/secret.csv')",
        "install httpfs from '{folder}'",
        "load httpfs",
        "load '{folder}/secret.csv'",
        "create persistent secret s (type s3, key_id 'k', secret 's')",
        "set enable_external_access = true",
        "set allowed_directories = ['{folder}']",
        "set temp_directory = '{folder}'",
        "set profiling_output = '{folder}/written'",
        "set extension_directory = '{folder}'",
        "reset lock_configuration",
        "from not_in_the_survey",
    ],
)
def test_nothing_else_is(
    database: duckdb.DuckDBPyConnection, store: Store, site: Site, tmp_path: Path, query: str
) -> None:
    (tmp_path / "secret.csv").write_text("a\nsecret\n")
    not_in_the_survey = "a variable of this program"
    before = sorted([*tmp_path.rglob("*"), *store.path.rglob("*")])
    with pytest.raises(UsageError, match=r"^the query does not work: ") as refused:
        answer(database, query.format(folder=tmp_path, store=store.path, site=site.base[0]))
    assert "\n" not in str(refused.value)
    assert sorted([*tmp_path.rglob("*"), *store.path.rglob("*")]) == before
    assert not_in_the_survey


def test_files_of_the_working_folder_are_not_reached(
    database: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".tmp").mkdir()
    for place in (".tmp/written.csv", "written.csv"):
        with pytest.raises(UsageError, match="does not work"):
            answer(database, f"copy (select 1) to '{place}'")
    assert not list(tmp_path.rglob("*.csv"))


def test_a_value_in_an_error_does_not_steer_the_terminal(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UsageError, match="red") as refused:
        answer(database, "select title::integer from papers")
    assert str(refused.value).isprintable()


def test_an_error_that_comes_with_the_rows_is_told(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UsageError, match="does not work"):
        answer(database, "select error('late') from papers")


def test_rows_for_a_terminal_are_bounded(database: duckdb.DuckDBPyConnection) -> None:
    for asked, given in ((5, 5), (5000, 5000), (5001, 5001), (10**12, 5001)):
        rows = answer(database, f"from range({asked})", Bounds(rows=5000, seconds=60))
        assert rows is not None
        assert rows.num_rows == given
        assert rows.column(0).to_pylist() == list(range(given))
    with pytest.raises(UsageError, match=r"does not work: .*late"):
        answer(database, "select error('late') from range(3)", Bounds(rows=5000, seconds=60))


def test_a_query_for_a_terminal_that_takes_too_long_is_ended(database: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(UsageError, match="took longer than the 0 s that one on a terminal may"):
        answer(database, "select sum(a.range * b.range) from range(10000000) a, range(10000000) b", Bounds(10, 0.05))
    rows = answer(database, "select 1 as n")
    assert rows is not None
    assert rows.to_pylist() == [{"n": 1}]


def test_of_several_statements_the_last_counts(database: duckdb.DuckDBPyConnection) -> None:
    rows = answer(database, "create or replace temp table mine as select 7 as n; select n from mine;")
    assert rows is not None
    assert rows.to_pylist() == [{"n": 7}]


def test_a_command_lists_what_there_is(database: duckdb.DuckDBPyConnection) -> None:
    tables = answer(database, ".tables")
    columns = answer(database, ".columns history.papers")
    commands = answer(database, ".help")
    assert tables is not None
    assert columns is not None
    assert commands is not None
    assert {"survey", "history.papers"} <= set(tables.column("name").to_pylist())
    told = {row["column"]: row["meaning"] for row in columns.to_pylist()}
    assert told["title"] == "title as the publisher or the list gives it; empty where neither does"
    assert ".quit" in commands.column("command").to_pylist()


@pytest.mark.parametrize("command", [".columns", ".columns nothing", ".tables survey", ".read /etc/passwd", "."])
def test_a_command_that_there_is_not(database: duckdb.DuckDBPyConnection, command: str) -> None:
    with pytest.raises(UsageError, match=r"\.tables"):
        answer(database, command)
