"""How long a host asks its clients to back off, by the status and headers of its response."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

DEFAULT_BACKOFF = 60.0
"""Seconds of back-off where the host names none (GitHub's documentation asks for a minute at least)."""


def requested_backoff(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds of back-off that the host requests, at least 0; None where the response is no rate limiting.

    Rate limiting is 429, 503 with a Retry-After, and 403 with one or with an exhausted quota, as GitHub answers.
    """
    exhausted = headers.get("x-ratelimit-remaining") == "0"
    if status not in (403, 429, 503) or (status != 429 and "Retry-After" not in headers and not exhausted):
        return None
    if (seconds := parse_retry_after(headers.get("Retry-After", ""))) is not None:
        return seconds
    reset = headers.get("x-ratelimit-reset", "")
    if exhausted and reset.isdecimal():
        return max(0.0, int(reset) - time.time())
    return DEFAULT_BACKOFF


def parse_retry_after(value: str) -> float | None:
    """Seconds from now, at least 0, of a ``Retry-After`` header: a number or an HTTP date. None where it is neither."""
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, then.replace(tzinfo=then.tzinfo or UTC).timestamp() - time.time())
