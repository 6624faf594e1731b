"""The tables' columns as Arrow schemas, with what each holds in the metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from reprosurvey.crawler.store.schemas import (
    BOOLEAN,
    COUNTS,
    DOUBLE,
    EVIDENCE,
    INTEGER,
    LABELLED_LINKS,
    RELEASES,
    SCHEMA_VERSION,
    STRING,
    STRINGS,
    TIME,
    Field,
    Table,
)
from reprosurvey.crawler.store.texts import storable

_TIME = pa.timestamp("us", tz="UTC")
_ASSETS = pa.list_(pa.struct([("name", pa.string()), ("size", pa.int64()), ("url", pa.string())]))
_KINDS = {
    STRING: pa.string(),
    INTEGER: pa.int64(),
    "integer": pa.int32(),
    TIME: _TIME,
    BOOLEAN: pa.bool_(),
    DOUBLE: pa.float64(),
    STRINGS: pa.list_(pa.string()),
    COUNTS: pa.map_(pa.string(), pa.int64()),
    LABELLED_LINKS: pa.list_(pa.struct([("label", pa.string()), ("url", pa.string())])),
    EVIDENCE: pa.list_(
        pa.struct(
            [
                ("place", pa.string()),
                ("quote", pa.string()),
                ("line", pa.int64()),
                ("link", pa.string()),
                ("kind", pa.string()),
                ("reason", pa.string()),
            ]
        )
    ),
    RELEASES: pa.list_(pa.struct([("tag", pa.string()), ("published_at", _TIME), ("assets", _ASSETS)])),
}


@cache
def file_schema(table: Table) -> pa.Schema:
    """The columns within the table's files."""
    return schema_of(table.fields).with_metadata({"comment": table.comment, "schema_version": str(SCHEMA_VERSION)})


def schema_of(fields: Iterable[Field]) -> pa.Schema:
    """The columns, each with its comment."""
    return pa.schema([pa.field(f.name, _KINDS[f.kind], metadata={"comment": f.comment}) for f in fields])


def table_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of the table as Arrow's, their strings made storable; what a row does not have is null."""
    try:
        return pa.Table.from_pylist(list(rows), schema=file_schema(table))
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_storable(dict(row)) for row in rows], schema=file_schema(table))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_storable(part) for part in value)
    return value
