"""What names trained weights: a file of the tree, an address, and the words about one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

SMALLEST = 4_096
"""Bytes below which a file holds no network; it may still be a pointer to one."""

_WEIGHTS = re.compile(
    r"""\.(?: pth | pth\.tar | pt | pytorch | th | ckpt | ckpt\.(?:index|meta|data\S*) | data-\d+-of-\d+ | onnx
    | pyt | caffemodel | safetensors | tflite | keras | pb | params | weights | mlmodel | pdparams | t7
    )(?:\.(?:zip|gz|tar))?$
    | _iter_\d+$""",
    re.VERBOSE,
)
"""Formats of weights alone, and the name that Caffe gave a snapshot."""
_ARCHIVE = r"rar|tar|tar\.(?:gz|xz|bz2)|tgz|zip|7z"
_KEPT_IN = rf"\.(?:(?:h5|hdf5|p|pkl|pickle|joblib|sav|npz|mat|bin|rds|jld2?|bson)(?:\.gz)?|{_ARCHIVE})$"
_CONTAINER = re.compile(_KEPT_IN)
_IN_MODELS = re.compile(rf"(?:^|/)(?:models?|snapshots?)/[^/]*{_KEPT_IN}")
"""What stands in a folder of models and may hold one, whatever its name."""
_NAME_OF_WEIGHTS = re.compile(r"weight|model|checkpoint|ckpt|snapshot|trained|best|epoch|\bnet\b|unet")
_NAME_OF_SPLIT = re.compile(r"ind(?:ex|ices)|split|loader|fold_?ids|data_?set|optimi[sz]er|^(?:args|img|images?)_")
_NAME_OF_DATA = re.compile(
    rf"{_NAME_OF_SPLIT.pattern}|label|\bmask|atlas|features?\b|template|vocab|tokeni[sz]er|scaler|results?\b|histor"
)
_PART_OF_DATA = re.compile(r"(?:^|/)data(?:sets?)?/(?:.*/)?(?:train|val|valid|test)[^/]*$")
"""A part of the data in a folder of data."""
_FOR_TRYING = re.compile(r"(?:^|/)(?:toy[-_]?(?:data|examples?)?|(?:unit)?tests)/")
"""Folders of what is made to try a program with."""
TRAINED = re.compile(
    r"""train(?:ed?|d)(?:[-_ ]\w+)?[-_ ]?(?:model|modle|weight|network|net|checkpoint|parameter|classifier)s?
    | (?:model|network)[-_ ]?(?:weight|checkpoint|file|parameter)s? | check-?points?
    | \bweights\b(?!\ *(?:&|and)\ biases) | \bckpts?\b | (?<!\w)\.(?:pth?|ckpt|h5|onnx)\ files? | model[-_ ]?zoo""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFER = re.compile(
    r"\b(?:download|available|provide|releas|share|fetch|can be found|access|here)\w*\b[^.]{0,60}\bmodels?\b"
    r"|\bmodels?\s+(?:\w+\s+){0,4}(?:(?:can|may|could)\s+(?:also\s+)?be|are|is|were|have\s+been)\s+(?:\w+\s+)?"
    r"(?:download|available|provided|released|shared|found|hosted|accessed)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"""imagenet | \bbackbones?\b | (?<![\w-])(?:(?:bio)?bert|(?:biomed)?clip|dino|sam)(?![\w-])
    | pre-?trained\ (?:resnet|res2net|vgg|densenet|inception|vit\b|swin|pvt|segformer)
    | \b(?:xception|resnet|vgg|densenet|inception|efficientnet|mobilenet)[\w-]*\W{1,6}pre-?trained\b
    | \bfrom\ (?:the\ )?(?:official|original|authors?) | 's\ repo | \btheir\W{1,3}repo | provided\ by | released\ by""",
    re.IGNORECASE | re.VERBOSE,
)
_FOREIGN = re.compile(
    r"""imagenet | torchvision | download\.pytorch\.org | keras-applications | public-models | tfhub\.dev
    | nvlabs | openaipublic | models\.huggingface\.co
    | fbaipublicfiles\.com/(?:deit|dino|moco|mae|segment_anything|convnext|detectron)
    | example\.(?:com|org)
    | -[0-9a-f]{8}\.pth | (?:^|/)lpips/
    | (?:^|/)(?:vgg(?:11|13|16|19)|resnet(?:18|34|50|101|152)|inception[-_]?v?\d[\w-]*
      |densenet(?:121|161|169|201)|alexnet|mobilenet\w*|efficientnet\w*|vit_\w+|swin_\w+|bert\w*|dinov?\d?\w*
      |sam_vit\w*|lpips)\.(?:pth|pt|h5)""",
    re.IGNORECASE | re.VERBOSE,
)
_STORE = re.compile(
    r"""//(?:[\w-]+\.)*(?:drive\.google|docs\.google|dropbox|zenodo|figshare|pan\.baidu|onedrive|1drv|sharepoint
    |osf\.io|mega\.|box\.|icloud|aliyundrive|weiyun|huggingface|hf\.co|b2share|wandb\.ai/\S+/artifacts|ngc\.nvidia|modelscope|kaggle|mediafire
    |wetransfer|syncandshare|storage\.googleapis|amazonaws|fbaipublicfiles|blob\.core\.windows|dataverse|surfdrive|polybox|switch\.ch
    |ieee-dataport|doi\.org/10\.5281)
    | /releases(?:/|$) | /index\.php/s/
    | //[^/\s]+/(?:f|d)/[0-9a-f]{10,20}(?:/|$)
    | //[^/\s]*(?:cloud|nas|box|file|share|ftp|data)[^/\s]*/(?:[^/\s]+/)*(?:s|d|f|share)/\w{6}
    | \.(?:pth|pt|ckpt|onnx|h5|hdf5|pkl|safetensors|tar|tar\.[gx]z|tgz|zip|rar)(?:\?\S*)?$
    | /raw/ | raw\.githubusercontent""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_DOWNLOAD = re.compile(
    r"^https?://[^/]+/?$|//huggingface\.co/(?:models|datasets|spaces|docs)/?$"
    r"|\.(?:png|jpe?g|gif|svg|pdf|mp4|md|rst|py|ipynb|txt|csv|nii|nii\.gz)$",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """Where an address of weights stands."""

    file: File
    text: str
    line: int | None
    """1-based; None in a notebook, whose lines are not its cells'."""


def is_weights(file: File) -> bool:
    """Whether a file of the tree holds trained weights, by its name, folder and size."""
    path, name = file.path.lower(), file.name.lower()
    folder = path.rpartition("/")[0].rpartition("/")[2]
    if _WEIGHTS.search(path):
        named = not _NAME_OF_SPLIT.search(folder)
    elif _IN_MODELS.search(path) or _CONTAINER.search(path):
        named = not _NAME_OF_DATA.search(name) and bool(
            _IN_MODELS.search(path) or TRAINED.search(folder) or _NAME_OF_WEIGHTS.search(name)
        )
    else:
        return False
    if not named or file.mode in ("120000", "160000") or _NAME_OF_SPLIT.search(name):
        return False
    if _FOREIGN.search(path) or _FOR_TRYING.search(path) or _PART_OF_DATA.search(path):
        return False
    return file.size is None or file.size >= SMALLEST or _is_pointer(file.text or "")


def _is_pointer(text: str) -> bool:
    """Whether a text stands where the large file was: Git LFS's pointer, or the one line of git-annex and the like."""
    return text.startswith("version https://git-lfs") or len(text.strip().splitlines()) == 1


def keeps_files(address: str) -> bool:
    """Whether an address is one where files are kept for download."""
    return bool(_STORE.search(address)) and not _NO_DOWNLOAD.search(address)


def speaks_of_weights(words: str) -> bool:
    """Whether words offer or name trained weights."""
    return bool(TRAINED.search(words) or _OFFER.search(words))


def names_weights(address: str) -> bool:
    """Whether an address ends like a file of weights."""
    path = address.lower().partition("?")[0]
    name = path.rpartition("/")[2]
    if _WEIGHTS.search(path):
        return True
    return bool(_CONTAINER.search(name) and _NAME_OF_WEIGHTS.search(name)) and not _NAME_OF_DATA.search(name)


def is_at_home(address: str, snapshot: Snapshot, said_to_be_own: bool = False) -> bool:
    """Whether an address is not another project's: on a host of repositories, whether its owner or name is the same."""
    host = re.match(
        r"https?://(?:www\.|raw\.)?(?:github|gitlab|githubusercontent|huggingface)\.(?:com|co)/([\w.-]+)/([\w.-]+)",
        address,
    )
    if host:
        own = snapshot.origin.lower().split("/")
        return said_to_be_own or host[1].lower() in own or host[2].lower() == own[-1]
    return not _FOREIGN.search(address)


def is_own_store(address: str, snapshot: Snapshot, said_to_be_own: bool = False) -> bool:
    """Whether an address is one where files are kept, and not another project's."""
    return keeps_files(address) and is_at_home(address, snapshot, said_to_be_own)


def is_foreign(words: str) -> bool:
    """Whether words hold an address or a name of weights that are published elsewhere."""
    return bool(_FOREIGN.search(words))


def is_of_others(words: str, snapshot: Snapshot) -> bool:
    """Whether words are about somebody else's weights; a model that the repository is named after is its own."""
    repository = snapshot.origin.rsplit("/", 1)[-1].lower()
    return any(found[0].lower() not in repository for found in _OF_OTHERS.finditer(words))
