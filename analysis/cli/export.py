"""``reprosurvey export``: one query's rows, the whole survey as a database, or a data set to deposit."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from reprosurvey.analysis.cli.rows import ENDINGS, STANDARD_OUTPUT, Format, OutputOption, form_of, write_query
from reprosurvey.analysis.cli.survey import (
    AsOfOption,
    ConfigOption,
    StoreOption,
    Visit,
    VisitOption,
    console,
    end_of,
    is_first,
    open_store,
)
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import queries

DATABASE_ENDINGS = ("", ".duckdb", ".ddb", ".db")


class _Exports(TyperGroup):
    """A command for each query, made when it is asked for: no other command waits for all of them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The database and the data set, then each query by name."""
        return [*super().list_commands(ctx), *(query.name for query in queries())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The one of that name.

        Raises:
            UsageError: There is none.
        """
        command = super().get_command(ctx, cmd_name) or _export_of(cmd_name)
        if command is None:
            raise UsageError(f"there is nothing named {cmd_name} to export: {', '.join(self.list_commands(ctx))}")
        return command


export = typer.Typer(name="export", cls=_Exports, rich_markup_mode=None)


@export.callback(invoke_without_command=True)
def listed(context: typer.Context) -> None:
    """Write rows of the survey, all of it as a database, or a data set to deposit.

    Without a name, what there is: each query with what it yields and its columns.

    Example: reprosurvey export papers --format csv -o papers.csv
    """
    if context.invoked_subcommand is not None:
        return
    for name, about in (("database", database.__doc__), ("dataset", dataset.__doc__)):
        _print_entry(name, _gist(about or ""), "")
    for query in queries():
        _print_entry(query.name, _gist(query.about), ", ".join(query.columns))


def _print_entry(name: str, gist: str, columns: str) -> None:
    """A name, what it yields, and below it the columns, as wide as the terminal."""
    lines = [f"{name}: {gist}", *textwrap.wrap(columns, console.width - 4)]
    console.print("\n    ".join(lines), markup=False, highlight=False, soft_wrap=True)


def _gist(about: str) -> str:
    """The first sentence; an initial such as the P. of an author ends none."""
    return re.split(r"(?<!\b[A-Z])[.](?=\s|$)", about, maxsplit=1)[0] + "."


@export.command()
def database(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file.")] = Path("survey.duckdb"),
    texts: Annotated[
        bool, typer.Option("--texts", help="With the papers' abstracts and texts and the repositories' files.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the survey as one DuckDB file, with its views and statistics, for the duckdb shell, DBeaver or Python.

    Abstracts, texts of papers and files of repositories are works of others and left out, unless --texts is given.

    Example: reprosurvey export database -o survey.duckdb
    """
    from reprosurvey.analysis.database_file import write_database

    if output.suffix.lower() not in DATABASE_ENDINGS:
        raise UsageError(f"{output} is no DuckDB file by its name, which can end in {', '.join(DATABASE_ENDINGS[1:])}")
    write_database(open_store(store, config), output, texts=texts)
    console.print(f"Written: {output}", markup=False, soft_wrap=True)


@export.command()
def dataset(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    author: Annotated[
        list[str],
        typer.Option("--author", help="'Family, Given' or an institution; once for each."),
    ],
    licence: Annotated[str, typer.Option("--licence", help="The data's licence, as SPDX names it.")] = "CC-BY-4.0",
    url: Annotated[
        str | None, typer.Option("--url", help="Where it will stand: its DOI's address, if reserved.")
    ] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a data set to deposit: CSV and Parquet, described column by column, with its licence and how to cite it.

    It holds facts, verdicts and quotes of at most 200 characters; no text of a paper and no file of a repository.

    Example: reprosurvey export dataset deposit --author "Doe, Jane"
    """
    from reprosurvey.analysis.data_package.writing import write_dataset

    if not all(name.strip() for name in author):
        raise UsageError("--author names who is to be cited; it is empty")
    with connect(open_store(store, config)) as survey:
        write_dataset(survey, folder, authors=author, licence=licence, url=url)
    console.print(f"Written: {folder}", markup=False, soft_wrap=True)


def _export_of(name: str) -> Any:
    """The command that writes what the query of that name yields; None where there is no such query."""
    query = next((query for query in queries() if query.name == name), None)
    if query is None:
        return None
    columns = "\n".join(f"{column}: {meaning}" for column, meaning in query.columns.items())
    made = typer.Typer(add_completion=False, rich_markup_mode=None)
    made.command(
        name,
        help=f"{query.about}\n\n\b\nColumns:\n{columns}\n\nExample: reprosurvey export {name} --format csv",
        short_help=_gist(query.about),
    )(_exporting(name))
    return typer.main.get_command(made)


def _exporting(name: str) -> Callable[..., None]:
    def command(
        output: OutputOption = STANDARD_OUTPUT,
        format_: Annotated[
            Format | None,
            typer.Option("--format", help="How to write it. Default: as the file's ending says, else csv."),
        ] = None,
        as_of: AsOfOption = None,
        visit: VisitOption = Visit.LATEST,
        store: StoreOption = None,
        config: ConfigOption = None,
    ) -> None:
        form = form_of(output, format_, Format.CSV, ENDINGS)
        with connect(open_store(store, config), end_of(as_of), first_visit=is_first(visit, as_of)) as survey:
            write_query(survey, name, output, form)

    return command
