"""Which requests Scrapy leaves out because it made the same before. Setting: ``JOBDIR``, in which they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.dupefilters import RFPDupeFilter

if TYPE_CHECKING:
    from scrapy import Request


class PaperDupeFilter(RFPDupeFilter):
    """No redirect is left out: several papers' pages may lead to one, and each paper waits for its answer."""

    def request_seen(self, request: Request) -> bool:
        """Called by Scrapy."""
        return "redirect_times" not in request.meta and super().request_seen(request)
