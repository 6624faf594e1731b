"""Whose survey a report is of: ``contact`` of survey.toml, and the titles of its ``[venues]`` and of venues.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reprosurvey.analysis.report import formatting
from reprosurvey.crawler.config import Config, mail_of
from reprosurvey.crawler.venues import known_venues


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a page says of who made it and of what."""

    contact: str | None = None
    """An e-mail or web address; None where the settings have none."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Venue to its title; a list of papers has none."""

    @property
    def address(self) -> str | None:
        """Where a reader may write to; None where the contact is nothing that a link may lead to."""
        mail = mail_of(self.contact or "")
        return f"mailto:{mail}" if mail else formatting.address(self.contact)


def imprint(config: Config) -> Imprint:
    """What the settings say.

    Raises:
        UsageError: An entry of its venues says what no venue can.
    """
    return Imprint(config.contact, {name: venue.title for name, venue in known_venues(config.venues).items()})
