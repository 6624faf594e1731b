from __future__ import annotations

import pytest

from reprosurvey.crawler.families.contributions import Contribution, UnexpectedPageError
from reprosurvey.crawler.families.midl2018 import parse_index
from tests.crawler.families.pages import FOLDER, HtmlResponse, example

URL = "https://2018.midl.io/scientific-program.html"


def test_papers_are_told_from_abstracts_and_keynotes() -> None:
    listed = parse_index(example("midl2018.html", URL)).contributions
    assert [(c.title, c.kind) for c in listed] == [
        ("Detecting Twice", "paper"),
        ("A Poster", "paper"),
        ("An Abstract", "abstract"),
    ]


def test_an_entry_tells_all_that_was_published() -> None:
    assert parse_index(example("midl2018.html", URL)).contributions[0] == Contribution(
        key="S1aY6_i-M",
        title="Detecting Twice",
        landing_url="https://openreview.net/forum?id=S1aY6_i-M",
        authors=("Ada Alm", "Bo Berg"),
        abstract="We detect.",
        pdf_url="https://openreview.net/pdf?id=S1aY6_i-M",
        declared=(
            ("reviews", "https://openreview.net/forum?id=S1aY6_i-M"),
            ("code", "https://github.com/lab/detect"),
            ("video", "https://youtu.be/v"),
        ),
    )


def test_a_missing_heading_is_no_smaller_programme() -> None:
    page = (FOLDER / "midl2018.html").read_text().replace("(full papers)", "(posters)")
    with pytest.raises(UnexpectedPageError, match="full papers"):
        parse_index(HtmlResponse(URL, body=page.encode(), encoding="utf-8"))
