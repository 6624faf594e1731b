"""What in pages tells how to use a repository: commands, steps, examples, explanations, and documentation elsewhere."""

from __future__ import annotations

import re
from itertools import chain, groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.readme import is_item, links, words_of
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import Snapshot

USAGE_WORDS = 30
"""Words from which a section on usage explains something."""

PROGRAMS = (
    *(
        ".py",
        ".ipynb",
        ".sh",
        ".bash",
        ".bat",
        ".ps1",
        ".m",
        ".mlx",
        ".r",
        ".rmd",
        ".qmd",
        ".jl",
        ".lua",
        ".nf",
        ".smk",
    ),
    *(".pl", ".scala", ".java", ".js", ".ts", ".rb", ".go", ".do", ".sas", ".cpp", ".cc", ".c", ".cu", ".rs", ".stan"),
)

_INTERPRETER = (
    r"i?python[\d.]*|bash|sh|zsh|source|rscript|r\s+cmd\s+batch|julia|torchrun|matlab|octave|th|lua(?:jit)?|qlua|perl"
    r"|ruby|node|nextflow\s+run|accelerate launch|deepspeed|papermill|quarto render|sbatch|srun|qsub|streamlit run"
    r"|go run|scala|stata(?:-mp)?(?:\s+-b)?(?:\s+do)?"
)
_COMMAND = re.compile(
    rf"(?:^|[\s`$>\"'(=])(?:(?:{_INTERPRETER})"
    r"(?:\s+-(?!m\b)[\w-]+(?:=\S+)?)*\s+(?:-m\s+)?|\./)(?P<script>[\w./\\+-]*(?:[({<\[$*]{1,2}\w{0,30}[)}>\]]{0,2}[\w./\\+-]*)?\w)(?![\w=])",
    re.IGNORECASE,
)
"""What an interpreter is given to run; a part of its name may stand for several: ``run_(task).py``."""
_BUILT = re.compile(r"(?:^|[\s`$>])\./(?P<program>[\w/-]*\w)\s+--?\w")
"""A program that was built, with an option."""
_RUNNER = re.compile(
    r"""(?:^|[\s`$>])(?:nnUNet(?:v2)?_(?:train|predict|find_best)\w*|(?:nvidia-)?docker(?:-compose)?\ (?:run|up)
      |(?:singularity|apptainer)\ (?:run|exec)|dvc\ (?:repro|exp\ run)
      |(?<!the\ )(?<!a\ )(?<!our\ )jupyter[ -](?:notebook|lab)
      |monailabel\ start_server|mlflow\ run|caffe(?:\.bin)?\ (?:train|test)|cargo\ run|sbt\ run|dotnet\ run|java\ -jar
      |mpirun|mpiexec|ros(?:launch|run)|ros2\ (?:launch|run)|fairseq-\w+|spacy\ (?:train|project\ run)
      |yolo\ (?:\w+\ )?(?:train|val|predict)|allennlp\ (?:train|evaluate|predict)|kedro\ run|guild\ run)\b
    | (?:^\s*|[`$>]\s*|\brun(?:ning)?\s+|&&\s*)(?:snakemake|just\ \w+|(?:pixi|uv|poetry|pdm|hatch|pipenv|conda)\ run
      |make\ (?!install|clean|data|sync|doc|lint|help|env|requirements|create|format|style|build|a\b|sure)[a-z]\w*
      |make\ -f\ \S+
      |npm\ (?:run|start)|nextflow\ run)\b""",
    re.VERBOSE,
)
_RUNNERS = Words(
    *"nnUNet docker singularity apptainer dvc jupyter monailabel mlflow caffe cargo sbt dotnet java mpi ros".split(),
    *"fairseq spacy yolo allennlp kedro guild snakemake just pixi uv poetry pdm hatch pipenv conda make npm".split(),
    "nextflow",
)
"""Of which one stands in every command of theirs."""
_PREPARATION = re.compile(
    r"setup|install|configure|^(?:make|build|compile)(?:\.sh)?$|conda|^pip$|^venv$|virtualenv|download|fetch|pre_?process"
    r"|prepare|convert|^http"
    r"|(?:get|make|create|generate|build|split)[-_]?(?:data|split|env|patch)",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:run|execute|launch|call|edit|adapt|modify|update)\b\W{1,6}(?:\w{1,30}\s{1,3}){0,3}?\W{0,3}"
    r"(?<![\w/\\-])(?P<script>[\w/\\-]{3,200}\.(?:py|ipynb|sh|mlx?|m|r|rmd|qmd|jl|lua|bat|nf|do|cpp|cu|scala))\b",
    re.IGNORECASE,
)
"""A program by its name, whether it is spelt as in the tree or not."""
_STEM = re.compile(
    r"\b(?:[Rr]un|[Ee]xecute|[Cc]all|[Tt]ype|[Ll]aunch)\b\s+(?:the\s+)?(?:(?:script|file|function|matlab|command)\s+)?"
    r"[`'\"*]{0,3}(?P<stem>\w{3,60})[`'\"*]{0,3}(?:\(\))?(?=\s*(?:$|[.,;:)]|(?:in|from|under|with|for|to|and)\b))"
    r"|\b[Uu]s(?:e|ing)\s+(?:the\s+)?[`'\"*]{0,3}(?P<file>\w{3,60})[`'\"*]{0,3}\s+(?:file|script|program|notebook)\s+to\b"
    r"|[`'\"*](?P<named>\w{3,60})[`'\"*]{1,3}\s+(?:runs|trains|evaluates|tests|reproduces|starts|demonstrates)\b"
)
"""A program by its name without an extension, as MATLAB calls it."""
_OF_FOLDER = re.compile(
    r"\b(?:[Rr]un|[Ee]xecute|[Ll]aunch)\s+(?:all\s+)?(?:the\s+|each\s+)?(?:\w+\s+)?"
    r"(?:scripts?|notebooks?|programs?|experiments?|files)\s+(?:\w+\s+)?(?:in|from|under)\s+(?:the\s+)?"
    r"(?:(?:folder|directory)\s*)?"
    r"[`'\"*]{0,3}(?P<folder>[\w./-]{2,100}\w)"
)
"""The programs of a folder by its name."""
_LAUNCH = re.compile(
    r"^\s*(?:\d+[.)]|[-*+])\s+(?:[Rr]un|[Ll]aunch|[Ee]xecute|[Ss]tart)\b[^.]{0,40}"
    r"\b(?:demos?|programs?|executables?|binar(?:y|ies)|applications?|simulations?)\b"
)
"""A step that starts what was built, without its name."""
_COMPILED = frozenset({".c", ".cc", ".cpp", ".cu", ".rs", ".java", ".go", ".scala"})
_CALLED_BY_STEM = (".m", ".mlx", ".py", ".sh", ".r", ".R", ".jl", ".lua", ".ipynb")
_VERB = re.compile(
    r"\b(?:runs?|running|use|usage|using|inputs?|train\w*|execut\w+|launch\w*|start\w*|open|evaluat\w+|test\w*|predict\w*|infer\w*|"
    r"reproduc\w+|quick ?start|demo|example|how to)\b"
    r"|\b(?:ausf\u00fchr|starten|verwend|nutz|ejecut|entren|utili[sz]|ex\u00e9cut|lanc|execut|trein|rodar|usar|eseg|addestr)\w*"
    r"|运行|執行|执行|使用|训练|訓練|测试|測試|评估|預測|预测|用法|実行|使い方|学習|評価|실행|사용|학습|запус|использ|обуч",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\b(?:repositor\w+|repo|folder|director\w+|project)\b[^.]{0,40}\b(?:contains?|includes?)\b", re.IGNORECASE
)
_RUN = re.compile(r"\b(?:run|use|execute|launch|open|call)\b", re.IGNORECASE)
_ALONE = re.compile(r"[\s*#-]{0,20}`?[\w./-]{3,100}\.\w{1,6}`?:?\s*")
"""The name of a file and nothing else."""
_DOES = re.compile(r"\s*(?:run|train|test|evaluat|predict|demo|reproduc|comput|generat|plot)\w*\b", re.IGNORECASE)
_NEEDS = re.compile(r"^\W*(?:dependenc|requirement|prerequisit)", re.IGNORECASE)
_FITS = re.compile(r"\b\w+\.(?:fit|fit_generator|predict|evaluate)\(")
_ELSEWHERE = re.compile(r"\b(?:documentation|docs|tutorials?|guide|how to)\b", re.IGNORECASE)
_USAGE = re.compile(
    r"\bguid(?:es?|elines?) (?:to|for|on) (?:us|run|train)\w*|^\W*(?:basic )?usage\b"
    r"|\bhow to (?:use|run|train|(?:re-?)?produce|re-?generate|replicate)\b"
    r"|^\W*(?:reproduc|replicat)(?:e|ing)\b"
    r"|getting started|quick ?start|command[- ]line interface"
    r"|\b(?:following|these|usage|running|training|detailed) instructions?\b"
    r"|\binstructions?\b(?=\W*(?:$|to\b|for\b|on\b|how\b|below|are\b))"
    r"|^\W*(?:in order )?to (?:use|run) (?:this|the|our) "
    r"(?:code|demo|method|model|network|package|program|repo\w*|script|software|tool)"
    r"|^\W*(?:replication|reproduc\w+) (?:code|instructions?|steps?|package)"
    r"|verwendung|benutzung|anleitung|nutzung|utilisation|mode d'emploi|^\W*uso\b|c\u00f3mo (?:usar|ejecutar)|como usar"
    r"|使用方法|使用说明|使用說明|快速开始|快速開始|用法|运行|使い方|実行方法|사용법|использование",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\s*(?:\([\w-]+\)\s*)?(?:\$\s*)?(?!(?:git|cd|conda|mamba|pip[\d.]*|sudo|apt|brew|export|source|wget|curl|unzip|tar|mkdir|cp|mv)\b)"
    r"[a-z][\w.-]*\s+(?:[a-z][\w-]*\s+)?(?:--?\w|[\w/-]+\.\w{2,6})"
)
"""A program of any name with an option or a file, but one that gets and installs."""
_MANUALS = (".rd", ".1", ".man", ".roff")
_SYNOPSIS = re.compile(r"synopsis|examples?\b|usage\b", re.IGNORECASE)
_OWN_COMMAND = re.compile(r"\s*(?:\$\s*)?([a-z][\w-]{2,60})\s+(?:[a-z][\w-]*\s+)?--?\w")
_FUNCTION = re.compile(r"\b(\w{1,60})\(")
_IMPORT = re.compile(r"\s*(?:>>>\s*)?(?:(?:import|from|using)\s+(\w+)|library\((\w+)\)|(?:\w+\s*<-\s*)?(\w+)::\w+\()")


def is_preparation(name: str) -> bool:
    """Whether a program by its name installs, or fetches or makes data."""
    return bool(_PREPARATION.search(name))


def commands(lines: list[Line], names: set[str]) -> Iterator[Line]:
    """Commands that run a program: one by its name, a runner, or a program that was built."""
    for line in lines:
        runs = _runs_program(line.text, names) or (_RUNNERS.stand_in(line.text) and _RUNNER.search(line.text))
        if runs or _runs_built(line.text):
            yield line


def _runs_built(text: str) -> bool:
    built = _BUILT.search(text) if "./" in text else None
    return built is not None and not is_preparation(built["program"])


def _runs_program(text: str, names: set[str]) -> bool:
    scripts = (PurePosixPath(match["script"].replace("\\", "/")) for match in _COMMAND.finditer(text))
    return any(
        (script.suffix.lower() in PROGRAMS or f"{script.name}.py" in names or "-m " in text)
        and not is_preparation(script.name)
        for script in scripts
    )


def steps(lines: list[Line], names: set[str]) -> Iterator[Line]:
    """Sentences that name a program and say what to do with it, not what it is or needs.

    To be run, it need not be spelt as in the tree; a program of its kind has to be there. Of a compiled program that a
    step starts, neither has.
    """
    kinds = {PurePosixPath(name).suffix.lower() for name in names}
    builds = not kinds.isdisjoint(_COMPILED)
    listing = False
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        listing = _introduces(line) or (listing and is_item(line.text))
        if (
            _is_told(line, names, kinds)
            or _is_item_to_run(line, following, listing, names)
            or (builds and _LAUNCH.match(line.text))
        ):
            yield line


def _is_told(line: Line, names: set[str], kinds: set[str]) -> bool:
    """Whether a line says what to do with a program, and not only that it is there."""
    return not _is_inventory(line) and (_is_used(line, names) or _is_step(line.text, kinds))


def _introduces(line: Line) -> bool:
    """Whether a line says that what follows is to be run."""
    return line.text.rstrip().endswith(":") and bool(_RUN.search(line.text))


def _is_item_to_run(line: Line, following: Line | None, listed: bool, names: set[str]) -> bool:
    """Whether a line names a program as one of those ``listed`` to be run, or alone above what it does."""
    if not (listed or _ALONE.fullmatch(line.text)) or names.isdisjoint(words_of(line.text)):
        return False
    return listed or (following is not None and following.file is line.file and bool(_DOES.match(following.text)))


def of_folders(lines: list[Line], folders: set[str]) -> Iterator[Line]:
    """Sentences that say to run the programs of a folder, one of ``folders`` that hold some."""
    for line in lines:
        found = _OF_FOLDER.search(line.text)
        if found and found["folder"].strip("./") in folders:
            yield line


def _is_inventory(line: Line) -> bool:
    """Whether a line says what is there or needed."""
    contents = _CONTENTS.search(line.text) and not _RUN.search(line.text)
    return bool(contents or _NEEDS.search(line.heading))


def _is_used(line: Line, names: set[str]) -> bool:
    if not (_VERB.search(line.text) or _VERB.search(line.heading)):
        return _calls_by_stem(line.text, names)
    spaced = (name for name in names if " " in name)
    named = not names.isdisjoint(words_of(line.text)) or any(name in line.text for name in spaced)
    return named or _calls_by_stem(line.text, names)


def _calls_by_stem(text: str, names: set[str]) -> bool:
    """Whether a sentence says to run a program by its name without an extension."""
    return any(
        f"{stem}{suffix}" in names and not is_preparation(stem)
        for stem in filter(None, chain.from_iterable(_STEM.findall(text)))
        for suffix in _CALLED_BY_STEM
    )


def _is_step(text: str, kinds: set[str]) -> bool:
    step = _STEP.search(text)
    return (
        step is not None
        and PurePosixPath(step["script"]).suffix.lower() in kinds
        and not is_preparation(step["script"])
    )


def examples(lines: list[Line], packages: set[str], names: set[str]) -> Iterator[Line]:
    """Code that imports the repository's own package, calls it by its name as R does or as a command, calls one of its
    functions as MATLAB does, by the name of its file, or fits or applies a model; any call in a section on usage.
    """
    for line in lines:
        if line.code and (_names_own_package(line.text, packages) or _is_call(line, names)):
            yield line


def _names_own_package(text: str, packages: set[str]) -> bool:
    """Whether a line of code imports one of the repository's own packages, or calls a command of its name."""
    found = _IMPORT.match(text)
    if found is not None and (found[1] or found[2] or found[3]).lower() in packages:
        return True
    command = None if is_preparation(text) else _OWN_COMMAND.match(text)
    return command is not None and command[1].lower().replace("-", "_") in packages


def _is_call(line: Line, names: set[str]) -> bool:
    """Whether a line of code calls one of ``names``, a model, or in a section on usage anything."""
    called = _USAGE.search(line.heading) and _CALL.match(line.text) and not is_preparation(line.text)
    function = any(f"{name}.m" in names for name in _FUNCTION.findall(line.text))
    return bool(called or function or _FITS.search(line.text))


def explanations(lines: list[Line]) -> Iterator[Line]:
    """The beginnings of sections on usage that explain something."""
    for (_, heading), section in groupby(
        (line for line in lines if not line.code), lambda line: (line.file, line.heading)
    ):
        text = list(section)
        start = (
            0 if _USAGE.search(heading) else next((i for i, line in enumerate(text) if _USAGE.search(line.text)), None)
        )
        if start is not None and sum(len(line.text.split()) for line in text[start:]) >= USAGE_WORDS:
            yield text[start]


def manuals(lines: list[Line]) -> Iterator[Line]:
    """How manual pages, of a system or of R, say that a command or function is called."""
    for line in lines:
        if line.file.suffix in _MANUALS and _SYNOPSIS.match(line.heading):
            yield line


def elsewhere(lines: list[Line], snapshot: Snapshot) -> Iterator[Line]:
    """Links to the repository's documentation on pages of its own."""
    owner, _, name = snapshot.origin.lower().rpartition("/")
    owner = owner.rpartition("/")[2]
    for line in lines:
        for link in links(line) if "://" in line.text else ():
            host, _, path = link.address.lower().partition("://")[2].partition("/")
            pages = host == f"{owner}.github.io" and path.startswith(name)
            if host.startswith(f"{name}.readthedocs.") or (pages and _ELSEWHERE.search(f"{line.heading} {line.text}")):
                yield line
