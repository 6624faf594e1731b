"""The record of what each stage did: a row of ``runs`` with every outcome it counted, also where it was cut short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import RUNS


@contextmanager
def recorded(store: Store, stage: str, venue: str | None = None) -> Iterator[Counter[str]]:
    """Count a stage's outcomes into what this yields; it is written when the block ends, however it ends."""
    counts: Counter[str] = Counter()
    started, finished = now(), False
    try:
        yield counts
        finished = True
    finally:
        row = {
            "stage": stage,
            "venue": venue,
            "started_at": started,
            "ended_at": now(),
            "finished": finished,
            "counts": sorted(counts.items()),
        }
        store.append(RUNS, [row])
