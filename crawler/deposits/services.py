"""Which service an address is of, and the one way to ask any of them."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from yarl import URL

from reprosurvey.crawler.deposits import (
    anonymous_github,
    dataverse,
    dryad,
    elsewhere,
    figshare,
    osf,
    software_heritage,
    zenodo,
)
from reprosurvey.crawler.deposits.records import Deposit, Elsewhere

if TYPE_CHECKING:
    from reprosurvey.crawler.deposits.transfer import Transfer


class Service(Protocol):
    """What a service's module offers."""

    def page_of(self, url: URL) -> str | None:
        """The canonical address of the deposit that ``url`` names; None where it is none of this service's."""

    async def ask(self, transfer: Transfer, page: URL, known: str | None) -> Deposit | Elsewhere:
        """The deposit at such a page.

        Where the service tells at once that its state is the ``known`` one, files need not be listed.

        Raises:
            DepositError: It is there and cannot be read.
            RefusedError, AnswerError: The service says no, or something else than it documents.
            As ``Client.ask``.
        """

    def file_page(self, page: str, path: str, line: int | None) -> str:
        """Where a person sees the file at ``path`` of a deposit, or else the archive or the deposit that it is in."""


_MODULES: tuple[ModuleType, ...] = (
    zenodo,
    figshare,
    osf,
    dryad,
    dataverse,
    software_heritage,
    anonymous_github,
    elsewhere,
)


def service_of(address: str) -> tuple[Service, str] | None:
    """The service that an origin's ``address`` is of, and its page's canonical address; None where it is of none."""
    url = URL(address)
    for module in _MODULES:
        service = cast("Service", module)
        if (page := service.page_of(url)) is not None:
            return service, page
    return None
