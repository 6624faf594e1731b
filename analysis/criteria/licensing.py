"""Licensing: the terms under which the repository's own code may be used."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.licensing_words import is_placeholder, states_licence
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.reading.first_party import LICENCE_FILE, first_party_files, first_party_texts, unread
from reprosurvey.analysis.reading.languages import PROGRAMS
from reprosurvey.analysis.reading.licence_fields import (
    Stated,
    front_matter_licence,
    spdx_licences,
    stated_licence,
)
from reprosurvey.analysis.reading.licences import (
    identifier_of_field,
    identifier_of_licence,
    identifier_of_words,
)
from reprosurvey.analysis.reading.readme import lines, pages
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict
from reprosurvey.crawler.hosts.licences import identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

DEFINITION = Definition(
    question="Does the repository say under which terms its code may be used?",
    means="A licence file at the root, or an explicit licence statement for the repository's own code.",
    counts=(
        "LICENSE, LICENCE, COPYING, UNLICENSE and the like at the root, or in a folder of licences there, also where "
        "it came with a fork; a licence named in the root README, its front matter or the root's metadata (packaging, "
        "CITATION.cff, codemeta.json, .zenodo.json); a sentence there that permits or forbids uses of the code "
        "(academic, commercial), in any words under a heading on the licence; a licence in the headers of all of the "
        "repository's own programs, or in all of the folders that hold them."
    ),
    does_not_count=(
        "The licence of a vendored copy or in one subfolder; the header of one borrowed file; terms of a data set or "
        'of texts that are quoted; "please cite us"; a heading without a licence; a licence that is still to be '
        "chosen or added; a licence file that is a link."
    ),
    advice="Add a LICENSE file (choosealicense.com helps to choose); the host then shows it beside the code.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}, or a licence file or README at the root is too large to be kept.",
)

VERSION = 10

HEADER = 3_000
"""Characters of a program in which its header stands."""
STUB = 200
"""Characters up to which a licence file may only tell who gives it; R's packages name the licence elsewhere."""
NEARLY_ALL = 0.8
"""Share of the repository's own programs that a licence has to cover where it is given to parts."""

_FOLDER = re.compile(r"licen[sc]es?/[^/]+", re.IGNORECASE)
"""A text in a folder of licences at the root, such as the REUSE specification's."""
_NOT_OF_CODE = re.compile(
    r"data|images?\b|docs?\b|documentation|media|fonts?\b|content|annotation|weight|model|third|3rd|vendor|dependenc"
    r"|others?\b|agreement|plates?\b",
    re.IGNORECASE,
)
"""What in the name of a licence file says that it is not the code's."""
_CHOSEN = re.compile(r"(?:un)?licen[sc]e[-_.](?!md$|txt$|rst$|html$)\w+|\w+[-_]licen[sc]e", re.IGNORECASE)
"""A licence file that has the licence's name, because there are several to choose from."""
_NOT_OF_PROGRAMS = ("CC-", "OFL-", "GFDL-", "CC0-")
"""How the identifiers of licences begin that are made for documents, data and fonts."""
_NOTICE = re.compile(r"\bcopyright\s*(?:\(c\)|©)[\s\d,-]*(\S.{0,100})$", re.IGNORECASE | re.MULTILINE)
_OWN_FOLDERS = frozenset("code codes src source sources matlab python scripts lib".split())


@dataclass(frozen=True, slots=True)
class Licence:
    """Where a repository says under which terms its own code may be used."""

    identifier: str | None
    """SPDX; None where it cannot be told."""
    file: File
    line: int
    quote: str


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is a licence for the repository's own code."""
    if (licence := licence_of(snapshot)) is None:
        looked_in = "root: LICENSE, COPYING, README, metadata; headers of programs"
        return empty(snapshot) or absent(looked_in, "no licence file or statement", _left_behind(snapshot))
    quote = f"{licence.identifier}: {licence.quote}" if licence.identifier else licence.quote
    return Verdict(Outcome.YES, (snapshot.evidence(licence.file, quote, licence.line),))


def _left_behind(snapshot: Snapshot) -> list[File]:
    """Files of words at the root that may tell of a licence, and were left behind."""
    files = unread(snapshot, "", ".md", ".rst", ".txt")
    return [f for f in files if f.depth == 0 and (f.is_readme or (f.text is None and LICENCE_FILE.match(f.name)))]


def licence_of(snapshot: Snapshot) -> Licence | None:
    """The licence of the repository's own code.

    A file made for it comes first, then the README, the metadata, and what the programs and their folders say.
    """
    found = _found(snapshot)
    first = next(found, None)
    if first is None or first.identifier or len(first.file.text or "") > STUB:
        return first
    return next((further for further in found if further.identifier), first)


def _found(snapshot: Snapshot) -> Iterator[Licence]:
    root = [f for f in snapshot.files.values() if f.depth == 0]
    readmes = [page for page in pages(snapshot) if page.depth == 0]
    yield from _of_files(snapshot, root)
    for look, files in ((_of_front_matter, readmes), (_of_page, readmes), (_of_metadata, root)):
        yield from filter(None, map(look, files))
    yield from _of_programs(snapshot)
    yield from _of_folders(snapshot)


def _of_files(snapshot: Snapshot, root: list[File]) -> Iterator[Licence]:
    files = [file for file in root if LICENCE_FILE.match(file.name) and _has_terms(file)]
    own = sorted((file for file in files if not _NOT_OF_CODE.search(file.name)), key=_is_chosen)
    if own:
        yield _of_texts(own, _identifiers(own))
    if folder := list(filter(_is_in_folder, snapshot.files.values())):
        yield _of_texts(folder, _of_own_programs(snapshot, folder))
    yield from filter(None, (_of_words(file) for file in files if file not in own))


def _of_texts(files: list[File], identifiers: set[str]) -> Licence:
    """The licence that stands in one or several files, of which the first is shown."""
    first = files[0]
    title = next((line.strip() for line in (first.text or "").splitlines() if line.strip()), "")
    several = _is_chosen(first) and len(identifiers) > 1
    named = identifier(" OR ".join(sorted(identifiers))) if several else _one_of(identifiers, _identifier(first))
    return Licence(named, first, 1, title)


def _one_of(identifiers: set[str], first: str | None) -> str | None:
    """The one of several licences that holds: GNU's Lesser beside the one that it adds to, else the first file's."""
    lesser = [named for named in identifiers if named.startswith("LGPL")]
    if lesser and first and first.startswith("GPL"):
        return min(lesser)
    return first if first in identifiers else min(identifiers, default=None)


def _of_own_programs(snapshot: Snapshot, folder: list[File]) -> set[str]:
    """Which of the licences in a folder the programs are under: by their headers, else those made for programs."""
    identifiers = _identifiers(folder)
    annotations = snapshot.files.get("REUSE.toml")
    tags = [value for _, value in _headers(snapshot)] or spdx_licences((annotations and annotations.text) or "")[:1]
    if tagged := _most_common(tags):
        return {tagged}
    return {named for named in identifiers if not named.startswith(_NOT_OF_PROGRAMS)} or identifiers


def _of_front_matter(page: File) -> Licence | None:
    return _as_licence(page, front_matter_licence(page))


def _of_metadata(file: File) -> Licence | None:
    return _as_licence(file, stated_licence(file))


def _as_licence(file: File, stated: Stated | None) -> Licence | None:
    if stated is None or all(is_placeholder(value) for value in stated.values):
        return None
    values = [value for value in stated.values if not is_placeholder(value)]
    named = list(dict.fromkeys(filter(None, map(identifier_of_field, values))))
    several = identifier(" OR ".join(named)) if file.name.lower() == "citation.cff" else None
    return Licence(several or next(iter(named), None), file, stated.line, stated.quote)


def _of_page(page: File) -> Licence | None:
    for line in lines(page):
        sentence = states_licence(line.text, "" if line.code else line.heading)
        if sentence and not (line.heading and _is_to_be_chosen(page, line.heading)):
            return Licence(identifier_of_words(sentence), page, line.number, line.text)
    return None


def _is_to_be_chosen(page: File, heading: str) -> bool:
    """Whether what stands under a heading keeps a place for a licence."""
    return any(line.heading == heading and is_placeholder(line.text) for line in lines(page))


def _of_words(file: File) -> Licence | None:
    """What a licence file that is made for something else says of the code."""
    for number, line in enumerate((file.text or "").splitlines(), start=1):
        if sentence := states_licence(line, ""):
            return Licence(identifier_of_words(sentence), file, number, line)
    return None


def _of_programs(snapshot: Snapshot) -> Iterator[Licence]:
    """The licence that (nearly) all of the repository's own programs have in their headers."""
    headers = dict(_headers(snapshot))
    programs = _programs(snapshot)
    covered = [file for file in programs if file in headers]
    if covered and len(covered) >= NEARLY_ALL * len(programs):
        words = f"{len(covered)} of {len(programs)} programs: {headers[covered[0]]}"
        yield Licence(_most_common(headers[file] for file in covered), covered[0], 1, words)


def _programs(snapshot: Snapshot) -> list[File]:
    """The repository's own programs that hold anything; notebooks, which have no headers, only where they are all."""
    programs = [f for f in first_party_texts(snapshot) if f.suffix in PROGRAMS and (f.text or "").strip()]
    return [file for file in programs if file.suffix != ".ipynb"] or programs


def _most_common(fields: Iterable[str]) -> str | None:
    """The licence that most of the fields name."""
    named = Counter(filter(None, map(identifier_of_field, fields)))
    return named.most_common(1)[0][0] if named else None


def _headers(snapshot: Snapshot) -> Iterator[tuple[File, str]]:
    """The repository's own programs that have a licence in their header, or in a file beside them, and its words."""
    for file in first_party_texts(snapshot):
        if file.suffix in PROGRAMS:
            beside = snapshot.files.get(f"{file.path}.license")
            tags = spdx_licences((file.text or "")[:HEADER]) or spdx_licences((beside and beside.text) or "")
            if tags:
                yield file, tags[0]


def _of_folders(snapshot: Snapshot) -> Iterator[Licence]:
    """The licence that stands in (nearly) all of the folders that hold the repository's own programs.

    Of several, it is the one of most programs, and has to stand over nearly all of them.
    """
    files = first_party_files(snapshot)
    given = {file.path.rpartition("/")[0]: file for file in files if _is_of_folder(file)}
    licensed = _of_most(given, [file for file in files if file.suffix in PROGRAMS]) if given else {}
    if licensed and _are_own(licensed):
        yield _of_texts(list(licensed.values())[:1], _identifiers(licensed.values()))


def _of_most(given: dict[str, File], programs: list[File]) -> dict[str, File]:
    """Those of the licences ``given`` to folders that are the one that nearly all programs are under."""
    over = Counter(_identifier(given[folder]) for f in programs if (folder := _licensed_folder(f, given)))
    first, number = over.most_common(1)[0] if over else (None, 0)
    covered = bool(number) and number >= NEARLY_ALL * len(programs)
    return {folder: file for folder, file in given.items() if covered and _identifier(file) == first}


def _is_of_folder(file: File) -> bool:
    """Whether a file is the licence of a folder at the root, or of one in a folder for all code."""
    deep = file.depth == 2 and file.path.partition("/")[0].lower() in _OWN_FOLDERS
    return (file.depth == 1 or deep) and LICENCE_FILE.match(file.name) is not None and _has_terms(file)


def _licensed_folder(file: File, given: Collection[str]) -> str:
    """The folder with a licence that a file lies in, the nearest of several; empty where it lies in none."""
    folder = file.path.rpartition("/")[0]
    while folder and folder not in given:
        folder = folder.rpartition("/")[0]
    return folder


def _are_own(licensed: dict[str, File]) -> bool:
    """Whether licensed folders are the repository's own: by one giver, or by the name of a folder for all code."""
    by_one = len(licensed) > 1 and len(set(map(_holder, licensed.values()))) == 1
    return by_one or _OWN_FOLDERS.issuperset(name.lower() for name in licensed)


def _identifiers(files: Iterable[File]) -> set[str]:
    return set(filter(None, map(_identifier, files)))


def _identifier(file: File) -> str | None:
    """The licence that a file of its own holds, by its text or its name."""
    stem = file.name.removesuffix(".txt").removesuffix(".md")
    return identifier_of_licence(file.text or "") or identifier(stem)


def _holder(file: File) -> str:
    """Who gives a licence, as its notice has it; the licence itself where its text names nobody."""
    notice = _NOTICE.search(file.text or "")
    return notice[1].strip().lower() if notice else _identifier(file) or file.text or ""


def _is_in_folder(file: File) -> bool:
    """Whether a file is one for the repository in a folder of licences: named as licences are."""
    if not _FOLDER.fullmatch(file.path) or not _has_terms(file):
        return False
    stem = file.name.partition(".txt")[0].partition(".md")[0]
    return bool(identifier(stem)) or (LICENCE_FILE.match(file.name) is not None and not _NOT_OF_CODE.search(stem))


def _is_chosen(file: File) -> bool:
    return bool(_CHOSEN.fullmatch(file.name.removesuffix(".txt").removesuffix(".md")))


def _has_terms(file: File) -> bool:
    """Whether a file that by its name is a licence holds one, or what was not kept."""
    if file.mode == "120000" or file.size == 0 or file.suffix in (*PROGRAMS, ".png", ".svg", ".css", ".yml", ".yaml"):
        return False
    return file.text is None or not is_placeholder(file.text)
