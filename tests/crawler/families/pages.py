"""The example pages of ``pages/``, written for the tests in the structure in which each publisher shows its own."""

from __future__ import annotations

from pathlib import Path

from scrapy.http import HtmlResponse, TextResponse

FOLDER = Path(__file__).parent / "pages"


def example(name: str, url: str) -> TextResponse:
    """An example as if it had been fetched from ``url``."""
    return HtmlResponse(url, body=(FOLDER / name).read_bytes(), encoding="utf-8")


def other(url: str) -> TextResponse:
    """A page of none of the structures."""
    return HtmlResponse(url, body=b"<h1>We moved</h1><p><a href='/news'>Read on</a></p>", encoding="utf-8")
