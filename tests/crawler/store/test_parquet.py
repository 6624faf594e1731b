from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.clock import CLOCK, present
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.layout import Part, bucket_of, digest_in, digest_of, part_of
from reprosurvey.crawler.store.parquet import MARKER, Store, now
from reprosurvey.crawler.store.schemas import BLOBS, PAPERS, RUNS, SCHEMA_VERSION, TABLES, VERDICTS

ORIGIN = "https://github.com/lab/seg"
WHEN = datetime(2022, 10, 31, 12, 0, 0, 123456, tzinfo=UTC)


def blobs(*names: str) -> list[dict[str, str]]:
    return [{"origin": ORIGIN, "blob": name, "text": f"text of {name}"} for name in names]


def paper(key: str, **columns: object) -> dict[str, object]:
    return dict.fromkeys(PAPERS.schema.names) | {"paper": key, "authors": [], "declared": []} | columns


def test_rows_come_back_as_they_were_appended(store: Store) -> None:
    row = paper(
        "alm22a",
        title="Ünïcode — and 'quotes'",
        authors=["Ada Alm", "Bo Berg"],
        declared=[{"label": "Software", "url": "https://github.com/lab/seg"}, {"label": "", "url": ""}],
        crawled_at=WHEN,
    )
    store.append(PAPERS, [row], ("midl", 2022))
    assert store.read(PAPERS).to_pylist() == [{"venue": "midl", "year": 2022, **row}]


def test_lists_of_structs_may_be_empty_or_absent(store: Store) -> None:
    evidence = [{"place": "page 1", "quote": "q", "line": None, "link": None, "kind": "page", "reason": None}]
    rows = [{"paper": str(i), "evidence": e} for i, e in enumerate((evidence, [], None))]
    store.append(VERDICTS, rows, ("midl", 2022))
    assert store.read(VERDICTS)["evidence"].to_pylist() == [evidence, [], None]


def test_half_a_surrogate_pair_is_stored_as_a_replacement_character(store: Store) -> None:
    evidence = [{"place": "a.ipynb", "quote": "print('\ud83d')", "line": 1, "link": None, "kind": None, "reason": None}]
    store.append(VERDICTS, [{"paper": "\udc00", "evidence": evidence}, {"paper": "\ud83d\ude00"}], ("midl", 2022))
    assert store.read(VERDICTS)["paper"].to_pylist() == ["\ufffd", "\U0001f600"]
    assert store.read(VERDICTS)["evidence"].to_pylist() == [[evidence[0] | {"quote": "print('\ufffd')"}], None]


def test_counts_come_back_as_a_map(store: Store) -> None:
    store.append(RUNS, [{"stage": "crawl", "counts": [("full", 2), ("failed", 1)]}])
    assert store.read(RUNS)["counts"].to_pylist() == [[("full", 2), ("failed", 1)]]


def test_a_table_of_arrow_is_appended_as_it_is(store: Store) -> None:
    store.append(BLOBS, pa.table({"blob": ["a"], "origin": [ORIGIN], "text": pa.array(["x"], pa.large_string())}))
    assert store.read(BLOBS).to_pylist() == [{"origin": ORIGIN, "blob": "a", "text": "x"}]


def test_a_venue_s_year_is_a_folder_and_a_typed_column(store: Store) -> None:
    store.append(PAPERS, [paper("a")], ("midl", 2022))
    store.append(PAPERS, [paper("b")], ("other-venue", 2019))
    folders = {str(p.parent.relative_to(store.path)) for p in store.path.rglob("*.parquet")}
    assert folders == {"papers/venue=midl/year=2022", "papers/venue=other-venue/year=2019"}
    found = store.read(PAPERS, ["paper", "year"], pc.field("year") == 2019)
    assert found.to_pylist() == [{"paper": "b", "year": 2019}]
    assert found.schema.field("year").type == pa.int32()


def test_a_table_without_a_file_is_empty_but_has_its_columns(store: Store) -> None:
    for table in TABLES.values():
        assert store.read(table).schema.names == table.columns.names
        assert store.read(table).num_rows == 0


def test_a_folder_that_cannot_be_read_is_not_an_empty_table(store: Store) -> None:
    (store.path / "verdicts").write_text("in place of the folder")
    with pytest.raises(SurveyError, match=r"cannot read .*/verdicts: "):
        store.read(VERDICTS)


def test_a_folder_that_only_others_may_read_is_named(store: Store) -> None:
    store.append(VERDICTS, [{"paper": "a"}], ("midl", 2022))
    folder = store.path / "verdicts" / "venue=midl"
    folder.chmod(0)
    try:
        if os.access(folder, os.R_OK):
            pytest.skip("this user reads every folder")
        with pytest.raises(SurveyError, match=r"cannot read .*/verdicts/venue=midl: Permission denied"):
            store.read(VERDICTS)
    finally:
        folder.chmod(0o700)


def test_no_rows_make_no_file(store: Store) -> None:
    store.append(BLOBS, [])
    assert not (store.path / BLOBS.name).exists()


def test_files_are_read_in_the_order_in_which_they_were_written(store: Store) -> None:
    names = [f"blob {i}" for i in range(30)]
    for name in names:
        store.append(BLOBS, blobs(name))
    assert store.read(BLOBS)["blob"].to_pylist() == names


def test_order_holds_across_partitions(store: Store) -> None:
    for key, edition in (("first", ("z", 2022)), ("second", ("a", 2019)), ("third", ("z", 2019))):
        store.append(PAPERS, [paper(key)], edition)
    assert store.read(PAPERS)["paper"].to_pylist() == ["first", "second", "third"]


def test_what_a_crash_left_half_written_is_ignored(store: Store) -> None:
    store.append(BLOBS, blobs("a"))
    (written,) = store.path.rglob("*.parquet")
    written.with_name(f".{written.name}.4711.tmp").write_bytes(written.read_bytes()[:100])
    assert store.read(BLOBS)["blob"].to_pylist() == ["a"]


def test_nothing_but_finished_files_is_left_behind(store: Store) -> None:
    store.append(BLOBS, blobs("a"))
    assert not list(store.path.rglob("*.tmp"))
    assert not list(store.path.rglob(".*.tmp"))


def test_rows_that_do_not_fit_leave_nothing_behind(store: Store) -> None:
    with pytest.raises(pa.ArrowException):
        store.append(PAPERS, [paper("a", crawled_at="yesterday")], ("midl", 2022))
    assert not list(store.path.rglob("*.parquet"))
    assert not list(store.path.rglob("*.tmp"))


def test_a_file_may_have_been_written_with_fewer_columns(store: Store) -> None:
    (store.path / "blobs").mkdir()
    pq.write_table(pa.table({"blob": ["old"]}), store.path / "blobs" / "0.parquet")
    assert store.read(BLOBS).to_pylist() == [{"origin": None, "blob": "old", "text": None}]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_comments_and_version_reach_the_files(store: Store, table) -> None:
    row = dict.fromkeys(table.schema.names) | ({"origin": ORIGIN} if table.bucketed else {})
    store.append(table, [row], ("midl", 2022) if table.partitioned else None)
    (file,) = store.path.rglob("*.parquet")
    written = pq.read_schema(file)
    assert written.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
    assert written.metadata[b"comment"] == table.comment.encode()
    for field in table.schema:
        assert written.field(field.name).metadata[b"comment"] == field.metadata[b"comment"]
        assert field.metadata[b"comment"]


def test_any_tool_reads_the_files_by_the_hive_convention(store: Store) -> None:
    store.append(PAPERS, [paper("a")], ("midl", 2022))
    read = ds.dataset(store.path / "papers", partitioning="hive").to_table(["venue", "year", "paper"])
    assert read.to_pylist() == [{"venue": "midl", "year": 2022, "paper": "a"}]


def test_a_column_that_rows_do_not_have_is_null(store: Store) -> None:
    store.append(RUNS, pa.table({"stage": ["crawl"]}))
    assert store.read(RUNS, ["stage", "venue", "counts"]).to_pylist() == [
        {"stage": "crawl", "venue": None, "counts": None}
    ]


def test_what_repeats_another_column_is_filled_in(store: Store) -> None:
    pieces = [{"place": "a", "kind": "file", "reason": "empty"}, {"place": "b", "kind": "file", "reason": "other"}]
    rows = [{"paper": str(i), "evidence": e} for i, e in enumerate((pieces, pieces[:1], [{"place": "c"}], [], None))]
    store.append(VERDICTS, [*rows, {"paper": "5", "evidence": [], "reason": "told"}], ("midl", 2022))
    assert store.read(VERDICTS)["reason"].to_pylist() == ["empty", "empty", None, None, None, "told"]


def test_what_is_kept_of_a_repository_stands_in_its_bucket(store: Store) -> None:
    origins = [f"https://github.com/lab/{number}" for number in range(40)]
    refs = [f"{origin}/tree/dev" for origin in origins]
    store.append(BLOBS, [{"origin": origin, "blob": "a", "text": origin} for origin in (*origins, *refs)])
    for origin, ref in zip(origins, refs, strict=True):
        assert bucket_of(origin) == bucket_of(ref)
        found = store.read(BLOBS, ["origin"], part=part_of([origin]))["origin"].to_pylist()
        assert {origin, ref} <= set(found)
        assert {bucket_of(other) for other in found} == {bucket_of(origin)}
    assert store.read(BLOBS).num_rows == 80


def test_one_venue_s_year_is_read_alone(store: Store) -> None:
    for key, edition in (("a", ("x", 2020)), ("b", ("x", 2021)), ("c", ("y", 2020))):
        store.append(PAPERS, [paper(key)], edition)
    assert store.editions() == [("x", 2020), ("x", 2021), ("y", 2020)]
    part = Part(editions=frozenset([("x", 2021), ("y", 2020), ("z", 1999)]))
    assert store.read(PAPERS, ["paper"], part=part)["paper"].to_pylist() == ["b", "c"]


@pytest.mark.parametrize("name", ["br[1]ack", "q?m", "st*r", "[", "it's", "a{b,c}", "**"])
def test_a_path_is_no_pattern(tmp_path: Path, name: str) -> None:
    for folder in (name, "br1ack", "qxm", "stxxr"):
        store = Store.create(tmp_path / folder)
        store.append(PAPERS, [paper(folder)], ("midl", 2022))
    with connect(Store.open(tmp_path / name)) as database:
        assert database.sql("select paper from history.papers").fetchall() == [(name,)]


def test_a_folder_that_readers_would_take_for_a_partition(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="for a part of a table"):
        Store.create(tmp_path / "venue=midl" / "survey")


def test_a_name_holds_the_digest_of_its_file(store: Store) -> None:
    store.append(BLOBS, blobs("a"))
    (file,) = store.path.rglob("*.parquet")
    assert digest_in(file.name) == digest_of(file.read_bytes())
    assert digest_in("0.parquet") is None


def test_a_run_removes_what_killed_ones_left(store: Store) -> None:
    store.append(BLOBS, blobs("a"))
    (written,) = store.path.rglob("*.parquet")
    left = written.with_name(f".{written.name}.4711.tmp")
    left.write_bytes(b"half")
    with store.lock():
        assert not left.exists()
    assert written.exists()


def test_a_full_disk_is_told_with_the_file_and_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*/blobs/bucket=.*\.parquet'"):
        store.append(BLOBS, blobs("a"))
    assert not [file for file in (store.path / "blobs").rglob("*") if file.is_file()]


def test_create_makes_a_survey_and_later_opens_it(tmp_path: Path) -> None:
    Store.create(tmp_path / "a" / "b").append(BLOBS, blobs("a"))
    assert Store.create(tmp_path / "a" / "b").read(BLOBS).num_rows == 1
    assert Store.open(tmp_path / "a" / "b").read(BLOBS).num_rows == 1


def test_create_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / f".{MARKER}.4711.tmp").write_text("{")
    assert Store.create(tmp_path).read(BLOBS).num_rows == 0


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(SurveyError, match="not a survey and not an empty folder"):
        Store.create(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_is_no_survey(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(SurveyError, match="not a survey"):
        Store.create(tmp_path / "file")
    with pytest.raises(SurveyError, match="no survey at"):
        Store.open(tmp_path / "file")


def test_where_no_survey_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(SurveyError, match=r"cannot make a survey at .*/file/new: Not a directory"):
        Store.create(tmp_path / "file" / "new")


def test_a_marker_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / MARKER).mkdir()
    with pytest.raises(SurveyError, match=f"cannot read .*{MARKER}: Is a directory"):
        Store.open(tmp_path)


def test_a_survey_that_cannot_be_written(store: Store) -> None:
    (store.path / "reprosurvey.lock").mkdir()
    with pytest.raises(SurveyError, match="cannot write to the survey at"), store.lock():
        pass


def test_there_is_no_survey_to_open(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"no survey at .*--store names another"):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("version", [0, 999, "1", None])
def test_another_schema_version_is_refused(store: Store, version: object) -> None:
    (store.path / MARKER).write_text(json.dumps({"schema_version": version}))
    for take in (Store.open, Store.create):
        with pytest.raises(SurveyError, match="schema version"):
            take(store.path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"7", b"\xff\xfe"])
def test_a_damaged_marker_is_named(store: Store, content: bytes) -> None:
    (store.path / MARKER).write_bytes(content)
    with pytest.raises(SurveyError, match=f"{MARKER} is damaged"):
        Store.open(store.path)


def test_the_lock_is_held_against_another_process(store: Store) -> None:
    script = (
        "import sys; from pathlib import Path; from reprosurvey.crawler.store.parquet import Store\n"
        f"with Store.open(Path({str(store.path)!r})).lock():\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(SurveyError, match="another run is writing"), store.lock():
            pass
        other.communicate("")
    with store.lock():
        pass


def test_the_lock_is_free_after_an_error(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.lock():
        1 / 0  # noqa: B018
    with store.lock():
        pass


def test_what_is_written_comes_after_what_is_there_whatever_the_clock_says(store: Store) -> None:
    ahead = present() + timedelta(days=900)
    with CLOCK.after(ahead):
        store.append(RUNS, [{"stage": "visit", "started_at": now()}])
    newest = store.newest()
    assert newest is not None
    assert newest > ahead
    with store.lock():
        assert newest < now() < now()
        store.append(RUNS, [{"stage": "assess", "started_at": now()}])
    assert now() < ahead
    assert store.read(RUNS).sort_by("started_at")["stage"].to_pylist() == ["visit", "assess"]
