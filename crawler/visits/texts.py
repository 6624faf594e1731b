"""Which files of a repository the rules read."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from reprosurvey.crawler.visits.live_scripts import script_of

POINTER = 1024
"""Bytes up to which any file is read: it may be a pointer to a large one (Git LFS, git-annex)."""
SMALL = 100_000
"""Bytes up to which files that are often data are read."""
ORDINARY = 1 << 20
"""Bytes of a text above which it waits until all others are chosen."""
TEXTS_LIMIT = 4000
"""Texts kept of one repository."""
TOTAL_LIMIT = 64 << 20
"""Bytes of text kept of one repository."""
_ARCHIVE = b"PK\3\4"

NOTEBOOK_LIMIT = 16 << 20
"""Characters of a notebook up to which its outputs are left out; a larger one is kept as it is."""

_LINK = "120000"
_CODE = frozenset(
    ".py .pyx .ipynb .r .rmd .qmd .m .mlx .jl .c .cc .cpp .cxx .h .hpp .cu .cuh .java .scala .kt .lua .js .ts .go .rs "
    ".swift .cs .sh .bash .bat .cmd .ps1 .slurm .sbatch .pbs .job .mk .make .just .cmake .nf .smk .nix .scm .def "
    ".dockerfile .containerfile .mod .md .mdown .markdown .rst .rest .rd .org .tex .adoc .yml .yaml .toml .cfg .config "
    ".ini .conf .gin .lock .cff .in .pip".split()
)
_OFTEN_DATA = frozenset(".txt .json .xml .html .csv .tsv .jsonnet .prototxt".split())
_NAMES = frozenset(
    "readme license licence copying unlicense notice authors citation dockerfile makefile snakefile pipfile procfile "
    "containerfile apptainer justfile postbuild jenkinsfile singularity requirements description namespace install "
    "usage changelog leeme liesmich lisezmoi".split()
)


def is_wanted(path: str, mode: str, size: int | None) -> bool:
    """Whether a rule may read the file; False for submodules and blobs that were left behind.

    Of links, only those are read that may lead to a large file (a locked file of git-annex).
    """
    if mode == _LINK:
        suffix = PurePosixPath(path).suffix.lower()
        return size is not None and size <= POINTER and suffix not in _CODE | _OFTEN_DATA | {""}
    if size is None or not mode.startswith("100"):
        return False
    if size <= POINTER or is_code(path, mode):
        return True
    suffix = PurePosixPath(path).suffix.lower()
    return size <= SMALL and (suffix in _OFTEN_DATA or not suffix)


def is_code(path: str, mode: str) -> bool:
    """Whether it is code, documentation or a list of dependencies by its name, whatever its size."""
    name = PurePosixPath(path).name.lower()
    named = name.split(".")[0] in _NAMES or "requirements" in name or name.startswith("docker")
    return mode.startswith("100") and (named or PurePosixPath(name).suffix in _CODE)


def decoded(content: bytes) -> str | None:
    """The text, without its mark: UTF-8, or UTF-16 by its mark (PowerShell's ``pip freeze >`` writes it).

    Of a notebook its outputs are left out, which are most of it and tell no rule anything; of a live script of MATLAB
    its code is taken.

    None where the content is binary, as git judges it: a NUL in its first 8000 bytes.
    """
    if content.startswith(_ARCHIVE):
        return script_of(content)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:8000]:
        return None
    text = content.decode("utf-8-sig", "replace")
    return _without_outputs(text) if '"nbformat"' in text else text


def decoded_texts(contents: Mapping[str, bytes]) -> dict[str, str]:
    """The texts among ``contents``, both by blob."""
    return {blob: text for blob, content in contents.items() if (text := decoded(content)) is not None}


def _without_outputs(text: str) -> str:
    if len(text) > NOTEBOOK_LIMIT:
        return text
    try:
        notebook = json.loads(text)
        cells = [cell for sheet in (notebook, *notebook.get("worksheets", ())) for cell in sheet.get("cells", ())]
        for cell in filter(_has_outputs, cells):
            cell["outputs"] = []
        return json.dumps(notebook)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return text


def _has_outputs(cell: Any) -> bool:
    return isinstance(cell, dict) and bool(cell.get("outputs"))
