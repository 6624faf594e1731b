"""Whether a paper's repository has nothing to train, by what is there.

It has where programs of the paper run and none of them trains, and either neither programs nor pages speak of anything
that is trained (an algorithm, a test, a solver), or what they run are language models of others, by prompts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import left_behind, sources
from reprosurvey.analysis.reading.commands import commands_to_train
from reprosurvey.analysis.reading.entry import starts_itself
from reprosurvey.analysis.reading.fitting import WORDS_OF_TRAINING, trains
from reprosurvey.analysis.reading.readme import LENGTH_LIMIT, pages
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_TRAINED = re.compile(
    r"(?<![a-z])(?:pre|re|fine)?-?_?train(?:s|ed|er|ing|able)?(?![a-z])|(?<!machine )(?<!machine-)\blearn(?:s|ed|er"
    r"|ing)?\b"
    r"|\b(?:neural|deep)[- ](?:net|model|operator)|fine-?tun|\bfit(?:s|ted|ting)?\b|\b(?:mcmc|regress\w+)\b"
    r"|\b(?:torch|tensorflow|keras|flax|haiku|xgboost|lightgbm|caffe|theano|mxnet|paddle)\b"
    r"|\bsklearn\.(?!metrics|datasets|utils|preprocessing|model_selection)",
    re.IGNORECASE,
)
"""What is said where something is trained or fitted."""
_SERVICES = Words(
    *"openai anthropic litellm langchain vllm cohere together dspy guidance ollama mistralai google.gen groq "
    "semantic_kernel ChatCompletion chat.completions llama_cpp".split()
)
_PROMPTED = re.compile(
    r"\b(?:import|from)\s+(?:openai|anthropic|litellm|langchain\w*|vllm|cohere|together|dspy|guidance|ollama|mistralai"
    r"|google\.generativeai|google\.genai|groq|semantic_kernel|llama_cpp)\b|ChatCompletion|chat\.completions"
)
"""How a program asks language models of others."""
_SAID_TO_TRAIN = re.compile(
    r"fine-?tun|\bwe (?:re|pre)?train|\b(?:to|then) (?:re|pre)?train\b|\btrain(?:ing)? (?:the|a|our|your|with|code"
    r"|script|model)\b"
    r"|\btrain\w*\.(?:py|sh|ipynb)|\.train\(|\bLoRA\b|^#+.*\btraining\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How pages speak of training where what they prompt was trained by others."""


@lru_cache(maxsize=2)
def trains_nothing(snapshot: Snapshot) -> bool:
    """Whether the programs that are there run, and have nothing to train; False where none is there."""
    texts = [page.text[:LENGTH_LIMIT] for page in pages(snapshot) if page.text]
    if not texts or any(map(_SAID_TO_TRAIN.search, texts)):
        return False
    programs = [source for source in sources(snapshot) if source.language and not source.is_unit_test]
    spoken = any(map(_TRAINED.search, (*texts, *(source.text for source in programs))))
    if spoken and not any(_SERVICES.stand_in(source.text) and _PROMPTED.search(source.text) for source in programs):
        return False
    return (
        any(map(starts_itself, programs))
        and not left_behind(snapshot, WORDS_OF_TRAINING)
        and not any(map(trains, programs))
        and next(commands_to_train(snapshot), None) is None
    )
