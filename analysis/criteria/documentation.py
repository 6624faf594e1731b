"""Documentation: what is there and how to use it."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from analysis.criteria.own import absent, empty, own_files, unread
from analysis.criteria.readme import Line, all_lines
from analysis.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.snapshots import Snapshot

DEFINITION = Definition(
    question="Does the documentation tell what is there and how to use it?",
    means="A README or guide tells at least how to run training or evaluation.",
    counts=(
        "A command that runs a program; a sentence or step that names one of the repository's scripts or "
        "notebooks and what to do with it; example code that imports the repository's package; a section on usage "
        "that explains in some words what the program needs. A README of a subfolder of the paper's own counts "
        "too."
    ),
    does_not_count=(
        "A title, an abstract, results, a citation; how to install or fetch data alone; a tree of folders; a "
        'sentence that only points to folders; "coming soon"; '
        "a template's untouched README; the README of a vendored copy."
    ),
    advice="Give the commands, in order, that lead from the data to the numbers of the paper.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}, or its README was too large to be kept.",
)

VERSION = 4

USAGE_WORDS = 30
"""Words from which a section on usage explains something."""

PROGRAMS = (".py", ".ipynb", ".sh", ".m", ".r", ".jl", ".lua", ".bat")

_COMMAND = re.compile(
    r"(?:^|[\s`$>\"'(=])(?:(?:i?python[\d.]*|bash|sh|rscript|julia|torchrun|matlab|octave|accelerate launch|deepspeed)"
    r"(?:\s+-(?!m\b)[\w-]+(?:=\S+)?)*\s+(?:-m\s+)?|\./)(?P<script>[\w./\\+-]*\w)",
    re.IGNORECASE,
)
_RUNNER = re.compile(
    r"(?:^|[\s`$>])(?:nnUNet(?:v2)?_(?:train|predict|find_best)\w*|(?:nvidia-)?docker(?:-compose)? (?:run|up)"
    r"|singularity (?:run|exec)|snakemake|make (?:train|test|eval|run)|jupyter[ -](?:notebook|lab)"
    r"|monailabel start_server|streamlit run)\b"
)
_PREPARATION = re.compile(
    r"setup|install|conda|^pip$|^venv$|virtualenv|download|fetch|pre_?process|prepare|convert|^http"
    r"|(?:get|make|create|generate|build|split)[-_]?(?:data|split|env|patch)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:run|running|use|usage|using|train\w*|execut\w+|launch\w*|start\w*|open|evaluat\w+|test\w*|predict\w*|infer\w*|"
    r"reproduc\w+|quick ?start|demo|example|how to)\b",
    re.IGNORECASE,
)
_TREE = re.compile(r"^\s*(?:[│├└┣┗┃|+]|[`\\]-)")
_USAGE = re.compile(
    r"^\W*(?:basic )?usage\b|\bhow to (?:use|run|train|reproduce)\b|getting started|quick ?start|instructions?\b"
    r"|^\W*(?:in order )?to (?:use|run) (?:this|the|our) "
    r"(?:code|demo|method|model|network|package|program|repo\w*|script|software|tool)",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"\s*(?:>>>\s*)?(?:(?:import|from|using)\s+(\w+)|library\((\w+)\)|(?:\w+\s*<-\s*)?(\w+)::\w+\()")
_SOON = re.compile(
    r"\b(?:coming soon|under construction|(?:to|will) be (?:released|added|available|updated|completed))\b",
    re.IGNORECASE,
)


def judge(snapshot: Snapshot) -> Verdict:
    """Whether a page of the repository tells how to use it."""
    if nothing := empty(snapshot):
        return nothing
    lines = [line for line in all_lines(snapshot) if not _TREE.match(line.text) and not _SOON.search(line.text)]
    names = {f.name for f in own_files(snapshot) if f.suffix in PROGRAMS and not _PREPARATION.search(f.name)}
    packages = {f.path.split("/")[0].removesuffix(".py") for f in own_files(snapshot) if f.suffix == ".py"}
    packages.add(snapshot.origin.rsplit("/", 1)[-1])
    packages = {package.lower().replace("-", "_") for package in packages}
    for found in (_commands(lines, names), _steps(lines, names), _examples(lines, packages), _explanations(lines)):
        if evidence := [snapshot.evidence(line.file, line.text, line.number) for line in found]:
            return Verdict(Outcome.YES, tuple(evidence[:3]))
    if not any(f.text is not None for f in snapshot.readmes):
        return absent("README", "no README", unread(snapshot, ".md", ".rst"))
    return absent("READMEs and guides", "nothing tells how to run training or evaluation", [])


def _commands(lines: list[Line], names: set[str]) -> Iterator[Line]:
    for line in lines:
        scripts = [PurePosixPath(match["script"].replace("\\", "/")) for match in _COMMAND.finditer(line.text)]
        runs = any(
            (script.suffix.lower() in PROGRAMS or f"{script.name}.py" in names or "-m " in line.text)
            and not _PREPARATION.search(script.name)
            for script in scripts
        )
        if runs or _RUNNER.search(line.text):
            yield line


def _steps(lines: list[Line], names: set[str]) -> Iterator[Line]:
    for line in lines:
        words = set(re.split(r"[\s`'\"/\\()\[\],;:*]+", line.text))
        if any(word.rstrip(".") in names for word in words) and (_VERB.search(line.text) or _VERB.search(line.heading)):
            yield line


def _examples(lines: list[Line], packages: set[str]) -> Iterator[Line]:
    """Code that imports the repository's own package, or calls it by its name as R does."""
    for line in lines:
        found = _IMPORT.match(line.text)
        if line.code and found and (found[1] or found[2] or found[3]).lower() in packages:
            yield line


def _explanations(lines: list[Line]) -> Iterator[Line]:
    for (_, heading), section in groupby(
        (line for line in lines if not line.code), lambda line: (line.file, line.heading)
    ):
        text = list(section)
        start = (
            0 if _USAGE.search(heading) else next((i for i, line in enumerate(text) if _USAGE.search(line.text)), None)
        )
        if start is not None and sum(len(line.text.split()) for line in text[start:]) >= USAGE_WORDS:
            yield text[start]
