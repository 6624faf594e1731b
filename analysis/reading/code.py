"""The paper's own programs: sources, notebooks and the examples in READMEs."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from reprosurvey.analysis.reading.first_party import (
    LENGTH_LIMIT,
    LINK,
    SUBMODULE,
    first_party_files,
    first_party_texts,
    unread,
)
from reprosurvey.analysis.reading.grammars import has_grammar, read
from reprosurvey.analysis.reading.languages import (
    BY_SUFFIX,
    LITERATE,
    OF_PAGES,
    PROGRAMS,
    READ_FILES,
    SCRIPTED,
    UNREAD_LANGUAGES,
)
from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.notebooks import chunks, notebook
from reprosurvey.analysis.reading.programs import Program, called_in, imported, parse, scan, tree_of
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.reading.syntax import Dialect, Refusal, dialect, refusal_of
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_UNIT_TEST = re.compile(r"(?:^|/)tests/|(?:^|/)(?:conftest|unittest)\.py$")
_TEST_RUNNERS = frozenset({"pytest", "unittest"})
_TESTS = Words("TestCase", *_TEST_RUNNERS)
_TEST_CASE = re.compile(r"^class \w+\(.*TestCase\b", re.MULTILINE)
_FRAMEWORK = re.compile(
    r"(?:[\w-]{0,40}[-_])?(?:caffe2?|(?:py)?torch|tensorflow|theano|mxnet|darknet|cntk|lightgbm|xgboost)"
)
"""Submodules that by their name hold a framework and nothing of the paper's."""
OF_PACKAGING = frozenset({"setup.py", "conf.py", "__init__.py", "conftest.py"})
"""Programs of a package's making, by their names."""
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)


_WITH_PROGRAMS = frozenset({".ipynb", ".py", *LITERATE, *BY_SUFFIX})
FILES_REMEMBERED = 1_024
"""Files of which the programs are remembered, as many as the repositories of one task hold: few files change from one
state of a repository to another.
"""
USUAL_LENGTH = 50_000
"""Characters up to which they are."""


Tree = TypeVar("Tree")


@dataclass(frozen=True, eq=False)
class Source:
    """A file with a program, which is parsed when first asked for."""

    file: File
    text: str
    """The program's text; of a notebook its code cells."""
    language: str
    """Empty where it is not known, or has no grammar."""

    @cached_property
    def program(self) -> Program:
        """Read by its syntax tree, or by lines where it has none."""
        if self.is_python:
            with suppress(SyntaxError):
                return self._parsed(parse)
        return read(self.language, self.text) if has_grammar(self.language) else scan(self.lines)

    @cached_property
    def refusal(self) -> Refusal | None:
        """Why this Python does not parse it; None where it does, or where it is in another language."""
        return refusal_of(self.text) if self.is_python else None

    @cached_property
    def dialect(self) -> Dialect:
        """Which Python parses a program in Python."""
        return dialect(self.text, self.refusal)

    def tree(self) -> ast.Module:
        """The syntax tree of a program in Python.

        Raises:
            SyntaxError: It has none, or one too deep.
        """
        return self._parsed(tree_of)

    def _parsed(self, read: Callable[[str], Tree]) -> Tree:
        """What is ``read`` of its syntax tree; whether there is one need not be asked again."""
        if refusal := self.__dict__.get("refusal"):
            raise SyntaxError(refusal.message)
        try:
            found = read(self.text)
        except SyntaxError as error:
            if error.lineno:  # what is too deep for a tree may be parsed without one
                self.__dict__["refusal"] = Refusal(error.lineno, error.msg)
            raise
        self.__dict__["refusal"] = None
        return found

    @property
    def is_python(self) -> bool:
        """Whether it is in Python."""
        return self.language == "python"

    @property
    def is_scripted(self) -> bool:
        """Whether it is in another language whose scripts are programs as a whole."""
        return self.language in SCRIPTED

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    @cached_property
    def called(self) -> frozenset[str]:
        """The names of all that it may call: a cheap question before the program is parsed."""
        return called_in(self.text)

    @cached_property
    def imports(self) -> set[str]:
        """The top-level packages that its statements import."""
        return set(imported((line for _, line in lines_with("import", self.text)) if self.is_python else self.lines))

    @cached_property
    def is_unit_test(self) -> bool:
        """Whether it tests code rather than a model: ``test`` in a name, or as a folder's, may mean either."""
        if _UNIT_TEST.search(self.file.path):
            return True
        if not _TESTS.stand_in(self.text):
            return False
        return bool(_TEST_CASE.search(self.text)) or not _TEST_RUNNERS.isdisjoint(self.imports)

    def quote(self, line: int) -> str:
        """The text of a line."""
        found = self.lines[line - 1 : line]
        return found[0].strip() if found else ""

    def line_in_file(self, line: int) -> int | None:
        """The line of the file itself; None for a notebook or a live script, whose lines are not those of its cells."""
        return None if self.file.suffix in (".ipynb", ".mlx") else line


def left_behind(snapshot: Snapshot, words: re.Pattern[str]) -> list[File]:
    """What could hold what is asked for and was not read: texts that were not kept, and programs by ``words``."""
    return list(dict.fromkeys([*unread(snapshot, *READ_FILES), *_unread_programs(snapshot, words)]))


def _unread_programs(snapshot: Snapshot, words: re.Pattern[str]) -> list[File]:
    """The paper's own programs that are not read, or of which calls do not tell enough, where most are such.

    What a compiled program trains or evaluates, the names of its calls often do not tell: it is one where ``words``
    stand in it, one of which stands in every program that does what is asked for. Scripts of web pages are none. Where
    there is no program but for packaging, a repository's submodules hold what there is.
    """
    programs = _own_programs(snapshot)
    if all(f.name in OF_PACKAGING for f in programs):
        return _submodules(snapshot)
    others = [f for f in programs if _is_left_out(f)]
    if 2 * len(others) <= len(programs):
        return []
    return [f for f in others if f.text is None or f.suffix in UNREAD_LANGUAGES or _stand_in(words, f)]


def _own_programs(snapshot: Snapshot) -> list[File]:
    """The paper's own programs but for the scripts of web pages; what a link leads to stands elsewhere, or nowhere."""
    files = [file for file in first_party_files(snapshot) if file.mode != LINK]
    of_pages = () if any(file.name == "package.json" for file in files) else OF_PAGES
    return [file for file in files if file.suffix in PROGRAMS and file.suffix not in of_pages]


def _submodules(snapshot: Snapshot) -> list[File]:
    """The submodules but for others' frameworks, or the list of them where the tree has lost them."""
    files = first_party_files(snapshot)
    declared = [f for f in files if f.path == ".gitmodules" and f.size]
    submodules = [f for f in files if f.mode == SUBMODULE]
    if not submodules:
        return declared
    own = any(map(partial(_names_owner, snapshot.origin), declared))
    return [f for f in submodules if own or not _FRAMEWORK.fullmatch(f.name.lower())]


def _names_owner(origin: str, file: File) -> bool:
    """Whether a list of submodules has an address of the owner of the repository ``origin``."""
    owner = origin.lower().rpartition("/")[0].rpartition("/")[2]
    return f"/{owner}/" in (file.text or "").lower().replace(":", "/")


def _is_left_out(file: File) -> bool:
    if file.text is None or file.suffix in UNREAD_LANGUAGES:
        return file.size != 0
    language = _language_of(file)
    return language != "python" and not (language in SCRIPTED and has_grammar(language))


def _language_of(file: File) -> str:
    if file.suffix == ".ipynb":
        return notebook(file.text or "").language
    return "r" if file.suffix in LITERATE else BY_SUFFIX.get(file.suffix, "python" if file.suffix == ".py" else "")


def _stand_in(words: re.Pattern[str], file: File) -> bool:
    return bool(words.search(file.path) or words.search((file.text or "")[:LENGTH_LIMIT]))


def likely_first(programs: Iterable[Source], named: Callable[[Source], object], words: Words) -> Iterator[Source]:
    """Programs in the order in which they are worth parsing: those ``named`` after what is asked for, then those in
    which one of ``words`` stands.
    """
    others, unlikely = [], []
    for source in programs:
        if named(source):
            yield source
        else:
            others.append(source)
    for source in others:
        if words.stand_in(source.text):
            yield source
        else:
            unlikely.append(source)
    yield from unlikely


@lru_cache(maxsize=2)
def sources(snapshot: Snapshot) -> list[Source]:
    """The paper's own programs, shallow paths first; examples in READMEs last."""
    result = [source for file in first_party_texts(snapshot) for source in _sources(file)]
    examples: dict[File, dict[int, str]] = {}
    for line in all_lines(snapshot):
        if line.code:
            examples.setdefault(line.file, {})[line.number] = line.text
    for file, code_lines in examples.items():
        text = "\n".join(code_lines.get(number, "") for number in range(1, max(code_lines) + 1))
        result.append(Source(file, text, ""))
    return result


def _sources(file: File) -> tuple[Source, ...]:
    """The programs of a file; what is read of them stays with those of a usual length."""
    if file.suffix not in _WITH_PROGRAMS:
        return ()
    return _remembered(file) if len(file.text or "") <= USUAL_LENGTH else tuple(_programs(file))


@lru_cache(maxsize=FILES_REMEMBERED)
def _remembered(file: File) -> tuple[Source, ...]:
    return tuple(_programs(file))


def _programs(file: File) -> Iterator[Source]:
    """None, one, or of a literate page one in each language."""
    text = file.text or ""
    if file.suffix == ".ipynb":
        read = notebook(text)
        code = "\n".join(source for kind, source in read.cells if kind == "code")
        if code := _MAGIC.sub("", code[:LENGTH_LIMIT]):
            yield Source(file, code, read.language)
    elif file.suffix in LITERATE:
        for language, code in chunks(text[:LENGTH_LIMIT]).items():
            yield Source(file, code, language)
    else:
        yield Source(file, text[:LENGTH_LIMIT], BY_SUFFIX.get(file.suffix, "python"))
