"""The tables' columns as Arrow schemas, with what each holds in the metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reprosurvey.crawler.store.schemas import (
    ANSWERS,
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
    ANSWERS: pa.list_(pa.struct([("question", pa.string()), ("answer", pa.string())])),
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
        return pa.Table.from_pylist(list(rows), schema=table.schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_storable(dict(row)) for row in rows], schema=table.schema)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_storable(part) for part in value)
    return value


def completed(table: Table, rows: pa.Table) -> pa.Table:
    """The rows as they stand in a file: every column of its type, null or what it repeats where they do not say it."""
    for field in table.fields:
        if field.first_of is not None:
            values = _firsts(table, rows, *field.first_of)
            if field.name in rows.column_names:
                values = pc.coalesce(rows[field.name].cast(pa.string()), values)
                rows = rows.drop_columns([field.name])
            rows = rows.append_column(field.name, values)
    for field in table.schema:
        if field.name not in rows.column_names:
            rows = rows.append_column(field.name, pa.nulls(rows.num_rows, field.type))
    return rows.select(table.schema.names).cast(table.schema)


def _firsts(table: Table, rows: pa.Table, column: str, member: str) -> pa.ChunkedArray:
    """Of the first struct of each list in ``column`` its ``member``; null where there is none."""
    lists = rows[column].cast(table.schema.field(column).type)
    firsts = pc.list_slice(lists, 0, 1, return_fixed_size_list=True)
    return pc.struct_field(pc.list_element(firsts, 0), member)
