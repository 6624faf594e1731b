"""The ACL Anthology: a venue's list of volumes, and a volume's page, which tells all that a paper's own page does.

An event's page (``/events/acl-2024/``) reads like its volumes one after the other, those of its workshops included, so
an edition names the volumes that count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from parsel import Selector

from reprosurvey.crawler.families.contributions import (
    PAPER,
    WITHDRAWN,
    Contribution,
    Family,
    Listing,
    UnexpectedPageError,
)
from reprosurvey.crawler.families.markup import addresses, links, split_pdf, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_VOLUME = re.compile(r"/volumes/(\d{4})\.([\w-]+)/?$")
_KEY = re.compile(r"/([\w.-]+\d)/?$")
_PDF_LABELS = ("Open PDF", "pdf")
_OWN = (*_PDF_LABELS, "Export to BibTeX", "bib", "Show Abstract", "abs")
"""Buttons that are no declared links."""


def parse_series(page: TextResponse, name: str) -> Mapping[int, tuple[str, ...]]:
    """The volumes ``<year>.<name>`` of a venue's page, of all names in a list with commas (``acl-long,acl-short``)."""
    wanted = name.split(",")
    volumes: dict[int, tuple[str, ...]] = {}
    for url in addresses(page):
        if (match := _VOLUME.search(url)) and match[2] in wanted and url not in volumes.get(int(match[1]), ()):
            volumes[int(match[1])] = (*volumes.get(int(match[1]), ()), url)
    if not volumes:
        raise UnexpectedPageError(f"no volume is named {name}")
    return volumes


def parse_index(page: TextResponse) -> Listing:
    """The papers of a volume; a retracted one is withdrawn.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title or no page of its own.
    """
    entries = page.xpath("//*[contains(@class, 'align-items-stretch')][.//strong]")
    if not entries:
        raise UnexpectedPageError("no entry on the volume's page")
    abstracts = {card.attrib["id"]: text_of(card.css(".card-body")) for card in page.css('[id^="abstract-"]')}
    return Listing(tuple(_entry(page, entry, abstracts) for entry in entries))


def _entry(page: TextResponse, entry: Selector, abstracts: Mapping[str, str]) -> Contribution:
    title = text_of(entry.css("strong a"))
    _, landing = next(links(page, entry.css("strong a[href]")), ("", ""))
    key = _KEY.search(landing)
    if not title or not key:
        raise UnexpectedPageError(f"an entry without title or address: {entry.get()[:120]!r}")
    buttons = entry.css(".list-button-row a[href]")
    offered = [(_label(button), url) for button in buttons for _, url in links(page, [button])]
    return Contribution(
        key=key[1],
        title=title,
        landing_url=landing,
        authors=tuple(text_of(author) for author in entry.css('a[href*="/people/"]')),
        abstract=abstracts.get(f"abstract-{key[1].replace('.', '--')}", ""),
        pdf_url=split_pdf(offered, _PDF_LABELS.__contains__)[0],
        declared=tuple((label, url) for label, url in offered if label not in _OWN),
        listed_as=WITHDRAWN if entry.xpath(".//*[contains(@style, 'line-through')]") else PAPER,
    )


def _label(button: Selector) -> str:
    """What a button shows when one points at it; its own text is but an icon."""
    return button.attrib.get("title") or button.attrib.get("data-bs-title") or text_of(button)


FAMILY = Family(parse_index, parse_series=parse_series)
