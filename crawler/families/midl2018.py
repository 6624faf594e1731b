"""The programme of MIDL 2018, which stands in no proceedings: its full papers, told from the abstract track.

The page lists keynotes, oral presentations and two kinds of posters, each under its heading. It tells everything that
the conference published: title, authors, abstract, and links to the paper, its reviews, its code and a video.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from parsel import Selector

from reprosurvey.crawler.families.contributions import (
    ABSTRACT,
    PAPER,
    Contribution,
    Family,
    Listing,
    UnexpectedPageError,
)
from reprosurvey.crawler.families.markup import links, names, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_HEADINGS = {
    "Oral presentations": PAPER,
    "Poster presentations (full papers)": PAPER,
    "Poster presentations (abstract track)": ABSTRACT,
}


def parse_index(page: TextResponse) -> Listing:
    """The presented papers and abstracts, in the programme's order; keynotes are neither.

    Raises:
        UnexpectedPageError: One of the headings has no paper below it, or an entry no title or no address.
    """
    contributions: list[Contribution] = []
    for heading, kind in _HEADINGS.items():
        below = page.xpath(
            "(//h2[normalize-space() = $heading])[1]/following-sibling::*[contains(@class, 'papers')][1]",
            heading=heading,
        )
        entries = [_entry(page, entry, kind) for entry in below.xpath("./ul/li")]
        if not entries:
            raise UnexpectedPageError(f"no paper below the heading '{heading}'")
        contributions += entries
    return Listing(tuple(contributions))


def _entry(page: TextResponse, entry: Selector, kind: str) -> Contribution:
    title = text_of(entry.css("span.title")).removesuffix(".")
    pdf = next((url for _, url in links(page, entry.css("span.title a[href]"))), None)
    declared = tuple(links(page, entry.css("ul.links a[href]")))
    landing = next((url for label, url in declared if label == "reviews"), pdf)
    key = parse_qs(urlsplit(landing or "").query).get("id", [""])[0]
    if not title or not landing or not re.fullmatch(r"[\w-]+", key):
        raise UnexpectedPageError(f"an entry without title or paper: {entry.get()[:120]!r}")
    return Contribution(
        key=key,
        title=title,
        landing_url=landing,
        authors=_authors(entry),
        abstract=" ".join(" ".join(entry.css("span.abstract").xpath("./text()").getall()).split()),
        pdf_url=pdf,
        declared=declared,
        listed_as=kind,
    )


def _authors(entry: Selector) -> tuple[str, ...]:
    """The names. The affiliation behind them is in italics; where it is not, nothing tells it from a name."""
    written = entry.css("span.authors").xpath(".//text()[not(ancestor::em or ancestor::i)]").getall()
    return names(" ".join("".join(written).split()).removesuffix("."))


FAMILY = Family(parse_index)
