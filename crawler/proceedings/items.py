"""What the spider yields and the pipelines complete."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reprosurvey.crawler.families import Contribution
from reprosurvey.crawler.families.bounds import storable
from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.proceedings.records import DeclaredAnswer, DeclaredLink, PaperRecord
from reprosurvey.crawler.store.parquet import Edition

ERROR_LIMIT = 500
"""Characters kept of what went wrong."""

EDITION_ASKED_FOR = object()
"""Signal that the spider has asked for all that it wants of an edition.

Arguments: ``edition``, ``papers`` (keys), ``published`` (whether it is read from a publisher's pages, not from a list).
"""


@dataclass
class PaperItem:
    """A contribution on its way to the store."""

    edition: Edition
    contribution: Contribution
    stored: PaperRecord | None
    """What the store has of it; None where it is new."""
    page_error: str | None = None
    """Why its landing page could not be read; what the index said stands in the contribution."""
    unexpected: bool = False
    """Whether that is because the page has another structure."""
    pdf_path: str | None = None
    document: str | None = None
    """SHA-256 of the PDF."""
    pdf_error: str | None = None

    @property
    def record(self) -> PaperRecord:
        """What the table papers holds of it."""
        contribution = self.contribution
        return PaperRecord(
            paper=contribution.key,
            kind=contribution.kind,
            title=contribution.title,
            authors=contribution.authors,
            abstract=contribution.abstract,
            landing_url=contribution.landing_url,
            pdf_url=contribution.pdf_url,
            declared=tuple(DeclaredLink(label, url) for label, url in contribution.declared),
            answers=tuple(DeclaredAnswer(question, answer) for question, answer in contribution.answers),
            pdf_path=self.pdf_path,
            document=self.document,
            page_error=_told(self.page_error),
            pdf_error=_told(self.pdf_error),
            cut=contribution.cut,
        )


def _told(error: str | None) -> str | None:
    return None if error is None else storable(error, ERROR_LIMIT)


@dataclass(frozen=True)
class WithdrawnItem:
    """A contribution that the store has and its proceedings no longer list."""

    edition: Edition
    stored: PaperRecord
    unexpected: bool = False

    @property
    def record(self) -> PaperRecord:
        """What the table papers holds of it from now on."""
        return replace(self.stored, kind=WITHDRAWN)
