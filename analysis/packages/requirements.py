"""One required package: its name, how closely its version is given, and where it is installed from."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reprosurvey.analysis.subjects.snapshots import File

ENGINES = frozenset(
    "caffe chainer cntk flux jax knet lux matconvnet mxnet paddlepaddle tensorflow theano torch".split()
)
"""Packages that models are written in, by their names on the index."""

FRAMEWORKS = ENGINES | {"fastai", "flax", "keras", "lasagne", "monai", "niftynet", "pytorch-lightning", "torchvision"}
"""Engines, and the packages that stand for one where the engine itself is not listed."""

_COMMON = """
albumentations antspyx batchgenerators catalyst cupy dgl dipy einops gym h5py hydra-core imageio imgaug ismrmrd itk
kornia lmdb matplotlib medpy nibabel nilearn nnunet numba numpy omegaconf opencv-python openslide-python pandas pillow
plotly pydicom pyvista pyyaml scikit-image scikit-learn scipy seaborn segmentation-models-pytorch simpleitk
statsmodels sympy tensorboard tensorboardx tensorflow-addons tensorflow-probability tensorpack timm torch-geometric
torchaudio torchio torchmetrics torchsummary tqdm transformers trimesh visdom vtk wandb xgboost yacs
"""
STANDS_FOR = {
    "torch": frozenset({"torch", "torchvision", "fastai", "monai", "pytorch-lightning", "nnunet", "nnunetv2"}),
    "tensorflow": frozenset({"tensorflow", "keras", "niftynet", "tensorpack"}),
    "keras": frozenset({"keras", "tensorflow", "theano"}),
    "jax": frozenset({"jax", "jaxlib", "flax"}),
    "theano": frozenset({"theano", "lasagne", "keras"}),
}
"""By the framework that code imports, the packages whose listing brings it along."""

_MAKING = """
autopep8 awscli black build bump2version bumpversion click coverage flake8 importlib-metadata ipykernel ipython
isort jupyter jupyterlab mypy notebook pre-commit pylint pytest python-dotenv ruff sphinx
tox twine watchdog yapf
"""
_TOOLS = frozenset(_MAKING.split())
"""Packages that projects are made with: all that an untouched list of a project template holds."""

KNOWN = FRAMEWORKS | set(_COMMON.split())
"""Packages that are recognised by their bare name in prose."""

_SURROUNDINGS = """
anaconda anaconda3 conda cpu cuda cudatoolkit cudnn delimitedfiles driver g++ gcc git gpu graphics grdevices julia
jupyter libgcc-mutex linearalgebra linux macos matlab memory methods micromamba miniconda nccl nvidia nvidia-driver os
os-x packrat pip pkg python python3 r r-base ram renv setuptools sparsearrays stats test ubuntu utils wheel windows
"""
PLATFORM = sys.stdlib_module_names | set(_SURROUNDINGS.split())
"""What stands in such lists without being a package of the project's."""

_ALIASES = {
    "pytorch": "torch",
    "pytorch-gpu": "torch",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-cpu": "tensorflow",
    "tf": "tensorflow",
    "keras-gpu": "keras",
    "lightning": "pytorch-lightning",
    "sklearn": "scikit-learn",
    "scikits-image": "scikit-image",
    "skimage": "scikit-image",
    "cv2": "opencv-python",
    "opencv": "opencv-python",
    "pil": "pillow",
    "yaml": "pyyaml",
    "nnu-net": "nnunet",
    "paddle": "paddlepaddle",
    "tensorflow-macos": "tensorflow",
    "torch-cpu": "torch",
}


class Pin(IntEnum):
    """How closely a version is given; more is closer."""

    BARE = 0
    BOUNDED = 1
    """At least, or at most, some version."""
    PINNED = 2
    """An exact or compatible release, a commit, or a window with both ends within a major release."""


class Source(StrEnum):
    """Where a package is installed from."""

    INDEX = "index"
    """A package index."""
    FURTHER = "further index"
    """Another index than the one that everybody uses, or a page of links."""
    CONDA = "conda"
    """A channel of conda."""
    ADDRESS = "address"
    """A repository's commit, or an archive."""
    R = "R"
    """A repository of R packages, such as CRAN."""
    JULIA = "Julia"
    """Julia's registry."""
    NIX = "Nix"
    GUIX = "Guix"
    OTHER = "other"
    """A registry of another language or system, or an image of a container."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package that a list names."""

    name: str
    """As the index spells it, aliases resolved."""
    pin: Pin
    file: File
    line: int | None
    quote: str
    package: str = ""
    """As the list names it, in an index's spelling (PEP 503), no alias resolved."""
    version: str | None = None
    """The one version that an installer is told, as it is written; None where that is none, or several would do."""
    source: Source = Source.INDEX


@lru_cache(maxsize=4_096)
def normalise(name: str) -> str:
    """A package's name as the index spells it."""
    canonical = canonicalize_name(name.strip("_"))
    return _ALIASES.get(canonical, canonical)


def is_tool(name: str) -> bool:
    """Whether projects are made with a package, a plugin of one included, rather than of it."""
    return name in _TOOLS or name.startswith(("flake8-", "jupyter-", "pytest-", "sphinx-", "types-"))


def pin_of(specifiers: Iterable[tuple[str, str]]) -> Pin:
    """How closely operators with versions fix one: also a window that does not reach over a major release."""
    given = [(operator, version.partition(".")[0]) for operator, version in specifiers]
    if any(operator in ("==", "===", "~=", "=") for operator, _ in given):
        return Pin.PINNED
    lower = [int(major) for operator, major in given if operator.startswith(">") and major.isdigit()]
    upper = [int(major) for operator, major in given if operator.startswith("<") and major.isdigit()]
    if lower and upper and min(upper) <= max(lower) + 1:
        return Pin.PINNED
    return Pin.BOUNDED if given else Pin.BARE


def requirement(
    listed: str,
    pin: Pin,
    file: File,
    line: int | None,
    quote: str,
    version: str | None = None,
    source: Source = Source.INDEX,
) -> Requirement | None:
    """A package by the name that a list gives it; None for what is part of the platform."""
    name = normalise(listed)
    if name in PLATFORM or not any(map(str.isalpha, name)):
        return None
    return Requirement(name, pin, file, line, quote.strip(), canonicalize_name(listed), version, source)
