"""How a request fails to bring what was asked for, and the reason in one line."""

from __future__ import annotations

from reprosurvey.crawler.http.client import TRANSIENT, TransientHTTPError
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.rate_limit import BackoffError

UNANSWERED = (*TRANSIENT, BackoffError, OSError, ValueError)
"""What ``Client.ask`` and the readers of its responses raise."""


class RefusedError(ValueError):
    """A response with another status than the one asked for."""

    def __init__(self, status: int, message: str | None = None) -> None:
        super().__init__(f"HTTP {status}: {message}" if message else f"HTTP {status}")
        self.status = status


def reason(error: BaseException) -> str:
    """Why a request brought no answer: one line of at most 500 characters."""
    if isinstance(error, TransientHTTPError) and error.backs_off:
        return f"{error}: the host asks for a rest; visit again later"
    if isinstance(error, (TransientHTTPError, BackoffError, RefusedError, AnswerError)):
        return str(error)[:500]
    return f"{type(error).__name__}: {error}"[:500]
