"""How a request fails to bring what was asked for, and the reason in one line."""

from __future__ import annotations

from reprosurvey.crawler.http.client import TRANSIENT, TransientHTTPError
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.rate_limit import BackoffError
from reprosurvey.crawler.http.refusals import RefusedError

FAILURE_LIMIT = 3
"""Requests in a row without an answer, after which a service is left for this run."""

UNANSWERED = (*TRANSIENT, BackoffError, OSError, ValueError)
"""What ``Client.ask`` and the readers of its responses raise."""


def reason(error: BaseException) -> str:
    """Why a request brought no answer: one line of at most 500 characters."""
    if isinstance(error, TransientHTTPError) and error.backs_off:
        return f"{error}: the host asks for a rest; visit again later"
    if isinstance(error, (TransientHTTPError, BackoffError, RefusedError, AnswerError)):
        return str(error)[:500]
    return f"{type(error).__name__}: {error}"[:500]


class FailureCount:
    """Requests in a row that brought no answer, and after how many a service is left."""

    def __init__(self, limit: int = FAILURE_LIMIT) -> None:
        self._in_a_row, self._limit = 0, limit

    def note(self, *, failed: bool) -> None:
        """Count a request."""
        self._in_a_row = self._in_a_row + 1 if failed else 0

    @property
    def reached_limit(self) -> bool:
        """Whether to leave the service for this run."""
        return self._in_a_row >= self._limit
