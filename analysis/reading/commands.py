"""The lines of pages and scripts by which programs are started: shells, task runners, workflows, cluster jobs."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_files, first_party_texts
from reprosurvey.analysis.reading.languages import BY_SUFFIX, LITERATE, OF_PAGES, PROGRAMS, PYTHON, SCRIPTED
from reprosurvey.analysis.reading.lines import continued_by, statements
from reprosurvey.analysis.reading.programs import LINE_LIMIT
from reprosurvey.analysis.reading.readme import all_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

SCRIPTS = (
    *(".sh", ".bash", ".bat", ".ps1", ".slurm", ".sbatch", ".pbs", ".sub", ".yml", ".yaml", ".toml", ".cfg"),
    *(".mk", ".make", ".smk", ".nf", ".gin"),
)
_SHELLS = (".sh", ".bash", ".slurm", ".sbatch", ".pbs")
_OF_SETTINGS = (".yaml", ".yml", ".py", ".json", ".toml", ".cfg", ".conf", ".ini", ".gin", ".jsonnet", ".config")
_INTERPRETED = frozenset({*SCRIPTED, *PYTHON, *LITERATE, *OF_PAGES})
_TASKS = re.compile(
    r"(?:gnu)?makefile$|snakefile$|dockerfile$|justfile$|taskfile$|tasks\.py$|noxfile\.py$", re.IGNORECASE
)
_RUNNERS = frozenset({"python", "python2", "python3", "torchrun", "deepspeed", "launch", "horovodrun", "srun"})
_TRAINER = re.compile(r"(?:.*/)?\w{0,40}train\w{0,40}\.py")
"""A program named after training, of whomever it is."""
_TELLS = re.compile(
    r"-{1,2}(?:config|cfg|conf|train[-_](?:data|set|file|config)|data(?:set|[-_](?:dir|path))?)(?:=.*)?"
)
"""An option by which a program is told its settings or its data."""
_FRAMEWORKS_TRAIN = re.compile(
    r"\bnnUNet(?:v2)?_train|\bmmseg_train\b|\btools/(?:dist|slurm)_train\.sh|\bcaffe(?:\.bin)? train\b|\bmim train\b"
    r"|\bfairseq-(?:hydra-)?train\b|\bspacy (?:train|pretrain)\b|\byolo\b.{0,80}\btrain\b|\bonmt[_-](?:train\b"
    r"|main\b.{0,200}\btrain\b)"
    r"|\ballennlp(?:\.run)? train\b|\bt2t-trainer\b|\bmlagents-learn\b|\brasa train\b|\bllamafactory-cli train\b"
    r"|\bxtuner train\b"
    r"|\baxolotl(?:\.cli\.| )train\b|\bsockeye[.-]train\b|\btune run\b|\bnequip-train\b|\bmace_run_train\b|\bdp train\b"
    r"|\bfasttext (?:supervised|skipgram|cbow)\b|\bsvm[-_](?:train|learn)\b|\bcrf_learn\b|\bcrfsuite learn\b"
    r"|\bchemprop[_ ]train\b"
    r"|\bpaddleseg\b.{0,80}\btrain\b|\bflair\b.{0,80}\btrain\b|\bns-train\b|\blmplz\b|\bword2vec -train\b"
    r"|\bmarian\b.{0,300}--train-sets"
    r"|\bmlflow run\b.{0,80}-e \S*train|\bautotrain\b.{0,40}--train"
    r"|\b(?:OpenNMT(?:-py|-tf)?|fairseq\w*|nematus|tensor2tensor|nmt-keras|detectron2?|mmdetection|mmsegmentation"
    r"|darknet|espnet2?|marian-nmt|speechbrain|nanoGPT|gpt-neox)/(?:[\w.-]{1,60}/){0,3}\w{0,30}train\w{0,30}\.(?:py|lua|sh)\b"
    r"|\b(?:matlab|octave)\b.{0,200}\s(?:-r|-batch|--eval)\s+[\"'].{0,100}\b(?:\w+_)?train(?:_\w+|[A-Z]\w+)?\b"
)
_FRAMEWORKS_EVALUATE = re.compile(
    r"\bnnUNet(?:v2)?_(?:predict|find_best|evaluate)|\bmmseg_test\b|\btools/(?:dist|slurm)_test\.sh|(?:^"
    r"|\s)-test\s+\S{1,300}\.cfg\b"
    r"|\bmim test\b|\bcaffe(?:\.bin)? test\b|\bfairseq-(?:generate|interactive|eval-lm|validate)\b"
    r"|\bspacy (?:evaluate|apply)\b"
    r"|\byolo\b.{0,80}\b(?:val|predict|track)\b|\bonmt_translate\b|\ballennlp(?:\.run)? (?:evaluate|predict)\b"
    r"|\bsockeye[.-](?:translate|evaluate)\b"
    r"|\bt2t-decoder\b|\brasa test\b|\bsacrebleu\b|\bmulti-bleu\w*\.p[ly]\b|\bmteval\S*\.pl\b|\bconlleval\b"
    r"|\blm[_-]eval(?:uation)?\b"
    r"|\bevalb\b|\bcomet-score\b|\bbert-score\b|\bcompare-mt\b|\bfasttext (?:test|predict)\b|\bsvm[-_](?:predict"
    r"|classify)\b|\bcrf_test\b"
    r"|\bnequip-evaluate\b|\bmace_eval_configs\b|\bdp test\b|\btrec_eval\b|\bns-(?:eval|render)\b"
    r"|\bchemprop[_ ]predict\b|\bROUGE-1\.5\.5\.pl\b"
    r"|\bmarian-(?:decoder|scorer)\b|\bxtuner chat\b|\bfastchat\b.{0,40}\bgen_model_answer\b"
)
_STARTED = re.compile(r"(?:^|[\s`$\"'=(/])(?P<name>\w[\w-]{0,100})(?:\.\w{1,6})?(?=[\s`\"')]|$)")
_ROLES = {
    "train": re.compile(r"^(?:train|fit|learn)(?:ing|er)?(?:[-_]|$)|[-_](?:train|training)$", re.IGNORECASE),
    "evaluate": re.compile(
        r"^(?:eval|evaluate|evaluation|predict|infer|inference|demo|decode|translate)(?:[-_]|$)"
        r"|[-_](?:eval|evaluate|evaluation|test|predict|demo|inference)$",
        re.IGNORECASE,
    ),
}


_TOLD_TO_EVALUATE = re.compile(
    r"\s--?(?:do[-_])?(?:test|eval|evaluate|predict|infer)(?:[-_]on[-_]\w{1,20}|[-_]only)?(?=[\s=]|$)", re.IGNORECASE
)
"""An option by which a compiled program is told to evaluate."""


class Command(NamedTuple):
    """A line that a page or a script says."""

    file: File
    number: int
    text: str

    def evidence(self, snapshot: Snapshot) -> Evidence:
        """The line as evidence."""
        return snapshot.evidence(self.file, self.text, self.number)


@lru_cache(maxsize=2)
def commands(snapshot: Snapshot) -> list[Command]:
    """The lines of pages, then those of scripts."""
    result = [Command(line.file, line.number, line.text) for line in all_lines(snapshot)]
    for file in first_party_texts(snapshot):
        if file.suffix in SCRIPTS or _TASKS.match(file.name):
            result += _of_script(file)
    return result


def _of_script(file: File) -> Iterator[Command]:
    """The commands of a script but for comments."""
    for number, text in statements((file.text or "")[:LENGTH_LIMIT], continued_by(file.suffix)):
        if not text.lstrip().startswith(("#", "//", "REM ")):
            yield Command(file, number, text[:LINE_LIMIT])


def commands_to_train(snapshot: Snapshot) -> Iterator[Command]:
    """Those that have a framework train, or that start a program or a task named after it.

    A program of a toolkit that is not there counts where it is given the paper's settings: a file of the tree, or in a
    recipe that is a script an option.
    """
    yield from _commands(snapshot, _FRAMEWORKS_TRAIN, "train")
    for command in commands(snapshot):
        if "train" in command.text and _are_settings(_given_to_trainer(command.text), command.file, snapshot):
            yield command


def _given_to_trainer(text: str) -> list[str]:
    """The words that follow a program named after training, in a line that runs it."""
    words = [word.strip("\"'`.,:;()") for word in text.split()]
    trainer = next((place for place, word in enumerate(words) if _TRAINER.fullmatch(word)), 0)
    return [] if _RUNNERS.isdisjoint(words[:trainer]) else words[trainer + 1 :]


def _are_settings(words: list[str], file: File, snapshot: Snapshot) -> bool:
    """Whether what a program is given in a line of a file are settings or data of the paper's."""
    named = (part for word in words for part in word.split("="))
    if any(PurePosixPath(part).suffix in _OF_SETTINGS and part in snapshot.files for part in named):
        return True
    return file.suffix in _SHELLS and any(map(_TELLS.fullmatch, words))


def commands_to_evaluate(snapshot: Snapshot) -> Iterator[Command]:
    """Those that have a framework evaluate or predict, or that start a program or a task named after it."""
    return _commands(snapshot, _FRAMEWORKS_EVALUATE, "evaluate")


def _commands(snapshot: Snapshot, framework: re.Pattern[str], role: str) -> Iterator[Command]:
    compiled = _compiled_programs(snapshot)
    for command in commands(snapshot):
        if framework.search(command.text) or (compiled and _starts(command, compiled, role)):
            yield command


def _starts(command: Command, compiled: frozenset[str], role: str) -> bool:
    """Whether a line starts a compiled program whose name, that of its folder or an option tells what it is for."""
    started = (found["name"] for found in _STARTED.finditer(command.text))
    built = [name for name in started if _built(name) in compiled]
    told = role == "evaluate" and _TOLD_TO_EVALUATE.search(command.text)
    return any(told or _ROLES[role].search(name) for name in built)


def _built(name: str) -> str:
    """A program's name as its file's, which builds often spell with hyphens."""
    return name.lower().replace("-", "_")


@lru_cache(maxsize=2)
def _compiled_programs(snapshot: Snapshot) -> frozenset[str]:
    """The names, in lower case, of the paper's own programs that are built before they run, and of their folders."""
    names: set[str] = set()
    for file in first_party_files(snapshot):
        if file.suffix in PROGRAMS and BY_SUFFIX.get(file.suffix, file.suffix) not in _INTERPRETED:
            names.update(map(_built, PurePosixPath(file.path).with_suffix("").parts))
    return frozenset(names)
