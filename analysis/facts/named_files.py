"""Whether the files that pages name are in the repository: programs and settings in commands, code and links.

A name counts as there wherever a file of that name stands, whatever the folder. What a program writes, a person is to
write, or another project brings is not looked for. There are no settings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer
from reprosurvey.analysis.reading.first_party import SUBMODULE
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line
    from reprosurvey.analysis.subjects.snapshots import Snapshot

_PROGRAMS = "py|ipynb|sh|bash|R|Rmd|m|jl|lua|cpp|cu"
_SETTINGS = "yml|yaml|toml|cfg|json"
_MAY_NAME = Words(*(f".{suffix}" for suffix in f"{_PROGRAMS}|{_SETTINGS}".split("|")))
_FOLDERS = r"(?P<path>(?:[\w.-]{1,80}[/\\]){0,8}[\w-][\w.-]{0,80}"
_PROGRAM = rf"{_FOLDERS}\.(?:{_PROGRAMS}))(?![\w/*<{{$])"
_FILE = rf"{_FOLDERS}\.(?:{_PROGRAMS}|{_SETTINGS}))(?![\w/*<{{$])"
_STARTED = re.compile(
    r"(?:^|[\s`$>\"'(=])(?:python[\d.]*|bash|sh|source|Rscript|julia|torchrun|sbatch|jupyter nbconvert|chmod \+x)"
    rf"(?:\s+-(?!m\b)[\w-]+(?:[= ]\d+|=\S+)?){{0,6}}\s+(?:\./)?{_PROGRAM}"
)
"""A program that a command starts."""
_CONFIGURED = re.compile(rf"\s--?(?:\w+[-_])?(?:config|cfg)(?:[-_](?:file|path))?[= ]+(?:\./)?{_FILE}")
"""What a command takes its settings from."""
_LINKED = re.compile(rf"\]\((?:\./)?{_FILE}\)")
"""A link to a file of the repository."""
_IN_CODE = re.compile(rf"`(?:\./)?{_PROGRAM}`(?!\]\(http)")
"""A program between backticks."""
_IN_PROSE = re.compile(
    r"\b(?:in|see|run|running|execute|use|using|file|script|notebook|code|by|line \d+ of):?\s+(?:the\s+)?"
    rf"(?:(?:file|script|notebook|code)s?:?\s+)?[\"'*]{{0,2}}(?:\./)?{_PROGRAM}"
)
"""A program behind a word that tells it is there."""
_LISTED = re.compile(rf"^\s*(?:[-*+]|\d{{1,3}}[.)])\s+[\"'*]{{0,2}}(?:\./)?{_PROGRAM}[\"'*]{{0,2}}\s*(?::|--?|–)\s")
"""An item of a list that tells what a program does."""
_TO_WRITE = re.compile(
    r"your|(?:^|[/_-])(?:my|xxx+|foo|bar|example|some|path|name|file(?:name)?|script|x|dir)(?:[/_.-]|$)|\.\.\.|(?-i:^[A-Z_]+\.\w+$|^[A-Z]\w+\.jl$)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:creat|writ|mak|add|copy|copied|rename|generat|download|sav|output|clon|unzip|install|remov|delet|wget|curl"
    r"|produc|stor|put|plac|miss|depend|fork|borrow|adapt|from the official|TODO|coming soon|will be)",
    re.IGNORECASE,
)
"""Words near a file that comes from somewhere else, or goes there."""
_TO_COME = re.compile(r"TODO|coming soon|\b(?:will|to) be\b|\bdownload|ed by\b|\b(?:my|your)\b", re.IGNORECASE)
"""Words beside an item of a list that is not there yet, or for the reader to bring."""
_CLONED = re.compile(r"\bgit clone\s+(?:-\S+\s+)*\S*?(?P<name>[\w.-]+?)(?:\.git)?/?(?:\s|$)")
_ENTERED = re.compile(r"(?:^|[\s&;])cd\s+[\"']?(?P<path>[\w./~$<{-]+)")
_OF_TOOLS = frozenset({"setup.py", "manage.py", "conftest.py", "__init__.py", ".bashrc", "activate.sh", "conda.sh"})
_ARCHIVE = re.compile(r"\.(?:zip|tar|tgz|7z|rar|tar\.\w+)$", re.IGNORECASE)


def judge(snapshot: Snapshot) -> Answer:
    """No where a file that a page names is nowhere in the tree; na where pages name none."""
    present = {path.rpartition("/")[2].lower() for path in snapshot.files}
    named: dict[str, tuple[Line, str]] = {}
    for line, path in _named(snapshot):
        named.setdefault(_name(path), (line, path))
    if not named:
        return answer(Outcome.NA, "none is named")
    missing = [
        snapshot.evidence(line.file, f"{path} is not there: {line.text.strip()}", line.number)
        for name, (line, path) in named.items()
        if name not in present
    ]
    if missing and _may_hold_more(snapshot):
        return answer(Outcome.UNKNOWN, "archives or submodules", missing)
    if missing:
        return answer(Outcome.NO, "not there", missing)
    shown = [snapshot.evidence(line.file, path, line.number) for line, path in named.values()]
    return answer(Outcome.YES, "", shown)


def _named(snapshot: Snapshot) -> Iterator[tuple[Line, str]]:
    """The files that lines name, but for those of another project and those that are made."""
    own = {part.lower() for path in snapshot.files for part in path.split("/")[:-1]}
    own.add(snapshot.origin.rpartition("/")[2].lower())
    elsewhere, heading = False, ""
    for line in all_lines(snapshot):
        elsewhere = (elsewhere and line.heading == heading) or _leads_elsewhere(line, own)
        heading = line.heading
        if not elsewhere and _MAY_NAME.stand_in(line.text):
            yield from ((line, path) for path in _in_line(line))


def _leads_elsewhere(line: Line, own: set[str]) -> bool:
    """Whether what follows under a heading is done in another project: it is cloned, or its folder entered."""
    names = [m["name"] for m in _CLONED.finditer(line.text)] if "git clone" in line.text else []
    names += [m["path"].rstrip("/").rpartition("/")[2] for m in _ENTERED.finditer(line.text)] if line.code else []
    return any(name.lower() not in own and name not in ("", ".", "..") for name in names)


def _in_line(line: Line) -> Iterator[str]:
    forms = [_STARTED, _CONFIGURED, _LINKED] + ([] if _WRITTEN.search(line.text) else [_IN_CODE, _IN_PROSE])
    forms += [] if _TO_COME.search(line.text) else [_LISTED]
    for path in dict.fromkeys(m["path"] for form in forms for m in form.finditer(line.text)):
        if _name(path) not in _OF_TOOLS and not _TO_WRITE.search(path):
            yield path


def _name(path: str) -> str:
    return re.split(r"[/\\]", path)[-1].lower()


def _may_hold_more(snapshot: Snapshot) -> bool:
    return any(f.mode == SUBMODULE or _ARCHIVE.search(f.name) for f in snapshot.files.values())
