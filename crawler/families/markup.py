"""What the families share in reading HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from parsel import Selector, SelectorList

if TYPE_CHECKING:
    from scrapy.http import TextResponse


TEXT_LIMIT = 100_000
"""Characters that are read of one text."""


def text_of(found: Selector | SelectorList[Selector]) -> str:
    """The text within, white space folded."""
    parts: list[str] = []
    left = TEXT_LIMIT
    for part in chain.from_iterable(
        each.root.itertext() for each in ([found] if isinstance(found, Selector) else found)
    ):
        if left <= 0:
            break
        parts.append(part[:left])
        left -= len(part)
    return " ".join(" ".join(parts).replace("\xa0", " ").split())


def meta(page: TextResponse, name: str) -> list[str]:
    """The contents of the page's ``<meta name=...>``, white space folded, empty ones left out."""
    contents = page.css(f'meta[name="{name}"]::attr(content)').getall()
    return [folded for content in contents if (folded := " ".join(content.split()))]


def address_on(base: str, written: str) -> str | None:
    """The full address of what the page at ``base`` writes; None where it can be none."""
    try:
        return urljoin(base, written.strip())
    except ValueError:
        return None


def addresses(page: TextResponse) -> Iterator[str]:
    """The full addresses that the page links to."""
    written = page.css("a::attr(href)").getall()
    return filter(None, (address_on(page.url, address) for address in written))


def pdf_of(page: TextResponse) -> str | None:
    """The address in the page's ``citation_pdf_url``."""
    named = (address_on(page.url, written) for written in meta(page, "citation_pdf_url"))
    return next(filter(None, named), None)


def links(page: TextResponse, anchors: Iterable[Selector]) -> Iterator[tuple[str, str]]:
    """The label and full address of each; those that no address can be are left out."""
    for anchor in anchors:
        if (address := address_on(page.url, anchor.attrib.get("href", ""))) is not None:
            yield text_of(anchor), address


def split_pdf(
    offered: Iterable[tuple[str, str]], is_pdf: Callable[[str], object]
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The address of the first link whose label tells of a PDF, and the links whose label does not."""
    pdfs: list[str] = []
    others: list[tuple[str, str]] = []
    for label, url in offered:
        if is_pdf(label):
            pdfs.append(url)
        else:
            others.append((label, url))
    return next(iter(pdfs), None), tuple(others)


def names(text: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def given_name_first(name: str) -> str:
    """``Berg, Bo`` as ``Bo Berg``; other forms as they are."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name.strip()
