"""Whether a paper's repository has nothing to train, by what is there.

It has where programs of the paper run, none of them trains, and neither they nor the pages use a framework of learning,
load a model or say that one is trained: an algorithm, a test, a solver, a simulation, a reconstruction. Where they
speak of learning all the same (a dictionary learned for each image, a split for training), the programs have to give
the results. Or what the programs run are language models of others, by prompts or by their published names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import left_behind, sources
from reprosurvey.analysis.reading.commands import commands_to_train
from reprosurvey.analysis.reading.entry import starts_itself
from reprosurvey.analysis.reading.fitting import WORDS_OF_TRAINING, trains
from reprosurvey.analysis.reading.fitting_names import EPOCH
from reprosurvey.analysis.reading.readme import LENGTH_LIMIT, pages
from reprosurvey.analysis.reading.results import shown
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_STEMS = Words(
    *"train learn fit finetun fine-tun neural deep mcmc regress torch tensorflow keras flax haiku boost lightgbm caffe "
    "backward( theano mxnet paddle sklearn.".split()
)
"""One of them stands in lower case wherever something may be trained or fitted: a cheap question before the next."""
_TRAINED = re.compile(
    r"(?<![a-z])(?:pre|re|fine)?-?_?train(?:s|ed|er|ing|able)?(?![a-z])|(?<!machine )(?<!machine-)\blearn(?:s|ed|er"
    r"|ing)?\b(?! (?:how|more|about))"
    r"|\b(?:neural|deep)[- ](?:net|model|operator)|fine-?tun|\b(?:mcmc|regress\w+)\b"
    r"|(?<!best-)(?<!first-)(?<!next-)(?<!parabola )(?<![*&+])\bfit(?:s|ted|ting)?\b"
    r"(?! ?[!=]?=|->|\+\+|\.first|\.second| in\b| within\b| on\b)"
    r"|\b(?:torch|tensorflow|keras|flax|haiku|xgboost|lightgbm|caffe|theano|mxnet|paddle)\b"
    r"|\bsklearn\.(?!metrics|datasets|utils|preprocessing|model_selection)|\.backward\((?:\)|retain)"
)
"""What is said, in lower case, where something may be trained or fitted."""
_TAUGHT = re.compile(
    r"\b(?:torch|tensorflow|keras|flax|haiku|xgboost|lightgbm|caffe|theano|mxnet|paddle|chainer|matconvnet|vl_nn\w*"
    r"|vl_simplenn|readnet\w*|weka|mallet|glmnet|libsvm|liblinear|svmpredict|statsmodels|mcmc|posteriors?|cnns?"
    rf"|{EPOCH}|check-?points?|classifiers?|regressors?|backprop\w*|learning[-_ ]rate"
    r"|(?:neural|deep|convolutional)[- ](?:net\w*|models?|operators?|learning)"
    r"|learn(?:ed|t)[- ](?:model|polic|net|weight|prior|representation)\w*"
    r"|(?:reinforcement|imitation|supervised|curriculum|federated|meta|few-shot)[- ]learning)\b"
    r"|\bsklearn\.(?!metrics|datasets|utils|preprocessing|model_selection|feature_extraction|neighbors)"
    r"|(?<![a-z])(?:pre-?_?train|fine-?_?tun|trained(?![a-z])|training[- ](?:run|curve|loss|log))"
    r"|(?<![a-z])(?:train|learn)(?:_?(?:model|net|step|epoch|polic|batch|one|all)\w{0,20})?\(|(?<![a-z])fit\((?!typeof)|\.backward\((?:\)|retain)"
)
"""What is said, in lower case, where a model is: one that is trained, what it is trained with, or by which function."""
_CITED = re.compile(
    r"@\w{4,20}\{[^@]{0,4000}?\n[ \t]{0,20}\}|^[ \t]{0,20}(?:>|[-*\d.\[\]]{1,20})?[ \t]{0,20}"
    r"(?:[A-Z][\w.-]*,?[ \t]+(?:and[ \t]+|&[ \t]*)?){3,40}.{0,400}"
    r"\b(?:19|20)\d\d\b.*$",
    re.MULTILINE,
)
"""A paper that a page cites: an entry of BibTeX, or a line that begins with names and has a year."""
_SERVICES = Words(
    *"openai anthropic litellm langchain vllm cohere together dspy guidance ollama mistralai google.gen groq "
    "semantic_kernel ChatCompletion chat.completions llama_cpp AutoModelForCausalLM".split()
)
_PROMPTED = re.compile(
    r"\b(?:import|from)\s+(?:openai|anthropic|litellm|langchain\w*|vllm|cohere|together|dspy|guidance|ollama|mistralai"
    r"|google\.generativeai|google\.genai|groq|semantic_kernel|llama_cpp)\b|ChatCompletion|chat\.completions"
    r"|[\"'](?:meta-llama|mistralai|Qwen|tiiuae|deepseek-ai|EleutherAI|huggyllama|lmsys|google/(?:gemma|flan-t5))[/-]"
)
"""How a program asks language models of others."""
_SAID_TO_TRAIN = re.compile(
    r"fine-?tun|\bwe (?:re|pre)?train|\b(?:to|then) (?:re|pre)?train\b|\btrain(?:ing)? (?:the|a|our|your|with|code"
    r"|script|model)\b"
    r"|\btrain\w*\.(?:py|sh|ipynb)|\.train\(|\bLoRA\b|^#+.*\btraining\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How it is said that one trains."""


@lru_cache(maxsize=2)
def trains_nothing(snapshot: Snapshot) -> bool:
    """Whether the programs that are there run, and have nothing to train; False where none is there."""
    programs = [source for source in sources(snapshot) if source.language and not source.is_unit_test]
    texts = [_CITED.sub("", page.text[:LENGTH_LIMIT]) for page in pages(snapshot) if page.text]
    if any(map(_SAID_TO_TRAIN.search, texts)):
        return False
    if not (_is_taught_nothing(programs, texts) or any(map(_prompts, programs))):
        return False
    return _run_without_training(programs) and not _may_train_elsewhere(snapshot)


def _run_without_training(programs: list[Source]) -> bool:
    """Whether one of the programs can be run as it is, and none trains."""
    return any(map(starts_itself, programs)) and not any(map(trains, programs))


def _may_train_elsewhere(snapshot: Snapshot) -> bool:
    """Whether what was not read may train, or a command does."""
    return bool(left_behind(snapshot, WORDS_OF_TRAINING)) or any(True for _ in commands_to_train(snapshot))


def _is_taught_nothing(programs: list[Source], texts: list[str]) -> bool:
    """Whether programs and the ``texts`` of pages do not speak of training, or so that programs give the results.

    Without a page, nobody says that nothing is trained: then they have to give them, too.
    """
    spoken = not texts
    for text in (*texts, *(source.text for source in programs)):
        lowered = text.lower()
        if _STEMS.stand_in(lowered) and _TRAINED.search(lowered):
            spoken = True
            if _TAUGHT.search(lowered) or _SAID_TO_TRAIN.search(text):
                return False
    return not spoken or any(next(shown(source), None) for source in programs)


def _prompts(source: Source) -> bool:
    """Whether a program asks language models of others."""
    return _SERVICES.stand_in(source.text) and bool(_PROMPTED.search(source.text))
