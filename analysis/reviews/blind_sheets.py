"""Blind sheets: which papers are drawn (``sql/lists/to_review.sql``), and CSV files as spreadsheets open them."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.venues import years_named

_NAMED = {"tab": "\t", r"\t": "\t"}
_NEVER = '"\r\n'


def draw_of(papers: int | None, seed: int, venue: str | None, years: str | None) -> dict[str, object]:
    """The variables of the draw; without a number of papers all are drawn, without a venue or years from all.

    Raises:
        UsageError: The words make no years.
    """
    return {
        "draw_papers": papers,
        "seed": seed,
        "only_venue": venue,
        "only_years": years_named(years) if years is not None else None,
    }


def for_spreadsheets(file: Path, sign: str) -> None:
    """Write a CSV file anew with ``sign`` between its cells, and the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    with file.open(encoding="utf-8", newline="") as source:
        csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(csv.reader(source))
    file.write_bytes(codecs.BOM_UTF8 + text.getvalue().encode())


def separator_of(written: str) -> str:
    """The sign that a person named.

    Raises:
        UsageError: It is none that can stand between cells.
    """
    sign = _NAMED.get(written, written)
    if len(sign) != 1 or sign in _NEVER or sign.isalnum():
        raise UsageError(f"'{written}' cannot separate cells: use one sign that is no letter and no digit, or tab")
    return sign
