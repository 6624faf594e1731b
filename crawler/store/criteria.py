"""The register of the criteria, ``sql/criteria.csv``, from which views, statistics, lists and reports name them.

A line of a file of ``sql/`` that holds one of these marks stands for a line a criterion, in the register's order:

- ``{paper}``: a column of the survey about the paper, other than ``has_repository``, on which the others depend;
- ``{repository}``: a column of the survey about the repository;
- ``{table1}``: a row of Table 1;
- ``{score}``: a part of the score;
- ``{about_paper}``: any that is about the paper, in the survey or not;
- ``{any}``: each of them, about papers first.

The mark is replaced by the criterion's name, and ``{meaning}`` in the same line by what its column holds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reprosurvey.crawler.store.small_tables import Columns, add_table

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class RegisteredCriterion:
    """One line of the register."""

    criterion: str
    """Its name, and its module's in ``analysis/criteria/``."""
    scope: str
    """paper or repository: what is judged."""
    in_survey: bool
    """Whether the view ``survey``, and what is exported of it, has a column of it."""
    in_table1: bool
    in_score: bool
    label: str
    """Its name in tables."""
    meaning: str
    """What its column holds."""


_MARKED: dict[str, Callable[[RegisteredCriterion], bool]] = {
    "paper": lambda c: c.scope == "paper" and c.in_survey and c.criterion != "has_repository",
    "repository": lambda c: c.scope == "repository" and c.in_survey,
    "table1": lambda c: c.in_table1,
    "score": lambda c: c.in_score,
    "about_paper": lambda c: c.scope == "paper",
    "any": lambda c: True,
}
_MARK = re.compile(rf"\{{({'|'.join(_MARKED)})\}}")

_COLUMNS: Columns = {
    "criterion": ("varchar", "the question"),
    "scope": ("varchar", "paper or repository: what is judged"),
    "in_survey": ("boolean", "whether the survey has a column of it"),
    "in_table1": ("boolean", "whether Table 1 has a row of it"),
    "in_score": ("boolean", "whether it is a part of the score"),
    "label": ("varchar", "its name in tables"),
    "meaning": ("varchar", "what its column holds"),
    "place": ("bigint", "1 for the first"),
}


@cache
def registered_criteria() -> tuple[RegisteredCriterion, ...]:
    """All of them, those about the paper first."""
    text = (files("reprosurvey.sql") / "criteria.csv").read_text(encoding="utf-8")
    return tuple(_criterion(row) for row in csv.DictReader(text.splitlines()))


def _criterion(row: Mapping[str, str]) -> RegisteredCriterion:
    return RegisteredCriterion(
        criterion=row["criterion"],
        scope=row["scope"],
        in_survey=row["in_survey"] == "true",
        in_table1=row["in_table1"] == "true",
        in_score=row["in_score"] == "true",
        label=row["label"],
        meaning=row["meaning"],
    )


def for_each_criterion(sql: str) -> str:
    """The text of a file of ``sql/`` with each marked line repeated for its criteria."""
    return "".join(line for marked in sql.splitlines(keepends=True) for line in _repeated(marked))


def _repeated(line: str) -> list[str]:
    if (mark := _MARK.search(line)) is None:
        return [line]
    chosen = filter(_MARKED[mark[1]], registered_criteria())
    return [line.replace(mark[0], c.criterion).replace("{meaning}", c.meaning) for c in chosen]


def add_criteria(database: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``criteria`` of the register, with the place of each in it."""
    rows = [[*astuple(criterion), place] for place, criterion in enumerate(registered_criteria(), 1)]
    add_table(database, "criteria", _COLUMNS, rows)
