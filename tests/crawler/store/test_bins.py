"""Rows come back by item, whatever their order and number."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from reprosurvey.crawler.store import bins
from reprosurvey.crawler.store.bins import asked, by_item

ITEMS = 100
SOURCES = {
    "one": f"select (i * 37) % {ITEMS} as item, i as n from range({ITEMS}) as t(i)",
    "some": f"select (i * 7) % {ITEMS} as item, [i::varchar] as n from range({ITEMS}) as t(i) where i < 40",
    "none": "select 0 as item, null as n where false",
}


@pytest.mark.parametrize(("size", "files"), [(128, 512), (1, 512), (7, 512), (1, 3)])
def test_each_item_has_its_rows_of_every_source(
    size: int, files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bins, "BIN", size)
    monkeypatch.setattr(bins, "FILES", files)
    with duckdb.connect() as database:
        found = dict(by_item({name: asked(database, sql) for name, sql in SOURCES.items()}, ITEMS, tmp_path))
    assert list(found) == list(range(ITEMS))
    assert all([(row["n"] * 37) % ITEMS for row in rows["one"]] == [item] for item, rows in found.items())
    some = {item: [int(row["n"][0]) for row in rows["some"]] for item, rows in found.items()}
    expected = {item: [i for i in range(40) if (i * 7) % ITEMS == item] for item in found}
    assert some == expected
    assert not any(rows["none"] for rows in found.values())
    assert list(tmp_path.iterdir()) == []


def test_no_items_no_rows(tmp_path: Path) -> None:
    with duckdb.connect() as database:
        assert list(by_item({"none": asked(database, SOURCES["none"])}, 0, tmp_path)) == []


def test_a_query_may_be_asked_in_steps(tmp_path: Path) -> None:
    with duckdb.connect() as database:
        steps = (database.execute("set variable step = $1", [step]) for step in range(3))
        rows = asked(database, "select i as item, getvariable('step') as step from range(2) as t(i)", steps)
        found = dict(by_item({"rows": rows}, 2, tmp_path))
    assert found == {item: {"rows": [{"step": step} for step in range(3)]} for item in range(2)}
