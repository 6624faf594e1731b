"""Downloads of trained weights in programs, scripts and notebooks."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import Source, is_unit_test
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts, is_apart
from reprosurvey.analysis.reading.notebooks import cells
from reprosurvey.analysis.reading.readme import ADDRESS, LINE_LIMIT, pages
from reprosurvey.analysis.weights.names import (
    TRAINED,
    Mention,
    is_at_home,
    is_foreign,
    is_of_others,
    is_own_store,
    names_weights,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

FETCHER = re.compile(
    r"(?:get|download|fetch)[-_]?(?:pre)?(?:trained)?[-_]?(?:model|snapshot)|weights|checkpoint", re.IGNORECASE
)
"""A program that by its name gets weights."""
_DOWNLOAD = re.compile(
    r"""\b(?:gdown|download_file_from_google_drive|download_url_to_file|wget|curl|urlretrieve"
    r"|load_state_dict_from_url|load_url|hf_hub_download
    |snapshot_download|requests\.get|session\.get|get_file|urlopen|websave|urlwrite|download\.file)\b""",
    re.VERBOSE,
)
_FETCH = re.compile(r"(?<!\|)\b(?:urlretrieve|wget|curl|gdown|download_url_to_file)\b(?![|)])")
"""What is fetched follows the word. An alternative of a regular expression fetches nothing."""
_APPLIES = re.compile(r"predict|infer|demo", re.IGNORECASE)
"""A program that by its name applies a model: what it fetches as a trained one, it predicts with."""
_ANY_MODEL = re.compile(r"trained[-_ ]?models?\b", re.IGNORECASE)
STATEMENT = 300
"""Characters of a download in which it says what it puts where."""
_LOAD = re.compile(r"\b(?:load_state_dict_from_url|load_url)\(")
"""Calls that load weights from whatever address they are given."""
_CONSTANT = re.compile(r"\b[A-Z][A-Z\d_]*(?:URL|LINK|ADDRESS)[A-Z\d_]*\b")
FETCHES_LIMIT = 100
"""Downloads that are read of one program."""
_TRAINED_MODEL = re.compile(r"(?<!pre)(?<!pre[-_ ])trained[-_ ]?models?\b", re.IGNORECASE)
NEARBY = 600
"""Characters before a download that tell what it downloads."""
DRIVE_ID = re.compile(r"\b(?:gdown|google_drive)\w*\b.{0,80}\b([\w-]{28,44})\b")
PROGRAMS = (".py", ".ipynb", ".sh", ".m", ".r", ".jl", ".yml", ".yaml", ".json", ".toml")


def downloads(snapshot: Snapshot) -> Iterator[Mention]:
    """Downloads of weights in the paper's own programs, and in those that its README names wherever they stand."""
    guides = _loosely("\n".join(page.text or "" for page in pages(snapshot) if not page.depth))
    programs = {
        file: text
        for file in first_party_texts(snapshot)
        if file.suffix in PROGRAMS and _may_download(text := file.text or "")
        if not is_unit_test(Source(file, text[:LENGTH_LIMIT], "python" if file.suffix == ".py" else ""))
        if not is_apart(file, snapshot) or _loosely(file.path) in guides
    }
    kept_elsewhere = {
        constant
        for file in first_party_texts(snapshot)
        if file.suffix in PROGRAMS and FETCHER.search(file.name)
        for constant in _CONSTANT.findall((file.text or "")[:LENGTH_LIMIT])
    }
    for file, text in programs.items():
        yield from _downloads_of(file, text, kept_elsewhere, snapshot)


def _downloads_of(file: File, text: str, kept_elsewhere: set[str], snapshot: Snapshot) -> Iterator[Mention]:
    notebook = file.suffix == ".ipynb"
    code = "\n".join(source for _, source in cells(text)) if notebook else text[:LENGTH_LIMIT]
    for call in islice(_FETCH.finditer(code), FETCHES_LIMIT):
        said = code[max(0, call.start() - NEARBY) : call.start()]
        applied = _APPLIES.search(file.name) and _ANY_MODEL.search(code, call.start(), call.start() + STATEMENT)
        if (applied or _TRAINED_MODEL.search(said)) and _is_of_the_paper(said, snapshot):
            number = code.count("\n", 0, call.start()) + 1
            yield Mention(file, code[call.start() :].partition("\n")[0], None if notebook else number)
    fetcher = FETCHER.search(file.name)
    for number, whole in enumerate(code.splitlines(), start=1):
        if not _may_download(whole) or whole.lstrip().startswith(("#", "//", "%")):
            continue
        line = whole[:LINE_LIMIT]
        mention = Mention(file, line, None if notebook else number)
        spoken_of = TRAINED.search(line)
        if DRIVE_ID.search(line) and (fetcher or spoken_of):
            yield mention
        constant = _CONSTANT.match(line.lstrip())
        asked_for = fetcher or (spoken_of and _DOWNLOAD.search(code)) or (constant and constant[0] in kept_elsewhere)
        for address in ADDRESS.findall(line):
            stored = (asked_for or names_weights(address)) and is_own_store(address, snapshot)
            if stored or (_LOAD.search(line) and is_at_home(address, snapshot)):
                yield mention


def _is_of_the_paper(said: str, snapshot: Snapshot) -> bool:
    at_home = all(is_at_home(address, snapshot) for address in ADDRESS.findall(said))
    return at_home and not is_foreign(said) and not is_of_others(said, snapshot)


def _loosely(path: str) -> str:
    """Paths as READMEs spell them."""
    return path.lower().replace("_", "-")


def _may_download(text: str) -> bool:
    """A cheap question before the others."""
    return "http" in text or "gdown" in text or "google_drive" in text
