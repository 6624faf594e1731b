"""A checklist for people: on a terminal, and as Markdown. What comes from a repository is shown, never interpreted."""

from __future__ import annotations

import re
from urllib.parse import quote

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from reprosurvey.analysis.checklist.questions import QUESTIONS, Checklist
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome
from reprosurvey.crawler.printable import printable

STYLES = {Outcome.YES: "green", Outcome.NO: "bold red", Outcome.NA: "dim", Outcome.UNKNOWN: "yellow"}

IN_LINKS = "/:#?=&%~+@,;!$'*()"
"""What stays as it is in a link between angle brackets."""


def on_terminal(checklist: Checklist, console: Console) -> None:
    """Print the questions, each with its answer, its evidence and, where it is not yes, what to do."""
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
    console.print(heading, table, Group(*(Text(f"- {line}") for line in _beside(checklist))))


def markdown(checklist: Checklist) -> str:
    """A table in GitHub's Markdown."""
    at = f" at `{checklist.commit[:12]}`" if checklist.commit else ""
    lines = [f"**Checklist** of {_code(checklist.subject)}{at}", "", "| | Question | Evidence and advice |", "|-|-|-|"]
    for name, verdict in checklist.answers.items():
        question = QUESTIONS[name]
        told = [_linked(evidence) for evidence in verdict.evidence]
        if verdict.outcome is not Outcome.YES:
            told.append(f"*Advice:* {question.definition.advice}")
        lines.append(f"| {verdict.outcome.value} | {question.label} | {'<br>'.join(told)} |")
    return "\n".join([*lines, "", *(f"- {_code(line)}" for line in _beside(checklist)), ""])


def _beside(checklist: Checklist) -> list[str]:
    return [printable(line) for line in checklist.beside]


def _told(evidence: Evidence) -> Text:
    place = Text(printable(_place(evidence)), style="cyan")
    return place.append(f": {printable(evidence.quote)}", style="default") if evidence.quote else place


def _place(evidence: Evidence) -> str:
    return f"{evidence.place}:{evidence.line}" if evidence.line else evidence.place


def _linked(evidence: Evidence) -> str:
    place = _code(_place(evidence))
    if evidence.link:
        place = f"[{place}](<{quote(evidence.link, safe=IN_LINKS)}>)"
    return f"{place} {_code(evidence.quote)}" if evidence.quote else place


def _code(text: str) -> str:
    """A code span of a table's cell, in which nothing is markup."""
    shown = printable(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}"
