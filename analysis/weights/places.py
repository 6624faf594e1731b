"""Which addresses are places where files are kept, and which of them are the repository's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.own_names import is_named_after, is_own
from reprosurvey.analysis.weights.names import is_container, names_weights
from reprosurvey.analysis.weights.words import is_foreign

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_STORE = re.compile(
    r"""//(?:[\w-]+\.)*(?:drive\.google|docs\.google|dropbox|zenodo|figshare|pan\.baidu|onedrive|1drv|sharepoint
    |osf\.io|mega\.|box\.|icloud|aliyundrive|alipan|quark\.cn|weiyun|huggingface|hf\.co|b2share|wandb\.ai/\S+/artifacts
    |ngc\.nvidia|modelscope|openxlab|kaggle|mediafire|wetransfer|yadi\.sk|disk\.yandex|archive\.org/(?:details|download)
    |academictorrents|sourceforge|synapse\.org
    |storage\.googleapis|amazonaws|fbaipublicfiles|blob\.core\.windows|digitaloceanspaces|backblazeb2|r2\.dev
    |syncandshare|sciebo|owncloud|nextcloud|seafile|cloudstor|surfdrive|polybox|switch\.ch|keeper\.mpdl|edmond
    |datadryad|gin\.g-node|ieee-dataport|dataverse|darus|data\.mendeley|data\.4tu|4tu\.nl|datashare|researchdata
    |physionet|purl\.stanford|deepblue\.lib|kilthub|hdl\.handle\.net|depositonce|rodare|radar-service|repositor[iy])
    | ^(?:ftp|s3|gs)://
    | tfhub\.dev/ | /handle/\d | /articles/(?:model|dataset|software|online_resource)s?/
    | /releases(?:/|$) | /index\.php/s/ | /bitstreams?/ | persistentid=(?:doi|hdl)
    | //[^/\s]+/(?:f|d)/[0-9a-f]{10,20}(?:/|$)
    | //[^/\s]*(?:cloud|nas|box|file|share|ftp|data)[^/\s]*/(?:[^/\s]+/)*(?:s|d|f|share)/\w{6}
    | //(?:github|gitlab|bitbucket|gitee|(?:git|gitlab|gitea)(?:\.[\w-]+){1,4})\.\w+/[\w.-]+/[\w.-]*
      (?:models?|weights|checkpoints)[\w.-]*/?$
    | \.(?:pth|pt|ckpt|onnx|h5|hdf5|pkl|safetensors|tar|tar\.(?:[gx]z|bz2|zst)|tgz|zip|rar)(?:\?\S*)?$
    | /raw/ | raw\.githubusercontent""",
    re.IGNORECASE | re.VERBOSE,
)
_DOI = re.compile(r"(?:doi\.org/|persistentid=doi:)(10\.\d{4,5})/", re.IGNORECASE)
_PUBLISHERS = frozenset(
    "10.1002 10.1007 10.1016 10.1021 10.1038 10.1039 10.1063 10.1073 10.1080 10.1088 10.1093 10.1098 10.1101 10.1103 "
    "10.1109 10.1111 10.1117 10.1126 10.1136 10.1137 10.1145 10.1148 10.1162 10.1186 10.1214 10.1371 10.1561 10.1609 "
    "10.15607 10.1613 "
    "10.18653 10.21105 10.21437 10.24963 10.3389 10.3390 10.48550 10.5220 10.5244 10.5555 10.59275 10.7554".split()
)
"""Prefixes of DOIs under which papers stand, not files."""
_NO_DOWNLOAD = re.compile(
    r"^https?://[^/]+/?$|//huggingface\.co/(?:models|(?:datasets|spaces|docs|papers)(?:/.*)?)/?$"
    r"|\.(?:png|jpe?g|gif|svg|pdf|mp4|md|rst|py|lua|ipynb|txt|csv|ya?ml|cfg|prototxt|nii|nii\.gz)$",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"https?://(?:www\.|raw\.)?(?:github|gitlab|githubusercontent|huggingface|hf|bitbucket|gitee|codeberg|modelscope"
    r"|tfhub|(?:git|gitlab|gitea)(?:\.[\w-]+){1,4})\.\w{2,10}/(?:models/)?([\w.-]+)/([\w.-]+)"
)
_PUBLIC_BUCKET = re.compile(r"//[\w.-]*fbaipublicfiles\.com/(\S+)")
"""Where the projects of one owner keep their files, each in a folder of its name."""
_PUBLISHING = frozenset(
    "google google-bert google-t5 facebook facebookai meta-llama openai openai-community microsoft nvidia mistralai "
    "stabilityai runwayml compvis eleutherai bigscience sentence-transformers huggingface timm pytorch tensorflow qwen "
    "laion distilbert tiiuae deepseek-ai allenai salesforce".split()
)
"""Owners of published models that everybody uses."""


def is_at_home(address: str, snapshot: Snapshot, said_to_be_own: bool = False) -> bool:
    """Whether an address is not another project's: on a host of repositories, whether its owner or name is the same."""
    if host := _HOST.match(address):
        owner, name = host.groups()
        return is_own(owner, name, snapshot) or (said_to_be_own and owner.lower() not in _PUBLISHING)
    if bucket := _PUBLIC_BUCKET.search(address):
        return "facebookresearch" in snapshot.origin or is_named_after(bucket[1], snapshot)
    return not is_foreign(address)


def is_page_of_own(address: str, snapshot: Snapshot) -> bool:
    """Whether an address is that of a page that has the repository's own name, and no repository."""
    path = address.partition("://")[2].partition("/")[2]
    return not (is_repository(address) or _NO_DOWNLOAD.search(address)) and is_named_after(path, snapshot)


def is_repository(address: str) -> bool:
    """Whether an address is that of a repository of code."""
    return bool(re.match(r"https?://(?:www\.)?(?:github|gitlab|bitbucket)\.\w+/[\w.-]+/[\w.-]+/?[.,;:!?]*$", address))


def is_hub_of_own(address: str, snapshot: Snapshot) -> bool:
    """Whether an address is that of a model at a hub that has the repository's own name."""
    host = _HOST.match(address)
    hub = re.match(r"https?://(?:huggingface\.co|hf\.co|tfhub\.dev)/", address)
    return bool(hub and host and not _NO_DOWNLOAD.search(address) and is_named_after(host[2], snapshot))


def keeps_files(address: str) -> bool:
    """Whether an address is one where files are kept for download."""
    if _NO_DOWNLOAD.search(address):
        return False
    if prefix := _DOI.search(address):
        return prefix[1] not in _PUBLISHERS
    return bool(_STORE.search(address)) or _is_file_of_weights(address)


def _is_file_of_weights(address: str) -> bool:
    """Whether an address ends like a file of weights, and is not that of a repository with such a name."""
    host = _HOST.match(address)
    return names_weights(address) and not (host and not address[host.end() :].strip("/"))


def is_own_store(address: str, snapshot: Snapshot, said_to_be_own: bool = False) -> bool:
    """Whether an address is one where files are kept, and not another project's."""
    return keeps_files(address) and is_at_home(address, snapshot, said_to_be_own)


def names_own_weights(address: str, snapshot: Snapshot) -> bool:
    """Whether an address ends like a file of weights, or like one that is named after the repository."""
    name = address.rpartition("/")[2].partition("?")[0]
    return _is_file_of_weights(address) or (
        is_container(address) and is_named_after(name, snapshot) and not _is_data(name)
    )


def _is_data(name: str) -> bool:
    return bool(re.search(r"data|corpus|split|result|features|\.(?:zip|tar|tgz|7z|rar|gz)$", name.lower()))
