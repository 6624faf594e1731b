"""What a half-written query may go on with: names of the survey with what they hold, keywords, functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import duckdb
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from reprosurvey.analysis.shell.commands import COMMANDS
from reprosurvey.crawler.store.relations import Relation

_TYPED = re.compile(r"[\w.]*$")
_AFTER_FROM = re.compile(r"(?:\b(?:from|join|describe|summarize)|\.columns)\s+[\w.]*$", re.IGNORECASE)

Suggestion = tuple[str, str]
"""A name, and what it holds."""


class Names(Completer):
    """Completes from :func:`suggestions`."""

    def __init__(self, known: Sequence[Relation], words: Sequence[str]) -> None:
        self.known = known
        self.words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Those for the word before the cursor."""
        typed = _typed(document.text_before_cursor)
        for name, meaning in suggestions(document.text_before_cursor, document.text, self.known, self.words):
            yield Completion(name, start_position=-len(typed), display_meta=meaning)


def words_of(database: duckdb.DuckDBPyConnection) -> list[str]:
    """DuckDB's keywords, then its functions."""
    rows = database.execute(
        """
        select keyword_name from duckdb_keywords()
        union all
        select distinct function_name from duckdb_functions() where regexp_full_match(function_name, '[a-z]\\w*')
        """
    ).fetchall()
    return list(dict.fromkeys(word for (word,) in rows))


def suggestions(before: str, text: str, known: Sequence[Relation], words: Sequence[str]) -> list[Suggestion]:
    """What the last word of ``before`` may become, likeliest first.

    After ``from`` that is a view, statistic or table; after its name and a dot, a column of it; elsewhere first a
    column of what ``text`` names.
    """
    typed = _typed(before)
    if before.lstrip() == typed and typed.startswith("."):
        return _beginning(typed, ((command.split()[0], meaning) for command, meaning in COMMANDS.items()))
    named = [(relation.name, relation.about) for relation in known]
    if _AFTER_FROM.search(before):
        return _beginning(typed, named)
    if not typed:
        return []
    candidates = [*_columns(typed, text, known), *named]
    if "." not in typed:
        candidates += [(word, "") for word in words]
    return _beginning(typed, candidates)


def _columns(typed: str, text: str, known: Sequence[Relation]) -> list[Suggestion]:
    """The columns of the relation that ``typed`` names before a dot; without one, all, first of what ``text`` names."""
    owner, dot, _ = typed.rpartition(".")
    if dot:
        return [(f"{r.name}.{c.name}", c.meaning) for r in known if r.name == owner for c in r.columns]
    mentioned = set(re.findall(r"[\w.]+", text))
    nearest = sorted(known, key=lambda relation: relation.name not in mentioned)
    return [(c.name, c.meaning) for relation in nearest for c in relation.columns]


def _typed(before: str) -> str:
    found = _TYPED.search(before)
    return found[0] if found else ""


def _beginning(typed: str, candidates: Iterable[Suggestion]) -> list[Suggestion]:
    found: dict[str, str] = {}
    for name, meaning in candidates:
        if name.lower().startswith(typed.lower()):
            found.setdefault(name, meaning)
    return list(found.items())
