"""What a crawl has read of editions that it cannot judge yet: one SQLite file in the survey, which no reader looks at.

A row is here from the moment at which it was read until its edition is stored or rejected (``editions.py``), so a crawl
that is killed loses nothing that it read, and the next one goes on from it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime

from reprosurvey.crawler.proceedings.records import PaperRecord
from reprosurvey.crawler.store.parquet import Edition, Store, now

FILE = "held.sqlite"


@dataclass(frozen=True)
class Reading:
    """A contribution as it was read."""

    record: PaperRecord
    unexpected: bool
    """Whether its page had another structure."""
    crawled_at: datetime


class Staging:
    """The readings by edition and key."""

    def __init__(self, store: Store) -> None:
        self.database = sqlite3.connect(store.path / FILE, isolation_level=None)
        self.database.execute("pragma journal_mode = wal")
        self.database.execute("pragma synchronous = normal")  # a power cut may lose the last rows, and no more
        self.database.execute(
            "create table if not exists readings (venue text, year integer, paper text, content text, "
            "unexpected integer, crawled_at text, primary key (venue, year, paper)) without rowid"
        )

    def put(self, edition: Edition, record: PaperRecord, *, unexpected: bool) -> None:
        """Stage a record, instead of what is staged of the same contribution."""
        values = (*edition, record.paper, json.dumps(asdict(record)), unexpected, now().isoformat())
        self.database.execute("insert or replace into readings values (?, ?, ?, ?, ?, ?)", values)

    def of(self, edition: Edition) -> dict[str, Reading]:
        """Key to reading."""
        query = "select paper, content, unexpected, crawled_at from readings where venue = ? and year = ?"
        return {
            paper: Reading(PaperRecord.of(json.loads(content)), bool(unexpected), datetime.fromisoformat(crawled_at))
            for paper, content, unexpected, crawled_at in self.database.execute(query, edition)
        }

    def drop(self, edition: Edition) -> None:
        """Stage nothing of an edition any more."""
        self.database.execute("delete from readings where venue = ? and year = ?", edition)

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def staged_papers(store: Store, edition: Edition) -> dict[str, PaperRecord]:
    """Key to record of what is staged of an edition."""
    with closing(Staging(store)) as staging:
        return {paper: reading.record for paper, reading in staging.of(edition).items()}
