"""When a publisher's page has changed so that the family reads too little of it: pure rules, no year is written empty.

A share is compared with what the store had of the same edition. Of an edition that is new, there is nothing to compare
with, and only what would make the survey useless is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.proceedings.records import PaperRecord
from reprosurvey.crawler.proceedings.staging import Reading

TOLERATED = 0.2
"""Share of an edition's papers that may vanish, or lose a field, from one crawl to the next."""
TOLERATED_AT_FIRST = 0.5
"""Share of a new edition's papers that may lack what every publisher gives."""
ENOUGH = 10
"""Papers from which on a share says something."""

FIELDS = {"authors": "no author", "pdf_url": "no PDF", "abstract": "no abstract"}
_LINK = "link"
_AT_FIRST = {"authors": "no author", _LINK: "neither PDF nor link"}
"""What every publisher gives: MICCAI until 2023 gave no PDFs, but a link to where they are."""


def fault_of_listing(listed: int, known: int) -> str | None:
    """Why an index that lists so many contributions is rejected, when the last crawl had ``known``."""
    if listed == 0:
        return "the index lists no paper"
    if listed < known * (1 - TOLERATED):
        return f"the index lists {listed} papers where it listed {known}"
    return None


def is_whole(read: int, wanted: int) -> bool:
    """Whether so many papers stand for the edition that they are of."""
    return read >= wanted * (1 - TOLERATED)


def fault_of_papers(readings: Iterable[Reading], stored: Mapping[str, PaperRecord]) -> str | None:
    """Why what was read of an edition is rejected, beside what the store has of it (key to row)."""
    read = [reading for reading in readings if reading.record.kind != WITHDRAWN]
    if len(read) < ENOUGH:
        return None
    rows = [reading.record for reading in read]
    before = [stored[row.paper] for row in rows if row.paper in stored]
    return _fault_of_structure(read) or (
        _fault_of_loss(rows, before) if len(before) >= ENOUGH else _fault_at_first(rows)
    )


def _fault_of_structure(read: Sequence[Reading]) -> str | None:
    unexpected = sum(reading.unexpected for reading in read)
    if unexpected <= len(read) * TOLERATED:
        return None
    return f"{unexpected} of {len(read)} papers' pages have another structure"


def _fault_of_loss(rows: Sequence[PaperRecord], before: Sequence[PaperRecord]) -> str | None:
    for field, lack in FIELDS.items():
        lacking, lacked = (sum(_lacks(row, field) for row in of) for of in (rows, before))
        if lacking / len(rows) - lacked / len(before) > TOLERATED:
            return f"{lacking} of {len(rows)} papers have {lack}, before {lacked} of {len(before)}"
    return None


def _fault_at_first(rows: Sequence[PaperRecord]) -> str | None:
    for field, lack in _AT_FIRST.items():
        if (lacking := sum(_lacks(row, field) for row in rows)) / len(rows) > TOLERATED_AT_FIRST:
            return f"{lacking} of {len(rows)} papers have {lack}"
    return None


def _lacks(row: PaperRecord, field: str) -> bool:
    return not (row.pdf_url or row.declared) if field == _LINK else not getattr(row, field)
