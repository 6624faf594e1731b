"""Models of a hub that code loads by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.own_names import is_own

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_NAME = r"(?P<owner>[A-Za-z0-9][\w.-]{1,60})/(?P<name>[A-Za-z0-9][\w.-]{1,90})"
_LOADED = re.compile(
    rf"""(?:
      (?<!Tokenizer\.)(?<!Processor\.)(?<!Config\.)(?:from_pretrained|hub\.load|load_from_hub|from_hub|hf_hub_download
        |snapshot_download|model_download|SentenceTransformer|CrossEncoder|create_model|pipeline|load_model|LLM)
        \((?:[^()\n]{{0,80}}?[\s,(=])?["'](?:hf[_-]hub:|hf://)?
    | \b(?:repo_id|pretrained_model_name_or_path)\s*=\s*["']
    | \b(?:huggingface-cli|hf)\ download\s+ | \bvllm\ serve\s+ | \bollama\ (?:run|pull)\s+(?:hf\.co/)?
    | --(?:hf[-_])?model(?:[-_]name)?(?:[-_]or[-_]path)?[\s=]+["']?(?:hf://)?
    ){_NAME}(?!\w)(?!/(?!transformers|pyTorch|pytorch|default|flax|keras|tensorFlow2))""",
    re.VERBOSE,
)
_MAY_LOAD = re.compile(r"pretrained|hub|snapshot_|repo_id|Transformer|Encoder|model|pipeline|LLM|hf |face|vllm|ollama")
"""A cheap question before the other."""
_OF_THIS_MACHINE = re.compile(
    r"(?:saved?|my|your|the|out|output|result|log|run|exp|experiment|checkpoint|ckpt|model|weight|pretrained|data|cache"
    r"|path|tmp|home|src|config)\w*(?:[-_.]\w+)*",
    re.IGNORECASE,
)
"""Folders in which programs keep what they made themselves."""
_NO_MODEL = re.compile(r"data(?:set)?s?\b|corpus|tokeni[sz]er|vocab|\.(?:json|ya?ml|csv|txt|py)$", re.IGNORECASE)


def loads_own_model(text: str, snapshot: Snapshot) -> bool:
    """Whether a line of code loads a model that the authors published at a hub."""
    if "/" not in text or not _MAY_LOAD.search(text):
        return False
    return any(
        not _OF_THIS_MACHINE.fullmatch(found["owner"])
        and not _NO_MODEL.search(found["name"])
        and is_own(found["owner"], found["name"].partition(":")[0], snapshot)
        for found in _LOADED.finditer(text)
    )
