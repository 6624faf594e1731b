"""Ad-hoc SQL over a survey."""

from __future__ import annotations

from typing import Annotated

import duckdb
import typer

from analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from analysis.database import connect
from analysis.report.relation import print_relation
from crawler.errors import UsageError


def sql(
    query: Annotated[str | None, typer.Argument(help="The query; without it, a prompt.")] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask the survey in SQL. Views with the latest state: papers, links, candidates, visits, origins, snapshots, blobs,
    verdicts, survey; every row ever written: history.papers and so on.

    Example: reprosurvey sql "select year, avg(score) from survey group by year"
    """
    with connect(open_store(store, config)) as database:
        if query is not None:
            print_relation(_asked(database, query), console)
            return
        while (line := _prompted()) is not None:
            try:
                print_relation(_asked(database, line), console)
            except UsageError as error:
                console.print(str(error), markup=False)


def _asked(database: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation | None:
    try:
        return database.sql(query)
    except duckdb.Error as error:
        raise UsageError(f"the query does not work: {error}") from None


def _prompted() -> str | None:
    try:
        line = console.input("sql> ").strip()
    except EOFError:
        return None
    return None if line in ("exit", "quit", ".quit", ".exit") else line or "select 'type a query, or quit' as help"
