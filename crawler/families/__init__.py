"""The publishers' formats, one module each: pure functions from a page to what it says.

A family has ``parse_index(page) -> list[Contribution]`` and ``parse_landing(page, contribution) -> Contribution``. Both
raise ``UnexpectedPageError`` where the page is not what the publisher has shown so far.
"""

from __future__ import annotations

from typing import Protocol

from scrapy.http import TextResponse

from crawler.families import pmlr
from crawler.families.model import Contribution, UnexpectedPageError

__all__ = ["FAMILIES", "Contribution", "Family", "UnexpectedPageError"]


class Family(Protocol):
    """What a family's module offers."""

    def parse_index(self, page: TextResponse) -> list[Contribution]:
        """The contributions that an edition's index lists."""

    def parse_landing(self, page: TextResponse, contribution: Contribution) -> Contribution:
        """The contribution as its own page tells it."""


FAMILIES: dict[str, Family] = {"pmlr": pmlr}
