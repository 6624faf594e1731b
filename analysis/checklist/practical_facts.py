"""What a person would meet who runs the code, beside the nine questions: short lines on what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.registry import FACTS
from reprosurvey.analysis.packages.imports import missing_packages
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.facts.answer import Answer
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_TOLD = {
    "programs parse": "programs that no Python parses",
    "lists parse": "lines of lists that no installer reads",
    "named files there": "files that pages name and that are not there",
    "no machine paths": "paths that only somebody's machine has",
    "hardware stated": "no page says on which hardware it ran",
    "seeds fixed": "no program fixes a seed",
    "one language": "programs in several languages",
    "one Python": "versions of Python that do not go together",
    "hub revisions given": "models of a hub without a revision",
    "notebooks in order": "notebooks that were not run from top to bottom",
}
"""What a no says; the missing modules are told by name."""


def practical_facts(snapshot: Snapshot) -> tuple[str, ...]:
    """A line each for what is in the way."""
    missing = ", ".join(package.package for package in missing_packages(snapshot))
    first = [f"imported, but not listed: {missing}"] if missing else []
    answers = {name: FACTS[name](snapshot) for name in _TOLD}
    return (*first, *(_line(name, told) for name, told in answers.items() if told.outcome is Outcome.NO))


def _line(name: str, told: Answer) -> str:
    places = [evidence.where for evidence in told.evidence]
    if told.places > len(places):
        places.append(f"{told.places - len(places)} more")
    return f"{_TOLD[name]}: {', '.join(places)}" if places else _TOLD[name]
