"""How hosts name licences."""

from __future__ import annotations

from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from reprosurvey.crawler.http.json import text


def licence(node: Any, *keys: str) -> str | None:
    """A licence by its SPDX identifier, whatever its letter case; as it is written where it has none."""
    value = text(node, *keys)
    try:
        return str(canonicalize_license_expression(value)) if value else None
    except InvalidLicenseExpression:
        return value
