"""What the spider yields and the pipelines complete."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crawler.families import Contribution
from crawler.store import Edition


@dataclass
class PaperItem:
    """A contribution on its way to the store."""

    edition: Edition
    contribution: Contribution
    page_error: str | None = None
    """Why its landing page could not be read; what the index said stands in the contribution."""
    files: list[dict[str, Any]] = field(default_factory=list)
    """What the PDF pipeline fetched."""
    pdf_error: str | None = None
