"""Whether every line of every list of packages is one that an installer reads.

Of the lists that pip reads line by line each line is told, by ``packaging`` as pip has it today; conda's own are told
apart by what they hold. Of other lists the format as a whole is told. There are no settings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import InvalidRequirement, Requirement

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.packages.files import list_files, listed_in_files, unread_lists
from reprosurvey.analysis.packages.text_lists import EXPORTED, requirements
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

LINE_LIMIT = 1_000
"""Characters of a line that are read: more is refused."""

_NAMED = re.compile(r".*req[a-z]*m[a-z]*nts?.*")
"""How a list is named that pip is given; another name may be that of a page in prose."""
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_OPTION = re.compile(
    r"-(?:[rceif]\b|-(?:requirement|constraint|editable|index-url|extra-index-url|no-index|find-links|no-binary"
    r"|only-binary|prefer-binary|require-hashes|pre|trusted-host|use-feature)\b)"
)
"""What pip takes in a list besides packages."""
_OF_LINE = re.compile(r"\s--(?:hash|global-option|install-option|config-settings?)\b.*$")
"""Options of one package."""
_PLACE = re.compile(
    r"(?:(?:git|hg|svn|bzr)\+|[a-z]{3,5}://|\.{0,2}/|\.$|\.\[|\S+\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)(?:\s|$))"
)
"""An address or a path."""
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")
_CONDA = re.compile(r"(?:[\w./-]+::)?[A-Za-z0-9_][\w.-]*\s*(?:=\s*[\w.*+!-]+){1,2}")
_VERSIONED = re.compile(r"\S*[<>=!~]")


class _Line(NamedTuple):
    number: int
    text: str


def judge(snapshot: Snapshot) -> Answer:
    """No where a line is none that an installer reads, or a list none of its format; na where nothing is listed."""
    files = [file for file, reader in list_files(snapshot) if reader is requirements]
    wrong = [
        snapshot.evidence(file, line.text[:LINE_LIMIT], line.number) for file in files for line in wrong_lines(file)
    ]
    if wrong:
        return answer(Outcome.NO, "a line that is no requirement", wrong)
    if left_behind := unread_lists(snapshot):
        return unread_answer(snapshot, left_behind)
    listed = dict.fromkeys(package.file for package in listed_in_files(snapshot))
    if not listed:
        return answer(Outcome.NA, "no list")
    return answer(Outcome.YES, "", [snapshot.evidence(file) for file in listed])


def wrong_lines(file: File) -> list[_Line]:
    """The lines of a list that neither pip reads, nor conda where the list is one of conda's."""
    text = (file.text or "")[:LENGTH_LIMIT]
    lines = list(_lines(text))
    wrong = [line for line in lines if not _is_read_by_pip(line.text)]
    is_prose = not _NAMED.fullmatch(file.name.lower()) and 2 * len(wrong) > len(lines)
    return [] if is_prose or EXPORTED.search(text) or _is_of_conda(lines) else wrong


def _lines(text: str) -> Iterator[_Line]:
    """The lines without comments and blank ones; one that ends in a backslash goes on in the next."""
    waiting, began = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        began = began if waiting else number
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            waiting += line[:-1]
            continue
        if whole := _COMMENT.sub("", waiting + line).strip():
            yield _Line(began, whole)
        waiting = ""
    if last := _COMMENT.sub("", waiting).strip():
        yield _Line(began, last)


def _is_read_by_pip(line: str) -> bool:
    if line.startswith("-"):
        return bool(_OPTION.match(line))
    if len(line) > LINE_LIMIT:
        return False
    wanted = _VARIABLE.sub("1", _OF_LINE.sub("", line))
    if _PLACE.match(wanted):
        return True
    try:
        Requirement(wanted)
    except InvalidRequirement:
        return False
    return True


def _is_of_conda(lines: list[_Line]) -> bool:
    """Whether all lines that give a version give it as conda has it."""
    versioned = [line.text for line in lines if _VERSIONED.match(line.text)]
    return bool(versioned) and all(len(v) <= LINE_LIMIT and _CONDA.fullmatch(v) for v in versioned)
