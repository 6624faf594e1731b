"""What the services' answers have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reprosurvey.crawler.citations.works import Work
from reprosurvey.crawler.hosts.rest import RefusedError
from reprosurvey.crawler.http.json import AnswerError, parsed, text


def told(status: int, body: bytes) -> Any:
    """The JSON value of an answer.

    Raises:
        RefusedError: The service answers, but not with what was asked for.
        AnswerError: The answer is no JSON, or was cut.
    """
    if status == 200:
        return parsed(body)
    try:
        value = parsed(body)
    except AnswerError:
        value = None
    reasons = [reason for name in ("error", "message") if (reason := text(value, name))]
    raise RefusedError(status, ": ".join(reasons) or None)


def by_doi(works: Iterable[Work], dois: Collection[str]) -> Mapping[str, Work]:
    """Those of ``works`` that have one of ``dois``, by it."""
    return {work.doi: work for work in works if work.doi is not None and work.doi in dois}
