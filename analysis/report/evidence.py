"""What each paper's verdicts rest on, for the page: read and handed on a paper at a time, as it is most of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import duckdb

from reprosurvey.crawler.store.queries import result

BATCH = 10_000
"""Verdicts that are read at once."""

PaperKey = tuple[str, int, str]


def evidence_by_paper(
    database: duckdb.DuckDBPyConnection, papers: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, list[Any]]]:
    """By paper: each criterion's verdict, what it rests on (place, line, quote, link, page), its rule.

    ``papers``: rows of ``sql/lists/papers.sql``, in the order of their keys, which ``sql/lists/evidence.sql`` has, too.
    Nothing else is asked of ``database`` until the last is taken.
    """
    batches = result(database, "evidence").to_arrow_reader(BATCH)
    verdicts = (row for batch in batches for row in batch.to_pylist())
    found = ((key, list(rows)) for key, rows in groupby(verdicts, _key))
    key, rows = next(found, (None, []))
    for paper in papers:
        while key is not None and key < _key(paper):  # a submission's, which stands elsewhere
            key, rows = next(found, (None, []))
        yield {row["criterion"]: _told(row) for row in rows} if key == _key(paper) else {}


def _key(row: Mapping[str, Any]) -> PaperKey:
    return row["venue"], row["year"], row["paper"]


def _told(verdict: Mapping[str, Any]) -> list[Any]:
    rests_on = [[e["place"], e["line"], e["quote"], e["link"], e["page"]] for e in verdict["evidence"]]
    return [verdict["outcome"], rests_on, verdict["rule"]]
