"""How long a host asks its clients to back off, by the status and headers of its response."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

DEFAULT_BACKOFF = 60.0
"""Seconds of back-off where the host names none (GitHub's documentation asks for a minute at least)."""


LONGEST_BACKOFF = 365 * 24 * 3600.0
"""Seconds; a host that asks for more, in however many digits, is left alone for as long."""

_DIGITS = 12
"""Digits of a number of seconds, or of a time in seconds since 1970, that is taken at its word."""


def requested_backoff(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds of back-off that the host requests, 0 to a year; None where the response is no rate limiting.

    Rate limiting is 429, 503 with a Retry-After, and 403 with one or with an exhausted quota, as GitHub answers.
    """
    exhausted = headers.get("x-ratelimit-remaining") == "0"
    if status not in (403, 429, 503) or (status != 429 and "Retry-After" not in headers and not exhausted):
        return None
    if (seconds := parse_retry_after(headers.get("Retry-After", ""))) is not None:
        return seconds
    if exhausted and (reset := _number(headers.get("x-ratelimit-reset", ""))) is not None:
        return bounded(reset - time.time())
    return DEFAULT_BACKOFF


def parse_retry_after(value: str) -> float | None:
    """Seconds from now, 0 to a year, of a ``Retry-After`` header: a number or an HTTP date; None of neither."""
    if (seconds := _number(value)) is not None:
        return bounded(seconds)
    try:
        then = parsedate_to_datetime(value)
        return bounded(then.replace(tzinfo=then.tzinfo or UTC).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def bounded(seconds: float) -> float:
    """The back-off, neither negative nor longer than anybody waits."""
    return min(max(0.0, seconds), LONGEST_BACKOFF)


def _number(written: str) -> float | None:
    digits = written.strip()
    if not re.fullmatch("[0-9]+", digits):
        return None
    return float(digits) if len(digits) <= _DIGITS else math.inf
