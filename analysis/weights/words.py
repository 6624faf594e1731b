"""What words say of trained weights: that they are offered, or that they are somebody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

TRAINED = re.compile(
    r"""train(?:ed?|d)(?:[-_ ][\w-]+)?[-_ ]?(?:model|modle|weight|network|net|checkpoint|parameter|classifier)s?
    | (?:model|network)[-_ ]?(?:weight|checkpoint|file|parameter(?!i[sz]))s? | check-?points?
    | \bweights\b(?!\ *(?:&|and)\ biases) | \bckpts?\b | (?<!\w)\.(?:pth?|ckpt|h5|onnx)\ files? | model[-_ ]?zoo
    | \bcaffemodels?\b | \bmodels?\ (?:that\ (?:was|were)\ )?trained\ (?:on|with|for)\b""",
    re.IGNORECASE | re.VERBOSE,
)
OURS = re.compile(r"\b(?:our|ours|we trained|this paper|the paper)\b", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:models?|weights|checkpoints?) (?:are|is|were|have been) (?:\w+ )?"
    r"(?:available|released|provided|shared|hosted|uploaded)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:download|available|provide|releas|share|fetch|can be found|access|here)\w*\b[^.]{0,60}\bmodels?\b"
    r"|\bmodels?\s+(?:\w+\s+){0,4}(?:(?:can|may|could)\s+(?:also\s+)?be|are|is|were|have\s+been)\s+(?:\w+\s+)?"
    r"(?:download|available|provided|released|shared|found|hosted|accessed)",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:3-?d|cad|mesh|gazebo|urdf|mujoco|blender|robot|room|body|smplx?|digital terrain)\s+models?\b",
    re.IGNORECASE,
)
"""Models of things, which nobody trained."""
_OF_OTHERS = re.compile(
    r"""imagenet | \bbackbones?\b | (?<![\w-])(?:(?:bio)?bert|(?:biomed)?clip|dino|sam)(?![\w-])
    | pre-?trained\ (?:on\ \w+\ )?(?:resn\w+t|res2net|vgg|alexnet|densenet|inception|mobilenet
      |efficientnet|convnext|maxvit|vit\b|deit|beit|swin|pvt|segformer|roberta|deberta|t5\b|gpt-?2|llama|wav2vec|hubert|word2vec|glove|fasttext|pointnet
      |i3d|c3d)
    | \b(?:xception|resnet|vgg|alexnet|densenet|inception|efficientnet|mobilenet)[\w-]*\W{1,6}pre-?trained\b
    | \bfrom\ (?:the\ )?(?:official|original|authors?) | 's\ repo | \btheir\W{1,3}repo | provided\ by | released\ by
    | \b(?:for|to|as)\ (?:the\ |a\ )?(?:weights?\ |model\ |parameter\ )?initiali[sz]\w+""",
    re.IGNORECASE | re.VERBOSE,
)
_FOREIGN = re.compile(
    r"""imagenet | torchvision | download\.pytorch\.org | keras-applications | public-models | tfhub\.dev
    | nvlabs | openaipublic | models\.huggingface\.co | download-dopamine-rl | /~vgg/ | vlfeat\.org/matconvnet/models
    | fbaipublicfiles\.com/(?:deit|dino|moco|mae|segment_anything|convnext|detectron)
    | example\.(?:com|org) | zenodo\.org/records?/3987831 | cnn(?:6|10|14)\w{0,40}_map | googlenews-vectors
    | (?:^|/)(?:bvlc_\w+\.caffemodel | yolov?\d\w{0,4}\.(?:pt|weights|conv\.\d+) | darknet\w*\.conv\.\d+ | pose_iter_\d+
      | mask_rcnn_coco | vggish_\w+ | vgg_?face\w* | facenet\w* | raft-things | wav2vec\w*_(?:small|base|large)\w*
      | hubert_\w+ | sd-v\d-\d | stylegan2-ffhq | ffhq | vit-[blh]-\d\d | rn50 | imagenet-vgg\S* | lid\.176
      | glove\. | cc\.[a-z]{2}\.300 | wiki\.[a-z]{2}\. | c3d_sports1m)
    | -[0-9a-f]{8}\.pth | (?:^|/)lpips/
    | (?:^|/)(?:vgg(?:11|13|16|19)|resnet(?:18|34|50|101|152)|inception[-_]?v?\d[\w-]*
      |densenet(?:121|161|169|201)|alexnet|mobilenet\w*|efficientnet\w*|vit_\w+|swin_\w+|bert\w*|dinov?\d?\w*
      |sam_vit\w*|lpips)\.(?:pth|pt|h5)
    | (?:^|/)(?:vgg_ilsvrc|resnet-?(?:18|34|50|101|152|200))\w*\.(?:caffemodel|t7)""",
    re.IGNORECASE | re.VERBOSE,
)

_MAY_SPEAK = Words("train", "model", "network", "checkpoint", "check-point", "weights", "ckpt", ".pt", ".h5", ".onnx")
"""In lower case, of which one stands in all that speaks of weights."""
_MAY_BE_OF_OTHERS = Words(
    *("imagenet", "backbone", "bert", "clip", "dino", "sam", "train", "from", "'s repo", "their", "provided by"),
    *("released by", "initiali"),
)
"""In lower case, of which one stands in all that is of others."""


def speaks_of_weights(words: str) -> bool:
    """Whether words offer or name trained weights."""
    return _MAY_SPEAK.stand_in(words.lower()) and bool(
        TRAINED.search(words) or (_OFFER.search(words) and not _THINGS.search(words))
    )


def are_said_to_be_own(words: str) -> bool:
    """Whether words call the weights the authors', or say that they were released."""
    return bool(OURS.search(words) or _RELEASED.search(words))


def is_foreign(words: str) -> bool:
    """Whether words hold an address or a name of weights that are published elsewhere."""
    return bool(_FOREIGN.search(words))


def are_of_others(words: str, snapshot: Snapshot) -> bool:
    """Whether words are about somebody else's weights; a model that the repository is named after is its own."""
    if not _MAY_BE_OF_OTHERS.stand_in(words.lower()):
        return False
    repository = snapshot.origin.rsplit("/", 1)[-1].lower()
    return any(found[0].lower() not in repository for found in _OF_OTHERS.finditer(words))
