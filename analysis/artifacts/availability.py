"""What the hosts of weights said when they were asked for them, as the evidence of a repository as it stands today."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb


def availability_by_origin(database: duckdb.DuckDBPyConnection, origins: Iterable[str]) -> dict[str, dict[str, str]]:
    """By origin and address, the outcome; addresses of which nothing is known are left out."""
    rows = database.execute(
        """
        select origin, url, outcome
        from artifacts
        where kind = 'weights' and outcome <> 'failed' and origin in (select unnest($1))
        order by origin, url
        """,
        [list(origins)],
    ).fetchall()
    availability: dict[str, dict[str, str]] = {}
    for origin, url, outcome in rows:
        availability.setdefault(origin, {})[url] = outcome
    return availability
