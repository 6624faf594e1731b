"""The record of what each stage did: a row of ``runs`` with every outcome it counted, also where it was cut short.

A stage that came to its end leaves no partition of many small files behind.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.compaction import LEAST_AFTER_A_STAGE, compact
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import RUNS

logger = logging.getLogger(__name__)


@contextmanager
def recorded(store: Store, stage: str, venue: str | None = None) -> Iterator[Counter[str]]:
    """Count a stage's outcomes into what this yields; it is written when the block ends, however it ends."""
    counts: Counter[str] = Counter()
    started, finished, asked = now(), False, store.storage.asked()
    logger.info("%s%s: begins", stage, f" of {venue}" if venue else "")
    try:
        yield counts
        finished = True
    finally:
        counts.update(store.storage.asked() - asked)
        told = ", ".join(f"{outcome} {times}" for outcome, times in sorted(counts.items())) or "nothing to do"
        logger.info("%s: %s; %s", stage, "done" if finished else "broken off", told)
        row = {
            "stage": stage,
            "venue": venue,
            "started_at": started,
            "ended_at": now(),
            "finished": finished,
            "counts": sorted(counts.items()),
        }
        store.append(RUNS, [row])
    with suppress(SurveyError):  # another process does it already
        compact(store, least=LEAST_AFTER_A_STAGE)
