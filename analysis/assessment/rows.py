"""Results as rows of the tables that hold them, and their writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from reprosurvey.analysis.assessment.records import PaperKey, Results
from reprosurvey.analysis.assessment.schedule import RULES
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import TABLES

BATCH = 500
"""Papers a file."""

Rows = Mapping[str, list[dict[str, Any]]]
"""By table, the one that says "done" last."""


def rows_of(results: Results, key: PaperKey, time: datetime, *, done: bool) -> Rows:
    """The rows of one paper's results, and where it is ``done`` the one that says that it was assessed at ``time``."""
    rows = {
        field.name: [asdict(record) | {"assessed_at": time} for record in getattr(results, field.name)]
        for field in fields(results)
    }
    settled = {"paper": key.paper, "inputs": key.inputs, "rules": RULES, "assessed_at": time}
    return rows | {"assessments": [settled] if done else []}


class Writer:
    """Writes papers' rows, some hundred papers a file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: defaultdict[Edition, list[Rows]] = defaultdict(list)

    def add(self, key: PaperKey, rows: Rows) -> None:
        """Take in what is new of one paper."""
        waiting = self._waiting[key.edition]
        waiting.append(rows)
        if len(waiting) >= BATCH:
            self._write(key.edition)

    def close(self) -> None:
        """Write what is left."""
        for edition in list(self._waiting):
            self._write(edition)

    def _write(self, edition: Edition) -> None:
        papers = self._waiting.pop(edition)
        for table in papers[0]:
            self._store.append(TABLES[table], [row for rows in papers for row in rows[table]], edition)
