"""Which names are those of trained weights: of files in the tree, and of what an address ends in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reprosurvey.analysis.weights.words import TRAINED, is_foreign

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File

SMALLEST = 4_096
"""Bytes below which a file holds no network; it may still be a pointer to one."""

_PART = r"(?:\.(?:\d{3}|part\d+|z\d\d|parta[a-z]))?"
"""The end of a part, where an archive is split for a host that takes no large files."""
_PACKED = rf"(?:\.(?:zip|gz|tar|bz2|xz|zst|lz4|z|7z|rar))?{_PART}$"
_WEIGHTS = re.compile(
    rf"""\.(?: caffemodel | safetensors | tflite | keras | weights | mlmodel | pdparams | pdiparams | onnx
      | gguf | ggml | pt2 | pte | ptl | mar | cbm | ubj | skops | eqx | nemo
    ){_PACKED}
    | \.ckpt(?:-\d+)?(?:\.(?:index|meta|data\S*))?{_PACKED} | \.data-\d+-of-\d+$
    | _iter_\d+$ | (?:^|/)model(?:\.iter)?-\d+(?:\.(?:index|meta|data\S*))?$
    | (?:^|/)(?:trained_)?network\w*\.jsn$
    | (?:^|/)(?:flax|tf|jax)?_?model\.msgpack$ | (?:^|/)pytorch_model\S*\.bin$""",
    re.VERBOSE,
)
"""Formats of weights alone, and the names that frameworks give them."""
_TENSORS = re.compile(rf"\.(?:pth|pth\.tar|pt|pytorch|th|pyt|pb|params|t7|th7|msgpack|model|torchscript|jit){_PACKED}")
"""Formats of tensors, which hold weights for the most part, and at times data."""
_ARCHIVE = rf"(?:rar|tar|tar\.(?:gz|xz|bz2)|tgz|zip|7z){_PART}"
_KEPT_IN = (
    r"\.(?:(?:h5|hdf5|p|pkl|pickle|dill|joblib|sav|npz|mat|bin|rds|rdata|rda|jld2?|bson)(?:\.(?:gz|bz2|xz|zst|lz4|z))?"
    rf"|{_ARCHIVE})$"
)
_CONTAINER = re.compile(_KEPT_IN)
_IN_MODELS = re.compile(rf"(?:^|/)(?:models?|snapshots?)/[^/]*{_KEPT_IN}")
"""What stands in a folder of models and may hold one, whatever its name."""
_BARE_IN_MODELS = re.compile(r"(?:^|/)(?:[\w-]*[-_])?(?:models|checkpoints?|ckpts?|weights)/[^/.]+$")
"""A name without an ending in a folder of models."""
_PROGRAM = "100755"
_BARE_SMALLEST = 65_536
"""Bytes from which what has such a name and is no text is a model."""
_MODELS_BY_VARIABLE = re.compile(r"(?:^|[/_-])(?:models?|checkpoints?|ckpts?|weights)/\$\{?\w+\}?$")
"""The end of an address from which a script fetches one model after another."""
_MODEL_BY_NAME = re.compile(r"/(?:[\w-]{1,60}[-_])?(?:final|best|(?:pre-?)?trained)[-_](?:model|net(?:work)?|weights)$")
"""The end of an address of a model without an ending."""
_NAME_OF_WEIGHTS = re.compile(
    r"weight|model|checkpoint|ckpt|snapshot|trained|best|epoch|\bnet\b|unet|classifier|regressor|state_?dict"
    r"|(?:^|[-_.])(?:nn|clf|svm|mlps?|fit(?:ted)?(?![-_]?[a-z])|polic(?:y|ies)|agent|generator|discriminator|estimator"
    r"|(?:random-?)?forest|xgb(?:oost)?|lgbm?|lightgbm|gbdt|catboost|logreg|lasso|ridge|k-?means|gmm|hmm|pipeline"
    r"|predictor|detector)(?:[-_.]|\d|$)"
)
_OF_NETWORK = r"(?:enc|dec|net|model|class|gen|extract)"
"""What behind a word for images tells of a network that reads or makes them."""
_NAME_OF_PART = re.compile(
    r"ind(?:ex|ices)|split|loader|fold_?ids|data_?set|optimi[sz]er"
    rf"|^(?:args|img|images?)_(?!{_OF_NETWORK})"
)
_NAME_OF_DATA = re.compile(
    rf"{_NAME_OF_PART.pattern}|label|\bmask|atlas|features?\b|template|vocab|tokeni[sz]er|scaler|results?\b|histor"
    r"|(?<![a-z])trials?(?![a-z])|simulat|prediction|logits|spiece|sentencepiece"
)
_CONTENT = re.compile(
    r"features?(?!-?(?:extract|net|enc))|embeddings?(?!-?(?:net|model))|vocab|tokeni[sz]er|predictions?|\bpreds?\b"
    r"|logits|scores?\b|labels?\b"
    r"|targets?\b|masks?\b|results?\b|histor|losses|metrics|samples?\b|tokens?\b|spectrogram|\bmels?\b|statistics"
    rf"|\bimages?\b(?!-?{_OF_NETWORK})|\binputs?\b|\bbatch(?:es)?\b|\b[xy]-?(?:train|val|test)\b|\blatents?\b"
    r"|\banchors?\b|\bnoise\b"
    r"|\bstats?\b|spiece|sentencepiece|ground-?truth|graphs?\b|adjacency|edge-?index|corpus|buffer"
)
"""What a file of tensors holds that is no model."""
_FOLDER_OF_DATA = re.compile(
    r"(?:^|/)(?:processed|raw|data(?:sets?)?|features?|embeddings?|vocab|splits?|predictions?|graphs?|cache[ds]?)/[^/]*$"
)
_PART_ALONE = re.compile(
    r"(?:data|train(?:ing)?|val(?:idation)?|valid|dev|test(?:ing)?|all|full)(?:[-_]?(?:data|set|\d+))?\."
)
"""A part of the data by its whole name."""
_PART_OF_DATA = re.compile(r"(?:^|/)data(?:sets?)?/(?:.*/)?(?:train|val|valid|test)[^/]*$")
"""A part of the data in a folder of data."""
_FOR_TRYING = re.compile(r"(?:^|/)(?:toy[-_]?(?:data|examples?)?|(?:unit)?tests)/")
"""Folders of what is made to try a program with."""
_NEVER = frozenset(
    ".py .ipynb .sh .m .r .jl .c .cc .cpp .h .hpp .cu .java .js .html .css .md .rst .txt .csv .tsv .json .xml .yml "
    ".yaml .toml .cfg .png .jpg .jpeg .gif .svg .pdf .wav .mp4 .npy .nii .dcm .tif .tiff .ply .obj .pdb .tex".split()
)
"""How the names of files end that never are weights, asked first since most files are such."""
_LINK = "120000"
_SUBMODULE = "160000"
_ANNEXED = re.compile(r"\.git/annex/objects/")


class Mention(NamedTuple):
    """Where an address of weights stands."""

    file: File
    text: str
    line: int | None
    """1-based; None in a notebook, whose lines are not its cells'."""


def is_weights(file: File) -> bool:
    """Whether a file of the tree holds trained weights, by its name, folder and size."""
    if file.suffix in _NEVER:
        return False
    path = file.path.lower()
    if file.mode == _SUBMODULE:
        return False
    return (is_name_of_weights(path) and _is_kept(file)) or _is_bare_model(file, path)


def _is_bare_model(file: File, path: str) -> bool:
    """Whether a file whose name has no ending is a large one without text in a folder of models, and no program."""
    if (
        "." in file.name
        or file.mode in (_LINK, _PROGRAM)
        or not _BARE_IN_MODELS.search(path)
        or is_foreign(path)
        or _FOR_TRYING.search(path)
    ):
        return False
    large = file.size is None or file.size >= _BARE_SMALLEST
    return large and file.text is None and not _NAME_OF_DATA.search(file.name.lower())


def is_name_of_weights(path: str) -> bool:
    """Whether a path in lower case is that of trained weights."""
    folders, _, name = path.rpartition("/")
    if is_foreign(path) or _FOR_TRYING.search(path) or _PART_OF_DATA.search(path) or _NAME_OF_PART.search(name):
        return False
    folder = folders.rpartition("/")[2]
    if _WEIGHTS.search(path):
        return True
    if _TENSORS.search(path):
        return not _NAME_OF_PART.search(folder) and not _are_data(path, name, folder)
    return _is_kept_model(path, name, folder)


def _is_kept_model(path: str, name: str, folder: str) -> bool:
    """Whether a file in which anything may be kept holds a model, by its name or folder."""
    if not _CONTAINER.search(path) or _NAME_OF_DATA.search(name):
        return False
    if TRAINED.search(folder) or _NAME_OF_WEIGHTS.search(name):
        return True
    return bool(_IN_MODELS.search(path)) and not _CONTENT.search(name.replace("_", "-"))


def _are_data(path: str, name: str, folder: str) -> bool:
    """Whether tensors are data by their name, or by their folder where their name does not tell of a model."""
    if _holds_content(name):
        return True
    return bool(_FOLDER_OF_DATA.search(path)) and not (_NAME_OF_WEIGHTS.search(name) or TRAINED.search(folder))


def _holds_content(name: str) -> bool:
    return bool(_CONTENT.search(name.replace("_", "-")) or _PART_ALONE.match(name))


def _is_kept(file: File) -> bool:
    """Whether there is enough of a file to be a model, or a pointer to where it is kept."""
    if file.mode == _LINK:
        return bool(_ANNEXED.search(file.text or ""))
    return file.size is None or file.size >= SMALLEST or _is_pointer(file.text or "")


def _is_pointer(text: str) -> bool:
    """Whether a text stands where the large file was: Git LFS's pointer, or the one line of git-annex and the like."""
    return text.startswith("version https://git-lfs") or len(text.strip().splitlines()) == 1


def names_weights(address: str) -> bool:
    """Whether an address ends like a file of weights."""
    path = address.lower().partition("?")[0]
    name = path.rpartition("/")[2]
    if _WEIGHTS.search(path) or (_TENSORS.search(path) and not _holds_content(name)):
        return True
    if _MODELS_BY_VARIABLE.search(path) or _MODEL_BY_NAME.search(path):
        return True
    return is_container(address) and bool(_NAME_OF_WEIGHTS.search(name)) and not _NAME_OF_DATA.search(name)


def is_container(address: str) -> bool:
    """Whether an address ends like a file in which anything may be kept, a model too."""
    return bool(_CONTAINER.search(address.lower().partition("?")[0].rpartition("/")[2]))


def may_be_called_model(file: File) -> bool:
    """Whether a file is one that a page may call a model, whatever its name: neither too small nor data by its name."""
    name = file.name.lower()
    kept = is_container(name) or _TENSORS.search(name)
    return bool(kept) and not (_NAME_OF_DATA.search(name) or _holds_content(name) or "data" in name) and _is_kept(file)


def may_keep_anything(file: File) -> bool:
    """Whether a file is one in which a program may keep whatever it has, and is large enough to be a model."""
    return is_container(file.name) and _is_kept(file)
