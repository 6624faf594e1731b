"""Whether a paper's repository has nothing to train, by what is there.

It has where programs of the paper run, none of them trains, and neither the pages nor more than a few of the programs
use a framework of learning or speak of a model that is learned: an algorithm, a test, a solver, a simulation, a
measurement. What an analysis or a solver fits on the way is no training then. Or what the programs run are language
models of others, by prompts or by their published names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import left_behind, sources
from reprosurvey.analysis.reading.commands import commands_to_train
from reprosurvey.analysis.reading.entry import starts_itself
from reprosurvey.analysis.reading.fitting import WORDS_OF_TRAINING, learns
from reprosurvey.analysis.reading.readme import LENGTH_LIMIT, pages
from reprosurvey.analysis.reading.results import shown
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_USED = Words(
    *"torch tensorflow keras flax haiku xgboost lightgbm caffe theano mxnet paddle chainer matconvnet vl_nn".split(),
    *"vl_simplenn readnet weka mallet glmnet libsvm liblinear svmpredict sklearn.".split(),
)
"""One of them stands in lower case wherever a framework is used: a cheap question before the next."""
_FRAMEWORK = re.compile(
    r"(?:import|from) haiku\b|\b(?:torch|tensorflow|keras|flax|xgboost|lightgbm|caffe|theano|mxnet|paddle|chainer"
    r"|matconvnet|vl_nn\w*|vl_simplenn|readnet\w*|weka|mallet|glmnet|libsvm|liblinear|svmpredict)\b|\bsklearn\.(?!metrics|datasets|utils"
    r"|preprocessing|model_selection|feature_extraction|neighbors|decomposition|cluster|manifold)"
)
"""What learns, in lower case."""
_STEMS = Words(
    *"train learn fit finetun fine-tun neural deep mcmc regressor posterior cnn check classifier bayes mle".split(),
    *"backprop backward( convolution maximum estimating".split(),
)
"""One of them stands in lower case wherever a model is spoken of: a cheap question before the next."""
_LEARNED = re.compile(
    r"\b(?:mcmc|posteriors?|bayesian|mle|maximum[- ]likelihood|estimating[-_ ]equations?"
    r"|cnns?|check-?points?|classifiers?|regressors?|backprop\w*|learning[-_ ]rate"
    r"|(?:neural|deep|convolutional)[- ](?:net\w*|models?|operators?|learning)"
    r"|learn(?:s|ed|t|ing)?[- ](?:[a-z]{1,20}[- ])?(?:model|polic|net(?:s|works?)?\b|weight|prior|representation)\w*"
    r"|(?:to|we) (?:re|pre)?train"
    r"|(?:reinforcement|imitation|supervised|curriculum|federated|meta|few-shot)[- ]learning)\b"
    r"|(?<![a-z])(?:pre-?_?train|fine-?_?tun|trained(?![a-z])|training[- ](?:run|curve|loss|log))"
    r"|(?<![a-z])(?:train|learn)(?:_?(?:model|net|step|epoch|polic|batch|one|all)\w{0,20})?\("
    r"|(?<![a-z])train_?(?:test|(?:idx|idcs|ind(?:ex|ices)?|split)(?![a-z]))"
    r"|(?<![a-z])(?<!curve_)(?<!norm\.)fit\((?!typeof|histogram|\))|\.backward\((?:\)|retain)"
)
"""What is said, in lower case, where a model is: one that is learned, or the function by which it is."""
_ADDRESS = re.compile(r"\bhttps?://\S+")
_CITED = re.compile(
    r"@\w{4,20}\{[^@]{0,4000}?\n[ \t]{0,20}\}|^[ \t]{0,20}(?:>|[-*\d.\[\]]{1,20})?[ \t]{0,20}"
    r"(?:[A-Z][\w.-]*,?[ \t]+(?:and[ \t]+|&[ \t]*)?){3,40}.{0,400}"
    r"\b(?:19|20)\d\d\b.*$",
    re.MULTILINE,
)
"""A paper that a page cites: an entry of BibTeX, or a line that begins with names and has a year."""
_SERVICES = Words(
    *"openai anthropic litellm langchain vllm cohere together dspy guidance ollama mistralai google.gen groq "
    "semantic_kernel ChatCompletion chat.completions llama_cpp AutoModelForCausalLM gpt2 facebook/opt "
    "bigscience/".split()
)
_PROMPTED = re.compile(
    r"\b(?:import|from)\s+(?:openai|anthropic|litellm|langchain\w*|vllm|cohere|together|dspy|guidance|ollama|mistralai"
    r"|google\.generativeai|google\.genai|groq|semantic_kernel|llama_cpp)\b|ChatCompletion|chat\.completions"
    r"|[\"'](?:meta-llama|mistralai|Qwen|tiiuae|deepseek-ai|EleutherAI|huggyllama|lmsys|google/(?:gemma|flan-t5))[/-]"
    r"|[\"'](?:gpt2(?:-(?:medium|large|xl))?|facebook/opt-[\w.]{1,20}|bigscience/bloom[\w-]{0,20})[\"']"
)
"""How a program asks language models of others."""
_SAID_TO_TRAIN = re.compile(
    r"fine-?tun|\bwe (?:re|pre)?train|\b(?:to|then) (?:re|pre)?train\b|\btrain(?:ing)? (?:the|a|our|your|with|code"
    r"|script|model)\b"
    r"|\btrain\w*\.(?:py|sh|ipynb)|\.train\(|\bLoRA\b|^#+.*\btraining\b(?! (?:data|set|example|corp))",
    re.IGNORECASE | re.MULTILINE,
)
"""How it is said that one trains."""


IN_PASSING = 0.2
"""The share of the programs up to which what they use or say of learning is there in passing."""


@lru_cache(maxsize=2)
def trains_nothing(snapshot: Snapshot) -> bool:
    """Whether the programs that are there run, and have nothing to train; False where none is there."""
    programs = [source for source in sources(snapshot) if source.language and not source.is_unit_test]
    texts = [_ADDRESS.sub("", _CITED.sub("", page.text[:LENGTH_LIMIT])) for page in pages(snapshot) if page.text]
    if any(map(_SAID_TO_TRAIN.search, texts)):
        return False
    if not (_is_taught_nothing(programs, texts) or any(map(_prompts, programs))):
        return False
    return _run_without_training(programs) and not _may_train_elsewhere(snapshot)


def _run_without_training(programs: list[Source]) -> bool:
    """Whether one of the programs can be run as it is, and none trains but by what an analysis does, too."""
    return any(map(starts_itself, programs)) and not any(map(learns, programs))


def _may_train_elsewhere(snapshot: Snapshot) -> bool:
    """Whether what was not read may train, or a command does."""
    return bool(left_behind(snapshot, WORDS_OF_TRAINING)) or any(True for _ in commands_to_train(snapshot))


def _is_taught_nothing(programs: list[Source], texts: list[str]) -> bool:
    """Whether neither the ``texts`` of pages nor programs, but for some, use a framework or speak of what is learned.

    Without a page, nobody says that nothing is: then the programs have to give results.
    """
    if any(_uses_framework(text) or _speaks_of_learning(text) for text in map(str.lower, texts)):
        return False
    speaking = 0
    for lowered in (source.text.lower() for source in programs):
        speaking += _speaks_of_learning(lowered) or _uses_framework(lowered)
        if speaking > IN_PASSING * len(programs):
            return False
    return bool(texts) or any(next(shown(source), None) for source in programs)


def _uses_framework(lowered: str) -> bool:
    return _USED.stand_in(lowered) and bool(_FRAMEWORK.search(lowered))


def _speaks_of_learning(lowered: str) -> bool:
    return _STEMS.stand_in(lowered) and bool(_LEARNED.search(lowered))


def _prompts(source: Source) -> bool:
    """Whether a program asks language models of others."""
    return _SERVICES.stand_in(source.text) and bool(_PROMPTED.search(source.text))
