"""``reprosurvey pins``: whether the versions that the repositories pin still stand on a package index."""

from __future__ import annotations

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, writing
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result

_SHOWN = """
    venue, year, repositories, without_pins, unknown, n, installable,
    round(share, 2) as share, round(low, 2) as low, round(high, 2) as high
"""


def pins(store: StoreOption = None, config: ConfigOption = None) -> None:
    """Ask a package index whether the pinned versions are still there, and print in how many repositories all are.

    The index is package_index of survey.toml, else pip's own PIP_INDEX_URL. A package is asked about again after 30
    days. No other command asks, and no verdict rests on it. `export missing_pins` lists what is no longer there.

    Example: reprosurvey pins --store survey
    """
    with writing(store, config, Store.open) as stages:
        stages.ask_index()
        with connect(stages.store) as database:
            print_relation(result(database, "pins_by_year").project(_SHOWN), console)
