"""A contract for ``scrapy check``: whose page it is that the callback is given.

Settings: ``SPIDER_CONTRACTS``.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from scrapy.contracts import Contract

from reprosurvey.crawler.families import Contribution


class ContributionContract(Contract):
    """``@contribution midl 2022 pmlr``: the page is of a contribution to that edition, in that family."""

    name = "contribution"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Called by Scrapy."""
        venue, year, family = self.args
        key = PurePosixPath(urlsplit(args["url"]).path).stem
        contribution = Contribution(key, title="", landing_url=args["url"])
        args["cb_kwargs"] = {"edition": (venue, int(year)), "contribution": contribution, "family": family}
        return args
