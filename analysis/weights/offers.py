"""Addresses of trained weights that pages offer, and that notes give where the weights would stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.copied_pages import is_copied, projects_of_others
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_files, first_party_texts, is_apart
from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.readme import (
    ADDRESS,
    LINE_LIMIT,
    Line,
    all_lines,
    is_definition,
    is_item,
    lines,
    links,
    pages,
    words_of,
)
from reprosurvey.analysis.weights.hubs import loads_own_model
from reprosurvey.analysis.weights.names import Mention, is_container, may_be_called_model
from reprosurvey.analysis.weights.packed import offers_both
from reprosurvey.analysis.weights.places import (
    is_at_home,
    is_hub_of_own,
    is_own_store,
    is_page_of_own,
    is_repository,
    keeps_files,
    names_own_weights,
)
from reprosurvey.analysis.weights.words import (
    OURS,
    TRAINED,
    are_of_others,
    are_said_to_be_own,
    is_foreign,
    speaks_of_weights,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

NEARBY = 250
"""Characters around an address that tell what it leads to, in a paragraph on one line."""
LIST_GAP = 3
"""Lines between two items of a list, or a list and what introduces it."""

_SOON = re.compile(
    r"\bsoon\b|will be (?:released|added|made|uploaded|available)|upon (?:request|acceptance|publication)"
)
_DATA = re.compile(r"\bdata|\bcorpus\b|\bimages\b|\bscans\b|annotat|\bmasks\b", re.IGNORECASE)
_ENDS_IN_DATA = re.compile(r"/[\w-]*data(?:set)?s?(?:\.(?:zip|tar|tar\.gz|tgz|rar|7z|h5))?/?$", re.IGNORECASE)
"""An address by its end that leads to data, whatever is said beside."""
_COLUMN_OF_WEIGHTS = re.compile(
    r"\W*(?:(?:download|pre-?trained|trained|our)\W+)?(?:model\W*)?(?:model|weight|check-?point|ckpt|params?|pre-?trained)s?"
    r"(?:\W+(?:link|download|url|file)s?)?\W*",
    re.IGNORECASE,
)
_MODEL = re.compile(r"model|weight|check-?point|\bnet", re.IGNORECASE)
_HEADING_OF_MODELS = re.compile(r"\W*(?:\w+(?:[.-]+\w+)*\W+){0,3}models?\W*", re.IGNORECASE)
HEADING_LIMIT = 200
"""Characters of a heading that may be one of models."""
_DOWNLOADED = re.compile(
    r"\bdownload\w*\b[^.]{0,80}\b(?:pre-?)?trained[- ](?:models?|weights|networks?)", re.IGNORECASE
)
"""How a page offers weights for download in so many words."""
_PLACE_OF_WEIGHTS = re.compile(
    r"(?:^|/)(?:check-?points?|ckpts?|weights|saved[-_]?models?|(?:pre)?trained(?:[-_]?(?:models?|weights|nets?))?)(?:/|[^/]*$)",
    re.IGNORECASE,
)
_NOTE_OF_ADDRESS = re.compile(
    r"(?:[\w-]*[-_])?(?:caffemodels?|models?|weights?|check-?points?|ckpts?)[-_.](?:urls?|links?|address)(?:\.\w+)?",
    re.IGNORECASE,
)
"""A file by its name that gives the address of weights, as Caffe's ``caffemodel-url`` does."""
_CALLED_MODEL = re.compile(
    r"\W{0,6}(?:\b(?:is|are|contains?|stores?|holds?)\b|:).{0,60}?\b(?:models?|networks?|weights|policy|classifier)\b",
    re.IGNORECASE,
)
"""What follows a name of which a line says that it is a model."""
_OWN_RELEASES = re.compile(r"\]\((?:\.\./|/)*(?:-/)?releases\b")
"""Markdown's link to the repository's own releases, without its address."""
_MAY_LINK = ("://", "doi:", "www.", "[", "from_pretrained", "hub", "repo_id", "hf ", "huggingface", "model")
"""A line without any of these links nothing and loads nothing from a hub."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A line with links, and what is said around it."""

    line: Line
    words: str
    """Without addresses, with the words that it goes on from."""
    columns: list[str]
    """The names of the table's columns, where it is a row."""
    beside: list[str]
    """The addresses in the line and in what it goes on from; of a command, in the prose above."""


def offers(snapshot: Snapshot) -> Iterator[Mention]:
    """Links in pages that are offered as trained weights, and models of their own that pages load from a hub."""
    for said in chain(_linking(all_lines(snapshot)), _headings(snapshot)):
        line = said.line
        if is_apart(line.file, snapshot) or _comes_with_others(line.file, snapshot):
            continue
        released = _OWN_RELEASES.search(line.text) and speaks_of_weights(said.words)
        if released or loads_own_model(said.words, snapshot):
            yield Mention(line.file, line.text, line.number)
        elif not _SOON.search(said.words):
            yield from _offered(said, snapshot)


def _comes_with_others(page: File, snapshot: Snapshot) -> bool:
    """Whether a page came with a copied project: below the root, any that tells how to fetch only others."""
    return is_copied(page, snapshot) or (page.depth > 0 and bool(projects_of_others(page, snapshot)))


def _linking(lines_: list[Line]) -> Iterator[_Said]:
    """The lines of pages that may link, with what they go on from, or what introduces their list or commands."""
    previous: Line | None = None
    intro: Line | None = None
    prose: Line | None = None
    columns: list[str] = []
    for line in lines_:
        columns = columns if _is_next_row(line, previous) else line.text.split("|")
        intro = _intro(line, previous, intro)
        prose = line if not line.code and "://" in line.text else _above(prose, line)
        if _is_open(previous) or any(sign in line.text for sign in _MAY_LINK):
            from_ = _goes_on_from(line, previous, intro)
            yield _said([part for part in (from_, line) if part], columns, prose)
        previous = line


def _headings(snapshot: Snapshot) -> Iterator[_Said]:
    """The headings that link, which are no lines of a page."""
    for page in pages(snapshot):
        linking = [found for found in lines_with("://", page.text or "") if found[1].startswith("#")]
        known = {line.number for line in lines(page)} if linking else ()
        for number, text in linking:
            if number not in known:
                heading = text.lstrip("# ")[:LINE_LIMIT]
                yield _said([Line(page, number, heading, heading, code=False, lower=heading.lower())], [], None)


def _is_next_row(line: Line, previous: Line | None) -> bool:
    return previous is not None and line.number == previous.number + 1 and "|" in previous.text


def _said(parts: list[Line], columns: list[str], prose: Line | None) -> _Said:
    """The last of ``parts`` with what is said in all of them; of a command, with the addresses in the prose above."""
    line = parts[-1]
    words = " ".join(ADDRESS.sub(" ", part.text) for part in parts)
    around = [*parts, prose] if line.code and prose else parts
    return _Said(line, words, columns, [address for part in around for address in ADDRESS.findall(part.text)])


def _above(prose: Line | None, line: Line) -> Line | None:
    """The prose with addresses that ``line`` stands below, under the same heading."""
    return prose if prose and prose.file is line.file and prose.heading == line.heading else None


def _intro(line: Line, previous: Line | None, intro: Line | None) -> Line | None:
    """What introduces the list that ``line`` is an item of, or may introduce one after it."""
    if not is_item(line.text):
        return line
    return intro if previous is not None and _is_below(previous, line, LIST_GAP) else None


def _is_open(line: Line | None) -> bool:
    """Whether a line of code ends within a call."""
    return line is not None and line.code and line.text.rstrip().endswith("(")


def _goes_on_from(line: Line, previous: Line | None, intro: Line | None) -> Line | None:
    if _is_open(previous):
        return previous
    if is_item(line.text) and intro is not None:
        return intro
    return previous if previous and _goes_on(previous, line, ADDRESS.sub(" ", line.text)) else None


def _is_below(previous: Line, line: Line, gap: int) -> bool:
    return previous.file is line.file and previous.heading == line.heading and line.number - previous.number <= gap


def _goes_on(previous: Line, line: Line, words: str) -> bool:
    """Whether a line belongs to the one before: a short one below it, or the rest of a sentence that was broken.

    A definition of an address belongs to where it is referred to.
    """
    if previous.file is not line.file or is_definition(line):
        return False
    below = line.number - previous.number
    broken = below == 1 and line.text[:1].islower() and previous.text.rstrip()[-1] not in ".:;!?"
    return broken or (below <= 2 and len(words.split()) <= 8)


def _offered(said: _Said, snapshot: Snapshot) -> Iterator[Mention]:
    """The links of a line that are offered as the repository's own weights."""
    line = said.line
    targets = links(line)
    if not targets or (_are_of_others(said, snapshot) and not OURS.search(said.words)):
        return
    for label, address in targets:
        if is_hub_of_own(address, snapshot) or _is_offered(said, label, address, snapshot):
            given = line.text if address in line.text else f"{line.text} ({address})"
            yield Mention(line.file, given, line.number)


def _is_offered(said: _Said, label: str, address: str, snapshot: Snapshot) -> bool:
    listed = _is_listed(said.line, address, said.columns)
    wanted = names_own_weights(address, snapshot) or listed or _is_spoken_of(said, label, address)
    if wanted and is_own_store(address, snapshot, listed or are_said_to_be_own(said.words)):
        return True
    return bool(_DOWNLOADED.search(said.words)) and is_page_of_own(address, snapshot)


def _are_of_others(said: _Said, snapshot: Snapshot) -> bool:
    """Whether a line is about somebody else's weights: by its words, or as it links to another repository."""
    elsewhere = (is_repository(address) and not is_at_home(address, snapshot) for address in said.beside)
    return are_of_others(said.words, snapshot) or any(elsewhere)


def _is_spoken_of(said: _Said, label: str, address: str) -> bool:
    """Whether the words of a line offer weights, or its heading does where they do not speak of data."""
    if (_speaks_of_data(label) or _ENDS_IN_DATA.search(address)) and not offers_both(said.words):
        return False
    if speaks_of_weights(_near(said, address)) or _COLUMN_OF_WEIGHTS.fullmatch(label):
        return True
    heading = said.line.heading
    of_models = len(heading) <= HEADING_LIMIT and _HEADING_OF_MODELS.fullmatch(heading)
    headed = TRAINED.search(heading) or (of_models and is_container(address))
    return bool(headed) and not _speaks_of_data(said.words)


def _near(said: _Said, address: str) -> str:
    """The words with an address; of a whole paragraph on a line, those around it."""
    text = said.line.text
    if len(text) <= 2 * NEARBY:
        return said.words
    place = text.find(address)
    return ADDRESS.sub(" ", text[max(0, place - NEARBY) : place + len(address) + NEARBY])


def _speaks_of_data(words: str) -> bool:
    return bool(_DATA.search(words)) and not _MODEL.search(words)


def _is_listed(line: Line, address: str, columns: list[str]) -> bool:
    """Whether an address stands in a column of weights, by the names of the table's columns."""
    place = line.text.partition(address)[0].count("|")
    return place < len(columns) and bool(_COLUMN_OF_WEIGHTS.fullmatch(columns[place]))


def notes(snapshot: Snapshot) -> Iterator[Mention]:
    """Addresses in texts that stand where the weights would: ``checkpoints/link.txt``, ``caffemodel-url``."""
    for file in first_party_texts(snapshot):
        note = _NOTE_OF_ADDRESS.fullmatch(file.name) is not None
        if not (note or _is_place_of_weights(file)) or is_apart(file, snapshot):
            continue
        for number, line in enumerate((file.text or "")[:LENGTH_LIMIT].splitlines(), start=1):
            text = line[:LINE_LIMIT]
            if not are_of_others(text, snapshot) and any(_is_noted(a, note, snapshot) for a in ADDRESS.findall(text)):
                yield Mention(file, text, number)


def _is_place_of_weights(file: File) -> bool:
    return file.suffix in ("", ".txt", ".md", ".url") and bool(_PLACE_OF_WEIGHTS.search(file.path))


def _is_noted(address: str, note: bool, snapshot: Snapshot) -> bool:
    return is_own_store(address, snapshot) or (note and not is_foreign(address) and not keeps_files(address))


def described(snapshot: Snapshot) -> Iterator[Mention]:
    """Lines of pages that call a file of the tree a model, whatever its name."""
    names = {file.name for file in first_party_files(snapshot) if may_be_called_model(file)}
    for line in all_lines(snapshot) if names else ():
        named = names & words_of(line.text) if "." in line.text and not line.code else ()
        if any(_CALLED_MODEL.match(line.text.partition(name)[2]) for name in named):
            yield Mention(line.file, line.text, line.number)
