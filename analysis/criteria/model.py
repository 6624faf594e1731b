"""Model: the trained weights of the paper's model."""

from __future__ import annotations

import re
from html import unescape
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from analysis.criteria.code import cells
from analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from analysis.criteria.own import LENGTH_LIMIT, absent, empty, folders_under_own_licence, own_files, own_texts
from analysis.criteria.readme import ADDRESS, LINE_LIMIT, Line, all_lines
from analysis.verdicts import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.snapshots import File, Snapshot

DEFINITION = Definition(
    question="Can the trained weights of the paper's model be had?",
    means=(
        "The weights that the authors trained are a file of the tree, or stand at an address that the repository gives."
    ),
    counts=(
        "Checkpoints of any framework in the tree, also those too large to keep; a link to a download, release or "
        "hub that a README offers as a trained model; a download in the code (a script, a notebook, a table of "
        "addresses). The address is taken at its word; the evidence says what its host answered, where it was asked."
    ),
    does_not_count=(
        "Somebody else's weights (ImageNet, a published backbone, another project's release), and addresses in a "
        "folder that has a licence of its own; data, splits and indices in files that end like weights; paths of "
        'checkpoints that are not there; "coming soon".'
    ),
    advice="Attach the checkpoint to a release, or deposit it at Zenodo or Hugging Face, and link it in the README.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}.",
)

VERSION = 6

SMALLEST = 4_096
"""Bytes below which a file holds no network; it may still be a pointer to one."""

_WEIGHTS = re.compile(
    r"""\.(?: pth | pth\.tar | pt | ckpt | ckpt\.(?:index|meta|data\S*) | data-\d+-of-\d+ | onnx | caffemodel
    | safetensors | tflite | keras | pb | params | weights | mlmodel | pdparams | t7 )(?:\.(?:zip|gz|tar))?$""",
    re.VERBOSE,
)
_CONTAINER = re.compile(r"\.(?:h5|hdf5|pkl|pickle|joblib|npz|mat|bin|tar|tar\.gz|tgz|zip|7z|rds|jld2?|bson)$")
_NAME_OF_WEIGHTS = re.compile(r"weight|model|checkpoint|ckpt|trained|best|epoch|\bnet\b|unet")
_NAME_OF_SPLIT = re.compile(r"ind(?:ex|ices)|split|fold_?ids|data_?set|optimi[sz]er|^(?:args|img|images?)_")
_NAME_OF_DATA = re.compile(rf"{_NAME_OF_SPLIT.pattern}|label|\bmask|atlas|features?\b|template")
_TRAINED = re.compile(
    r"""trained?(?:[-_ ]\w+)?[-_ ]?(?:model|modle|weight|network|net|checkpoint|parameter|classifier)s?
    | (?:model|network)[-_ ]?(?:weight|checkpoint|file|parameter)s? | check-?points?
    | \bweights\b | \bckpts?\b | model[-_ ]?zoo""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFER = re.compile(
    r"\b(?:download|available|provide|releas|share|fetch|can be found|access|here)\w*\b[^.]{0,60}\bmodels?\b"
    r"|\bmodels?\s+(?:(?:can|may|could)\s+(?:also\s+)?be|are|is|were|have\s+been)\s+(?:\w+\s+)?"
    r"(?:download|available|provided|released|shared|found|hosted|accessed)",
    re.IGNORECASE,
)
FETCHER = re.compile(r"(?:get|download|fetch)[-_]?(?:pre)?(?:trained)?[-_]?model|weights|checkpoint", re.IGNORECASE)
_SOON = re.compile(
    r"\bsoon\b|will be (?:released|added|made|uploaded|available)|upon (?:request|acceptance|publication)"
)
_OF_OTHERS = re.compile(
    r"""imagenet | \bbackbones?\b | (?<![\w-])(?:(?:bio)?bert|(?:biomed)?clip|dino|sam)(?![\w-])
    | pre-?trained\ (?:resnet|res2net|vgg|densenet|inception|vit\b|swin|pvt|segformer)
    | \bfrom\ (?:the\ )?(?:official|original|authors?) | 's\ repo | provided\ by | released\ by""",
    re.IGNORECASE | re.VERBOSE,
)
_OURS = re.compile(r"\b(?:our|ours|we trained|this paper|the paper)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    r"""imagenet | torchvision | download\.pytorch\.org | keras-applications | public-models | tfhub\.dev
    | nvlabs | openaipublic | models\.huggingface\.co
    | fbaipublicfiles\.com/(?:deit|dino|moco|mae|segment_anything|convnext|detectron)
    | example\.(?:com|org)
    | -[0-9a-f]{8}\.pth
    | (?:^|/)(?:vgg(?:11|13|16|19)|resnet(?:18|34|50|101|152)|inception[-_]?v?\d[\w-]*
      |densenet(?:121|161|169|201)|alexnet|mobilenet\w*|efficientnet\w*|vit_\w+|swin_\w+|bert\w*|dinov?\d?\w*
      |sam_vit\w*|lpips)\.(?:pth|pt|h5)""",
    re.IGNORECASE | re.VERBOSE,
)
_STORE = re.compile(
    r"""//(?:[\w-]+\.)*(?:drive\.google|docs\.google|dropbox|zenodo|figshare|pan\.baidu|onedrive|1drv|sharepoint
    |osf\.io|mega\.|box\.|icloud|aliyundrive|weiyun|huggingface|hf\.co|b2share|wandb\.ai|ngc\.nvidia|modelscope|kaggle|mediafire
    |wetransfer|syncandshare|storage\.googleapis|amazonaws|fbaipublicfiles|blob\.core\.windows|dataverse|surfdrive|polybox|switch\.ch
    |ieee-dataport|doi\.org/10\.5281)
    | /releases(?:/|$) | /index\.php/s/
    | //[^/\s]*(?:cloud|nas|box|file|share|ftp|data)[^/\s]*/(?:[^/\s]+/)*(?:s|d|f|share)/\w{6}
    | \.(?:pth|pt|ckpt|onnx|h5|hdf5|pkl|safetensors|tar|tar\.gz|tgz|zip)(?:\?\S*)?$ | /raw/ | raw\.githubusercontent""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACE_OF_WEIGHTS = re.compile(
    r"(?:^|/)(?:check-?points?|ckpts?|weights|saved[-_]?models?|(?:pre)?trained[-_]?(?:models?|weights|nets?))(?:/|[^/]*$)",
    re.IGNORECASE,
)
_NO_DOWNLOAD = re.compile(r"\.(?:png|jpe?g|gif|svg|pdf|mp4|md|rst|py|ipynb|txt|csv|nii|nii\.gz)$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"""\b(?:gdown|download_file_from_google_drive|wget|curl|urlretrieve|load_state_dict_from_url|load_url|hf_hub_download
    |snapshot_download|requests\.get|session\.get|get_file|urlopen|websave|urlwrite|download\.file)\b""",
    re.VERBOSE,
)
_FETCH = re.compile(r"\b(?:urlretrieve|wget|curl|gdown)\b")
ANSWERS_LIMIT = 5
"""Answers of hosts that evidence shows."""
FETCHES_LIMIT = 100
"""Downloads that are read of one program."""
_TRAINED_MODEL = re.compile(r"(?<!pre)(?<!pre[-_ ])trained[-_ ]?models?\b", re.IGNORECASE)
NEARBY = 600
"""Characters before a download that tell what it downloads."""
DRIVE_ID = re.compile(r"\b(?:gdown|google_drive)\w*\b.{0,80}\b([\w-]{28,44})\b")
PROGRAMS = (".py", ".ipynb", ".sh", ".m", ".r", ".jl", ".yml", ".yaml", ".json", ".toml")


def judge(snapshot: Snapshot) -> Verdict:
    """Whether trained weights are in the tree or at an address that is given."""
    if nothing := empty(snapshot):
        return nothing
    if stored := [f for f in own_files(snapshot) if _is_weights(f)]:
        sizes = ("size unknown" if f.size is None else f"{f.size} bytes" for f in stored)
        return Verdict(Outcome.YES, tuple(snapshot.evidence(f, s) for f, s in zip(stored[:3], sizes, strict=False)))
    links = chain(_offers(snapshot), _notes(snapshot), _downloads(snapshot))
    first = next(links, None)
    if first is None:
        return absent("tree, READMEs, scripts and notebooks", "no weights and no address of any", [])
    return Verdict(Outcome.YES, next((link for link in chain([first], links) if not _is_dead(link)), first))


def _cited(snapshot: Snapshot, file: File, text: str, line: int | None) -> tuple[Evidence, ...]:
    """A line that gives an address, and what the hosts of the addresses in it said."""
    written = unescape(text)
    answers = ((url, answer) for url, answer in snapshot.answers.items() if url.rpartition("uc?id=")[2] in written)
    return (
        snapshot.evidence(file, text, line),
        *(Evidence(url, f"asked for: {answer}", link=url) for url, answer in islice(answers, ANSWERS_LIMIT)),
    )


def _is_dead(link: tuple[Evidence, ...]) -> bool:
    return len(link) > 1 and all(answer.quote.endswith("gone") for answer in link[1:])


def _is_weights(file: File) -> bool:
    path, name = file.path.lower(), file.name.lower()
    folder = path.rpartition("/")[0].rpartition("/")[2]
    if file.mode in ("120000", "160000") or _FOREIGN.search(path) or _NAME_OF_SPLIT.search(name):
        return False
    if file.size is not None and file.size < SMALLEST and not _is_pointer(file.text or ""):
        return False
    if _WEIGHTS.search(path):
        return not _NAME_OF_SPLIT.search(folder)
    return bool(_CONTAINER.search(path) and not _NAME_OF_DATA.search(name)) and bool(
        _TRAINED.search(folder) or _NAME_OF_WEIGHTS.search(name)
    )


def _is_pointer(text: str) -> bool:
    """Whether a text stands where the large file was: Git LFS's pointer, or the one line of git-annex and the like."""
    return text.startswith("version https://git-lfs") or len(text.strip().splitlines()) == 1


def keeps_files(address: str) -> bool:
    """Whether an address is one where files are kept for download."""
    return bool(_STORE.search(address)) and not _NO_DOWNLOAD.search(address)


def speaks_of_weights(words: str) -> bool:
    """Whether words offer or name trained weights."""
    return bool(_TRAINED.search(words) or _OFFER.search(words))


def _is_store_of_own(address: str, snapshot: Snapshot, said_to_be_own: bool = False) -> bool:
    """Whether an address is one where files are kept, and not another project's."""
    host = re.match(
        r"https?://(?:www\.|raw\.)?(?:github|gitlab|githubusercontent|huggingface)\.(?:com|co)/([\w.-]+)/", address
    )
    if not keeps_files(address):
        return False
    if host:
        return said_to_be_own or host[1].lower() in snapshot.origin.lower().split("/")
    return not _FOREIGN.search(address)


def _is_in(file: File, folders: set[str]) -> bool:
    return bool(folders) and any(str(parent) in folders for parent in PurePosixPath(file.path).parents)


def names_weights(address: str) -> bool:
    """Whether an address ends like a file of weights."""
    path = address.lower().partition("?")[0]
    name = path.rpartition("/")[2]
    if _WEIGHTS.search(path):
        return True
    return bool(_CONTAINER.search(name) and _NAME_OF_WEIGHTS.search(name)) and not _NAME_OF_DATA.search(name)


def _is_of_others(words: str, snapshot: Snapshot) -> bool:
    """Whether words are about somebody else's weights; a model that the repository is named after is its own."""
    repository = snapshot.origin.rsplit("/", 1)[-1].lower()
    return any(found[0].lower() not in repository for found in _OF_OTHERS.finditer(words))


def _offers(snapshot: Snapshot) -> Iterator[tuple[Evidence, ...]]:
    """Links in pages that are offered as trained weights."""
    before: Line | None = None
    apart = folders_under_own_licence(snapshot)
    for line in all_lines(snapshot):
        if _is_in(line.file, apart):
            continue
        previous, before = before, line
        addresses = ADDRESS.findall(line.text)
        if not addresses:
            continue
        words = ADDRESS.sub(" ", line.text)
        if previous and previous.file is line.file and line.number - previous.number <= 2 and len(words.split()) <= 8:
            words = f"{ADDRESS.sub(' ', previous.text)} {words}"
        ours = bool(_OURS.search(words))
        if _SOON.search(words) or (_is_of_others(words, snapshot) and not ours):
            continue
        offered = _TRAINED.search(f"{words} {line.heading}") or _OFFER.search(words)
        for address in addresses:
            if (offered or names_weights(address)) and _is_store_of_own(address, snapshot, ours):
                yield _cited(snapshot, line.file, line.text, line.number)


def _notes(snapshot: Snapshot) -> Iterator[tuple[Evidence, ...]]:
    """Addresses in texts that stand where the weights would: ``checkpoints/link.txt``."""
    for file in own_texts(snapshot):
        if file.suffix in ("", ".txt", ".md", ".url") and _PLACE_OF_WEIGHTS.search(file.path):
            for number, line in _lines_with_addresses((file.text or "")[:LENGTH_LIMIT]):
                if not _is_of_others(line, snapshot) and any(
                    _is_store_of_own(a, snapshot) for a in ADDRESS.findall(line)
                ):
                    yield _cited(snapshot, file, line, number)


def _downloads(snapshot: Snapshot) -> Iterator[tuple[Evidence, ...]]:
    """Downloads of weights in programs and scripts."""
    apart = folders_under_own_licence(snapshot)
    for file in own_texts(snapshot):
        if file.suffix not in PROGRAMS or not _may_download(file.text or "") or _is_in(file, apart):
            continue
        notebook = file.suffix == ".ipynb"
        text = (
            "\n".join(source for _, source in cells(file.text or "")) if notebook else (file.text or "")[:LENGTH_LIMIT]
        )
        for call in islice(_FETCH.finditer(text), FETCHES_LIMIT):
            said = text[max(0, call.start() - NEARBY) : call.start()]
            if _TRAINED_MODEL.search(said) and not _is_of_others(said, snapshot) and not _FOREIGN.search(said):
                number = text.count("\n", 0, call.start()) + 1
                quote = text[call.start() :].partition("\n")[0]
                yield _cited(snapshot, file, quote, None if notebook else number)
        fetcher = FETCHER.search(file.name)
        for number, line in _lines_with_addresses(text):
            if line.lstrip().startswith(("#", "//", "%")):
                continue
            if DRIVE_ID.search(line) and (fetcher or _TRAINED.search(line)):
                yield _cited(snapshot, file, line, None if notebook else number)
            for address in ADDRESS.findall(line):
                weights = names_weights(address) or fetcher or (_TRAINED.search(line) and _DOWNLOAD.search(text))
                if weights and _is_store_of_own(address, snapshot):
                    yield _cited(snapshot, file, line, None if notebook else number)


def _lines_with_addresses(text: str) -> Iterator[tuple[int, str]]:
    """The lines that may name an address, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if _may_download(line):
            yield number, line[:LINE_LIMIT]


def _may_download(text: str) -> bool:
    """A cheap question before the others."""
    return "http" in text or "gdown" in text or "google_drive" in text
