"""Which package index is asked. Settings: ``package_index``."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
from yarl import URL

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.package_index.simple import ACCEPT


@dataclass(frozen=True, slots=True)
class Index:
    """A package index by its address, which holds no password, and the headers to ask it with."""

    url: str
    headers: dict[str, str]


def index_of(config: Config) -> Index:
    """The index that the settings name.

    Raises:
        UsageError: They name none, or none on the web.
    """
    if not config.package_index:
        raise UsageError(
            "no package index to ask: set package_index in survey.toml, or PIP_INDEX_URL, to a simple index's address"
        )
    try:
        url = URL(config.package_index)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError("package_index, or PIP_INDEX_URL, must be an http or https address of a simple index")
    headers = {"Accept": ACCEPT}
    if login := aiohttp.BasicAuth.from_url(url):
        headers["Authorization"] = login.encode()
    return Index(str(url.with_user(None)).rstrip("/"), headers)
