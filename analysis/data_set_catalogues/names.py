"""Which names of a catalogue go into the register, and which of them mean something else as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from reprosurvey.analysis.data_set_catalogues.catalogues import Catalogue, Entry
from reprosurvey.analysis.data_sets.matcher import SHORT
from reprosurvey.analysis.data_sets.register import Access, alias_key

WORDS_LIMIT = 6
"""Words of a name; what is longer describes a set, and no paper writes it so."""
FEW_WORDS = 3
"""English words that stand together without being a name."""

_SHORT_FORM = re.compile(r"(.+?) ?\(([A-Za-z][\w+-]*)\)(?: \w+)?")
_DATA_WORD = re.compile(r" (?:[Dd]ata ?[Ss]ets?|[Dd]ata|[Cc]orpus|[Bb]enchmark|[Dd]atabase|[Cc]hallenge)$")
_UNFIT = re.compile(r"[:/,;|&=()\[\]\"“”]| - | – |\bProject$|\bVersion\b|\bV\d{3}$|https?|[^\x00-\xff]")
"""What descriptions have, and names of data sets do not."""
_ARTICLE = re.compile(r"//(?:[\w-]+\.)*(?:arxiv|aclanthology|doi|ieee|springer|thecvf|openreview|google)\.|\.pdf$")
"""An address of a paper or a form, which is no home page."""
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")
"""It means many things; a row of its own says what it means where it does mean data."""
_JOINED = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""The words that are joined in one by their capitals."""
_SITES = frozenset({"arXiv", "GNormPlus", "PubMed", "Reddit", "Stack Exchange", "Wikipedia"})
"""What papers name without its being data."""
_INNER = re.compile(r"[a-z][A-Z]|\d|[A-Z]{2,}[a-z]{2,}")
"""A capital or a digit within a word."""


def register_rows(
    catalogue: Catalogue, entries: Iterable[Entry], words: Collection[str], known: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    """The register's rows of a catalogue.

    Args:
        catalogue: The catalogue.
        entries: Its entries.
        words: English words, in small letters.
        known: The register's other rows, whose names stay theirs.
    """
    taken = {alias_key(alias) for row in known for alias in _aliases(row)}
    result = []
    for entry in entries:
        called = names_of(entry.name)
        names = [name for name in called if _is_name(name, words) and (catalogue.has_plain_names or _is_coined(name))]
        if names and taken.isdisjoint(map(alias_key, called)):
            taken.update(map(alias_key, called))
            result.append(_row(catalogue, entry, names, words))
    return result


def _row(catalogue: Catalogue, entry: Entry, names: Sequence[str], words: Collection[str]) -> dict[str, str]:
    ambiguous = [name for name in names if is_ambiguous(name, words)]
    return {
        "name": names[0],
        "aliases": ";".join(name for name in names[1:] if name not in ambiguous),
        "ambiguous": ";".join(ambiguous),
        "access": Access.OPEN.value,
        "field": entry.field,
        "home_page": "" if _ARTICLE.search(entry.home_page) else entry.home_page,
        "source": catalogue.source,
        "licence": catalogue.licence,
    }


def names_of(title: str) -> list[str]:
    """The name in a title, and the short form in its brackets; without "The" before and "dataset" behind."""
    parts = _SHORT_FORM.fullmatch(title)
    names = [parts[1], parts[2]] if parts else [title]
    bare = [_DATA_WORD.sub("", name.strip()).removeprefix("The ").replace("_", "-") for name in names]
    return list(dict.fromkeys(name for name in bare if name))


def is_ambiguous(name: str, words: Collection[str]) -> bool:
    """Whether ``name`` may mean something else: it is one plain word or an acronym, or made of few English words.

    Words that a name joins count, too: "CrowdSourced" is also how a sentence on crowds begins.
    """
    parts = re.findall(r"[^\W\d_]+", name)
    if len(parts) == 1 and not _INNER.search(name):
        return True
    joined = (word for part in parts for word in _JOINED.findall(part))
    return len(parts) <= FEW_WORDS and all(word.casefold() in words for word in joined)


def _is_name(name: str, words: Collection[str]) -> bool:
    """Whether a paper may write it and mean a data set."""
    if _UNFIT.search(name) or name == name.lower() or not 1 <= len(name.split()) <= WORDS_LIMIT:
        return False
    if name.startswith(("the ", "and ")) or len(alias_key(name)) < SHORT or _ACRONYM.fullmatch(name) or name in _SITES:
        return False
    return name.casefold() not in words


def _is_coined(name: str) -> bool:
    """Whether ``name`` is long and has a word that is written as no English word is, nor a molecule: "miRNA"."""
    return len(alias_key(name)) > SHORT and _INNER.search(name) is not None


def _aliases(row: Mapping[str, str]) -> list[str]:
    return [row["name"], *row["aliases"].split(";"), *row["ambiguous"].split(";")]
