"""Each bucket's rows are seen once, alone, and afterwards all are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.store import parts
from reprosurvey.crawler.store.by_bucket import by_bucket
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.layout import BUCKETS, bucket_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS

ORIGINS = [f"https://github.com/lab/net{number}" for number in range(9)]
JOINED = "select origin, path, text from snapshots join history.blobs using (origin, blob) order by origin"


def test_a_join_by_origin_in_steps_gives_what_it_gives_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "BUCKETS_BYTES", -1)  # each bucket by itself, empty ones too
    store = Store.create(tmp_path / "survey")
    entry = {"head": "1", "mode": "100644", "size": 1, "kept": True}
    store.append(SNAPSHOTS, [{"origin": o, "path": o[-1], "blob": "b", **entry} for o in ORIGINS])
    store.append(BLOBS, [{"origin": o, "blob": "b", "text": o} for o in ORIGINS])
    with connect(store) as database:
        in_steps = {
            bucket: database.sql(JOINED).fetchall()
            for part in by_bucket(database, store)
            for bucket in part.buckets or ()
        }
        at_once = database.sql(JOINED).fetchall()
    assert len(at_once) == len(ORIGINS)
    assert list(in_steps) == list(BUCKETS)
    assert {bucket: {origin for origin, *_ in rows} for bucket, rows in in_steps.items() if rows} == {
        bucket_of(origin): {other for other in ORIGINS if bucket_of(other) == bucket_of(origin)} for origin in ORIGINS
    }
    assert sorted(row for rows in in_steps.values() for row in rows) == at_once


def test_what_is_small_is_one_step(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "survey")
    store.append(BLOBS, [{"origin": o, "blob": "b", "text": o} for o in ORIGINS])
    with connect(store) as database:
        assert [part.buckets for part in by_bucket(database, store)] == [frozenset(BUCKETS)]
