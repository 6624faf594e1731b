"""The packages that lists of R name: DESCRIPTION, renv, packrat, and code that installs."""

from __future__ import annotations

import json
import re
from email.parser import HeaderParser
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import is_release
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.subjects.verdicts import QUOTE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_FIELD = re.compile(r"^(Depends|Imports|LinkingTo|Remotes):[ \t]*(.*(?:\r?\n[ \t]+.*)*)", re.MULTILINE)
_PACKAGE = re.compile(r"([A-Za-z][\w.]*)\s*(?:\(\s*(==|>=|<=|>|<)\s*[\d.-]+\s*\))?")
_REMOTE = re.compile(
    r"(?:\w+=)?(?:\w+::)?(?:https?://\S*?/)?(?:[\w.-]+/)*([A-Za-z][\w.-]*?)(?:\.git)?(?:@([\w./-]+))?(?=[\s,;]|$)"
)
_CALL = re.compile(
    r"\b(install\.packages|install_(?:github|gitlab|bitbucket|git|cran|bioc|url|version|version_bioc)|pkg_install|pak(?=\()"
    r"|(?:renv|pak|BiocManager|remotes|devtools)::(?:install|pak)|BiocManager::install|biocLite|p_load(?:_gh|_current_gh)?|p_install(?:_gh)?"
    r"|shelf|groundhog\.library)\s*\(((?:[^()]|\([^()]*\)){1,4000})\)?"
)
_PINNING = re.compile(r"\b(?:version|ref|date|tag)\s*=\s*[\"']([\w./-]+)|,\s*[\"'](\d[\d.-]*)[\"']")
_QUOTED = re.compile(
    r"(?:\b(\w+)\s*=\s*)?[\"'](?:\w+::)?(?:https?://[^\s\"']*/)?(?:[\w.-]+/)*([A-Za-z][\w.]*)"
    r"(?:_([\d.-]+)\.(?:tar\.gz|zip))?(?:\.git)?(?:@([\w./-]+))?[\"']"
)
_NAMING = frozenset("char name package packages pkg pkgs repo url x".split())
"""Arguments that name packages, where they are named themselves."""
_BARE = re.compile(r"(?:^|,)\s*([A-Za-z][\w.]*)\s*(?=,|$)")
_VECTOR = re.compile(
    r"\b[\w.]*(?:pa?c?ka?g|librar|requir|depend|cran)[\w.]*\s*(?:<-|=)\s*c\(([^()]{1,8000})\)", re.IGNORECASE
)
_VARIABLE = re.compile(
    r"\b(?:install\.packages|BiocManager::install|pkg_install|install_cran)\s*\(\s*(?:pkgs\s*=\s*)?[A-Za-z]|\b[ls]apply\([^()]*install\.packages"
)
_LITTLER = re.compile(r"\binstall(?:2|Github|Bioc)?\.r[ \t]+((?:--?\w+(?:[ \t]\d+)?[ \t]+)*)([\w./@ \t-]+)")
"""What images of R bring along to install from a shell."""
_WORDS = ("install", "p_load", "pak(", "shelf(", "groundhog", "biocLite")
"""One stands in every call."""
_COMMENT = re.compile(r"(?:^[ \t]*|(?<=\))[ \t]+)#.*$", re.MULTILINE)
"""A line of comment, and one after a call."""
_LOADED = re.compile(
    r"^[ \t]*(?:suppressPackageStartupMessages\()?(?:library|require)\(\s*[\"']?([\w.]+)", re.MULTILINE
)
_LIST = re.compile(r".*(?:install|package|require|depend|setup|config|prereq|librar)", re.IGNORECASE)
"""A program that by its name is there for what it installs."""
_DATED_WORDS = ("/snapshot", "packagemanager.", "checkpoint(", "groundhog", "rocker/", "bioconductor/")
"""One stands in all that tells a date."""
_DATED = re.compile(
    r"(?:mran\.(?:microsoft|revolutionanalytics)\.com/snapshot|packagemanager\.(?:posit|rstudio)\.(?:co|com)/\w[\w/.-]*?)/\d{4}-\d\d-\d\d"
    r"|\bcheckpoint\(\s*(?:snapshot_date\s*=\s*)?[\"']\d{4}-\d\d-\d\d|\bgroundhog\.library\(|^\s*FROM:?\s+\S*rocker/[\w-]+:\d+\.\d+\.\d+"
    r"|^\s*FROM:?\s+\S*bioconductor/[\w-]+:RELEASE_\d+_\d+|\Ar-(?:\d[\d.]*-)?\d{4}-\d\d-\d\d",
    re.MULTILINE | re.IGNORECASE,
)
"""A date whose state of CRAN is installed: a snapshot's address, a checkpoint, an image that is built with one."""


def description(file: File) -> Iterator[Requirement]:
    """An R package's."""
    text = _text(file)
    for found in _FIELD.finditer(text):
        start = found.start(2)
        if found[1] == "Remotes":
            for remote in _REMOTE.finditer(found[2]):
                pin = Pin.PINNED if is_release(remote[2] or "") else Pin.BARE
                yield from _one(remote[1], pin, file, text, start + remote.start())
            continue
        for package in _PACKAGE.finditer(found[2]):
            pin = Pin.BARE if not package[2] else Pin.PINNED if package[2] == "==" else Pin.BOUNDED
            yield from _one(package[1], pin, file, text, start + package.start())


def fixes_date(file: File) -> bool:
    """Whether a file says of which day the packages of R are, whatever lists name them."""
    text = _text(file)
    told = text.startswith("r-") or any(word in text for word in _DATED_WORDS)
    return told and bool(_DATED.search(text))


def r_installed(text: str, file: File, line: int | None = None) -> Iterator[Requirement]:
    """The packages that R code installs, where that is not commented out; ``line`` where the code is one line of it."""
    if not any(word in text for word in _WORDS):
        return
    text = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    for call in _CALL.finditer(text):
        for name, pin, position in _of_call(call[1], call[2]):
            yield from _one(name, pin, file, text, call.start(2) + position, line)
    for call in _LITTLER.finditer(text):
        for word in call[2].split():
            name, _, revision = word.rpartition("/")[2].partition("@")
            yield from _one(name, Pin.PINNED if is_release(revision) else Pin.BARE, file, text, call.start(), line)
    for vector in _VECTOR.finditer(text) if _VARIABLE.search(text) else ():
        for found in _QUOTED.finditer(vector[1]):
            yield from _one(found[2], Pin.BARE, file, text, vector.start(1) + found.start(), line)


def _of_call(function: str, arguments: str) -> Iterator[tuple[str, Pin, int]]:
    """The packages that a call installs, each with its pin and where it stands in the arguments."""
    pinned = any(is_release(named or given) for named, given in _PINNING.findall(arguments))
    for found in _QUOTED.finditer(arguments):
        if (found[1] is None or found[1] in _NAMING) and found[2] != "repos":
            pin = Pin.PINNED if pinned or found[3] or is_release(found[4] or "") else Pin.BARE
            yield found[2], pin, found.start()
    for found in _BARE.finditer(arguments) if function.startswith(("p_load", "p_install", "shelf")) else ():
        yield found[1], Pin.BARE, found.start(1)


def r_script(file: File) -> Iterator[Requirement]:
    """The packages that a program in R installs; none where they are few of those that it loads.

    An analysis that installs one of its packages, which comes from elsewhere, does not list what it needs.
    """
    text = _text(file)
    installed = list(r_installed(text, file))
    loaded = set() if _LIST.match(file.name) else set(_LOADED.findall(text))
    if 2 * len({r.name for r in installed}) >= len(loaded):
        yield from installed


def renv(file: File) -> Iterator[Requirement]:
    """What renv locked."""
    text = file.text or ""
    packages = json.loads(text).get("Packages")
    for name, entry in packages.items() if isinstance(packages, dict) else ():
        if isinstance(entry, dict) and entry.get("Version"):
            yield from _one(str(name), Pin.PINNED, file, text, max(0, text.find(f'"{name}"')))


def packrat(file: File) -> Iterator[Requirement]:
    """What packrat locked: a block a package, after one on packrat itself."""
    for block in re.split(r"\r?\n\s*\r?\n", file.text or ""):
        entry = HeaderParser().parsestr(block)
        if entry["Package"] and entry["Version"]:
            yield from _one(entry["Package"], Pin.PINNED, file, file.text or "", max(0, (file.text or "").find(block)))


def _one(name: str, pin: Pin, file: File, text: str, position: int, line: int | None = None) -> Iterator[Requirement]:
    number = line or text.count("\n", 0, position) + 1
    quote = text[position : position + QUOTE_LIMIT].partition("\n")[0]
    if found := requirement(name, pin, file, number, quote, source=Source.R):
        yield found


def _text(file: File) -> str:
    return (file.text or "")[:LENGTH_LIMIT]
