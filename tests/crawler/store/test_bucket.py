"""A survey in an object store is what it would be in a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.locations import ObjectUrl, location_of
from reprosurvey.crawler.store import bucket as bucket_module
from reprosurvey.crawler.store import leases
from reprosurvey.crawler.store.compaction import compact, finish
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.doctor import examine
from reprosurvey.crawler.store.leases import Lease
from reprosurvey.crawler.store.objects import REQUESTS, Objects
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import RUNS, TABLES, VERDICTS, VISITS

from .test_compaction import fill, rows

VERDICT = {"paper": "p", "criterion": "training", "outcome": "yes", "evidence": [], "assessed_at": datetime.now(UTC)}


@pytest.fixture
def store(url: ObjectUrl) -> Store:
    return Store.create(url)


@pytest.fixture
def elsewhere(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same survey from another machine, on which nothing of it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other cache"))
    return Store.open(store.location)


def keys(store: Store) -> set[str]:
    assert isinstance(store.location, ObjectUrl)
    return {entry.key for entry in Objects(store.location).list("")}


def test_what_is_written_is_read_on_another_machine(store: Store, elsewhere: Store) -> None:
    fill(store)
    assert rows(elsewhere) == rows(store)
    with connect(elsewhere) as database:
        counted = "select venue, year, count(*) from history.verdicts group by all order by all"
        assert database.sql(counted).fetchall() == [("midl", 2021, 4), ("midl", 2022, 4)]
    assert elsewhere.editions() == [("midl", 2021), ("midl", 2022)]
    assert elsewhere.newest() == store.newest()
    assert list(examine(elsewhere)) == []


def test_only_what_a_query_asks_for_is_fetched_and_that_once(store: Store, elsewhere: Store) -> None:
    fill(store)
    REQUESTS.clear()
    with connect(elsewhere) as database:
        assert REQUESTS["get"] == 2  # a file of each table, for its columns
        assert REQUESTS["list"] == len(TABLES) + 3  # once each, what was replaced, and both for the reviews
        database.sql("select max(outcome) from history.verdicts").fetchall()
        assert REQUESTS["get"] == 9
        database.sql("select max(outcome) from history.verdicts").fetchall()
    with connect(elsewhere, asked=["verdicts"]) as database:
        database.sql("select max(outcome) from history.verdicts").fetchall()
    assert REQUESTS["get"] == 9
    with connect(elsewhere, sealed=True) as database:
        assert database.sql("select count(*) from history.blobs").fetchall() == [(12,)]


def test_sizes_are_known_of_more_folders_than_are_remembered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_module, "_FOLDERS", 1)
    store.append(VISITS, [{"origin": "o"}])
    store.append(RUNS, [{"stage": "crawl", "counts": []}])
    files = [*store.files_of(VISITS), *store.files_of(RUNS)]
    sizes = [file.stat().st_size for file in files]
    with store.listed_at_once():
        assert [store.storage.size(file) for file in files] == sizes
    assert [store.storage.size(file) for file in files] == sizes
    other = Store.open(store.location)
    other.append(VISITS, [{"origin": "p"}])
    assert [other.storage.size(file) for file in files] == sizes


@pytest.mark.slow
def test_a_compaction_leaves_the_old_files_to_who_listed_them(
    store: Store, elsewhere: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    before, written = rows(store), keys(store)
    listed = elsewhere.files_of(VERDICTS)
    done = compact(store)
    assert done.left == done.files > 0
    assert written < keys(store)
    assert len(elsewhere.files_of(VERDICTS)) == 2
    assert rows(elsewhere) == rows(Store.open(store.location)) == before
    elsewhere.storage.bring(listed)
    monkeypatch.setattr(bucket_module, "KEPT", timedelta(seconds=-1))
    assert {problem.what for problem in examine(elsewhere)} == {"another file took its place"}
    assert compact(store).left == 0
    assert not any(file.name in key for file in listed for key in keys(store))
    assert rows(Store.open(store.location)) == before


@pytest.mark.slow
def test_what_was_replaced_again_and_again_is_deleted_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    for number in range(4):
        store.append(VERDICTS, [VERDICT | {"paper": str(number)}], ("midl", 2022))
        compact(store)
    expected = rows(store)
    monkeypatch.setattr(bucket_module, "KEPT", timedelta(seconds=-1))
    assert finish(store) == 0
    assert rows(store) == rows(Store.open(store.location)) == expected
    assert len([key for key in keys(store) if key.startswith("verdicts/")]) == 2


@pytest.mark.slow
def test_two_that_replace_the_same_files_at_once_yield_each_row_once(store: Store, elsewhere: Store) -> None:
    fill(store)
    before = rows(store)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(compact, (store, without_leases(elsewhere))))
    assert rows(store) == rows(elsewhere) == before


@pytest.mark.slow
def test_processes_that_write_and_compact_at_once_lose_nothing(store: Store, tmp_path: Path) -> None:
    script = (
        "import sys; from reprosurvey.crawler.locations import ObjectUrl\n"
        "from reprosurvey.crawler.store.compaction import compact; from reprosurvey.crawler.errors import SurveyError\n"
        "from reprosurvey.crawler.store.parquet import Store; from reprosurvey.crawler.store.schemas import RUNS\n"
        f"store = Store.open(ObjectUrl({str(store.location)!r}))\n"
        "for number in range(20):\n"
        "    store.append(RUNS, [{'stage': sys.argv[1], 'venue': str(number), 'counts': []}])\n"
        "    if number % 5 == 4:\n"
        "        try: compact(store)\n"
        "        except SurveyError as error: assert 'another process compacts' in str(error), error"
    )
    caches = [{**os.environ, "XDG_CACHE_HOME": str(tmp_path / str(writer))} for writer in range(4)]
    commands = [[sys.executable, "-c", script, str(writer)] for writer in range(4)]
    writers = [subprocess.Popen(command, env=cache) for command, cache in zip(commands, caches, strict=True)]
    assert [writer.wait() for writer in writers] == [0] * 4
    compact(store)
    written = Counter((row["stage"], row["venue"]) for row in store.read(RUNS).to_pylist())
    assert written == Counter((str(writer), str(number)) for writer in range(4) for number in range(20))


def without_leases(store: Store) -> Store:
    """As if a paused process had lost its lease without a word."""
    store.storage.locked = lambda *_: nullcontext()  # type: ignore[assignment, method-assign]
    return store


@pytest.mark.slow
@pytest.mark.parametrize("kill", range(1, 4))
def test_killed_before_any_of_its_requests_nothing_is_lost_or_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch, kill: int
) -> None:
    """They are the lease, the record and the file."""
    fill(store)
    expected, put, done = rows(store), Objects._put, Counter[str]()

    def killed(objects: Objects, *arguments: Any) -> Any:
        done["puts"] += 1
        if done["puts"] == kill:
            raise KeyboardInterrupt
        return put(objects, *arguments)

    killed_one = Store.open(store.location)
    monkeypatch.setattr(Objects, "_put", killed)
    with pytest.raises(KeyboardInterrupt):
        compact(killed_one)
    assert rows(store) == expected
    assert compact(store).made == 2 + 3 - (kill == 3)
    assert rows(Store.open(store.location)) == expected


def test_a_file_takes_no_others_place_that_another_takes(store: Store, elsewhere: Store) -> None:
    fill(store)
    files = store.files_of(VERDICTS)
    seen = [elsewhere.path / file.relative_to(store.path) for file in files]
    assert store.storage.replace(files[:3], files[0].with_name("a.txt"), memoryview(b""))
    assert not elsewhere.storage.replace(seen[2:5], seen[0].with_name("b.txt"), memoryview(b""))
    assert elsewhere.storage.replace(seen[3:5], seen[0].with_name("c.txt"), memoryview(b""))


def test_one_writes_at_a_time(store: Store, elsewhere: Store) -> None:
    with store.lock():
        for other in (elsewhere, Store.open(store.location)):
            with pytest.raises(SurveyError, match="another run is writing to s3://"), other.lock():
                pass
    with elsewhere.lock():
        pass
    assert not any(key.startswith("locks/") for key in keys(store))


@pytest.mark.slow
def test_of_many_that_begin_at_once_one_writes(store: Store, tmp_path: Path) -> None:
    assert isinstance(store.location, ObjectUrl)
    taken = [Lease(Objects(store.location), "locks/one", str(number), "no") for number in range(8)]
    results = []

    def take(lease: Lease) -> None:
        try:
            lease.take()
            results.append("taken")
        except SurveyError:
            results.append("refused")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(take, taken))
    assert Counter(results) == {"taken": 1, "refused": 7}


def test_a_run_that_is_not_heard_of_loses_the_survey(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(store.location, ObjectUrl)
    objects, key = Objects(store.location), "locks/reprosurvey.lock"
    other = json.dumps({"machine": "another", "host": "there", "beat": ""}).encode()
    objects.put(key, other)
    with pytest.raises(SurveyError, match=r"on there; where that was killed, 120 s after it"), store.lock():
        pass
    monkeypatch.setattr(leases, "SECONDS", -1.0)
    with store.lock():
        assert objects.get(key).content != other
    monkeypatch.setattr(leases, "SECONDS", 0.1)
    with store.lock():
        objects.put(key, other)
        with pytest.raises(SurveyError, match="nothing was heard of this run at s3://"):
            append_until_refused(store)
    assert objects.get(key).content == other


def append_until_refused(store: Store) -> None:
    while True:
        store.append(VERDICTS, [VERDICT], ("midl", 2022))


def test_a_run_goes_on_at_once_after_one_that_was_killed_here(store: Store, endpoint: str) -> None:
    script = (
        "import os; from reprosurvey.crawler.locations import ObjectUrl\n"
        "from reprosurvey.crawler.store.parquet import Store\n"
        f"with Store.open(ObjectUrl({str(store.location)!r})).lock(): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert "locks/reprosurvey.lock" in keys(store)
    with store.lock():
        pass


def test_what_was_not_read_for_longest_leaves_this_machine(url: ObjectUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.create(url)
    fill(store)
    expected, files = rows(store), sorted(store.path.rglob("*.parquet"))
    for age, file in enumerate(files):
        os.utime(file, (age, age))
    monkeypatch.setattr(bucket_module, "CACHE_BYTES", sum(file.stat().st_size for file in files[1:]))
    store = Store.open(url)  # which the other reads until it is gone
    assert sorted(store.path.rglob("*.parquet")) == files
    store = Store.open(url)
    assert sorted(store.path.rglob("*.parquet")) == files[1:]
    assert rows(store) == expected


@pytest.mark.parametrize(
    "address", ["s3://", "s3://bucket/?a", "s3://key:secret@bucket/a", "http://a/b", "s3://a/../b"]
)
def test_addresses_at_which_no_survey_can_be(address: str) -> None:
    with pytest.raises(UsageError, match="no survey can be at"):
        location_of(address)


def test_a_folder_is_named_as_before() -> None:
    assert location_of("survey") == Path("survey")
    assert location_of("survey", Path("/home")) == Path("/home/survey")
    assert location_of("/x/survey", Path("/home")) == Path("/x/survey")
    assert str(location_of("gs://bucket/a/")) == "gs://bucket/a"
    assert (
        str(location_of("abfs://data@account.dfs.core.windows.net/a")) == "abfs://data@account.dfs.core.windows.net/a"
    )


def test_damage_and_what_belongs_to_no_table_is_found(store: Store, elsewhere: Store) -> None:
    fill(store)
    (damaged, *_) = store.files_of(VERDICTS)
    assert isinstance(store.location, ObjectUrl)
    objects = Objects(store.location)
    key = damaged.relative_to(store.path).as_posix()
    objects.put(key, objects.get(key).content[:-1] + b"x")
    objects.put("papers/notes.txt", b"")
    said = {(store.storage.name_of(problem.file), problem.what) for problem in examine(store)}
    with pytest.raises(SurveyError, match="is damaged; `reprosurvey doctor` says more"):
        elsewhere.read(VERDICTS)
    assert said == {
        (f"{store}/{key}", "it is damaged: its content is not what was written"),
        (f"{store}/papers/notes.txt", "no table reads it there"),
    }


def test_one_line_where_there_is_no_way(url: ObjectUrl, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SurveyError, match=f"^no survey at {url}; `reprosurvey run` makes one"):
        Store.open(url)
    with pytest.raises(SurveyError, match=r"^no access to s3://not-there-at-all/a/.*: NoSuchBucket$"):
        Store.create(ObjectUrl("s3://not-there-at-all/a"))
    Objects(url).put("notes.txt", b"")
    with pytest.raises(SurveyError, match="is not a survey and not an empty folder"):
        Store.create(url)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(SurveyError, match=r"^no access to s3://nobody-there/a/reprosurvey\.json: HTTP error"):
        Store.open(ObjectUrl("s3://nobody-there/a"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(SurveyError, match=r"^no credentials for s3://nobody/a: none are found; set AWS_PROFILE or"):
        Store.open(ObjectUrl("s3://nobody/a"))


def test_what_is_needed_for_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(UsageError, match=r"pip install 'reprosurvey\[objects\]'"):
        Store.open(ObjectUrl("s3://not-installed/a"))
