"""Commands that write a survey."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reprosurvey.analysis.cli.demo_hosts import refuse_demo
from reprosurvey.analysis.cli.rows import Format, written
from reprosurvey.analysis.cli.run_output import JsonOption, QuietOption
from reprosurvey.analysis.cli.submissions import check_submissions, tell_reports
from reprosurvey.analysis.cli.survey import (
    AsOfOption,
    ConfigOption,
    SchedulerOption,
    StoreOption,
    Visit,
    VisitOption,
    YearsOption,
    console,
    end_of,
    is_first,
    located,
    open_store,
    writing,
)
from reprosurvey.analysis.report.summary import print_summary, print_unread
from reprosurvey.analysis.report.table1 import table1
from reprosurvey.analysis.report.terminal import draw
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families.contributions import PAPER, SUBMISSION
from reprosurvey.crawler.proceedings.paper_lists import name_of, read_list
from reprosurvey.crawler.proceedings.selection import Selection
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.submissions import named_columns, read_submissions
from reprosurvey.crawler.venues import DEMO, known_venues, refuse_venue, venue_named

VenueArgument = Annotated[str, typer.Argument(help="A venue's name; `reprosurvey venues` lists them.")]


def run(
    venue: Annotated[str | None, typer.Argument(help="A venue's name; `reprosurvey venues` lists them.")] = None,
    years: YearsOption = None,
    papers: Annotated[
        Path | None,
        typer.Option("--papers", help="Instead of a venue: a CSV of PDFs or landing pages, with columns url and year."),
    ] = None,
    repositories: Annotated[
        Path | None,
        typer.Option("--repositories", help="A CSV or XLSX with columns repository and name or id, or both."),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="Its columns, where they have other names: 'Paper ID=id,Code URL=repository'."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="With --repositories: also write its table into this file.")
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="How to write that file. Default: as its ending says, else csv.")
    ] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    scheduler: SchedulerOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Survey a venue: crawl, extract, visit, assess and report whatever is missing.

    `run demo` surveys a small made-up proceedings on this machine, without a network, into ./demo-survey unless --store
    names another folder. With --repositories, a list of submissions is checked before there are proceedings: which
    repositories are empty, broken, or miss a part. All of the list is looked at again each time; a venue's name of your
    own and one year keep several lists apart.

    Example: reprosurvey run midl --years 2019-2022 --store survey
    """
    refuse_demo(venue, located(store, config))
    if repositories is not None:
        if papers is not None:
            raise UsageError("--papers and --repositories do not go together: give one of them")
        listed = read_submissions(repositories, named_columns(columns) if columns is not None else None)
        check_submissions(listed, venue, years, output, format_, store, config, as_json=as_json)
        return
    _refuse_without_list(columns, output, format_)
    if venue == DEMO and papers is None and config is None:
        from reprosurvey.analysis.cli.demo import run_demo  # brings what writes PDFs, which no other command needs

        run_demo(years, store, as_json=as_json)
        return
    selection = _selection(config, venue, years, papers)
    with writing(store, config, scheduler=scheduler, as_json=as_json) as stages:
        failure = stages.run(selection)
        print_summary(stages.store, stages.config, console)
        if failure is not None:
            raise failure


def _refuse_without_list(columns: str | None, output: Path | None, format_: Format | None) -> None:
    """Refuse what goes with ``--repositories`` alone.

    Raises:
        UsageError: It is given.
    """
    if columns is not None:
        raise UsageError("--columns tells the columns of the list of --repositories: give both")
    if output is not None or format_ is not None:
        raise UsageError("--output and --format write the table of --repositories; `export` writes a survey's")


def crawl(
    venue: VenueArgument,
    years: YearsOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read a venue's proceedings again; pages that did not change are only revalidated.

    Example: reprosurvey crawl midl --years 2022
    """
    selection = _selection(config, venue, years)
    refuse_demo(venue, located(store, config))
    with writing(store, config, as_json=as_json) as stages:
        stages.crawl(selection, only_missing=False)


def extract(
    store: StoreOption = None,
    config: ConfigOption = None,
    scheduler: SchedulerOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read the texts and links of the PDFs that were not read yet.

    Example: reprosurvey extract --store survey
    """
    with writing(store, config, Store.open, scheduler=scheduler, as_json=as_json) as stages:
        stages.extract()


def visit(
    everything: Annotated[bool, typer.Option("--all", help="Look at every repository, due or not.")] = False,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
    scheduler: SchedulerOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Look again at the repositories that are due: one request for each that did not change.

    One that changes often is due sooner, one that never does later, a dead one rarely (the column due_at of origins).

    Example: reprosurvey visit --as-of 2022-10-31 --store survey
    """
    if everything and as_of is not None:
        raise UsageError("--all is about today, --as-of about a day: give one of them")
    with writing(store, config, Store.open, scheduler=scheduler, as_json=as_json) as stages:
        if (day := end_of(as_of)) is None:
            stages.visit(everything=everything)
            with connect(stages.store) as database:
                print_unread(result(database, "unread_reasons").filter("what = 'repository'"), stages.console)
        else:
            stages.visit_as_of(day)


def assess(
    store: StoreOption = None,
    config: ConfigOption = None,
    scheduler: SchedulerOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Judge everything that the survey holds once more, without asking the web: what a new rule changes is a new row.

    Example: reprosurvey assess --store survey
    """
    with writing(store, config, Store.open, scheduler=scheduler, as_json=as_json) as stages:
        stages.assess(force=True)


def report(
    picture: Annotated[Path | None, typer.Option("--picture", help="Also draw Table 1 into this SVG file.")] = None,
    as_of: AsOfOption = None,
    visit: VisitOption = Visit.LATEST,
    store: StoreOption = None,
    config: ConfigOption = None,
    quiet: QuietOption = False,
) -> None:
    """Print Table 1 and write the report; of each list of submissions a report of its own.

    Example: reprosurvey report --store survey --picture table1.svg
    """
    if picture is not None and picture.suffix.lower() != ".svg":
        raise UsageError(f"--picture draws an SVG: name a file that ends in .svg, not {picture}")
    day, first_visit = end_of(as_of), is_first(visit, as_of)
    survey = open_store(store, config)
    has_papers, lists = _held(survey)
    of_present = day is None and not first_visit
    if has_papers or not lists or not of_present:
        print_summary(survey, load_config(config), console, day, first_visit=first_visit)
    if of_present:
        tell_reports(survey, lists)
    if picture is not None:
        with connect(survey, day, first_visit=first_visit) as database, written(picture):
            draw(table1(database), picture)


def _held(survey: Store) -> tuple[bool, list[Edition]]:
    """Whether it holds papers, and the lists of submissions that it holds."""
    with connect(survey, asked=["listed_papers"]) as database:
        listed = database.table("listed_papers")
        held = listed.aggregate("kind, venue, year", "kind, venue, year").order("venue, year").fetchall()
    return any(kind == PAPER for kind, *_ in held), [(venue, year) for kind, venue, year in held if kind == SUBMISSION]


def _selection(config: Path | None, venue: str | None, years: str | None, papers: Path | None = None) -> Selection:
    """What was asked for, once it is known to make sense."""
    venues = known_venues(load_config(config).venues)
    if papers is not None:
        if venue is not None or years is not None:
            raise UsageError("--papers goes with neither a venue nor --years: the list is the venue and has the years")
        refuse_venue(name_of(papers), venues)
        read_list(papers)
    elif venue is not None:
        venue_named(venue, venues).choose(years)
    else:
        raise UsageError(
            "name a venue, or with --papers or --repositories a list; `reprosurvey venues` lists the venues"
        )
    return Selection(venue, years, papers)
