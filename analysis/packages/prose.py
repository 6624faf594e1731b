"""The packages that READMEs list in prose: "tested with PyTorch 0.4.1", a bullet a package, a line of pip."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.files import installed
from reprosurvey.analysis.packages.languages import r_installed
from reprosurvey.analysis.packages.requirements import KNOWN, PLATFORM, Pin, Requirement, normalise, parse
from reprosurvey.analysis.reading.first_party import first_party_files, is_apart
from reprosurvey.analysis.reading.readme import Line, all_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import Snapshot

_SECTION = re.compile(
    r"depend[ae]n?c|requirement|prerequisit|environment|install|set ?-?up|package|librar|built with|needed",
    re.IGNORECASE,
)
_NAME = (
    r"pytorch[- ]lightning|pytorch|torchvision|torchaudio|torchio|torch|tensorflow(?:[- ][gc]pu)?|keras|jax|mxnet"
    r"|theano|caffe|chainer|matconvnet|paddlepaddle|monai|fastai|numpy|scipy|scikit-learn|sklearn|scikit-image|simpleitk|nibabel|opencv"
)
_VERSIONED = re.compile(
    rf"(?<![\w-])({_NAME})(?![a-z])[\s`*_\])(:|]{{0,6}}(?:\([^()\s]{{1,80}}\))?\s{{0,2}}(?:version:?|ver\.?)?\s{{0,2}}"
    r"(==?|~=|>=?|≥|-)?\s{0,2}(?:v\.?)?(\d+(?:\.(?:\d+|x))+)([\w.+]*)(\s+or\s+(?:later|above|higher|newer)|\s+and\s+above)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d\.")
"""Stands in every version, and is found sooner."""
_REQUIRES = re.compile(r"\b(?:requir|need|install|tested|depend|built|written|python)", re.IGNORECASE)
_MARKUP = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\))?|[`*]|<[^<>]*>")
_BULLET = re.compile(r"^\s*(?:[-+>|•]|\d+[.)])*\s*")
_ITEM = re.compile(
    r"([A-Za-z][\w.-]*(?: [Ll]ightning)?)\s*(?:\(?\s*(==?|~=|>=?|≥)?\s*v?(\d+(?:\.[\w*+]+)+|\d+)\)?)?\s*[.,;]?$"
)
_REMARK = re.compile(r"\s+[-–—(]")
_INSTALL = re.compile(r"\binstall(?:ing)?(?: and (?:compile|build))?\W{1,4}(?:the )?([A-Za-z][\w-]*)", re.IGNORECASE)
_NEEDED = re.compile(r"\b(?:relies on|rely on|requires?|depends? on|needs?)\b", re.IGNORECASE)
_NAME_AS_CODE = re.compile(r"`([A-Za-z][\w-]*)`")
_NEGATED = re.compile(r"(?:\bnot|n['’]t)\b[^.]{0,30}$")
_MATLAB = re.compile(
    r"\bmatlab\b.{0,20}?\b(R20\d\d[ab])\b(\s*\+|.{0,20}\b(?:later|above|higher|newer)\b)?", re.IGNORECASE
)
_NEEDS_MATCONVNET = re.compile(r"\b(?:download|install|compil|requir|need)\w*\b.{0,40}\bmatconvnet\b", re.IGNORECASE)
_TOOLBOX = re.compile(
    r"\b(?i:requires?|needs?|needed|install|download|depends)\b[^.]{0,80}?\b((?:[A-Z][\w-]*\s+){1,4}[Tt]oolbox)\b"
)
_CLONE = re.compile(r"git clone \S*?[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:\s|$)")
_INSTALL_CLONE = re.compile(r"pip[\d.]* install (?:-e |--editable )?\.|setup\.py (?:install|develop)")


def _mentions(line: Line) -> Iterator[Requirement]:
    """A package with its version; with a generation (1.x) only where it is said to be needed."""
    for found in _VERSIONED.finditer(line.text) if _DOTTED.search(line.text) else ():
        if found[3].lower().endswith("x") and not (_SECTION.search(line.heading) or _REQUIRES.search(line.text)):
            continue
        lower_bound = found[2] in (">", ">=", "≥") or found[4].rstrip(".").endswith("+") or bool(found[5])
        name = normalise(re.sub(r"\s", "-", found[1].lower()))
        yield Requirement(name, Pin.BOUNDED if lower_bound else Pin.PINNED, line.file, line.number, line.text)


def _said_to_be_needed(line: Line) -> Iterator[Requirement]:
    """The well-known packages that a sentence says to install, or, set as code, to be needed."""
    told = _INSTALL.finditer(line.text) if "nstall" in line.text else ()
    needed = _NAME_AS_CODE.finditer(line.text) if "`" in line.text and _NEEDED.search(line.text) else ()
    for found in chain(told, needed):
        if (name := normalise(found[1])) in KNOWN and not _NEGATED.search(line.text, 0, found.start()):
            yield Requirement(name, Pin.BARE, line.file, line.number, line.text)


def _matlab(line: Line) -> Iterator[Requirement]:
    """What a repository in MATLAB asks for."""
    if found := _MATLAB.search(line.text):
        yield Requirement("matlab", Pin.BOUNDED if found[2] else Pin.PINNED, line.file, line.number, line.text)
    if _NEEDS_MATCONVNET.search(line.text):
        yield Requirement("matconvnet", Pin.BARE, line.file, line.number, line.text)
    if (found := _TOOLBOX.search(line.text)) and not _NEGATED.search(line.text, 0, found.start()):
        yield Requirement(normalise("-".join(found[1].split())), Pin.BARE, line.file, line.number, line.text)


def _items(line: Line) -> Iterator[Requirement]:
    """A line that is nothing but a package, or several between commas; in a section on packages, also with a remark."""
    bare = _BULLET.sub("", _MARKUP.sub(r"\1", line.text).strip())
    parts = [_ITEM.match(part.strip()) for part in bare.split(",")]
    in_section = bool(_SECTION.search(line.heading))
    remarked = in_section and not any(parts)
    if remarked:
        parts = [_ITEM.match(_REMARK.split(bare, maxsplit=1)[0])]
    if line.code and not all(parts):
        return
    for found in filter(None, parts):
        name = normalise(found[1].replace(" ", "-"))
        versioned = bool(found[3]) and in_section and not remarked
        if name in PLATFORM or not (name in KNOWN or versioned or (found[2] not in (None, "=") and line.code)):
            continue
        lower_bound = found[2] in (">", ">=", "≥") or (found[3] or "").endswith("+")
        pin = (Pin.BOUNDED if lower_bound else Pin.PINNED) if found[3] else Pin.BARE
        yield Requirement(name, pin, line.file, line.number, line.text)


@lru_cache(maxsize=2)
def listed_in_prose(snapshot: Snapshot) -> list[Requirement]:
    """Every package that a README or guide asks for."""
    own_name = snapshot.origin.rsplit("/", 1)[-1].lower()
    result: list[Requirement] = []
    cloned: str | None = None
    in_matlab = not any(f.suffix in (".py", ".ipynb") for f in first_party_files(snapshot))
    for line in all_lines(snapshot):
        if is_apart(line.file, snapshot):
            continue
        result += _mentions(line)
        result += _said_to_be_needed(line)
        result += _items(line)
        result += _matlab(line) if in_matlab else ()
        result += r_installed(line.text, line.file) if line.code else ()
        result += (r for r in installed(line.text, line.file, line.number) if r.name != normalise(own_name))
        if found := _CLONE.search(line.text):
            cloned = found[1].split("/")[1]
        elif cloned and cloned.lower() != own_name and _INSTALL_CLONE.search(line.text):
            if requirement := parse(cloned, line.file, line.number):
                result.append(requirement)
            cloned = None
    return result
