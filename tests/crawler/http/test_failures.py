"""Why a request brought no answer, in one line."""

from __future__ import annotations

import aiohttp
import pytest

from reprosurvey.crawler.http.client import TransientHTTPError
from reprosurvey.crawler.http.failures import reason
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.rate_limit import BackoffError
from reprosurvey.crawler.http.refusals import RefusedError


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RefusedError(404, "Not Found"), "HTTP 404: Not Found"),
        (RefusedError(404), "HTTP 404"),
        (TransientHTTPError(502, backs_off=False), "HTTP 502"),
        (TransientHTTPError(429, backs_off=True), "HTTP 429: the host asks for a rest; visit again later"),
        (BackoffError("lab.example asks for a rest of 90 s"), "lab.example asks for a rest of 90 s"),
        (AnswerError("no JSON"), "no JSON"),
        (aiohttp.ClientError("cut"), "ClientError: cut"),
        (TimeoutError(), "TimeoutError: "),
        (ValueError("x" * 999), f"ValueError: {'x' * 488}"),
    ],
)
def test_the_reason_of_a_failure(error: Exception, told: str) -> None:
    assert reason(error) == told
