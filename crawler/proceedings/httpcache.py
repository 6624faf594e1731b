"""The HTTP cache's pages in one SQLite file, where Scrapy's own storage writes six files a page.

Settings: ``HTTPCACHE_DIR`` (its folder), ``HTTPCACHE_EXPIRATION_SECS`` (0: never, which is for the policy to say).
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

FILE = "pages.sqlite"


class SqliteCacheStorage:
    """Keeps the last response to each request."""

    def __init__(self, settings: BaseSettings) -> None:
        self.folder = Path(settings["HTTPCACHE_DIR"])
        self.expires = settings.getint("HTTPCACHE_EXPIRATION_SECS")

    def open_spider(self, spider: Spider) -> None:
        """Called by Scrapy."""
        assert spider.crawler.request_fingerprinter is not None
        self.fingerprint = spider.crawler.request_fingerprinter.fingerprint
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(self.folder / FILE, isolation_level=None)
        self.database.execute("pragma journal_mode = wal")
        self.database.execute("pragma synchronous = normal")  # a power cut may lose the last pages, and no more
        self.database.execute(
            "create table if not exists pages "
            "(request blob primary key, at real, url text, status integer, headers text, body blob) without rowid"
        )

    def close_spider(self, spider: Spider) -> None:
        """Called by Scrapy."""
        self.database.close()

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The response kept of a request, if any."""
        query = "select at, url, status, headers, body from pages where request = ?"
        row = self.database.execute(query, (self.fingerprint(request),)).fetchone()
        if row is None or 0 < self.expires < time() - row[0]:
            return None
        request.meta["cache_timestamp"], url, status, written, body = row
        headers = Headers({name: [value.encode("latin-1") for value in values] for name, values in json.loads(written)})
        kind = responsetypes.from_args(headers=headers, url=url, body=body)
        return kind(url=url, headers=headers, status=status, body=body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Keep the response, instead of the one before."""
        headers = [
            (name.decode("latin-1"), [value.decode("latin-1") for value in values])
            for name, values in response.headers.items()
        ]
        row = (self.fingerprint(request), time(), response.url, response.status, json.dumps(headers), response.body)
        self.database.execute("insert or replace into pages values (?, ?, ?, ?, ?, ?)", row)
