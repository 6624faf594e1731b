"""Commands that write a survey."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.survey import ConfigOption, StoreOption, YearsOption, console, writing
from analysis.report.summary import print_summary
from analysis.stages import Stages
from crawler.config import Config
from crawler.demo import DEMO_STORE, VENUE, serve, write_settings
from crawler.venues import Venue, known_venues, venue_named

VenueArgument = Annotated[str, typer.Argument(help="A venue's name; `reprosurvey venues` lists them.")]


def run(
    venue: VenueArgument, years: YearsOption = None, store: StoreOption = None, config: ConfigOption = None
) -> None:
    """Survey a venue: crawl, extract, visit, assess and report whatever is missing.

    `run demo` surveys a small made-up proceedings on this machine, without a network.

    Example: reprosurvey run midl --years 2019-2022 --store survey
    """
    if venue == VENUE:
        _run_demo(years, store or DEMO_STORE)
        return
    with writing(store, config) as stages:
        stages.run(*_edition(stages.config, venue, years))
        print_summary(stages)


def crawl(
    venue: VenueArgument, years: YearsOption = None, store: StoreOption = None, config: ConfigOption = None
) -> None:
    """Read a venue's proceedings again; pages that did not change are only revalidated.

    Example: reprosurvey crawl midl --years 2022
    """
    with writing(store, config) as stages:
        chosen, chosen_years = _edition(stages.config, venue, years)
        stages.crawl(chosen, chosen_years, only_missing=False)


def extract(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Read the texts and links of the PDFs that were not read yet.

    Example: reprosurvey extract --store survey
    """
    with writing(store, config) as stages:
        stages.extract()


def visit(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Look at every repository again: one request for each that did not change.

    Example: reprosurvey visit --store survey
    """
    with writing(store, config) as stages:
        stages.visit(again=True)


def assess(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Judge what the survey holds, without asking the web.

    Example: reprosurvey assess --store survey
    """
    with writing(store, config) as stages:
        stages.assess()


def report(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Print Table 1 and write the report.

    Example: reprosurvey report --store survey
    """
    with writing(store, config) as stages:
        print_summary(stages)


def _edition(config: Config, name: str, years: str | None) -> tuple[Venue, list[int]]:
    venue = venue_named(name, known_venues(config.venues))
    return venue, venue.choose(years)


def _run_demo(years: str | None, store: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="reprosurvey-demo-") as folder, serve(Path(folder)) as site:
        config = write_settings(site, Path(folder) / "survey.toml")
        with writing(store, config) as stages:
            stages.run(*_edition(stages.config, VENUE, years))
            site.advance()
            console.print("A repository of the demo has changed since; looking again:")
            _look_again(stages)
            print_summary(stages)


def _look_again(stages: Stages) -> None:
    stages.visit(again=True)
    stages.assess()


COMMANDS = (run, crawl, extract, visit, assess, report)
