"""Which results are new against what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from reprosurvey.analysis.assessment.records import Results, VerdictRecord

Record = TypeVar("Record", bound=Hashable)


def changes(found: Results, stored: Results) -> Results:
    """Of ``found``, the verdicts that ``stored`` has otherwise or not at all; and all data sets of a paper, all traits,
    pins, unlisted packages, lines of the list and facts of a commit, where any of them is new or gone. Both are of one
    paper.
    """
    return Results(
        _changed_groups(found.data_sets, stored.data_sets, lambda _: None),
        _changed_groups(found.traits, stored.traits, lambda record: record.head),
        _changed_groups(found.pins, stored.pins, lambda record: record.head),
        _changed_groups(found.unlisted, stored.unlisted, lambda record: record.head),
        _changed_groups(found.requirements, stored.requirements, lambda record: record.head),
        _changed_groups(found.facts, stored.facts, lambda record: record.head),
        _changed_verdicts(found.verdicts, stored.verdicts),
    )


def _changed_verdicts(found: Iterable[VerdictRecord], stored: Iterable[VerdictRecord]) -> list[VerdictRecord]:
    known = {(record.criterion, record.as_of): record for record in stored}
    return [record for record in found if known.get((record.criterion, record.as_of)) != record]


def _changed_groups(
    found: Iterable[Record], stored: Iterable[Record], group_of: Callable[[Record], Hashable]
) -> list[Record]:
    known = _grouped(stored, group_of)
    groups = _grouped(found, group_of)
    return [record for key, group in groups.items() if set(group) != set(known[key]) for record in group]


def _grouped(records: Iterable[Record], group_of: Callable[[Record], Hashable]) -> defaultdict[Hashable, list[Record]]:
    groups: defaultdict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        groups[group_of(record)].append(record)
    return groups
