"""The views and macros of ``sql/views/``, each after what it names.

A file makes one view of its own name, or the macros of one subject. What it rests on is read from its text: the
relations after ``from`` and ``join``, and the macros that it calls. A source that differs between databases is written
as ``query_table(coalesce(getvariable('variable'), 'default'))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from types import MappingProxyType

from reprosurvey.crawler.store.criteria import for_each_criterion

_COMMENT = re.compile(r"--.*$", re.MULTILINE)
_MADE = re.compile(r"^create (view|macro) (\w+)", re.MULTILINE)
_SOURCE = re.compile(r"\b(?:from|join)\s+(query_table\(coalesce\(getvariable\('(\w+)'\), '([\w.]+)'\)\)|[\w.]+)")
_COMMON_TABLE = re.compile(r"^(\w+) as (?:materialized )?\(", re.MULTILINE)
_CALL = re.compile(r"\b(\w+)\(")
_NOTHING_CHOSEN: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """A relation that a query reads."""

    name: str
    """As it is written: ``survey``, ``history.papers``."""
    variable: str | None = None
    """The variable that may name another one in its place."""


@dataclass(frozen=True, slots=True)
class Script:
    """One file."""

    name: str
    """The view, or what the macros are about."""
    folder: str
    sql: str
    views: tuple[str, ...]
    macros: tuple[str, ...]
    sources: tuple[Source, ...]
    """What it reads, in the order of its text."""
    calls: frozenset[str]
    """Every function and macro that it calls."""


def sources_of(sql: str) -> tuple[Source, ...]:
    """The relations that a query reads, its own common tables left out, in the order of its text."""
    text = _COMMENT.sub("", sql)
    own = set(_COMMON_TABLE.findall(text))
    found = (
        Source(default, variable) if variable else Source(name) for name, variable, default in _SOURCE.findall(text)
    )
    return tuple(dict.fromkeys(source for source in found if source.name not in own))


def calls_of(sql: str) -> frozenset[str]:
    """The functions and macros that a query calls."""
    return frozenset(_CALL.findall(_COMMENT.sub("", sql)))


def script(name: str, folder: str, sql: str) -> Script:
    """The file of that name and text."""
    made = _MADE.findall(_COMMENT.sub("", sql))
    views = tuple(made_name for kind, made_name in made if kind == "view")
    macros = tuple(made_name for kind, made_name in made if kind == "macro")
    return Script(name, folder, sql, views, macros, sources_of(sql), calls_of(sql) - set(macros))


@cache
def scripts() -> tuple[Script, ...]:
    """All files, each after those that it rests on."""
    return in_order(
        script(file.name.removesuffix(".sql"), folder.name, for_each_criterion(file.read_text()))
        for folder in sorted((files("reprosurvey.sql") / "views").iterdir(), key=lambda f: f.name)
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if file.name.endswith(".sql")
    )


def in_order(found: Iterable[Script], chosen: Mapping[str, object] = _NOTHING_CHOSEN) -> tuple[Script, ...]:
    """The files, each after those that make what it names where the variables are as ``chosen``.

    Raises:
        ValueError: Some of them rest on each other in a circle, which it names.
    """
    known = list(found)
    makers = _makers(known)
    graph = {
        one: dict.fromkeys(makers[name] for name in _names(one.sources, one.calls, chosen) if name in makers)
        for one in known
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(f"views in a circle: {' -> '.join(one.name for one in error.args[1])}") from None


@dataclass(frozen=True, slots=True)
class Needed:
    """What queries rest on."""

    scripts: tuple[Script, ...]
    """The files that make it, in order."""
    relations: frozenset[str]
    """Every relation that is read, those of no file among them: ``history.papers``, ``published_figures``."""


def needed_by(queries: Iterable[str], chosen: Mapping[str, object] = _NOTHING_CHOSEN) -> Needed:
    """What the queries rest on where the variables are as ``chosen``."""
    makers = _makers(scripts())
    needed: set[Script] = set()
    found: set[str] = set()
    names = [name for sql in queries for name in _names(sources_of(sql), calls_of(sql), chosen)]
    while names:
        found.add(name := names.pop())
        maker = makers.get(name)
        if maker and maker not in needed:
            needed.add(maker)
            names += _names(maker.sources, maker.calls, chosen)
    return Needed(in_order((one for one in scripts() if one in needed), chosen), frozenset(found))


def _makers(known: Iterable[Script]) -> dict[str, Script]:
    return {name: one for one in known for name in (*one.views, *one.macros)}


def _names(
    sources: Iterable[Source], calls: Iterable[str], chosen: Mapping[str, object] = _NOTHING_CHOSEN
) -> list[str]:
    named = (str(chosen.get(source.variable) or source.name) if source.variable else source.name for source in sources)
    return [*named, *sorted(calls)]
