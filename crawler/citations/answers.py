"""What the services' answers have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from crawler.citations.model import Work
from crawler.hosts.answers import AnswerError, parsed, text
from crawler.hosts.rest import RefusedError


def told(status: int, body: bytes, none: tuple[int, str] | None = None) -> Any:
    """The JSON value of an answer.

    Args:
        status: The answer's.
        body: The answer's.
        none: The status and the error by which the service says that it knows no such work: None is returned then.

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
    if none is not None and status == none[0] and none[1] in reasons:
        return None
    raise RefusedError(status, ": ".join(reasons) or None)


def by_doi(works: Iterable[Work], dois: Collection[str]) -> Mapping[str, Work]:
    """Those of ``works`` that have one of ``dois``, by it."""
    return {work.doi: work for work in works if work.doi is not None and work.doi in dois}
