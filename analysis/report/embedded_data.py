"""Data that stands in the page for its script, in a form that cannot end the script or be run."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup


def embedded(value: Any) -> Markup:
    """The value as JSON in ASCII without ``<``, for a ``<script type="application/json">``."""
    written = json.dumps(value, separators=(",", ":"), default=str)
    return Markup(written.replace("<", "\\u003c"))


def packed(values: Iterable[Any]) -> str:
    """A line of JSON a value, compressed by gzip, in base64: what is opened a few times need not be large."""
    compressed = io.BytesIO()
    with gzip.GzipFile(fileobj=compressed, mode="wb", mtime=0) as file:
        for number, value in enumerate(values):
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
            file.write((f"\n{line}" if number else line).encode())
    return base64.b64encode(compressed.getvalue()).decode()
