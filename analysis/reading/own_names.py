"""What a repository calls itself, by its address and its README's title, and what else is named so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.readme import lines, pages

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

SHORTEST_NAME = 3
"""Letters from which a name tells whose something is."""
TITLE_WORDS = 3
"""Words of a README's title up to which it is a name."""

SHORTEST_PART = 4
"""Letters from which a name is known within a longer word."""

_GENERIC = re.compile(
    r"(?:pytorch|torch|tf|tensorflow|keras|jax|flax|codes?|paper|official|release|public|main|master|repo(?:sitory)?"
    r"|project|implementation|experiments?|reproducib\w*|supplement\w*|the|of|for|and|v?\d+(?:\.\d+)*"
    r"|(?:icml|iclr|neurips|nips|cvpr|iccv|eccv|wacv|acl|emnlp|naacl|eacl|aaai|ijcai|aistats|uai|midl|miccai|isbi|corl"
    r"|icra|iros|rss|kdd|sigir|interspeech|icassp)\d*)"
)
"""Words in a repository's name that say nothing of what it is called."""
_COMMON = frozenset(
    "models model nets net networks network diffusion transformer transformers segmentation detection classification "
    "bert gpt gpt2 llama clip unet resnet whisper wav2vec2 mistral learning vision speech language stylegan yolo code "
    "data demo base large readme overview introduction".split()
)
"""Names that belong to nobody."""


@lru_cache(maxsize=2)
def own_names(snapshot: Snapshot) -> frozenset[str]:
    """What the repository calls itself: by its address and its README's title, letters and digits alone."""
    titles = (line.heading for page in pages(snapshot)[:1] for line in lines(page)[:1])
    named = (re.split(r"[:|(–—]| - ", title)[0] for title in titles)
    called = [snapshot.origin.rsplit("/", 1)[-1], *(name for name in named if len(name.split()) <= TITLE_WORDS)]
    return frozenset(filter(_tells, map(_core, called)))


def _core(name: str) -> str:
    words = re.split(r"[^a-z0-9.]+", name.lower())
    return "".join(word for word in words if not _GENERIC.fullmatch(word)).replace(".", "")


def _tells(name: str) -> bool:
    return len(name) >= SHORTEST_NAME and name not in _COMMON


def is_named_after(name: str, snapshot: Snapshot) -> bool:
    """Whether something has the repository's own name in its name."""
    words = re.split(r"[^a-z0-9]+", name.lower())
    letters = "".join(words)
    return any(own in words or (len(own) >= SHORTEST_PART and own in letters) for own in own_names(snapshot))


def is_own(owner: str, name: str, snapshot: Snapshot) -> bool:
    """Whether a repository of a host or hub is the authors' own, by its owner or name."""
    own = snapshot.origin.lower().split("/")
    return owner.lower() in own[:-1] or name.lower() == own[-1] or is_named_after(name, snapshot)


def is_of_origin(owner: str, name: str, snapshot: Snapshot) -> bool:
    """Whether a repository has the owner or name that the address of this one has, or nothing is known of that."""
    own = snapshot.origin.lower().split("/")
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    return not snapshot.origin or owner.lower() in own or (_tells(_core(own[-1])) and _core(own[-1]) in letters)
