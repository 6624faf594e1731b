"""Which files of a repository the rules read."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath

POINTER = 1024
"""Bytes up to which any file is read: it may be a pointer to a large one (Git LFS, git-annex)."""
SMALL = 100_000
"""Bytes up to which files that are often data are read."""
TEXTS_LIMIT = 4000
"""Texts kept of one repository."""
TOTAL_LIMIT = 64 << 20
"""Bytes of text kept of one repository."""

_CODE = frozenset(
    ".py .pyx .ipynb .r .rmd .qmd .m .jl .c .cc .cpp .cxx .h .hpp .cu .cuh .java .scala .lua .js .ts .go .rs .swift "
    ".sh .bash .bat .ps1 .slurm .sbatch .pbs .mk .cmake .nf .smk .md .markdown .rst .org .tex .adoc .yml .yaml .toml "
    ".cfg .ini .conf .gin .lock .cff .in .pip".split()
)
_OFTEN_DATA = frozenset(".txt .json .xml .html .csv .tsv .jsonnet .prototxt".split())
_NAMES = frozenset(
    "readme license licence copying unlicense notice authors citation dockerfile makefile snakefile pipfile procfile "
    "jenkinsfile singularity requirements description namespace install usage changelog".split()
)


def is_wanted(path: str, mode: str, size: int | None) -> bool:
    """Whether a rule may read the file; False for links, submodules and blobs that were left behind."""
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
    """The text: UTF-8, or UTF-16 by its mark (PowerShell's ``pip freeze >`` writes it).

    None where the content is binary, as git judges it: a NUL in its first 8000 bytes.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return None if b"\0" in content[:8000] else content.decode("utf-8", "replace")
