"""The body of a request for objects, in protocol v2 and v0 (gitprotocol-v2, gitprotocol-http).

What is asked for is filtered by the host where it can: large blobs, or trees and blobs altogether, are left behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from reprosurvey.crawler.git.advertisement import Advertisement
from reprosurvey.crawler.git.pkt_line import FLUSH, packet, request

_CAPABILITIES_0 = "side-band-64k ofs-delta shallow thin-pack no-progress"
"""What is asked for with the first object in protocol v0."""


def fetch_request(told: Advertisement, wanted: Sequence[str], options: Sequence[str]) -> bytes:
    """The request for the ``wanted`` objects from a server that ``told`` how it is asked.

    ``options``: further lines, ``deepen 1``, ``filter tree:0``, ``done``, ``have ...``; a filter is left out where the
    server knows none.
    """
    taken = [option for option in options if told.can_filter or not option.startswith("filter ")]
    wants = [f"want {name}" for name in wanted]
    if told.version == 2:
        return request("fetch", "ofs-delta", "no-progress", *wants, *taken, object_format=told.object_format)
    capabilities = _CAPABILITIES_0 + (" filter" if told.can_filter else "")
    if told.object_format != "sha1":
        capabilities += f" object-format={told.object_format}"
    wants[0] += f" {capabilities}"
    negotiated = [option for option in taken if option == "done" or option.startswith("have ")]
    limits = [option for option in taken if option not in negotiated]
    return b"".join([*map(packet, [*wants, *limits]), FLUSH, *map(packet, negotiated)])
