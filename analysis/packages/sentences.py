"""The packages that a sentence of a page says to be needed: with their versions, by name, at a commit."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.requirements import KNOWN, PLATFORM, Pin, Requirement, normalise
from reprosurvey.analysis.packages.sections import is_on_installation, is_on_packages
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.readme import Line

_FRAMEWORK_WORD = re.compile(
    r"(?<![\w/.-])(pytorch|tensorflow|theano|keras|caffe|mxnet|jax|chainer|matconvnet|lasagne)(?![\w/-])", re.IGNORECASE
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
_VERSION_LATER = re.compile(
    rf"(?<![\w-])({_NAME})(?![\w-])(?:(?!cuda|cudnn|python)[^.\n]){{1,40}}?\bversion\s{{1,3}}v?\d+\.\d+(?![\d.]*\+)",
    re.IGNORECASE,
)
"""``install PyTorch with conda; version 1.9.1 works``."""
_OF_PACKAGES = (
    "torch tensorflow keras jax mxnet theano caffe chainer matconvnet paddlepaddle monai fastai numpy scipy scikit "
    "sklearn simpleitk nibabel opencv"
).split()
_NAMES = Words(*_OF_PACKAGES)
"""In lower case, of which one stands in every name."""
_DOTTED = re.compile(r"\d\.")
"""Stands in every version, and is found sooner."""
_REQUIRES = re.compile(r"\b(?:requir|need|install|tested|depend|built|written|python)", re.IGNORECASE)
MARKUP = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\))?|[`*]|<[^<>]*>")
ITEM = re.compile(
    r"([A-Za-z][\w.-]*(?: [Ll]ightning)?)\s*(?:\(?\s*(==?|~=|>=?|≥)?\s*v?(\d+(?:\.[\w*+]+)+|\d+)\)?)?\s*[.,;]?$"
)
_INSTALL = re.compile(
    r"\b(?:install(?:ing)?(?: and (?:compile|build))?|(?:download and )?(?:build|compile))\W{1,4}(?:the )?"
    r"([A-Za-z][\w-]*)",
    re.IGNORECASE,
)
_TELLS = Words("nstall", "uild", "ompile")
_NEEDED = re.compile(r"\b(?:relies on|rely on|required?s?|depends? on|dependencies|needs?|needed)\b", re.IGNORECASE)
_NAME_AS_CODE = re.compile(r"`([A-Za-z][\w-]*)`")
_NEGATED = re.compile(r"(?:\bnot|n['’]t)\b[^.]{0,30}$")
_MATLAB = re.compile(
    r"\bmatlab(?:\b.{0,20}?\b)?(R20\d\d[ab]?|20\d\d[ab])\b(\s*\+|.{0,20}\b(?:later|above|higher|newer)\b)?",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\W*(?:updated?|fixe[ds]|added|changed?|removed|corrected)\b", re.IGNORECASE)
"""What begins an entry of a list of changes."""
_NEEDS_MATCONVNET = re.compile(r"\b(?:download|install|compil|requir|need)\w*\b.{0,40}\bmatconvnet\b", re.IGNORECASE)
_TOOLBOX = re.compile(
    r"\b(?i:requires?|needs?|needed|install|download|depends)\b[^.]{0,80}?\b((?:[A-Z][\w-]*\s+){1,4}[Tt]oolbox)\b"
)
_AT_COMMIT = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)/[\w.-]+/([\w.-]+?)(?:\.git)?[)/>`]*(?:\s[^.]{0,100}?|\W{1,4}\s?)"
    r"\b(?:commit|revision|tag|release|version|check(?:ed)? ?out)\W+(?:(?:commit|revision|tag|version|hash|id)\W+)?"
    r"([0-9a-f]{7,40}\b|v?\d+\.\d[\w.]*)|https?://github\.com/[\w.-]+/([\w.-]+)/(?:tree|commit)/([0-9a-f]{7,40})\b",
    re.IGNORECASE,
)
"""Another project at a commit or a tag: ``clone [x](https://github.com/y/x) and check out commit 0f026ab``."""
_COMMIT_FIRST = re.compile(
    r"\b(?:commit|revision)\W{1,3}([0-9a-f]{7,40})\b[^.]{0,60}?https?://(?:github|gitlab)\.com/[\w.-]+/([\w.-]+?)(?:\.git)?(?=[\s)/>`.,]|$)"
)
_USES = re.compile(
    r"\b(?:clon|check|install|requir|need|depend|us(?:e|ing)|tested|built|based on|older)", re.IGNORECASE
)
_ENUMERATED = re.compile(
    r"\b(?:requirements?|dependenc(?:y|ies)|prerequisites?|(?:(?:required|needed|necessary|following|additional|python|r|julia"
    r"|c\+\+|matlab) ){1,2}(?:packages?|librar(?:y|ies)|toolbox(?:es)?))\b[^:.]{0,60}:\s*(\S.*)$",
    re.IGNORECASE,
)
"""``Required packages: numpy, scipy 1.4 and torch``."""
_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b|\bor\b)\s*")
_VERSION_OF = re.compile(
    r"\b(?:load|install|use|using|with|requires?|needs?)\b.{0,30}?\b(?:v\.?|version )(\d+(?:\.\d+)+) of (?:the )?"
    r"[`*_\[]{0,3}([A-Za-z][\w.-]+)"
)
"""``please load v1.0.0 of `radial` ``."""
_NEEDS_FRAMEWORK = re.compile(
    r"\b(?:requires?|needs|depends on|relies on|need to (?:have|use|install|build))\b"
    r"(?:[^.;:`]|\.\d){0,40}?(?<![\w/.-])"
    r"(pytorch|tensorflow|theano|keras|caffe|mxnet|jax|chainer|numpy|scipy|scikit-learn|opencv|gurobi|eigen|boost)(?![\w/-])",
    re.IGNORECASE,
)
_NEEDS_NAMED = re.compile(
    r"\b(?:requires?|needs?|depends on|relies on|install)(?: the)?(?: python| r| julia| matlab)? "
    r"[`*_\[]{0,3}([A-Za-z][\w.-]+)[`*_]{0,3}(?:\]\(\S{1,200}\))? (?:package|librar(?:y|ies)|module)s?\b",
    re.IGNORECASE,
)
"""``requires the causaldag package``, whatever it is."""
NO_NAME = frozenset(
    """
    additional all an any appropriate below corresponding dependent essential external extra few following general
    latest many missing more necessary needed new no optional other our own proper relevant required several some
    standard such that these this those third-party two various via your
    docker git gpu latex linux make singularity slurm windows
    """.split()
)
"""What stands before "packages" without being the name of one."""
_OF_LISTS = "requirement dependenc prerequisit package librar toolbox".split()
_LISTS = Words(*_OF_LISTS)
"""In lower case, of which one stands before what is enumerated."""
_MAY_TELL = Words(
    *(*_OF_PACKAGES, *_OF_LISTS, "lasagne", "matlab"),
    *"nstall uild ompile rel need load with use using requir depend commit revision tag version check /tree/".split(),
)
"""In lower case, of which one stands in every line that says anything to be needed."""
_NEEDS_WORDS = Words("require", "Require", "need", "depend", "relies", "nstall")
"""One stands in every sentence that says so."""


def without_markup(text: str) -> str:
    """A text of Markdown as it is read."""
    return MARKUP.sub(r"\1", text) if any(sign in text for sign in "[`*<") else text


def needed(line: Line, *, in_matlab: bool) -> Iterator[Requirement]:
    """What a line says to be needed, by all ways to say so; of MATLAB and its toolboxes where that is asked for."""
    if not _MAY_TELL.stand_in(line.lower):
        return
    yield from _mentions(line)
    yield from _version_later(line)
    yield from _version_first(line)
    yield from _said_to_be_needed(line)
    yield from _needed_by_name(line)
    yield from _enumerated(line)
    yield from _at_commit(line)
    if in_matlab:
        yield from _matlab(line)


def _mentions(line: Line) -> Iterator[Requirement]:
    """A package with its version; with a generation (1.x) only where it is said to be needed."""
    for found in _VERSIONED.finditer(line.text) if _NAMES.stand_in(line.lower) and _DOTTED.search(line.text) else ():
        if found[3].lower().endswith("x") and not (is_on_installation(line.heading) or _REQUIRES.search(line.text)):
            continue
        lower_bound = found[2] in (">", ">=", "≥") or found[4].rstrip(".").endswith("+") or bool(found[5])
        name = normalise(re.sub(r"\s", "-", found[1].lower()))
        yield Requirement(name, Pin.BOUNDED if lower_bound else Pin.PINNED, line.file, line.number, line.text)


def _version_later(line: Line) -> Iterator[Requirement]:
    """A package, and further on in the sentence its version."""
    for found in _VERSION_LATER.finditer(line.text) if "ersion" in line.text and _NAMES.stand_in(line.lower) else ():
        name = normalise(re.sub(r"\s", "-", found[1].lower()))
        yield Requirement(name, Pin.PINNED, line.file, line.number, line.text)


def _version_first(line: Line) -> Iterator[Requirement]:
    """A package after its version."""
    for found in _VERSION_OF.finditer(line.text) if " of " in line.text and _DOTTED.search(line.text) else ():
        if (name := normalise(found[2])) not in PLATFORM | NO_NAME:
            yield Requirement(name, Pin.PINNED, line.file, line.number, line.text)


def _said_to_be_needed(line: Line) -> Iterator[Requirement]:
    """The well-known packages that a sentence says to install, or, set as code, to be needed."""
    told = _INSTALL.finditer(line.text) if _TELLS.stand_in(line.text) else ()
    needed = _NAME_AS_CODE.finditer(line.text) if "`" in line.text and _NEEDED.search(line.text) else ()
    for found in chain(told, needed):
        if (name := normalise(found[1])) in KNOWN and not _NEGATED.search(line.text, 0, found.start()):
            yield Requirement(name, Pin.BARE, line.file, line.number, line.text)
    if is_on_packages(line.heading) and not line.code:
        for word in _FRAMEWORK_WORD.findall(line.text):
            yield Requirement(normalise(word), Pin.BARE, line.file, line.number, line.text)


def _needed_by_name(line: Line) -> Iterator[Requirement]:
    """The frameworks, and what is said to be a package, that a sentence says to be needed."""
    if not _NEEDS_WORDS.stand_in(line.text):
        return
    for found in _NEEDS_FRAMEWORK.finditer(line.text):
        if not _NEGATED.search(line.text, 0, found.start()):
            yield Requirement(normalise(found[1]), Pin.BARE, line.file, line.number, line.text)
    for found in _NEEDS_NAMED.finditer(line.text):
        name = normalise(found[1])
        if name not in PLATFORM | NO_NAME and not _NEGATED.search(line.text, 0, found.start()):
            yield Requirement(name, Pin.BARE, line.file, line.number, line.text)


def _enumerated(line: Line) -> Iterator[Requirement]:
    """The packages that a sentence enumerates as needed, whatever they are."""
    found = _ENUMERATED.search(line.text) if ":" in line.text and _LISTS.stand_in(line.lower) else None
    for part in _BETWEEN.split(without_markup(found[1])) if found else ():
        item = ITEM.match(part.strip())
        name = normalise(item[1].replace(" ", "-")) if item else ""
        if item and name not in PLATFORM and name not in NO_NAME and len(name) > 1:
            yield Requirement(name, pin_of_item(item), line.file, line.number, line.text)


def _at_commit(line: Line) -> Iterator[Requirement]:
    """The other projects that a sentence says to take at a commit or a tag."""
    if "://" not in line.text or not _USES.search(line.text):
        return
    for found in _AT_COMMIT.finditer(line.text):
        yield Requirement(normalise(found[1] or found[3]), Pin.PINNED, line.file, line.number, line.text)
    for found in _COMMIT_FIRST.finditer(line.text):
        yield Requirement(normalise(found[2]), Pin.PINNED, line.file, line.number, line.text)


def _matlab(line: Line) -> Iterator[Requirement]:
    """What a repository in MATLAB asks for."""
    if (found := _MATLAB.search(line.text)) and not _CHANGE.match(line.text):
        yield Requirement("matlab", Pin.BOUNDED if found[2] else Pin.PINNED, line.file, line.number, line.text)
    if _NEEDS_MATCONVNET.search(line.text):
        yield Requirement("matconvnet", Pin.BARE, line.file, line.number, line.text)
    if (found := _TOOLBOX.search(line.text)) and not _NEGATED.search(line.text, 0, found.start()):
        yield Requirement(normalise("-".join(found[1].split())), Pin.BARE, line.file, line.number, line.text)


def pin_of_item(item: re.Match[str]) -> Pin:
    """How closely a match of :data:`ITEM` gives the version."""
    lower_bound = item[2] in (">", ">=", "≥") or (item[3] or "").endswith("+")
    return (Pin.BOUNDED if lower_bound else Pin.PINNED) if item[3] else Pin.BARE
