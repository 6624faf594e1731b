"""The nomination: every read paper's candidates, appended where they are new or changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import duckdb

from reprosurvey.analysis.ownership.nomination import VERSION, nominate, origins_of
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.schemas import CANDIDATES

NONE_NOMINATED = {"origin": None, "rank": 0, "rule": VERSION}
"""The row that says that a paper was looked at and has no candidate."""


def nominate_all(store: Store, database: duckdb.DuckDBPyConnection) -> None:
    """Nominate every paper that was read; a paper whose candidates are what they were gets no new rows."""
    links = _by_paper(database, "links")
    naming = Counter(url for mentions in links.values() for url in _named(mentions))
    leads = dict(database.sql("select origin, leads_to from visits where leads_to is not null").fetchall())
    known = _by_paper(database, "candidates")
    papers = database.sql("select papers.* from papers semi join readings using (venue, year, paper)")
    time = now()
    rows: dict[Edition, list[dict[str, Any]]] = defaultdict(list)
    for paper in papers.to_arrow_table().to_pylist():
        key = (paper["venue"], paper["year"], paper["paper"])
        nominated = nominate(paper, links[key], naming, leads) or [NONE_NOMINATED]
        if not _same(nominated, known[key]):
            rows[key[:2]] += [row | {"paper": paper["paper"], "nominated_at": time} for row in nominated]
    for edition, batch in rows.items():
        store.append(CANDIDATES, batch, edition)


def _named(mentions: list[dict[str, Any]]) -> set[str]:
    return {origins[0].repository for mention in mentions if (origins := origins_of(mention["forms"]))}


def _by_paper(database: duckdb.DuckDBPyConnection, view: str) -> dict[tuple[str, int, str], list[dict[str, Any]]]:
    rows: dict[tuple[str, int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in database.sql(f"from {view}").to_arrow_table().to_pylist():
        rows[row["venue"], row["year"], row["paper"]].append(row)
    return rows


def _same(nominated: list[dict[str, Any]], known: list[dict[str, Any]]) -> bool:
    def order(row: dict[str, Any]) -> tuple[int, int]:
        return row["rank"], row.get("form") or 0

    pairs = zip(sorted(nominated, key=order), sorted(known, key=order), strict=False)
    return len(nominated) == len(known) and all(all(old[k] == v for k, v in new.items()) for new, old in pairs)
