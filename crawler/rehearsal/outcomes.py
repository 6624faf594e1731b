"""What it means how a program ended: whether it starts, and why not. Pure; there are no settings.

A program starts where it prints help, ends well, or fails for want of what a stranger cannot have given it: data,
weights, a GPU, arguments. What the sandbox withholds (a network, more time or memory, a library of the system) tells
nothing of the program.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from posixpath import join, normpath

from reprosurvey.crawler.rehearsal.programs import Tree
from reprosurvey.crawler.sandbox.runs import Run

EVIDENCE_LINES = 6
"""Lines of a program's output that are kept, the last."""
EVIDENCE_LIMIT = 600
"""Characters of them."""


class Known(StrEnum):
    """Whether a step came to its end."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """Why a step ended as it did."""

    ENDED_WELL = "ended well"
    USAGE = "usage printed"
    DATA = "wants data"
    """A file is not there that no commit is expected to hold, or nothing stands in a folder."""
    GPU = "wants a GPU"
    ARGUMENTS = "wants arguments"
    """Or a variable of the environment, or an answer at the keyboard."""

    MISSING_MODULE = "missing module"
    SYNTAX = "syntax"
    """This Python cannot parse it."""
    OWN_MODULE = "own module not found"
    """A file of the repository stands elsewhere than where its program looks: it is meant to be started otherwise."""
    API_GONE = "API taken away"
    """A package has not, or not any more, what is asked of it, be it by another package."""
    ERROR = "error in the code"

    TIME = "time limit"
    MEMORY = "memory limit"
    NETWORK = "wants the network"
    PLACE = "wants a place of its own"
    """It writes to a folder of somebody's machine."""
    SYSTEM_LIBRARY = "system library missing"
    NOT_KEPT = "file not kept"
    """It wants a file of its own tree that the survey left behind."""
    CRASHED = "crashed"
    NO_ENTRY = "no entry"
    """No program in Python is there to be started."""
    LEFT_OUT = "lines left out"
    """Of the list: what may be missing is not the authors' fault."""
    NO_PYTHON = "no such Python here"
    NOT_INSTALLED = "not installed"
    NOT_RESOLVED = "does not resolve"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended, and what tells of it."""

    known: Known
    because: Because | None = None
    evidence: str = ""


_ERROR = re.compile(r"^(?:[\w.]+\.)?(\w*(?:Error|Exception|Interrupt|Exit|NotFound|Failure|Warning))(?:: (.*))?$")
"""The last line of a traceback."""
_NETWORK = re.compile(
    r"gaierror|name resolution|Name or service not known|ConnectionError|URLError|Max retries exceeded"
    r"|NewConnectionError|Network is unreachable|LocalEntryNotFoundError|OfflineMode|ConnectTimeout"
    r"|couldn't connect to 'https?:|api_key not configured|CommError|NoCredentials|No address associated"
)
_GPU = re.compile(
    r"NVIDIA driver|CUDA GPU|not compiled with CUDA|CUDA is not available|no CUDA-capable|CUDA error|CUDA unavailable"
    r"|No GPU|cuda\S{0,30} (?:is )?not (?:available|found)|GPUs? (?:is|are) not available|Invalid CUDA"
    r"|NCCL|nvidia-smi|libcuda\.so|NVMLError|invalid device ordinal|map_location"
)
_USAGE = re.compile(r"^[^\S\n]*(?:usage|options|optional arguments|flags)\b:?", re.IGNORECASE | re.MULTILINE)
_ARGUMENTS = re.compile(
    r"sys\.argv|os\.environ|getenv|input\(|EOF when reading a line|[Mm]issing (?:key|mandatory)|--\w"
)
_EMPTY = re.compile(
    r"n(?:um)?_samples=0|empty (?:sequence|list|dataset|range)|\b0 (?:samples|files|images)|No (?:files?|images?|data) "
    r"|not found|does(?:n't| not) exist|[Nn]o such|cannot find|[Cc]an't find|needs? at least one array|No objects"
)
_LIBRARY = re.compile(r"cannot open shared object file|GLIBC(?:XX)?_\S+' not found|DLL load failed")
_BY_KIND = {
    **dict.fromkeys(("SyntaxError", "IndentationError", "TabError"), (Known.NO, Because.SYNTAX)),
    **dict.fromkeys(("FileNotFoundError", "NotADirectoryError", "IsADirectoryError"), (Known.YES, Because.DATA)),
    "EOFError": (Known.YES, Because.ARGUMENTS),
    "MemoryError": (Known.UNKNOWN, Because.MEMORY),
}
_IN_CODE = ("NameError", "UnboundLocalError", "TypeError", "AttributeError", "NotImplementedError", "RecursionError")
_MAY_BE_EMPTY = (
    "IndexError",
    "ValueError",
    "KeyError",
    "AssertionError",
    "RuntimeError",
    "ZeroDivisionError",
    "OSError",
)
_API = re.compile(
    r"^(?:module|type object) .*has no attribute|cannot import name|unexpected keyword argument|was removed"
    r"|no longer supported|has been removed|positional arguments? but|is deprecated|required positional argument"
)
_DO_NOT_FIT = re.compile(
    r"binary incompatibility|compiled (?:against|using) (?:API|NumPy)|multiarray failed to import|_ARRAY_API not found"
)
"""Of packages that were built for another version of one that is there."""
_OWN_FRAME = re.compile(r'^  File "(?!environment/|python/|<)[^"\n]*", line \d.*\n +(.*)$', re.MULTILINE)
_MISSING = re.compile(r"^No module named '?([\w.]+)")
_PATH = re.compile(r"['\"]([^'\"\n]{1,300})['\"]")


def started(run: Run, tree: Tree) -> Outcome:
    """Whether a program of ``tree`` starts, by how it ended."""
    evidence = evidence_of(run.output)
    if run.status is None:
        return Outcome(Known.UNKNOWN, Because.TIME, evidence)
    if run.status == 0:
        because = Because.USAGE if _USAGE.search(run.output) else Because.ENDED_WELL
        return Outcome(Known.YES, because, evidence)
    known, because = _failed(run, tree)
    return Outcome(known, because, evidence)


def _failed(run: Run, tree: Tree) -> tuple[Known, Because]:
    assert run.status is not None
    if error := last_error(run.output):
        return of_error(*error, run.output, tree)
    if run.status < 0:
        killed = run.status in (-signal.SIGKILL, -signal.SIGXFSZ)
        return Known.UNKNOWN, Because.MEMORY if killed else Because.CRASHED
    for sign, told in (
        (_NETWORK, (Known.UNKNOWN, Because.NETWORK)),
        (_USAGE, (Known.YES, Because.USAGE)),
        (_GPU, (Known.YES, Because.GPU)),
        (_EMPTY, (Known.YES, Because.DATA)),
    ):
        if sign.search(run.output):
            return told
    return Known.UNKNOWN, Because.OTHER


def last_error(output: str) -> tuple[str, str] | None:
    """The kind and message of the error of the last traceback in ``output``; None where there is none."""
    if "Traceback (most recent call last)" not in output and "SyntaxError" not in output:
        return None
    for line in reversed(output.splitlines()):
        if found := _ERROR.match(line):
            return found[1], found[2] or ""
    return None


def of_error(kind: str, message: str, context: str, tree: Tree) -> tuple[Known, Because]:
    """What an error tells; ``context`` is all that was printed."""
    if _names_any(f"{message}\n{context[-300:]}", tree):
        return Known.UNKNOWN, Because.NOT_KEPT
    if missing := _MISSING.search(message):
        return _missing(missing[1], tree)
    for sign, told in (
        (_LIBRARY, (Known.UNKNOWN, Because.SYSTEM_LIBRARY)),
        (_NETWORK, (Known.UNKNOWN, Because.NETWORK)),
        (_GPU, (Known.YES, Because.GPU)),
        (_DO_NOT_FIT, (Known.NO, Because.API_GONE)),
    ):
        if sign.search(f"{kind}: {message}"):
            return told
    return _by_kind(kind, message) or _by_message(kind, message, context)


def _by_kind(kind: str, message: str) -> tuple[Known, Because] | None:
    if kind in ("ModuleNotFoundError", "ImportError") and "cannot import name" not in message:
        return Known.NO, Because.MISSING_MODULE
    if kind == "PermissionError" or "Read-only file system" in message:
        return Known.UNKNOWN, Because.PLACE
    if "can't allocate memory" in message or "No space left" in message:
        return Known.UNKNOWN, Because.MEMORY
    return _BY_KIND.get(kind)


def _by_message(kind: str, message: str, context: str) -> tuple[Known, Because]:
    last_lines = "\n".join(context.splitlines()[-4:])
    if kind in ("IndexError", "KeyError", "TypeError", "SystemExit") and _ARGUMENTS.search(last_lines):
        return Known.YES, Because.ARGUMENTS
    if kind in ("ImportError", "AttributeError", "TypeError") and _API.search(message):
        return Known.NO, Because.API_GONE
    if kind in _IN_CODE:
        return Known.NO, Because.API_GONE if _raised_by_an_import(context) else Because.ERROR
    if kind in _MAY_BE_EMPTY and _EMPTY.search(message):
        return Known.YES, Because.DATA
    return Known.UNKNOWN, Because.OTHER


def _raised_by_an_import(output: str) -> bool:
    """Whether what the repository's code did last was to import something, which then failed by itself."""
    frames = _OWN_FRAME.findall(output)
    return bool(frames) and frames[-1].startswith(("import ", "from "))


def _missing(module: str, tree: Tree) -> tuple[Known, Because]:
    """What it tells that there is no such module: of a part of a package, that the package is there without it."""
    top, _, part = module.partition(".")
    if top in tree.modules_left_behind:
        return Known.UNKNOWN, Because.NOT_KEPT
    if top in tree.own_modules:
        return Known.UNKNOWN, Because.OWN_MODULE
    return Known.NO, Because.API_GONE if part else Because.MISSING_MODULE


def _names_any(text: str, tree: Tree) -> bool:
    """Whether ``text`` quotes a file that was left behind, by its path in the tree or from where the program starts."""
    folder = tree.program.folder if tree.program else ""
    quoted = _PATH.findall(text)
    return any(normpath(join(start, path)) in tree.left_behind for path in quoted for start in ("", folder))


def imported(failures: Sequence[tuple[str, str, str]] | None, run: Run, tree: Tree) -> Outcome:
    """Whether all imports of a program succeed, by its probe's failures: kind, message and where.

    None where the probe did not come to its end.
    """
    if failures is None:
        because = Because.TIME if run.status is None else Because.CRASHED
        return Outcome(Known.UNKNOWN, because, evidence_of(run.output))
    if not failures:
        return Outcome(Known.YES)
    told = [(of_error(kind, message, "", tree), f"{where}: {kind}: {message}") for kind, message, where in failures]
    told.sort(key=lambda item: (item[0][0] is not Known.NO, item[0][0] is Known.YES))
    known, because = told[0][0]
    if because is Because.ERROR:  # it is the package that fails
        because = Because.API_GONE
    if known is Known.YES:  # an import that wants a GPU or a file fails all the same, and tells nothing of the code
        known = Known.UNKNOWN
    worst_first = list(dict.fromkeys(text for _, text in told))[:EVIDENCE_LINES]
    return Outcome(known, because, "\n".join(worst_first)[:EVIDENCE_LIMIT])


def evidence_of(output: str) -> str:
    """The last lines of ``output``, without empty ones."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-EVIDENCE_LINES:])[-EVIDENCE_LIMIT:]
