"""Downloads of trained weights in programs, scripts and notebooks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import Source, sources
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts, is_apart
from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.notebooks import cells
from reprosurvey.analysis.reading.own_names import is_own
from reprosurvey.analysis.reading.readme import ADDRESS, LINE_LIMIT, pages
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.weights.hubs import loads_own_model
from reprosurvey.analysis.weights.names import Mention, names_weights
from reprosurvey.analysis.weights.places import is_at_home, is_own_store
from reprosurvey.analysis.weights.words import TRAINED, are_of_others, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

FETCHER = re.compile(
    r"(?:get|download|fetch)[-_]?(?:(?:pre)?-?(?:trained)?[-_]?(?:model|snapshot)|pre-?trained)|weights|checkpoint",
    re.IGNORECASE,
)
"""A program that by its name gets weights."""
_DOWNLOAD = re.compile(
    r"""\b(?:gdown|download_file_from_google_drive|download_url_to_file|wget|curl|urlretrieve"
    r"|load_state_dict_from_url|load_url|hf_hub_download
    |snapshot_download|requests\.get|session\.get|get_file|urlopen|websave|urlwrite|download\.file)\b""",
    re.VERBOSE,
)
_FETCHING = ("urlretrieve", "wget", "curl", "gdown", "download_url_to_file")
_FETCH = re.compile(rf"(?<!\|)\b(?:{'|'.join(_FETCHING)})\b(?![|)])")
"""What is fetched follows the word. An alternative of a regular expression fetches nothing."""
_MAY_FETCH = Words(*_FETCHING)
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
PROGRAMS = (".py", ".ipynb", ".sh", ".bash", ".bat", ".m", ".r", ".jl", ".lua", ".yml", ".yaml", ".json", ".toml")
_BASE = re.compile(r"[ \t]*(?:export |const |local )?(\w{1,60})[ \t]*=[^\n]{0,80}?[\"']?(https?://[^\s'\"`)<>]{4,300})")
"""A line by which a name is given an address."""
BASES_LIMIT = 20
"""Names with an address that are read of one program."""
_SIGNS = ("http", "gdown", "google_drive", "from_pretrained", "hub", "repo_id", "hf ")
"""Of which one stands in every line that downloads something, or the name of an address."""
_MAY_DOWNLOAD = Words(*_SIGNS)
_COMMENTS = ("#", "//", "%")
_CLONED = re.compile(
    r"\bgit clone\b[^\n]{0,80}?(?:https?://|git@)[\w.-]+[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?(?=[\s\"';)]|$)"
)


@dataclass(frozen=True)
class _Program:
    """A program that may download something."""

    file: File
    code: str
    bases: dict[str, str]
    """The addresses that it gives names, by these."""

    @cached_property
    def downloads(self) -> bool:
        """Whether it calls anything that downloads."""
        return bool(_DOWNLOAD.search(self.code))

    @cached_property
    def cloned(self) -> list[tuple[str, str]]:
        """The owners and names of the repositories that it clones."""
        return _CLONED.findall(self.code) if "git clone" in self.code else []

    @property
    def is_fetcher(self) -> bool:
        return bool(FETCHER.search(self.file.name))

    def mention(self, text: str, line: int) -> Mention:
        return Mention(self.file, text, None if self.file.suffix == ".ipynb" else line)


def downloads(snapshot: Snapshot) -> Iterator[Mention]:
    """Downloads of weights in the paper's own programs, and in those that its README names wherever they stand."""
    programs = [file for file in first_party_texts(snapshot) if file.suffix in PROGRAMS]
    kept_elsewhere = set(chain.from_iterable(map(_constants, programs)))
    in_python = {source.file.path: source for source in sources(snapshot) if source.file.suffix == ".py"}
    for file in programs:
        if _MAY_DOWNLOAD.stand_in(file.text or "") and _is_asked(file, in_python.get(file.path), snapshot):
            program = _read(file)
            yield from chain(_fetched(program, snapshot), _given(program, kept_elsewhere, snapshot))


def _is_asked(file: File, source: Source | None, snapshot: Snapshot) -> bool:
    """Whether what a file downloads, the program ``source`` where it is one in Python, may be the paper's."""
    program = source or Source(file, (file.text or "")[:LENGTH_LIMIT], "")
    return not program.is_unit_test and _is_of_the_project(file, snapshot)


def _constants(file: File) -> list[str]:
    """The constants for addresses that a program names which by its name gets weights."""
    return _CONSTANT.findall((file.text or "")[:LENGTH_LIMIT]) if FETCHER.search(file.name) else []


def _is_of_the_project(file: File, snapshot: Snapshot) -> bool:
    """Whether what a program downloads may be the paper's: it is not apart, or named by a page at the root."""
    if not is_apart(file, snapshot):
        return True
    return any(_loosely(file.path) in _loosely(page.text or "") for page in pages(snapshot) if not page.depth)


def _read(file: File) -> _Program:
    text = file.text or ""
    notebook = file.suffix == ".ipynb"
    code = "\n".join(source for _, source in cells(text)) if notebook else text[:LENGTH_LIMIT]
    bases = filter(None, (_BASE.match(line) for _, line in lines_with("://", code)))
    return _Program(file, code, {found[1]: found[2] for found in islice(bases, BASES_LIMIT)})


def _fetched(program: _Program, snapshot: Snapshot) -> Iterator[Mention]:
    """Commands of which the lines before, or the program's name, say that they fetch the trained model."""
    code = program.code
    if not _MAY_FETCH.stand_in(code):
        return
    for call in islice(_FETCH.finditer(code), FETCHES_LIMIT):
        said = code[max(0, call.start() - NEARBY) : call.start()]
        applied = _APPLIES.search(program.file.name) and _ANY_MODEL.search(code, call.start(), call.start() + STATEMENT)
        if (applied or _TRAINED_MODEL.search(said)) and _is_of_the_paper(said, snapshot):
            number = code.count("\n", 0, call.start()) + 1
            yield program.mention(code[call.start() :].partition("\n")[0], number)


def _given(program: _Program, kept_elsewhere: set[str], snapshot: Snapshot) -> Iterator[Mention]:
    """Lines with an address of weights, or with the name of a model at a hub."""
    for number, line, following in _candidates(program):
        named = program.is_fetcher or bool(TRAINED.search(line))
        kept = not kept_elsewhere.isdisjoint(_CONSTANT.findall(line))
        asked_for = kept or program.is_fetcher or (named and program.downloads)
        by_name = (named and DRIVE_ID.search(line)) or _loads(line, following, snapshot)
        if by_name or _leads_to_weights(program, line, following, asked_for, snapshot):
            yield program.mention(line, number)


def _loads(line: str, following: str, snapshot: Snapshot) -> bool:
    """Whether a line loads a model of their own from a hub; of a call that stays open, with what follows."""
    return loads_own_model(f"{line} {following}" if line.rstrip().endswith("(") else line, snapshot)


def _candidates(program: _Program) -> Iterator[tuple[int, str, str]]:
    """The lines that may download something, from 1, and what follows each."""
    all_lines = program.code.splitlines(keepends=True)
    signs = Words(*_SIGNS, *program.bases) if program.bases else _MAY_DOWNLOAD
    for index in signs.indices_of(all_lines):
        line = all_lines[index].splitlines()[0]
        if not line.lstrip().startswith(_COMMENTS):
            following = "".join(part.strip() for part in all_lines[index + 1 : index + 3])
            yield index + 1, line[:LINE_LIMIT], following[:STATEMENT]


def _leads_to_weights(program: _Program, line: str, following: str, asked_for: bool, snapshot: Snapshot) -> bool:
    """Whether a line has an address of the repository's own weights, or loads them, broken over lines or not."""
    completed = _completed(line, program.bases)
    loads = bool(_LOAD.search(completed)) and not is_foreign(following)
    found = any(
        ((asked_for or names_weights(address)) and is_own_store(address, snapshot))
        or (loads and is_at_home(address, snapshot))
        for address in ADDRESS.findall(completed)
    )
    return found and not _is_of_cloned(completed, program, snapshot)


def _is_of_cloned(line: str, program: _Program, snapshot: Snapshot) -> bool:
    """Whether an address of a line has the name of another project that the program clones."""
    others = [name.lower() for owner, name in program.cloned if not is_own(owner, name, snapshot)]
    return any(
        re.search(rf"/{re.escape(name)}(?:[-_./]|$)", address.lower())
        for address in (ADDRESS.findall(line) if others else ())
        for name in others
    )


def _completed(line: str, bases: dict[str, str]) -> str:
    """A line with addresses in place of their names: ``f"{BASE}/net.pth"``, ``BASE + "/net.pth"``."""
    for name, address in bases.items():
        if name in line and address not in line:
            written = re.compile(
                rf"[\"']?\$?\{{{name}\}}|\${name}\b|\b{name}\s*[+,]\s*f?[\"']"
                rf"|\{{\}}(?=[^\n]{{0,200}}\.format\(\s*{name}\b)"
            )
            line = written.sub(lambda _, address=address: f" {address}", line)  # type: ignore[misc]
    return line


def _is_of_the_paper(said: str, snapshot: Snapshot) -> bool:
    at_home = all(is_at_home(address, snapshot) for address in ADDRESS.findall(said))
    return at_home and not is_foreign(said) and not are_of_others(said, snapshot)


def _loosely(path: str) -> str:
    """Paths as READMEs spell them."""
    return path.lower().replace("_", "-")
