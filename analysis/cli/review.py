"""``reprosurvey review``: give out what people are to answer, and take in what they answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from reprosurvey.analysis.cli.rows import Format, form_of, write_query
from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, YearsOption, console, open_store
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.runs import recorded

TAKE_IN = "take-in"
_SHEETS = {".csv": Format.CSV, ".xlsx": Format.XLSX}


class _Reviews(TyperGroup):
    """The commands. What begins with none of them is taken in, as ``review sheet.csv`` is short for it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name in that was left out."""
        left_out = args and args[0] not in (*self.commands, *ctx.help_option_names)
        return super().parse_args(ctx, [TAKE_IN, *args] if left_out else args)


review = typer.Typer(
    name="review",
    cls=_Reviews,
    help="Take in people's answers, draw blind sheets for them, or serve a page on which they answer.\n\n"
    "A file is taken in also without the word take-in.\n\n"
    'Example: reprosurvey review sheet.csv --reviewer "Doe, Jane"',
    no_args_is_help=True,
    rich_markup_mode=None,
)

ReviewerOption = Annotated[str, typer.Option("--reviewer", help="Who answers.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Draws the same papers wherever it is given.")]
PapersOption = Annotated[int | None, typer.Option("--papers", min=1, help="How many are drawn. Default: all.")]
VenueOption = Annotated[str | None, typer.Option("--venue", help="Draw from this venue alone.")]


@review.command(TAKE_IN)
def take_in_file(
    sheet: Annotated[
        Path, typer.Argument(help="A sheet, CSV or XLSX; the answers of `review serve`; or reports of errors, a text.")
    ],
    reviewer: ReviewerOption,
    compare_only: Annotated[
        bool, typer.Option("--compare-only", help="Compare with the automatic answers, and do not stand over them.")
    ] = False,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="They settle what other reviewers disagree on.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Take in people's answers: yes, no, na or nothing. They stand over the automatic ones, which stay beside them.

    `reprosurvey review draw` writes a sheet to begin with; `export agreement`, `export inter_rater_agreement` and
    `export disagreements` tell what comes of it. Where a line makes no sense it is named, and nothing of the sheet is
    taken in. The command's name may be left out.

    Example: reprosurvey review labels.csv --reviewer "Doe, Jane" --compare-only
    """
    from reprosurvey.analysis.reviews.files import read_answers  # brings every criterion, which a draw does not need
    from reprosurvey.analysis.reviews.intake import Role, take_in

    named = _named(reviewer)
    lines = read_answers(sheet)
    survey = open_store(store, config)
    role = Role.COMPARED if compare_only else Role.STANDS
    with survey.lock(), recorded(survey, "review") as counts:
        counts.update(take_in(survey, sheet, lines, named, role, settles=adjudicate))
    console.print(f"New answers: {counts.total()}", highlight=False)
    with connect(survey) as database:
        print_relation(result(database, "reviewers"), console)


@review.command()
def draw(
    output: Annotated[Path, typer.Option("--output", "-o", help="The sheet: .csv or .xlsx.")],
    papers: PapersOption = None,
    seed: SeedOption = 1,
    venue: VenueOption = None,
    years: YearsOption = None,
    separator: Annotated[str, typer.Option("--separator", help="Between the cells of a CSV: one sign, or tab.")] = ",",
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Draw a blind sheet: papers at random, by year and answer, every question, and no answer of a rule.

    Each paper is as likely as any other, and each year and answer gets its share. Give the same sheet to two reviewers.

    Example: reprosurvey review draw --papers 60 --seed 7 -o blind.xlsx
    """
    from reprosurvey.analysis.reviews.blind_sheets import draw_of, for_spreadsheets, separator_of

    form, sign = form_of(output, None, Format.CSV, _SHEETS), separator_of(separator)
    with connect(open_store(store, config), asked=["to_review"]) as database:
        set_variables(database, draw_of(papers, seed, venue, years))
        write_query(database, "to_review", output, form)
        (drawn,) = database.execute("select count(*) from exported").fetchall()
    if form is Format.CSV:
        for_spreadsheets(output, sign)
    console.print(f"Written: {output}, {drawn[0]} papers by seed {seed}", markup=False, highlight=False, soft_wrap=True)


@review.command()
def serve(
    reviewer: ReviewerOption,
    papers: PapersOption = None,
    seed: SeedOption = 1,
    venue: VenueOption = None,
    years: YearsOption = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers", help="The session's file: new, or one to go on with. Default: review-<reviewer>.jsonl."
        ),
    ] = None,
    show_rules: Annotated[
        bool, typer.Option("--show-rules", help="Show what the rules answered, too, which flatters them.")
    ] = False,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="Ask what reviewers disagree on, and show what each answered.")
    ] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Of loopback. Default: a free one.")] = 0,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Serve a page on this machine alone by which papers are answered, one at a time and by keyboard.

    The papers are drawn as `review draw` draws them, and the rules' answers are not shown. An answer that the page
    calls saved is on the disk. Ctrl-C ends the server, the same command goes on; `reprosurvey review` takes the file
    in.

    Example: reprosurvey review serve --reviewer "Doe, Jane" --papers 20 --seed 7
    """
    import asyncio

    from reprosurvey.analysis.reviews.blind_sheets import draw_of
    from reprosurvey.analysis.reviews.serving.material import Material
    from reprosurvey.analysis.reviews.serving.server import Server
    from reprosurvey.analysis.reviews.serving.session_start import begun, mode_of

    named, mode = _named(reviewer), mode_of(show_rules=show_rules, adjudicate=adjudicate)
    material = Material(open_store(store, config))
    with begun(answers, material, named, mode, draw_of(papers, seed, venue, years)) as log:

        def ready(address: str) -> None:
            told = f"{len(log.session.papers)} papers are asked about at {address}"
            console.print(f"{told}, answers go to {log.path}; Ctrl-C ends", markup=False, soft_wrap=True)

        asyncio.run(Server(material, log).run(port, ready))
        adjudicating = " --adjudicate" if adjudicate else ""
        taking = f'reprosurvey review {log.path} --reviewer "{named}"{adjudicating}'
        console.print(f"Take them in: {taking}", markup=False, highlight=False, soft_wrap=True)


def _named(reviewer: str) -> str:
    if not reviewer.strip():
        raise UsageError("--reviewer names who answers; it is empty")
    return reviewer.strip()
