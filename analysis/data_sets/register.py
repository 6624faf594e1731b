"""The register of public data sets: ``register.csv``, read and checked.

One row a data set. To extend it, add a row: ``name``; ``aliases`` and ``ambiguous``, each separated by semicolons;
``access``; ``field``; ``home_page``, empty where it is not sure; ``source`` and ``licence``, the catalogue that the row
was made from by ``analysis/data_set_catalogues``, empty where it was not. The name is an alias too. Case and separators
of an alias do not matter (``BraTS 2018`` is also ``BRATS-2018``), except of those with fewer than five letters and
digits.
An alias that also means something else (a word, a method, another acronym) belongs under ``ambiguous``: it is read
with its case and separators as they stand, and only near a word such as "data set", "challenge" or "images".
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

COLUMNS = ("name", "aliases", "ambiguous", "access", "field", "home_page", "source", "licence")
GENERAL_FIELDS = frozenset({"vision", "vision and language", "video", "language", "audio", "3D"})
"""Fields whose sets often serve pretraining only."""


class Access(StrEnum):
    """How the public comes by a data set."""

    OPEN = "open"
    """By a download."""
    REGISTRATION = "registration"
    """After signing up or agreeing to terms, without a decision on the applicant."""
    APPLICATION = "application"
    """After an application that somebody decides on."""


class RegisterError(ValueError):
    """A row of the register that cannot be used."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """One public data set, or a series under one name."""

    name: str
    aliases: tuple[str, ...]
    """Names that mean this set wherever they stand."""
    ambiguous: tuple[str, ...]
    """Names that mean it only near a word that says so."""
    access: Access
    field: str
    home_page: str | None = None

    @property
    def is_general(self) -> bool:
        """Whether it is a set of general images, text or sound, as networks are pretrained on."""
        return self.field in GENERAL_FIELDS


def alias_key(alias: str) -> str:
    """What two spellings of one alias have in common: its letters and digits in lower case."""
    return "".join(character for character in alias.casefold() if character.isalnum())


@cache
def register() -> tuple[DataSet, ...]:
    """Every data set of the register.

    Raises:
        RegisterError: A name or an alias stands twice, or a row lacks something.
    """
    return parse(_text())


def rows() -> list[dict[str, str]]:
    """The register's rows as they stand."""
    return list(csv.DictReader(_text().splitlines()))


def _text() -> str:
    return files("reprosurvey.analysis.data_sets").joinpath("register.csv").read_text(encoding="utf-8")


def parse(text: str) -> tuple[DataSet, ...]:
    """The data sets of a register's text, checked.

    Raises:
        RegisterError: A name or an alias stands twice, or a row lacks something.
    """
    result = tuple(_data_set(row) for row in csv.DictReader(text.splitlines()))
    owners: dict[str, str] = {}
    for data_set in result:
        for alias in (*data_set.aliases, *data_set.ambiguous):
            owner = owners.setdefault(alias_key(alias), data_set.name)
            if owner != data_set.name:
                raise RegisterError(f"the alias {alias!r} stands for {owner} and for {data_set.name}")
    if len({data_set.name for data_set in result}) < len(result):
        raise RegisterError("a name stands twice")
    return result


def _data_set(row: dict[str, str]) -> DataSet:
    name = row["name"].strip()
    ambiguous = _split(row["ambiguous"])
    aliases = tuple(a for a in dict.fromkeys((name, *_split(row["aliases"]))) if a not in ambiguous)
    if not name or not row["field"]:
        raise RegisterError(f"a row without a name or a field: {row}")
    try:
        access = Access(row["access"])
    except ValueError:
        raise RegisterError(f"{name}: access is {row['access']!r}") from None
    return DataSet(name, aliases, ambiguous, access, row["field"], row["home_page"] or None)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
