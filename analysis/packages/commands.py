"""The packages that shell commands install, with pip, conda, uv, Poetry, PDM, Pixi and the like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import is_release, parse
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File

MAY_INSTALL = Words("pip", "conda", "mamba", "poetry", "pdm", "uv", "pixi", "luarocks", "easy_install")
"""Of which one stands in every command that installs."""
INSTALL = re.compile(
    r"(?<![\w-])(pip[\d.]*|conda|(?:micro)?mamba|poetry|pdm|uv|pixi|pipenv|luarocks|easy_install)(?:\.exe)?"
    r"(?:\s+--?[a-z][\w-]*(?:=\S+)?){0,4}\s+"
    r"(?:(?:install|add|create)\s|run\s+(?=--with\b)|(?<=easy_install ))([^;&|`#\n]+)"
)
"""A command that installs, and its words."""
_CONDA = ("conda", "mamba", "micromamba", "pixi")
_REDIRECTED = re.compile(r"\d?>")
_VALUED_OPTION = re.compile(
    r"-[cfinprt]|--(?:channel|constraint|environment|extra|feature|file|find-links|group|(?:extra-)?index-url|index|name"
    r"|no-binary|only-binary|optional|platform|prefix|progress-bar|python(?:-version)?|requirements?|root|server|source"
    r"|src|target|timeout|trusted-host)"
)
_CLONED = re.compile(
    r"git clone\s+([^;&|\n]{0,300}?)(?:https?://|git@|ssh://)[^\s/:]+[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?/?(?=[\s;&|`)]|$)"
)
OPTION_LIMIT = 80
"""Characters after the address of a clone in which its branch may stand."""
_BRANCH = re.compile(r"(?:-b|--branch)[\s=]+(\S+)")
_CHECKED_OUT = re.compile(r"git\s+(?:-C \S+ )?(?:checkout|reset --hard)\s+(?:-q |--quiet )?([\w./-]+)")
_BUILT = re.compile(r"pip[\d.]* install (?:-\S+ )*\.|setup\.py (?:install|develop)")
_EVENT = re.compile(rf"(?P<clone>{_CLONED.pattern})|(?P<checkout>{_CHECKED_OUT.pattern})|(?P<build>{_BUILT.pattern})")


def installed(command: str, file: File, line: int | None) -> Iterator[Requirement]:
    """The packages that a shell line installs."""
    if not MAY_INSTALL.stand_in(command):
        return
    for found in INSTALL.finditer(command):
        words = iter(found[2].replace('"', "").replace("'", "").split())
        for word in words:
            if _REDIRECTED.match(word):
                break
            if word in ("-e", "--editable"):
                word = next((w for w in words if "://" in w), "-e")
            if _VALUED_OPTION.fullmatch(word):
                next(words, None)
            elif not word.endswith(".txt") and (listed := parse(word, file, line)):
                yield replace(listed, source=_source(found[1], listed))


def _source(tool: str, listed: Requirement) -> Source:
    if listed.source is Source.ADDRESS:
        return listed.source
    if tool == "luarocks":
        return Source.OTHER
    return Source.CONDA if tool in _CONDA else listed.source


def cloned(lines: Iterable[tuple[int, str]], file: File) -> Iterator[Requirement]:
    """The other projects that lines clone and install, or clone at a commit or a tag."""
    project, revision = "", ""
    for number, text in lines:
        for event in _EVENT.finditer(text) if "git" in text or project else ():
            if event["clone"]:
                found = _CLONED.match(event[0])
                project = found[3] if found else ""
                branch = _BRANCH.search(text, event.start(), event.end() + OPTION_LIMIT)
                revision = branch[1] if branch else ""
            elif event["checkout"]:
                checked = _CHECKED_OUT.match(event[0])
                revision = checked[1] if checked else ""
            if project and (event["build"] or is_release(revision)):
                pin = Pin.PINNED if is_release(revision) else Pin.BARE
                if listed := requirement(project, pin, file, number, text, source=Source.ADDRESS):
                    yield listed
            if event["build"]:
                project = revision = ""
