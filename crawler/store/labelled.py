"""How right the rules were on labelled sets, as tables of the database: ``sql/labelled/``, three CSV files.

``sets.csv`` tells what was labelled, when and where it is told; ``figures.csv`` what came of a first look, before the
rules were mended by it; ``fields.csv`` the field of each venue that is known. An empty cell is a figure that was not
told.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files

import duckdb

from reprosurvey.crawler.store.small_tables import Columns, add_table

_FIELDS = ("varchar[]", "the fields of what was labelled; empty for many without one that stands out")
_TABLES: dict[str, Columns] = {
    "labelled_sets": {
        "labelled_set": ("varchar", "the labelled set"),
        "subjects": ("varchar", "what was labelled: papers or repositories"),
        "fields": _FIELDS,
        "about": ("varchar", "what it holds, and how it was chosen"),
        "labelled_on": ("date", "when the figures were told"),
        "source": ("varchar", "where they are told"),
    },
    "labelled_figures": {
        "labelled_set": ("varchar", "the labelled set"),
        "part": ("varchar", "the part of it; null for all of it"),
        "fields": _FIELDS,
        "criterion": ("varchar", "the question"),
        "compared": ("varchar", "who answered as well: the rules, or a second reader"),
        "rule": ("varchar", "the versions of the rule; null of a reader"),
        "n": ("bigint", "answers compared; one that the rule does not know counts as wrong"),
        "not_yes": ("bigint", "how many of them the person says no or na to"),
        "accuracy": ("double", "the share that agrees, as it was told: of yes, no and na"),
        "kappa": ("double", "Cohen's kappa, as it was told"),
        "both_yes": ("bigint", "person and rule say yes"),
        "only_person": ("bigint", "the person says yes, the rule does not"),
        "only_automatic": ("bigint", "the rule says yes, the person does not"),
        "both_no": ("bigint", "neither says yes"),
    },
    "venue_fields": {"venue": ("varchar", "the venue"), "field": ("varchar", "its field")},
}
LABELLED_TABLES = frozenset(_TABLES)
_FILES = {"labelled_sets": "sets.csv", "labelled_figures": "figures.csv", "venue_fields": "fields.csv"}


def add_labelled(database: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``labelled_sets``, ``labelled_figures`` and ``venue_fields``."""
    for name, columns in _TABLES.items():
        text = (files("reprosurvey.sql") / "labelled" / _FILES[name]).read_text(encoding="utf-8")
        add_table(database, name, columns, [_values(columns, row) for row in csv.DictReader(text.splitlines())])


def _values(columns: Columns, row: Mapping[str, str]) -> list[object]:
    return [
        [part for part in row[column].split(";") if part] if kind == "varchar[]" else row[column] or None
        for column, (kind, _) in columns.items()
    ]
