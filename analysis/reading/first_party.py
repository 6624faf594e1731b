"""Which files of a snapshot are the paper's own.

Repositories carry copies of other people's work: libraries in ``third_party``, a published package such as nnU-Net
beside the code that uses it, reimplemented competitors. What such a copy brings along (README, licence, downloader,
training script) says nothing about the paper, so every rule reads only what is left without them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.languages import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_VENDOR_FOLDER = re.compile(
    r"""3rd_?party|_?deps|external?s?|site_packages|submodules|third_?party|vendor(?:ed|s)?|node_modules|bower_components
    |\.?venv|_build|_static|__pycache__|__macosx|\.ipynb_checkpoints|competing_methods|competitors|baselines|baseline_models""",
    re.VERBOSE,
)
"""Folders that by their name hold what others made."""

_PUBLISHED_PACKAGE = re.compile(
    r"""apex|batchgenerators|blitz|detectron2|efficientnet_pytorch|eigen3?|fairseq|keras_contrib|keras_retinanet
    |lovaszsoftmax|mmcv|mmdet|mmseg|mmselfsup|monai|nnunet(?:v2)?|pretrainedmodels|pybind11|pytorch3d|pytorch_msssim
    |segmentation_models(?:_pytorch)?|surface_distance|sync_batchnorm|timm|torchvision""",
    re.VERBOSE,
)
"""Folders that by their name are a copy of a published package, in a repository of another name."""

_DOWNLOADED = re.compile(
    r"(.+?)_(?:master|main|stable|[0-9a-f]{7}|[0-9a-f]{40}|v?\d+(?:\.\d+)+(?:_?(?:alpha|beta|rc|dev)\d*)?(?:_?(?:linux|win|mac)\w*)?)"
)
"""A folder named as hosts name the archive of a branch, a commit or a release: somebody's repository, by its name."""

_COLLECTION = re.compile(
    r"outer|extern|tools?(?:_\w+)?|util(?:s|ities)?|libs?|librar(?:y|ies)|toolbox(?:es)?|packages|contrib"
)
"""Folders that by their name may hold what others made beside what is the paper's own."""

_RESOURCE_FORK = "._"
"""What macOS puts before the name of the binary file that it leaves beside each file of an archive."""

_COMPILES = re.compile(r"(?:CUDA|Cpp)Extension\b")

LENGTH_LIMIT = 500_000
"""Characters of a text that are read; what lies beyond counts as left behind."""

LINK = "120000"
"""The mode of a symbolic link, whose text is a path."""
SUBMODULE = "160000"
"""The mode of a commit of another repository."""

LICENCE_FILE = re.compile(r"(?:[\w.]+-)?(?:un)?licen[sc]es?(?:[-_.].*)?$|copying(?:[-_.].*)?$", re.IGNORECASE)
"""A licence by its file name."""

_COPYRIGHT = re.compile(r"copyrights?(?:\.(?:txt|md))?", re.IGNORECASE)


@lru_cache(maxsize=2)
def _vendored_directories(snapshot: Snapshot) -> set[str]:
    """The folders that are vendored, or lie in such a one; one of the repository's own name is what was put into it."""
    vendored: set[str] = set()
    repository = _loosely(snapshot.origin.rsplit("/", 1)[-1])
    folders = {path.rpartition("/")[0] for path in snapshot.files}
    parents = {folder[: m.start()] for folder in folders for m in re.finditer("/", folder)}
    for folder in sorted(folders | parents, key=len):
        parent, _, name = folder.rpartition("/")
        inside = parent in vendored and _loosely(name) != repository
        if inside or _is_of_others(folder, repository, snapshot):
            vendored.add(folder)
    return vendored


def _is_of_others(folder: str, repository: str, snapshot: Snapshot) -> bool:
    """Whether a folder holds others' work, by its name or by what is in it."""
    return (
        folder in _operators(snapshot)
        or _is_named_vendored(_loosely(folder.rpartition("/")[2]), repository)
        or (folder in folders_under_own_licence(snapshot) and _is_taken_over(folder, snapshot))
    )


def _is_named_vendored(name: str, repository: str) -> bool:
    """Whether a folder is one of others' work by its name."""
    return bool(_VENDOR_FOLDER.fullmatch(name)) or (name != repository and bool(_PUBLISHED_PACKAGE.fullmatch(name)))


def _is_taken_over(folder: str, snapshot: Snapshot) -> bool:
    """Whether a folder with a licence is an archive of somebody's repository, or one in a collection of such.

    It has to be beside programs of the paper's own.
    """
    parent, _, name = folder.rpartition("/")
    collected = _COLLECTION.fullmatch(_loosely(parent.rpartition("/")[2]))
    found = _DOWNLOADED.fullmatch(_loosely(name))
    repository = _loosely(snapshot.origin.rsplit("/", 1)[-1])
    if not collected and (found is None or found[1] == repository):
        return False
    inside, own = f"{parent if collected else folder}/", f"/{repository}/"
    return any(
        file.suffix in PROGRAMS and (not path.startswith(inside) or own in _loosely(path))
        for path, file in snapshot.files.items()
    )


def _loosely(name: str) -> str:
    return name.lower().replace("-", "_")


@lru_cache(maxsize=2)
def _operators(snapshot: Snapshot) -> set[str]:
    """Folders below the root that compile an operator: its test and timing programs are about the operator."""
    return {
        path.rpartition("/")[0]
        for path, file in snapshot.files.items()
        if path.endswith("/setup.py") and _COMPILES.search((file.text or "")[:LENGTH_LIMIT])
    }


@lru_cache(maxsize=2)
def first_party_files(snapshot: Snapshot) -> list[File]:
    """The paper's own entries of the tree, shallow paths first, whether their text was kept or not."""
    vendored = _vendored_directories(snapshot)
    files = (
        f
        for f in snapshot.files.values()
        if f.path.rpartition("/")[0] not in vendored and not f.name.startswith(_RESOURCE_FORK)
    )
    return sorted(files, key=lambda f: (f.depth, f.path.lower()))


@lru_cache(maxsize=2)
def first_party_texts(snapshot: Snapshot) -> list[File]:
    """The paper's own files whose text was kept, shallow paths first."""
    return [f for f in first_party_files(snapshot) if f.text is not None and f.mode != LINK]


@lru_cache(maxsize=2)
def folders_under_own_licence(snapshot: Snapshot) -> set[str]:
    """Folders below the root that have a licence file: work that was taken over as a whole, even if adapted."""
    return {
        path.rpartition("/")[0]
        for path, file in snapshot.files.items()
        if file.depth and (LICENCE_FILE.match(file.name) or _COPYRIGHT.fullmatch(file.name))
    }


def is_apart(file: File, snapshot: Snapshot) -> bool:
    """Whether a file lies in a folder that has a licence of its own."""
    return not folders_under_own_licence(snapshot).isdisjoint(folders_above(file.path))


def folders_above(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first; not the root."""
    while path := path.rpartition("/")[0]:
        yield path


def unread(snapshot: Snapshot, *suffixes: str) -> list[File]:
    """The paper's own files of a kind that a rule needs, but that were left behind, as a whole or from a limit on."""
    return [
        f
        for f in first_party_files(snapshot)
        if f.suffix in suffixes and f.mode != LINK and (f.size != 0 if f.text is None else len(f.text) > LENGTH_LIMIT)
    ]


def unread_readmes(snapshot: Snapshot) -> list[File]:
    """READMEs of words that were left behind, as a whole or from a limit on: pictures and PDFs have the name, too."""
    return [file for file in unread(snapshot, "", ".md", ".rst", ".txt") if file.is_readme]
