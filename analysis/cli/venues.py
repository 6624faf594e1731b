"""What can be surveyed."""

from __future__ import annotations

from rich.table import Column, Table
from rich.text import Text

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, located
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.locations import Location
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import MARKER, Store, storage_at
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.venues import known_venues, spans


def venues(store: StoreOption = None, config: ConfigOption = None) -> None:
    """List what can be surveyed, and how many papers of each year the survey already has.

    A plus behind the years: the publisher lists more, which a crawl learns.

    Example: reprosurvey venues
    """
    settings = load_config(config)
    held = _held(located(store, config))
    in_survey = ["in the survey: papers a year"] if held else []
    table = Table(Column("venue", no_wrap=True), "title", "family", "years", *in_survey)
    for venue in known_venues(settings.venues).values():
        years = spans(venue.years) + "+" * (venue.series is not None) if venue.years else "all published"
        held_years = [_told(held.pop(venue.name, {}))] if in_survey else []
        table.add_row(venue.name, Text(printable(venue.title)), venue.family, years, *held_years)
    for name, papers_of in held.items():
        table.add_row(name, "", "list", "", _told(papers_of))
    console.print(table)


def _told(papers_of: dict[int, int]) -> str:
    return ", ".join(f"{year}: {papers}" for year, papers in papers_of.items())


def _held(location: Location) -> dict[str, dict[int, int]]:
    """Venue to year to papers; nothing where there is no survey yet."""
    held: dict[str, dict[int, int]] = {}
    if (storage := storage_at(location)).holds(storage.path / MARKER):
        with connect(Store.open(location)) as database:
            for venue, year, papers, _ in result(database, "editions").fetchall():
                held.setdefault(venue, {})[year] = papers
    return held
