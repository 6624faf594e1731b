"""The nomination: every read paper's candidates, appended where they are new or changed, an edition at a time."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from reprosurvey.analysis.ownership.nomination import VERSION, nominate, origins_of
from reprosurvey.crawler.store.bins import Rows, asked, by_item
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import CANDIDATES

logger = logging.getLogger(__name__)

NONE_NOMINATED = {"origin": None, "rank": 0, "rule": VERSION}
"""The row that says that a paper was looked at and has no candidate."""
BATCH = 8192
"""Rows in memory while addresses are counted."""

_READ = """
create table read_papers as
select row_number() over (order by venue, year, paper) - 1 as item, venue, year, paper
from papers
semi join readings using (venue, year, paper)
"""
_SOURCES = {
    view: f"select item, {view}.* from {view} join read_papers using (venue, year, paper)"
    for view in ("papers", "candidates")
} | {
    "links": """
        select item, links.*
        from (select *, row_number() over () as place from history.links) as links
        join readings using (venue, year, paper, extracted_at)
        join read_papers using (venue, year, paper)
    """
}
"""Of mentions that weigh the same the first in the paper counts, and a join keeps no order: ``place`` does."""
_COUNTED = """
select repository, count(distinct (venue, year, paper)) as papers
from links
join named using (variants)
group by repository
having papers > 1
"""


def nominate_all(store: Store, database: duckdb.DuckDBPyConnection) -> int:
    """Nominate every paper that was read; a paper whose candidates are what they were gets no new rows.

    Returns:
        Of how many papers an error kept the candidates as they were; the log says which.
    """
    naming = _naming(database)
    leads = dict(database.sql("select origin, leads_to from visits where leads_to is not null").fetchall())
    time = now()
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        nominated, failed = _nominated(_papers(database, Path(folder)), naming, leads), 0
        for edition, found in groupby(nominated, key=lambda row: (row[0]["venue"], row[0]["year"])):
            papers = list(found)
            rows = [row | {"paper": paper["paper"], "nominated_at": time} for paper, new in papers for row in new or ()]
            store.append(CANDIDATES, rows, edition)
            failed += sum(new is None for _, new in papers)
        return failed


def _papers(database: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Mapping[str, Rows]]:
    """The rows of each paper that was read, an edition after the other."""
    database.execute(_READ)
    ((count,),) = database.sql("select count(*) from read_papers").fetchall()
    sources = {name: asked(database, sql) for name, sql in _SOURCES.items()}
    return (rows for _, rows in by_item(sources, count, folder))


def _nominated(
    papers: Iterable[Mapping[str, Rows]], naming: Mapping[str, int], leads: Mapping[str, Sequence[str]]
) -> Iterator[tuple[dict[str, Any], Rows | None]]:
    """Each paper with its candidates; empty where they are what they were, None where an error kept them so."""
    for rows in papers:
        (paper,) = rows["papers"]
        try:
            found = nominate(paper, sorted(rows["links"], key=itemgetter("place")), naming, leads) or [NONE_NOMINATED]
        except Exception:  # it costs this paper alone
            logger.exception("not nominated: %s %s %s", paper["venue"], paper["year"], paper["paper"])
            yield paper, None
        else:
            yield paper, [] if _same(found, rows["candidates"]) else found


def _naming(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Repository or page to how many papers name it, where several do."""
    schema = pa.schema({"variants": pa.list_(pa.string()), "repository": pa.string()})
    named = [schema.empty_table()]
    for batch in database.sql("select distinct variants from links").to_arrow_reader(BATCH):
        found = [{"variants": variants, "repository": _named(variants)} for variants in batch["variants"].to_pylist()]
        named.append(pa.Table.from_pylist(found, schema=schema))
    database.register("named", pa.concat_tables(named))
    return {repository: papers for repository, papers in database.sql(_COUNTED).fetchall() if repository is not None}


def _named(variants: Iterable[str]) -> str | None:
    origins = origins_of(variants)
    return origins[0].repository if origins else None


def _same(nominated: list[dict[str, Any]], known: list[dict[str, Any]]) -> bool:
    def order(row: dict[str, Any]) -> tuple[int, int]:
        return row["rank"], row.get("variant") or 0

    pairs = zip(sorted(nominated, key=order), sorted(known, key=order), strict=False)
    return len(nominated) == len(known) and all(all(old[k] == v for k, v in new.items()) for new, old in pairs)
