"""What the services' answers have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from reprosurvey.crawler.citations.works import Work
from reprosurvey.crawler.http.json import parsed, parsed_or_none, text
from reprosurvey.crawler.http.refusals import RefusedError


def told(status: int, body: bytes) -> Any:
    """The JSON value of an answer.

    Raises:
        RefusedError: The service answers, but not with what was asked for.
        AnswerError: The answer is no JSON, or was cut.
    """
    if status != 200:
        value = parsed_or_none(body)
        reasons = [reason for name in ("error", "message") if (reason := text(value, name))]
        raise RefusedError(status, ": ".join(reasons) or None)
    return parsed(body)


def by_doi(works: Iterable[Work], dois: Collection[str]) -> Mapping[str, Work]:
    """Those of ``works`` that have one of ``dois``, by it."""
    return {work.doi: work for work in works if work.doi is not None and work.doi in dois}
