"""Which survey a crawl writes to, from Scrapy's settings.

Settings: ``SURVEY_CONFIG`` (default ``survey.toml`` where there is one) and ``SURVEY_STORE`` (default: what that file
says, else ``survey``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reprosurvey.crawler.config import Config, load_config
from reprosurvey.crawler.locations import location_of
from reprosurvey.crawler.store.parquet import Store

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def config_of(settings: BaseSettings) -> Config:
    """The survey's settings."""
    path = settings.get("SURVEY_CONFIG")
    return load_config(Path(path) if path else None)


def store_of(settings: BaseSettings) -> Store:
    """The survey, made where nothing stands there."""
    named = settings.get("SURVEY_STORE")
    location = location_of(named) if named else config_of(settings).store
    return Store.create(location.resolve() if isinstance(location, Path) else location)
