"""``reprosurvey citations``: how often the papers are cited, and whether that goes with their score."""

from __future__ import annotations

from typing import Annotated

import typer

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, writing
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.citations.works import Source
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result

_SHOWN = "venue, year, source, papers, n, round(rho, 2) as rho, round(low, 2) as low, round(high, 2) as high"


def citations(
    source: Annotated[Source, typer.Option("--source", help="Who is asked.")] = Source.OPENALEX,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask how often each paper is cited, and print how that goes with the scores (Spearman's rank correlation).

    A paper is asked about again after 30 days. No other command asks: it is somebody else's service, with limits of its
    own and a key that is yours.

    Example: reprosurvey citations --source openalex --store survey
    """
    with writing(store, config, Store.open) as stages:
        stages.ask_citations(source)
        with connect(stages.store) as database:
            print_relation(result(database, "citation_correlation").project(_SHOWN), console)
