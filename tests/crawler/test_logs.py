from __future__ import annotations

import logging
import sys

import pytest

from reprosurvey.crawler.logs import SafeFormatter, keep_secret


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("GET https://me:pa@index.example/simple/: HTTP 200", "GET https://***@index.example/simple/: HTTP 200"),
        ("https://a.example/x?page=2&api_key=abc&b=1", "https://a.example/x?page=2&api_key=***&b=1"),
        ("https://s3.example/x?X-Amz-Signature=0aF&n=1", "https://s3.example/x?X-Amz-Signature=***&n=1"),
        ("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer ***"),
        ("the word s3cr3t-of-mine, said back", "the word ***, said back"),
        ("mail me@lab.example of https://lab.example/@me", "mail me@lab.example of https://lab.example/@me"),
    ],
)
def test_no_line_shows_a_credential(said: str, shown: str) -> None:
    keep_secret("s3cr3t-of-mine", "")
    record = logging.LogRecord("a.module", logging.INFO, "", 0, "%s", (said,), None)
    assert SafeFormatter().format(record).partition(" INFO a.module: ")[2] == shown


def test_no_line_steers_a_terminal_or_a_ci_and_none_is_forged() -> None:
    try:
        raise ValueError("\x1b[2J\n::error::theirs")
    except ValueError:
        told = sys.exc_info()
    said = "a\x1b[31m\n2026-01-01 INFO forged\n::add-mask::x ##vso[task.complete]"
    lines = SafeFormatter().format(logging.LogRecord("a.module", logging.INFO, "", 0, said, (), told)).splitlines()
    assert all(line.isprintable() for line in lines)
    assert [line for line in lines if line.lstrip().startswith("::") or "##vso[" in line] == []
    assert lines[1] == "    2026-01-01 INFO forged"
    assert lines[2] == "    \\::add-mask::x #\\#vso[task.complete]"
