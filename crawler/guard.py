"""When a publisher's page has changed so that the family reads too little of it: pure rules, no year is written empty.

A share is compared with what the store had of the same edition. Of an edition that is new, there is nothing to compare
with, and only what would make the survey useless is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

TOLERATED = 0.2
"""Share of an edition's papers that may vanish, or lose a field, from one crawl to the next."""
TOLERATED_AT_FIRST = 0.5
"""Share of a new edition's papers that may lack what every publisher gives."""
ENOUGH = 10
"""Papers from which on a share says something."""

FIELDS = {"authors": "no author", "pdf_url": "no PDF", "abstract": "no abstract"}
_PAGE, _LINK = "page", "link"
_AT_FIRST = {"authors": "no author", _LINK: "neither PDF nor link"}
"""What every publisher gives: MICCAI until 2023 gave no PDFs, but a link to where they are."""


def fault_of_listing(listed: int, known: int) -> str | None:
    """Why an index that lists so many contributions is not believed, when the last crawl had ``known``."""
    if listed == 0:
        return "the index lists no paper"
    if listed < known * (1 - TOLERATED):
        return f"the index lists {listed} papers where it listed {known}"
    return None


class Completeness:
    """Counts the fields that the papers of an edition lack, now and in the store."""

    def __init__(self) -> None:
        self.read = self.known = 0
        self.lacking: Counter[str] = Counter()
        self.lacked: Counter[str] = Counter()

    def add(self, row: Mapping[str, Any], stored: Mapping[str, Any] | None, *, unexpected: bool) -> None:
        """Count a paper that was read; ``unexpected``: its page had another structure."""
        self.read += 1
        self.lacking.update(field for field in FIELDS if not row[field])
        self.lacking[_PAGE] += unexpected
        self.lacking[_LINK] += not (row["pdf_url"] or row["declared"])
        if stored is not None:
            self.known += 1
            self.lacked.update(field for field in FIELDS if not stored[field])

    @property
    def fault(self) -> str | None:
        """Why what was read so far is not believed."""
        if self.read < ENOUGH:
            return None
        if self.lacking[_PAGE] > self.read * TOLERATED:
            return f"{self.lacking[_PAGE]} of {self.read} papers' pages have another structure"
        compared = self.known >= ENOUGH
        for field, lack in (FIELDS if compared else _AT_FIRST).items():
            told = f"{self.lacking[field]} of {self.read} papers have {lack}"
            now = self.lacking[field] / self.read
            if compared and now - self.lacked[field] / self.known > TOLERATED:
                return f"{told}, before {self.lacked[field]} of {self.known}"
            if not compared and now > TOLERATED_AT_FIRST:
                return told
        return None
