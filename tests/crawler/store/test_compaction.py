"""Many small files become few, beside readers and writers, and whenever it is killed meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import filelock
import pytest
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store import compaction, folder
from reprosurvey.crawler.store.compaction import LEAST_AFTER_A_STAGE, compact, finish
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.layout import digest_in, digest_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.runs import recorded
from reprosurvey.crawler.store.schemas import BLOBS, LINKS, RUNS, TABLES, VERDICTS, Table

from .killing import killed_everywhere

WHEN = datetime(2022, 10, 31, tzinfo=UTC)
ORIGINS = [f"https://github.com/lab/{number}" for number in range(3)]


def fill(store: Store) -> None:
    """Four files in each of two years, and one a repository and text."""
    for number in range(4):
        for year in (2021, 2022):
            row = {"paper": "p", "criterion": "training", "outcome": "yes", "evidence": [], "rule": "1"}
            store.append(VERDICTS, [row | {"assessed_at": WHEN + timedelta(number)}], ("midl", year))
        store.append(BLOBS, [{"origin": origin, "blob": str(number), "text": "text"} for origin in ORIGINS])


def rows(store: Store) -> Counter[str]:
    return Counter(str(row) for table in TABLES.values() for row in store.read(table).to_pylist())


def files(store: Store, table: Table) -> int:
    return len(list((store.path / table.name).rglob("*.parquet")))


def work(folder: Path) -> None:
    """What ``killing`` kills."""
    compact(Store.open(folder))


def test_a_partition_becomes_one_file(store: Store) -> None:
    fill(store)
    before = rows(store)
    done = compact(store)
    assert (done.files, done.left) == (4 * 2 + 4 * len({file.parent for file in store.files_of(BLOBS)}), 0)
    assert rows(Store(store.path)) == before
    assert files(store, VERDICTS) == 2
    for file in store.path.rglob("*.parquet"):
        assert digest_in(file.name) == digest_of(file.read_bytes())
    assert compact(store).files == 0


def test_what_stands_twice_is_kept_once_and_order_stays_within_a_paper(store: Store) -> None:
    verdict = {"paper": "p", "criterion": "training", "outcome": "yes", "evidence": [], "assessed_at": WHEN}
    for outcome in ("yes", "yes", "no"):
        store.append(VERDICTS, [verdict | {"outcome": outcome}], ("midl", 2022))
    for paper, written in (("b", "2"), ("a", "1"), ("b", "1"), ("b", "3")):
        store.append(LINKS, [{"paper": paper, "written": written, "extracted_at": WHEN}], ("midl", 2022))
    compact(store)
    assert Counter(store.read(VERDICTS)["outcome"].to_pylist()) == {"yes": 1, "no": 1}
    links = store.read(LINKS, ["paper", "written"]).to_pylist()
    assert [(row["paper"], row["written"]) for row in links] == [("a", "1"), ("b", "2"), ("b", "1"), ("b", "3")]


def test_large_files_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    monkeypatch.setattr(compaction, "SMALL_BYTES", 1)
    assert compact(store).files == 0


def test_what_is_read_stays_until_it_is_read(store: Store) -> None:
    fill(store)
    reader = Store.open(store.path)
    with connect(reader) as database:
        done = compact(store)
        assert done.left == done.files > 0
        assert database.sql("select count(*) from history.verdicts").fetchall() == [(8,)]
        assert rows(Store.open(store.path)) == rows(reader)
    assert files(store, VERDICTS) == 2 + 8
    del reader, database
    assert compact(store).left == 0
    assert files(store, VERDICTS) == 2


def test_what_was_replaced_again_and_again_while_somebody_read_is_deleted(store: Store) -> None:
    fill(store)
    reader = Store.open(store.path)
    reader.files_of(VERDICTS)
    for number in range(6):
        row = {"paper": f"new {number}", "criterion": "training", "outcome": "no", "evidence": [], "assessed_at": WHEN}
        store.append(VERDICTS, [row], ("midl", 2022))
        compact(store)
    expected = rows(store)
    del reader
    assert finish(store) == 0
    assert rows(store) == expected
    assert files(store, VERDICTS) == 2


def test_what_a_connection_of_the_same_store_reads_stays(store: Store) -> None:
    fill(store)
    database = connect(store)
    assert compact(store).left > 0
    assert database.sql("select count(*) from history.verdicts").fetchall() == [(8,)]
    del database
    assert compact(store).left == 0


def test_what_is_read_in_another_process_stays(store: Store) -> None:
    fill(store)
    script = (
        "import sys; from pathlib import Path; from reprosurvey.crawler.store.parquet import Store\n"
        "from reprosurvey.crawler.store.schemas import VERDICTS\n"
        f"store = Store.open(Path({str(store.path)!r})); found = store.dataset(VERDICTS)\n"
        "print('listed', flush=True); sys.stdin.readline(); print(found.count_rows(), flush=True)"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "listed\n"
        assert compact(store).left > 0
        assert other.communicate("go\n")[0] == "8\n"
    assert compact(store).left == 0


def test_what_is_written_meanwhile_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    before = rows(store)
    write = folder.write_beside
    more = {"paper": "new", "criterion": "training", "outcome": "no", "evidence": [], "assessed_at": WHEN}

    def writing(target: Path, content: bytes) -> None:
        write(target, content)
        if target.parent.name == folder.REPLACED:
            Store(store.path).append(VERDICTS, [more | {"head": target.name}], ("midl", 2022))

    monkeypatch.setattr(folder, "write_beside", writing)
    done = compact(store)
    added = rows(store) - before
    assert added.total() == done.made
    assert not before - rows(store)


@pytest.mark.slow
def test_killed_before_any_of_its_writes_nothing_is_lost_or_twice(store: Store, tmp_path: Path) -> None:
    fill(store)
    expected = rows(store)
    (tmp_path / "kills").mkdir()
    kills = killed_everywhere("tests.crawler.store.test_compaction", store.path, tmp_path / "kills")
    assert kills > 15
    for kill in range(1, kills + 1):
        left = Store.open(tmp_path / "kills" / str(kill))
        assert rows(left) == expected
        assert files(left, VERDICTS) == 2


def test_two_at_once_are_one_too_many(store: Store) -> None:
    with (
        filelock.FileLock(store.path / "compacting.lock"),
        pytest.raises(SurveyError, match="another process compacts"),
    ):
        compact(store)


def test_a_stage_leaves_no_many_small_files(store: Store) -> None:
    for _ in range(LEAST_AFTER_A_STAGE - 1):
        store.append(RUNS, [{"stage": "visit", "started_at": WHEN, "counts": []}])
    with recorded(store, "visit"):
        pass
    assert files(store, RUNS) == 1
    assert store.read(RUNS).num_rows == 2


def test_the_command_tells_what_it_did(store: Store) -> None:
    fill(store)
    done = CliRunner().invoke(app, ["compact", "--store", str(store.path)], env={"COLUMNS": "200"})
    assert f"Compacted {store.path}: 20 files into 5." in done.output
