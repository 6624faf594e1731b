"""A demo's store: it keeps what the demo's hosts show, which is served whenever a command writes to the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.locations import Location
from reprosurvey.crawler.store.parquet import Store, storage_at
from reprosurvey.crawler.venues import DEMO

FOLDER = "demo"
"""Where a demo's store keeps its hosts' pages and repositories."""


def is_demo(store: Path) -> bool:
    """Whether a survey's folder on this machine is the demo's."""
    return (store / FOLDER).is_dir()


def refuse_demo(venue: str | None, location: Location) -> None:
    """Keep what is real out of the demo's store: every venue but the demo, and lists.

    Raises:
        UsageError: It is the demo's: its hosts stand in for real ones.
    """
    if venue != DEMO and is_demo(storage_at(location).path):
        raise UsageError(f"{location} is the demo's, whose hosts stand in for real ones; name another with --store")


@contextmanager
def settings_of(store: Store, config: Path | None) -> Iterator[Path | None]:
    """What to survey the store by: ``config``, or where it is the demo's, what has its hosts answer in the block."""
    if not is_demo(store.path):
        yield config
        return
    from reprosurvey.crawler.demo import serve  # brings what writes PDFs, which no other survey needs

    with serve(store.path / FOLDER) as site:
        settings = store.path / FOLDER / "survey.toml"
        settings.write_text(survey_toml(site.mirrors), encoding="utf-8")
        yield settings


def survey_toml(mirrors: Mapping[str, str]) -> str:
    """The ``survey.toml`` by which the demo is surveyed; JSON's strings are TOML's."""
    lines = (f"{json.dumps(prefix)} = {json.dumps(mirror)}" for prefix, mirror in mirrors.items())
    return "\n".join(["[limits]", "attempts = 2", "[mirrors]", *lines, ""])
