"""The paper's own programs: sources, notebooks and the examples in READMEs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_files, first_party_texts
from reprosurvey.analysis.reading.languages import OF_PAGES, OTHER_LANGUAGES, PROGRAMS, PYTHON
from reprosurvey.analysis.reading.notebooks import cells
from reprosurvey.analysis.reading.programs import Program, imported, lines_with, parse, scan
from reprosurvey.analysis.reading.readme import all_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_UNIT_TEST = re.compile(r"(?:^|/)tests/|(?:^|/)(?:conftest|unittest)\.py$")
_TEST_RUNNERS = frozenset({"pytest", "unittest"})
_TEST_CASE = re.compile(r"^class \w+\(.*TestCase\b", re.MULTILINE)
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Source:
    """A file with a program, which is parsed when first asked for."""

    file: File
    text: str
    """The program's text; of a notebook its code cells."""
    is_python: bool

    @cached_property
    def program(self) -> Program:
        """Read by its syntax tree, or by lines where it has none."""
        return parse(self.text) if self.is_python else scan(self.lines)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    @cached_property
    def imports(self) -> set[str]:
        """The top-level packages that its statements import."""
        return set(imported(lines_with("import", self.text) if self.is_python else self.lines))

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether any of ``words`` stands in the text: a cheap question before the program is parsed."""
        return any(word in self.text for word in words)

    def quote(self, line: int) -> str:
        """The text of a line."""
        found = self.lines[line - 1 : line]
        return found[0].strip() if found else ""

    def line_in_file(self, line: int) -> int | None:
        """The line of the file itself; None for a notebook, whose lines are not its cells'."""
        return None if self.file.suffix == ".ipynb" else line


def partially_analysed(snapshot: Snapshot, words: re.Pattern[str]) -> list[File]:
    """The paper's own programs in languages that are read by their calls alone, or not at all, where most are such
    and ``words``, one of which stands in every program that does what is asked for, stand in them.

    Scripts of web pages are none. How such programs train and evaluate their models is often not to be seen from the
    names of what they call.
    """
    files = first_party_files(snapshot)
    of_pages = () if any(f.name == "package.json" for f in files) else OF_PAGES
    programs = [f for f in files if f.suffix in PROGRAMS and f.suffix not in of_pages]
    others = [f for f in programs if f.suffix not in PYTHON]
    if 2 * len(others) <= len(programs):
        return []
    return [f for f in others if f.text is None or words.search(f.path) or words.search(f.text[:LENGTH_LIMIT])]


def is_unit_test(source: Source) -> bool:
    """Whether a program tests code rather than a model: ``test`` in a name, or as a folder's, may mean either."""
    if _UNIT_TEST.search(source.file.path) or (source.mentions(("TestCase",)) and _TEST_CASE.search(source.text)):
        return True
    return source.mentions(_TEST_RUNNERS) and not _TEST_RUNNERS.isdisjoint(source.imports)


@lru_cache(maxsize=2)
def sources(snapshot: Snapshot) -> list[Source]:
    """The paper's own programs, shallow paths first; examples in READMEs last."""
    result = []
    for file in first_party_texts(snapshot):
        if file.suffix == ".ipynb":
            code = "\n".join(source for kind, source in cells(file.text or "") if kind == "code")
            if code := _MAGIC.sub("", code[:LENGTH_LIMIT]):
                result.append(Source(file, code, is_python=True))
        elif file.suffix == ".py" or file.suffix in OTHER_LANGUAGES:
            result.append(Source(file, (file.text or "")[:LENGTH_LIMIT], is_python=file.suffix == ".py"))
    examples: dict[File, dict[int, str]] = {}
    for line in all_lines(snapshot):
        if line.code:
            examples.setdefault(line.file, {})[line.number] = line.text
    for file, code_lines in examples.items():
        text = "\n".join(code_lines.get(number, "") for number in range(1, max(code_lines) + 1))
        result.append(Source(file, text, is_python=False))
    return result
