"""How licences are named: by SPDX identifiers, one name for one licence."""

from __future__ import annotations

from functools import cache
from typing import Any

from license_expression import ExpressionError, Licensing, get_spdx_licensing

from reprosurvey.crawler.http.json import text

EXPRESSION_LIMIT = 300
"""Characters up to which something may be an expression."""


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()


def identifier(expression: str) -> str | None:
    """An SPDX identifier or expression in the letter case, spelling and order of SPDX; None where it is none.

    ``GPL-3.0``, which SPDX gave up, is ``GPL-3.0-only``.
    """
    if len(expression) > EXPRESSION_LIMIT:
        return None
    try:
        parsed = _spdx().parse(expression, validate=True)
    except ExpressionError:
        return None
    return None if parsed is None else str(parsed.simplify())


def licence(node: Any, *keys: str) -> str | None:
    """A licence by its SPDX identifier, whatever its letter case; as it is written where it has none."""
    value = text(node, *keys)
    return value and (identifier(value) or value)
