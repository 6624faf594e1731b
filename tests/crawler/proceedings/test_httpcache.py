from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from reprosurvey.crawler.proceedings.httpcache import FILE, SqliteCacheStorage

REQUEST = Request("https://publisher.example/a.html")


def storage(folder: Path, expires: int = 0) -> tuple[SqliteCacheStorage, Spider]:
    crawler = get_crawler(settings_dict={"HTTPCACHE_DIR": str(folder), "HTTPCACHE_EXPIRATION_SECS": expires})
    spider = Spider("test")
    spider.crawler = crawler
    crawler._apply_settings()
    opened = SqliteCacheStorage(crawler.settings)
    opened.open_spider(spider)
    return opened, spider


def page(text: str) -> HtmlResponse:
    headers = {"Content-Type": "text/html; charset=utf-8", "ETag": '"ä"'.encode("latin-1"), "Vary": ["a", "b"]}
    return HtmlResponse("https://publisher.example/b.html", headers=headers, body=text.encode(), status=203)


def test_the_last_response_is_kept_as_it_came_from_run_to_run(tmp_path: Path) -> None:
    cache, spider = storage(tmp_path / "new" / "httpcache")
    assert cache.retrieve_response(spider, REQUEST) is None
    cache.store_response(spider, REQUEST, page("old"))
    cache.store_response(spider, REQUEST, page("neu: ü"))
    cache.close_spider(spider)
    cache, spider = storage(tmp_path / "new" / "httpcache")
    kept = cache.retrieve_response(spider, REQUEST)
    assert isinstance(kept, HtmlResponse)
    sent = page("neu: ü")
    assert (kept.url, kept.status, kept.headers, kept.text) == (sent.url, sent.status, sent.headers, "neu: ü")
    assert cache.retrieve_response(spider, Request("https://publisher.example/c.html")) is None
    assert [file.name for file in (tmp_path / "new" / "httpcache").glob("*.sqlite")] == [FILE]
    cache.close_spider(spider)


@pytest.mark.parametrize(("expires", "is_kept"), [(0, True), (3600, True), (1, False)])
def test_what_is_older_than_is_set_is_no_longer_kept(tmp_path: Path, expires: int, is_kept: bool) -> None:
    cache, spider = storage(tmp_path, expires)
    cache.store_response(spider, REQUEST, page("a"))
    cache.database.execute("update pages set at = at - 60")
    assert (cache.retrieve_response(spider, REQUEST) is not None) == is_kept
    cache.close_spider(spider)
