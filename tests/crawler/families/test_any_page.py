from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from reprosurvey.crawler.families.any_page import parse_landing
from reprosurvey.crawler.families.contributions import Contribution

LISTED = Contribution("a", "", "https://journal.example/a")


def page(head: str) -> HtmlResponse:
    return HtmlResponse(LISTED.landing_url, body=f"<html><head>{head}</head><body></body></html>".encode())


def test_what_the_page_says_of_itself_is_taken() -> None:
    told = parse_landing(
        page(
            '<meta name="citation_title" content="A Title"><meta name="citation_author" content="Alm, Ada">'
            '<meta name="citation_pdf_url" content="/a.pdf"><meta name="DC.description" content="We do.">'
        ),
        LISTED,
    )
    assert (told.title, told.authors, told.abstract) == ("A Title", ("Ada Alm",), "We do.")
    assert told.pdf_url == "https://journal.example/a.pdf"


def test_the_list_stands_over_the_page() -> None:
    listed = Contribution("a", "Mine", LISTED.landing_url, ("Bo Berg",), pdf_url="https://own.example/a.pdf")
    said = '<meta name="citation_title" content="Theirs"><meta name="citation_author" content="Ada Alm">'
    assert parse_landing(page(said + '<meta name="citation_pdf_url" content="b.pdf">'), listed) == listed


@pytest.mark.parametrize(
    ("head", "title"),
    [("<title>Plain | Journal</title>", "Plain | Journal"), ('<meta property="og:title" content="Shared">', "Shared")],
)
def test_a_title_is_found_where_there_is_one(head: str, title: str) -> None:
    assert parse_landing(page(head), LISTED).title == title


def test_a_page_without_title_leaves_it_to_the_pdf() -> None:
    assert parse_landing(page('<meta name="citation_pdf_url" content="/a.pdf">'), LISTED).title == ""
