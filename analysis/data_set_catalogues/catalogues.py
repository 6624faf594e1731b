"""The catalogues that are read, each in its own form, from git clones: the name, field and home page of each data set.

Names and addresses alone are taken, no descriptions.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.git.repository import ENVIRONMENT
from reprosurvey.crawler.origins import origin_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalogue says of one data set."""

    name: str
    field: str
    home_page: str
    """Empty where it gives none."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A repository that lists data sets."""

    source: str
    """Its address, as the register names it."""
    licence: str
    """SPDX identifier of the repository's licence."""
    paths: re.Pattern[str]
    """Of the files that describe data sets."""
    read: Callable[[str], Iterable[Entry]]
    """What such a file's text says."""
    has_plain_names: bool = False
    """Whether names without a capital or a digit within a word are taken from it: it writes them as papers do."""
    ref: str = "HEAD"
    """What is read of it: a tag where its newest state no longer holds the descriptions."""


def catalogue_of(clone: Path) -> tuple[Catalogue, list[Entry]]:
    """The catalogue that ``clone`` is, by its remote ``origin``, and its entries in the order of their paths.

    Raises:
        UsageError: It is no clone of a catalogue.
    """
    try:
        origin = origin_of(_git(clone, "remote", "get-url", "origin").decode().strip())
        catalogue = next((known for known in CATALOGUES if origin is not None and known.source == origin.url), None)
        if catalogue is None:
            raise UsageError(f"{clone} is no clone of a catalogue that can be read: {[c.source for c in CATALOGUES]}")
        return catalogue, [entry for text in _texts(clone, catalogue) for entry in catalogue.read(text)]
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise UsageError(f"{clone} is no clone of a catalogue: {said}") from None


def _texts(clone: Path, catalogue: Catalogue) -> Iterator[str]:
    paths = _git(clone, "ls-tree", "-r", "-z", "--name-only", catalogue.ref).decode(errors="replace").split("\0")
    for path in filter(catalogue.paths.fullmatch, paths):
        yield _git(clone, "cat-file", "blob", f"{catalogue.ref}:{path}").decode(errors="replace")


def _git(clone: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(clone), *arguments]
    return subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True).stdout


_PRETTY = re.compile(r"^pretty_name: *(.+)$", re.MULTILINE)
_HOME = re.compile(r"^- \*\*Homepage:?\*\*:? *\[?(?:[^\]\n]*\]\()?(https?://[^\s)\]]+)", re.MULTILINE)
_TASKS = re.compile(r"^(?:task_categories|task_ids):((?:\n- .*)+)", re.MULTILINE)
_FIELD_OF_TASK = {"image": "vision", "object": "vision", "video": "video", "audio": "audio", "speech": "audio"}


def _card(text: str) -> Iterator[Entry]:
    """A data set's card: YAML on top, then Markdown."""
    if not (name := _PRETTY.search(text)):
        return
    tasks = " ".join(_TASKS.findall(text))
    field = next((field for word, field in _FIELD_OF_TASK.items() if word in tasks), "language")
    home = _HOME.search(text)
    yield Entry(name[1].strip("'\" "), field, home[1] if home else "")


_NAME = re.compile(r"^Name: *(.+)$", re.MULTILINE)
_DOCUMENTATION = re.compile(r"^Documentation: *\[?(?:[^\]\n]*\]\()?(https?://[^\s)\]]+)", re.MULTILINE)
_TAGS = re.compile(r"^Tags:((?:\n +- .*)+)", re.MULTILINE)
_FIELD_OF_TAG = {
    "life sciences": "biology",
    "natural language": "language",
    "autonomous vehicles": "driving",
    "chemistry": "chemistry",
}


def _listing(text: str) -> Iterator[Entry]:
    """A data set's entry in YAML."""
    if not (name := _NAME.search(text)):
        return
    tags = " ".join(_TAGS.findall(text))
    field = next((field for tag, field in _FIELD_OF_TAG.items() if tag in tags), "earth")
    home = _DOCUMENTATION.search(text)
    yield Entry(name[1].strip("'\" "), field, home[1] if home else "")


_TASK = re.compile(r'\bTaskMetadata\((?:.|\n){0,80}?name="([^"\n]+)"')
_REFERENCE = re.compile(r'\breference="(https?://[^"\n]+)"')
_KIND_OF_TASK = re.compile(
    r"(?:\.v\d+|Fast|Multilabel|Pair|ZeroShot|I2T|T2I|T2T|I2I|LongDoc|Hard|Instruction|Multilingual|Classification"
    r"|Clustering(?:[SP]2[SP])?|Retrieval|Reranking|BitextMining|Summarization|HardNegatives)+$"
)
"""How a benchmark calls the task that it makes of a data set."""


def _task(text: str) -> Iterator[Entry]:
    """A task of a benchmark of text embeddings, in Python."""
    if not (name := _TASK.search(text)):
        return
    home = _REFERENCE.search(text)
    yield Entry(_KIND_OF_TASK.sub("", name[1]), "language", home[1] if home else "")


def _lists(pattern: str, field: str) -> Callable[[str], Iterator[Entry]]:
    """Reads a file in which each match of ``pattern`` names a data set by its group 1; group 2 is its home page."""
    named = re.compile(pattern, re.MULTILINE)

    def read(text: str) -> Iterator[Entry]:
        for found in named.finditer(text):
            yield Entry(found[1].strip("'\" "), field, (found[2] or "") if named.groups > 1 else "")

    return read


CATALOGUES = (
    Catalogue(
        "https://github.com/huggingface/datasets",
        "Apache-2.0",
        re.compile(r"datasets/[\w-]+/README\.md"),
        _card,
        has_plain_names=True,
        ref="2.4.0",
    ),
    Catalogue(
        "https://github.com/awslabs/open-data-registry",
        "Apache-2.0",
        re.compile(r"datasets/[\w-]+\.ya?ml"),
        _listing,
        has_plain_names=True,
    ),
    Catalogue(
        "https://github.com/embeddings-benchmark/mteb",
        "Apache-2.0",
        re.compile(r"mteb/tasks/.+\.py"),
        _task,
        has_plain_names=True,
    ),
    Catalogue(
        "https://github.com/microsoft/torchgeo",
        "MIT",
        re.compile(r"docs/api/datasets/(?:non_)?geo_datasets\.csv"),
        _lists(r"^`([^`]+)`_,", "remote sensing"),
    ),
    Catalogue(
        "https://github.com/lhotse-speech/lhotse",
        "Apache-2.0",
        re.compile(r"docs/corpus\.rst"),
        _lists(r"^  \* - (?!Corpus name)(.+)$", "audio"),
    ),
    Catalogue(
        "https://github.com/allenai/ir_datasets",
        "Apache-2.0",
        re.compile(r"ir_datasets/docs/[\w.-]+\.yaml"),
        _lists(r"^_:\n  pretty_name: (.+)$", "language"),
    ),
    Catalogue(
        "https://github.com/eleutherai/lm-evaluation-harness",
        "MIT",
        re.compile(r"lm_eval/tasks/[\w-]+/README\.md"),
        _lists(r"\A\s*# (.+)$(?:(?:.|\n)*?^Homepage: <?(https?://[^\s>)]+))?", "language"),
    ),
    Catalogue(
        "https://github.com/evolvinglmms-lab/lmms-eval",
        "MIT",
        re.compile(r"docs/advanced/current_tasks\.md"),
        _lists(r"^- \[([^\]\n]+)\]\((https?://[^\s)]+)\)", "vision and language"),
    ),
    Catalogue(
        "https://github.com/aeon-toolkit/aeon",
        "BSD-3-Clause",
        re.compile(r"aeon/datasets/ts(?:c|er)_datasets\.py"),
        _lists(r'^    "([A-Z]\w+)": \d+,$', "time series"),
    ),
    Catalogue(
        "https://github.com/bigscience-workshop/biomedical",
        "Apache-2.0",
        re.compile(r"bigbio/(?:biodatasets|hub/hub_repos)/\w+/\w+\.py"),
        _lists(r'^_DISPLAYNAME = "([^"\n]+)"$(?:(?:.|\n)*?^_HOMEPAGE = "(https?://[^"\n]+)"$)?', "biology"),
    ),
)
