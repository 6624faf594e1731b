"""Reads JSON of any shape: the value at a place where it has the wanted type, else None."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

TEXT_LIMIT = 2000
"""Characters kept of one value."""


class AnswerError(ValueError):
    """An answer that is no JSON."""


def parsed(body: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        AnswerError: It is none, or was cut.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"no JSON: {error}"[:200]) from None


def parsed_or_none(body: bytes) -> Any:
    """The value of a JSON text; None where it is none, or was cut."""
    try:
        return parsed(body)
    except AnswerError:
        return None


def at(node: Any, *keys: str) -> Any:
    """The value below ``keys``; None where there is none."""
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def text(node: Any, *keys: str) -> str | None:
    """A text, whole in UTF-8."""
    value = at(node, *keys)
    return value[:TEXT_LIMIT].encode("utf-8", "replace").decode() if isinstance(value, str) else None


def number(node: Any, *keys: str) -> int | None:
    """A count or size of 64 bits."""
    value = at(node, *keys)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63 else None


def identifier(node: Any, *keys: str) -> str | None:
    """A number or a text that names something, as text."""
    value = number(node, *keys)
    return text(node, *keys) if value is None else str(value)


def flag(node: Any, *keys: str) -> bool | None:
    """A yes or no."""
    value = at(node, *keys)
    return value if isinstance(value, bool) else None


def moment(node: Any, *keys: str) -> datetime | None:
    """A time of ISO 8601; UTC where it names no zone."""
    try:
        value = datetime.fromisoformat(text(node, *keys) or "")
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def items(node: Any, *keys: str) -> list[Any] | None:
    """A list."""
    value = at(node, *keys)
    return value if isinstance(value, list) else None
