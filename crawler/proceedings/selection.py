"""What a crawl is asked to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.proceedings.paper_lists import name_of


@dataclass(frozen=True)
class Selection:
    """What to crawl: a venue's years, or a list of papers (``crawler/proceedings/paper_lists.py``)."""

    venue: str | None = None
    years: str | None = None
    """As a person writes them; None for all."""
    papers: Path | None = None

    @property
    def name(self) -> str:
        """The venue's name in the store."""
        return self.venue or name_of(self.papers or Path())
