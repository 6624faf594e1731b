"""Data that stands in the page for its script, in a form that cannot end the script or be run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup


def embedded(value: Any) -> Markup:
    """The value as JSON in ASCII without ``<``, for a ``<script type="application/json">``."""
    written = json.dumps(value, separators=(",", ":"), default=str)
    return Markup(written.replace("<", "\\u003c"))


def embedded_lines(values: Iterable[Any]) -> Markup:
    """A line of JSON a value, so that each can be read by itself."""
    return Markup("\n").join(map(embedded, values))

