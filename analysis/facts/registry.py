"""The questions that are asked beside the criteria, each by a module of this package."""

from __future__ import annotations

from collections.abc import Callable

from reprosurvey.analysis.facts import (
    hardware,
    hub_revisions,
    imports_listed,
    languages,
    lists_parse,
    machine_paths,
    named_files,
    notebook_order,
    programs_parse,
    python_versions,
    seeds,
)
from reprosurvey.analysis.facts.answer import Answer
from reprosurvey.analysis.subjects.snapshots import Snapshot

VERSION = 2
"""Raised with every change that can alter an answer."""

FACTS: dict[str, Callable[[Snapshot], Answer]] = {
    "imports listed": imports_listed.judge,
    "programs parse": programs_parse.judge,
    "lists parse": lists_parse.judge,
    "named files there": named_files.judge,
    "no machine paths": machine_paths.judge,
    "hardware stated": hardware.judge,
    "seeds fixed": seeds.judge,
    "one language": languages.judge,
    "one Python": python_versions.judge,
    "hub revisions given": hub_revisions.judge,
    "notebooks in order": notebook_order.judge,
}
"""By what a yes says; what parses a program comes before what asks whether it parses."""


def facts_of(snapshot: Snapshot) -> dict[str, Answer]:
    """The answers at a commit."""
    return {name: judge(snapshot) for name, judge in FACTS.items()}
