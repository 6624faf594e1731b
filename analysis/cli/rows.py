"""Rows of a query, written into a file or to standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated, TypeVar

import duckdb
import typer
from rich.console import Console

from reprosurvey.analysis.cli.survey import console
from reprosurvey.analysis.cli.workbook import write_workbook
from reprosurvey.analysis.report.text_tables import markdown, print_relation
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.printable import printable_lines
from reprosurvey.crawler.spreadsheets.cells import guarded_columns, quoted_name
from reprosurvey.crawler.store.queries import result


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    PARQUET = "parquet"
    XLSX = "xlsx"


STANDARD_OUTPUT = Path("-")
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file; standard output by default.")]

ENDINGS = {
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".parquet": Format.PARQUET,
    ".xlsx": Format.XLSX,
}
_NO_TEXT = {Format.PARQUET: "Parquet", Format.XLSX: "XLSX"}
_NESTED = {"array", "list", "map", "struct"}
_NUMBERS = {
    *("boolean", "tinyint", "smallint", "integer", "bigint", "hugeint"),
    *("utinyint", "usmallint", "uinteger", "ubigint", "uhugeint", "float", "double", "decimal"),
}
_COPY = {
    Format.CSV: "format csv, header true",
    Format.JSON: "format json, array true",
    Format.JSONL: "format json, array false",
    Format.PARQUET: "format parquet, compression zstd",
}


Form = TypeVar("Form", bound=StrEnum)


def form_of(output: Path, chosen: Form | None, default: Form, endings: Mapping[str, Form]) -> Form:
    """As it is to be written: as was chosen, else as the file's ending says, else, where it has none, as by default.

    Raises:
        UsageError: The ending says another than was chosen, or nothing that can be written.
    """
    ending = endings.get(output.suffix.lower())
    if chosen is not None and ending not in (None, chosen):
        raise UsageError(f"{output} ends as {ending} does, and --format says {chosen}: change one of them")
    if chosen is None and ending is None and output.suffix:
        raise UsageError(f"cannot write {output}: its name can end in {', '.join(endings)}, or say --format")
    return chosen or ending or default


@contextmanager
def written(file: Path) -> Iterator[None]:
    """Write the file in the block.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from None
    except duckdb.IOException as error:
        raise UsageError(f"cannot write {file}: {error}") from None


def write(database: duckdb.DuckDBPyConnection, view: str, output: Path, format_: Format) -> None:
    """Write the rows of ``view`` into a file, or with ``-`` to standard output.

    Raises:
        UsageError: The file cannot be written.
    """
    if output != STANDARD_OUTPUT:
        _write(database, view, output, format_)
    elif format_ in _NO_TEXT:
        raise UsageError(f"{_NO_TEXT[format_]} goes into a file; name it with --output")
    else:
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            file = Path(folder) / "rows"
            _write(database, view, file, format_)
            _show(file)


def write_query(database: duckdb.DuckDBPyConnection, name: str, output: Path, format_: Format) -> None:
    """Write what the query ``name`` of ``sql/`` yields, likewise."""
    result(database, name).create_view("exported")
    write(database, "exported", output, format_)


def _write(database: duckdb.DuckDBPyConnection, view: str, file: Path, format_: Format) -> None:
    rows = database.table(view)
    with written(file):
        if format_ is Format.TABLE:
            text = StringIO()
            print_relation(rows, Console(file=text))
            file.write_text(text.getvalue(), encoding="utf-8")
        elif format_ is Format.MARKDOWN:
            file.write_text(markdown(rows), encoding="utf-8")
        elif format_ is Format.XLSX:
            write_workbook(_for_workbook(rows), file)
        else:
            quoted = str(file).replace("'", "''")
            source = _for_csv(rows, view) if format_ is Format.CSV else view
            database.execute(f"copy {source} to '{quoted}' ({_COPY[format_]})")


def _for_csv(rows: duckdb.DuckDBPyRelation, view: str) -> str:
    return f"(select {guarded_columns(rows.project(_flat(rows)))} from (select {_flat(rows)} from {view}))"


def _for_workbook(rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    flat = rows.project(_flat(rows))
    columns = ((quoted_name(name), kind) for name, kind in zip(flat.columns, flat.types, strict=True))
    cells = [name if kind.id in _NUMBERS else f"cast({name} as varchar) as {name}" for name, kind in columns]
    return flat.project(", ".join(cells))


def _flat(rows: duckdb.DuckDBPyRelation) -> str:
    """The columns for a form whose cells are texts: lists and structs as JSON, which programs read."""
    columns = ((quoted_name(name), kind) for name, kind in zip(rows.columns, rows.types, strict=True))
    return ", ".join(f"to_json({name}) as {name}" if kind.id in _NESTED else name for name, kind in columns)


def _show(file: Path) -> None:
    """Hand the file to standard output as it is; a terminal gets what is fit for one."""
    if console.is_terminal:
        console.print(printable_lines(file.read_text()), markup=False, highlight=False, soft_wrap=True)
        return
    with file.open("rb") as source:
        shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.flush()
