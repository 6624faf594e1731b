"""A checklist for people: on a terminal, and as Markdown. What comes from a repository is shown, never interpreted."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from reprosurvey.analysis.checklist.questions import QUESTIONS, Checklist
from reprosurvey.analysis.checklist.summary import closing_line
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome
from reprosurvey.crawler.printable import printable

WIDTH = 120
"""Columns of a text that no terminal shows."""

STYLES = {Outcome.YES: "green", Outcome.NO: "bold red", Outcome.NA: "dim", Outcome.UNKNOWN: "yellow"}

IN_LINKS = "/:#?=&%~+@,;!$'*()"
"""What stays as it is in a link between angle brackets."""


def on_terminal(checklist: Checklist, console: Console) -> None:
    """Print the questions, each with its answer, its evidence and, where it is not yes, what to do; then the sum.

    Of an address at which nothing is public there is one line.
    """
    if why := checklist.nothing_there:
        console.print(Text(dead_line(checklist.subject, why)), soft_wrap=True)
        return
    heading = Text(printable(checklist.subject), style="bold")
    if checklist.commit:
        heading.append(f" at {checklist.commit[:12]}", style="dim")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, verdict in checklist.answers.items():
        question = QUESTIONS[name]
        told = [Text(question.label, style="bold")]
        told += map(_told, verdict.evidence)
        if verdict.outcome is not Outcome.YES:
            told.append(Text("Advice: ", style="italic").append(question.definition.advice.replace("`", "")))
        table.add_row(Text(verdict.outcome.value, style=STYLES[verdict.outcome]), Group(*told))
    console.print(heading)
    if differs := difference(checklist):
        console.print(Text(differs, style="yellow"))
    beside = Group(*(Text(f"- {line}") for line in _beside(checklist)))
    console.print(table, beside, Text(closing_line(checklist), style="bold"))


def as_text(checklist: Checklist) -> str:
    """What a terminal shows, without colours."""
    written = io.StringIO()
    on_terminal(checklist, Console(file=written, width=WIDTH, color_system=None))
    return written.getvalue()


def difference(checklist: Checklist) -> str:
    """How the work tree differs from what was judged; empty where it does not."""
    found = checklist.uncommitted
    if found is None or not (found.changed or found.untracked):
        return ""
    counts = (_counted(found.changed, "changed or gone"), _counted(found.untracked, "not added"))
    return f"What is committed was judged; the work tree differs: {', '.join(filter(None, counts))}."


def _counted(number: int, what: str) -> str:
    return f"{number} {'path' if number == 1 else 'paths'} {what}" if number else ""


def dead_line(subject: str, why: Evidence) -> str:
    """What there is to say of an address at which nothing is public."""
    return printable(f"{subject}: nothing public there, so nothing to judge ({why.where}: {why.quote})")


def markdown(checklist: Checklist) -> str:
    """A table in GitHub's Markdown."""
    at = f" at `{checklist.commit[:12]}`" if checklist.commit else ""
    heading = f"**Checklist** of {_code(checklist.subject)}{at}"
    if why := checklist.nothing_there:
        return f"{heading}: nothing public there, {_code(why.quote or why.place)}\n"
    lines = [
        "\n\n".join(filter(None, [heading, difference(checklist)])),
        "",
        "| | Question | Evidence and advice |",
        "|-|-|-|",
    ]
    for name, verdict in checklist.answers.items():
        question = QUESTIONS[name]
        told = [_linked(evidence) for evidence in verdict.evidence]
        if verdict.outcome is not Outcome.YES:
            told.append(f"*Advice:* {question.definition.advice}")
        lines.append(f"| {verdict.outcome.value} | {question.label} | {'<br>'.join(told)} |")
    beside = [f"- {_code(line)}" for line in _beside(checklist)]
    return "\n".join([*lines, "", *beside, "", f"**{closing_line(checklist)}**", ""])


def _beside(checklist: Checklist) -> list[str]:
    return [printable(line) for line in checklist.beside]


def _told(evidence: Evidence) -> Text:
    place = Text(printable(evidence.where), style="cyan")
    return place.append(f": {printable(evidence.quote)}", style="default") if evidence.quote else place


def _linked(evidence: Evidence) -> str:
    place = _code(evidence.where)
    if evidence.link:
        place = f"[{place}](<{quote(evidence.link, safe=IN_LINKS)}>)"
    return f"{place} {_code(evidence.quote)}" if evidence.quote else place


def _code(text: str) -> str:
    """A code span of a table's cell, in which nothing is markup."""
    shown = printable(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
