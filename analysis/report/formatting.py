"""How figures and addresses of the survey are written in a page."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

NOTHING = "–"
_CODE = re.compile(r"`([^`]+)`")
_OBJECT = re.compile(r"[0-9a-f]{40}")


def percent(share: float | None) -> str:
    """A share between 0 and 1, with one decimal."""
    return NOTHING if share is None else f"{100 * share:.1f} %"


def decimals(value: float | None) -> str:
    """A measure of agreement or the like, with two decimals."""
    return NOTHING if value is None else f"{value:.2f}"


def figure(value: Any) -> str:
    """A value of any column: numbers with three significant digits, times to the minute, commits shortened."""
    match value:
        case None:
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list():
            return ", ".join(map(figure, value))
        case str() if _OBJECT.fullmatch(value):
            return value[:10]
        case _:
            return str(value)


def coded(text: str) -> Markup:
    """Text in which what stands between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def anchor(*parts: object) -> str:
    """The id of a part of the page, which links to it may name for ever: the parts between slashes, encoded."""
    return "/".join(quote(str(part), safe="") for part in parts)


def words(name: str) -> str:
    """A name of the database as words."""
    return name.replace("_", " ")


def address(value: Any) -> str | None:
    """The address if a reader may follow it; None for anything else: a paper may link to what a browser would run."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None
