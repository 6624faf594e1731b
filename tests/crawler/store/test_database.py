"""A database of a survey takes large tables of its own, though its file has no name any more."""

from __future__ import annotations

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store


def test_tables_of_its_own_may_be_larger_than_what_duckdb_logs_at_once(store: Store) -> None:
    with connect(store) as database:
        for number in range(8):
            database.execute(
                f"create table part{number} as select n, hash(n)::varchar as t from range(120_000) as r(n)"
            )
        assert database.sql("select count(*) from part0 join part7 using (n, t)").fetchall() == [(120_000,)]
