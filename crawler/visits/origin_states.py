"""How each origin stands by its visits: a mapping over columns, as a survey may have a million of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping

import pyarrow as pa

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.previous_visits import OriginState
from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import UNSUCCESSFUL, VisitHistory

VISITS_AT_ONCE = 250_000
"""Visits that are brought together at once: memory follows these and not the survey."""
_PRESENT = "from history.visits where as_of is null"
_UNSUCCESSFUL = f"outcome in ({', '.join(repr(status.value) for status in UNSUCCESSFUL)})"
_ROWS = f"""
select
    origin,
    coalesce(max_by(outcome, visited_at) filter (outcome <> 'failed'), 'failed') as status,
    max_by(outcome, visited_at) as last_status,
    max(visited_at) as last_visited_at,
    arg_max_null(due_at, visited_at) as last_due_at,
    coalesce(len(list_filter(
        list(visited_at) filter ({_UNSUCCESSFUL}),
        lambda time: time > coalesce(max(visited_at) filter (not ({_UNSUCCESSFUL})), '-infinity')
    )), 0) as failures,
    arg_max_null(moved_to, visited_at) filter (outcome <> 'failed') as moved_to,
    arg_max_null(head, visited_at) filter (outcome in ('full', 'empty')) as head,
    arg_max_null(directory, visited_at) filter (outcome in ('full', 'empty')) as directory,
    max_by(cloned_from, visited_at) filter (cloned_from is not null) as cloned_from,
    arg_max_null(protocol, visited_at) filter (cloned_from is not null) as protocol
{_PRESENT} and hash(origin) % $1 = $2
group by origin
"""


class OriginStates(Mapping[str, OriginState]):
    """By canonical URL."""

    def __init__(self, rows: pa.Table) -> None:
        """``rows``: one an origin, with its name first and then what a state is made of."""
        self._origins, *self._columns = (column.combine_chunks() for column in rows.columns)  # many are slower to ask
        hashes = [hash(origin) for origin in self]
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._rows, self._hashes = array("q", order), array("q", (hashes[row] for row in order))

    @classmethod
    def of(cls, store: Store) -> OriginStates:
        """What ``store`` knows; visits as of a day tell nothing of it."""
        with connect(store, asked=["history.visits"]) as database:
            ((count,),) = database.sql(f"select count(*) {_PRESENT}").fetchall()
            steps = 1 + count // VISITS_AT_ONCE
            tables = [database.sql(_ROWS, params=[steps, step]).to_arrow_table() for step in range(steps)]
        return cls(pa.concat_tables(tables))

    def __getitem__(self, origin: str) -> OriginState:
        wanted = hash(origin)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            row = self._rows[place]
            if self._origins[row].as_py() == origin:
                return self._state(row)
            place += 1
        raise KeyError(origin)

    def __iter__(self) -> Iterator[str]:
        return (origin.as_py() for origin in self._origins)

    def __len__(self) -> int:
        return len(self._origins)

    def _state(self, row: int) -> OriginState:
        status, last_status, visited_at, due_at, failures, *rest = (column[row].as_py() for column in self._columns)
        return OriginState(
            VisitStatus(status), VisitHistory(VisitStatus(last_status), visited_at, due_at, failures), *rest
        )
