"""What in pages tells how to use a repository: commands, steps, examples, explanations, and documentation elsewhere."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.readme import links, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import Snapshot

USAGE_WORDS = 30
"""Words from which a section on usage explains something."""

PROGRAMS = (".py", ".ipynb", ".sh", ".m", ".r", ".jl", ".lua", ".bat")

_COMMAND = re.compile(
    r"(?:^|[\s`$>\"'(=])(?:(?:i?python[\d.]*|bash|sh|rscript|julia|torchrun|matlab|octave|accelerate launch|deepspeed)"
    r"(?:\s+-(?!m\b)[\w-]+(?:=\S+)?)*\s+(?:-m\s+)?|\./)(?P<script>[\w./\\+-]*\w)(?![\w=])",
    re.IGNORECASE,
)
_BUILT = re.compile(r"(?:^|[\s`$>])\./(?P<program>[\w/-]*\w)\s+--?\w")
"""A program that was built, with an option."""
_RUNNER = re.compile(
    r"(?:^|[\s`$>])(?:nnUNet(?:v2)?_(?:train|predict|find_best)\w*|(?:nvidia-)?docker(?:-compose)? (?:run|up)"
    r"|singularity (?:run|exec)|snakemake|dvc repro|make (?:train|test|eval|run)|jupyter[ -](?:notebook|lab)"
    r"|monailabel start_server|streamlit run)\b"
)
_PREPARATION = re.compile(
    r"setup|install|configure|^(?:make|build|compile)(?:\.sh)?$|conda|^pip$|^venv$|virtualenv|download|fetch|pre_?process"
    r"|prepare|convert|^http"
    r"|(?:get|make|create|generate|build|split)[-_]?(?:data|split|env|patch)",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:run|execute|launch|call|edit|adapt|modify|update)\b\W{1,6}(?:\w{1,30}\s{1,3}){0,3}?\W{0,3}"
    r"(?<![\w/\\-])(?P<script>[\w/\\-]{3,200}\.(?:py|ipynb|sh|m|r|jl|lua|bat))\b",
    re.IGNORECASE,
)
"""A program by its name, whether it is spelt as in the tree or not."""
_VERB = re.compile(
    r"\b(?:runs?|running|use|usage|using|inputs?|train\w*|execut\w+|launch\w*|start\w*|open|evaluat\w+|test\w*|predict\w*|infer\w*|"
    r"reproduc\w+|quick ?start|demo|example|how to)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"\b(?:repositor\w+|repo|folder|director\w+|project)\b[^.]{0,40}\b(?:contains?|includes?)\b", re.IGNORECASE
)
_RUN = re.compile(r"\b(?:run|use|execute|launch|open|call)\b", re.IGNORECASE)
_NEEDS = re.compile(r"^\W*(?:dependenc|requirement|prerequisit)", re.IGNORECASE)
_FITS = re.compile(r"\b\w+\.(?:fit|fit_generator|predict|evaluate)\(")
_ELSEWHERE = re.compile(r"\b(?:documentation|docs|tutorials?|guide|how to)\b", re.IGNORECASE)
_USAGE = re.compile(
    r"\bguid(?:es?|elines?) (?:to|for|on) (?:us|run|train)\w*|^\W*(?:basic )?usage\b"
    r"|\bhow to (?:use|run|train|(?:re-?)?produce|re-?generate|replicate)\b"
    r"|^\W*(?:reproduc|replicat)(?:e|ing)\b"
    r"|getting started|quick ?start|instructions?\b|command[- ]line interface"
    r"|^\W*(?:in order )?to (?:use|run) (?:this|the|our) "
    r"(?:code|demo|method|model|network|package|program|repo\w*|script|software|tool)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\s*(?:\([\w-]+\)\s*)?(?:\$\s*)?(?!(?:git|cd|conda|mamba|pip[\d.]*|sudo|apt|brew|export|source|wget|curl|unzip|tar|mkdir|cp|mv)\b)"
    r"[a-z][\w.-]*\s+(?:--?\w|[\w/-]+\.\w{2,6})"
)
"""A program of any name with an option or a file, but one that gets and installs."""
_FUNCTION = re.compile(r"\b(\w{1,60})\(")
_IMPORT = re.compile(r"\s*(?:>>>\s*)?(?:(?:import|from|using)\s+(\w+)|library\((\w+)\)|(?:\w+\s*<-\s*)?(\w+)::\w+\()")


def is_preparation(name: str) -> bool:
    """Whether a program by its name installs, or fetches or makes data."""
    return bool(_PREPARATION.search(name))


def commands(lines: list[Line], names: set[str]) -> Iterator[Line]:
    """Commands that run a program: one by its name, a runner, or a program that was built."""
    for line in lines:
        built = _BUILT.search(line.text)
        if (
            _runs_program(line.text, names)
            or _RUNNER.search(line.text)
            or (built and not is_preparation(built["program"]))
        ):
            yield line


def _runs_program(text: str, names: set[str]) -> bool:
    scripts = (PurePosixPath(match["script"].replace("\\", "/")) for match in _COMMAND.finditer(text))
    return any(
        (script.suffix.lower() in PROGRAMS or f"{script.name}.py" in names or "-m " in text)
        and not is_preparation(script.name)
        for script in scripts
    )


def steps(lines: list[Line], names: set[str]) -> Iterator[Line]:
    """Sentences that name a program and say what to do with it, not what it is or needs.

    To be run, it need not be spelt as in the tree; a program of its kind has to be there.
    """
    kinds = {PurePosixPath(name).suffix.lower() for name in names}
    for line in lines:
        if not _is_inventory(line) and (_is_used(line, names) or _is_step(line.text, kinds)):
            yield line


def _is_inventory(line: Line) -> bool:
    """Whether a line says what is there or needed."""
    contents = _CONTENTS.search(line.text) and not _RUN.search(line.text)
    return bool(contents or _NEEDS.search(line.heading))


def _is_used(line: Line, names: set[str]) -> bool:
    named = not names.isdisjoint(words_of(line.text))
    return named and bool(_VERB.search(line.text) or _VERB.search(line.heading))


def _is_step(text: str, kinds: set[str]) -> bool:
    step = _STEP.search(text)
    return (
        step is not None
        and PurePosixPath(step["script"]).suffix.lower() in kinds
        and not is_preparation(step["script"])
    )


def examples(lines: list[Line], packages: set[str], names: set[str]) -> Iterator[Line]:
    """Code that imports the repository's own package, calls it by its name as R does, calls one of its functions as
    MATLAB does, by the name of its file, or fits or applies a model; any call in a section on usage.
    """
    for line in lines:
        if line.code and (_is_own_import(line.text, packages) or _is_call(line, names)):
            yield line


def _is_own_import(text: str, packages: set[str]) -> bool:
    found = _IMPORT.match(text)
    return found is not None and (found[1] or found[2] or found[3]).lower() in packages


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
