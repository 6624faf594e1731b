"""What READMEs and guides say, line by line, with the heading that each line stands under."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from reprosurvey.analysis.reading.first_party import first_party_texts
from reprosurvey.analysis.reading.markup import MARKUPS, as_markdown
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.templates.register import template_of

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

LENGTH_LIMIT = 200_000
"""Characters of a page that are read."""
LINE_LIMIT = 2_000
"""Characters of a line that are read."""
PAGES_REMEMBERED = 128
"""Pages of which the lines are remembered."""

_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("inline")
ADDRESS = re.compile(r"(?:https?|ftp|s3|gs)://[^\s'\"<>)\]}`|]{4,500}")
"""An address in prose, markup or code."""

_WITHOUT_SCHEME = re.compile(r"(?<![/\w.@])www\.[\w-]+\.[^\s'\"<>)\]}`|]{4,500}")
_DOI = re.compile(r"(?<![/.\w])doi:\s*(10\.\d{4,9}/[^\s'\"<>)\]}`|]{1,200})", re.IGNORECASE)
_HTML_LABEL = re.compile(r"[\"'][^<>]{0,200}>([^<>]{1,100})</a>", re.IGNORECASE)
_REFERENCE = re.compile(r"\[([^\[\]]{1,200})\](?!\(|:)")
"""Markdown's link by reference: ``[here][label]``, ``[label][]`` or ``[label]``."""
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]{1,200})\]:\s*<?(https?://[^\s>]{4,500})", re.MULTILINE)
_LABEL = re.compile(r"\[([^\[\]]{1,200})\]\(<?$")

_UNTOUCHED = re.compile(
    r"a short description of the project\.|this is where you describe how to get set up"
    r"|make it easy for you to get started with gitlab|^describe your project here|<mcr_directory> <argument_list>"
    r"|^the makefile contains the central entry points for common tasks related to this project",
    re.IGNORECASE | re.MULTILINE,
)
_MAY_BE_UNTOUCHED = Words(
    "a short description of the project.",
    "this is where you describe how to get set up",
    "make it easy for you to get started with gitlab",
    "describe your project here",
    "<mcr_directory> <argument_list>",
    "the makefile contains the central entry points",
)
_TREE = re.compile(r"^\s*(?:[│├└┣┗┃]|[`\\+]-|\|(?!.*\|\s*$))")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*$")
_README = re.compile(
    r"(?:\w+[-_ ])?(?:readme|read[-_]me|leeme|liesmich|lisezmoi|leiame|leggimi)(?:[-_ ][^.]*)?(?:\.[\w-]+)?$",
    re.IGNORECASE,
)
"""README by a longer name, such as one of a language or a part."""
_SET_ASIDE = re.compile(r"(?:^|[-_ ])(?:old|orig|original|backup|bak|deprecated)(?:[-_ .]|$)", re.IGNORECASE)
"""A page by its name that holds no more."""
_GUIDE = re.compile(
    r"readme|usage|install(?:ation)?|tutorial|getting.?started|quick.?start|guide|manual|instruction|how.?to|index|run"
    r"|train|test|eval|inference|demo|experiment|replicat|reproduc|model.?zoo",
    re.IGNORECASE,
)
_OF_PAGES = re.compile(r"docs?|documentation|wiki|tutorials?|vignettes|man|manuals?", re.IGNORECASE)
"""Folders at the root whose files are pages."""
_ALSO_OTHERWISE = (".txt", ".rmd", ".qmd")
"""How the names of lists and programs end, too."""
_NO_GUIDE = re.compile(
    r"change|news|history|release|contribut|code.of.conduct|security|licen[sc]e|authors|citation|todo|requirements",
    re.IGNORECASE,
)
"""Pages by their names that do not tell how to use anything."""


class Line(NamedTuple):
    """A line of a page that is not blank."""

    file: File
    number: int
    """1-based."""
    text: str
    heading: str
    """The nearest heading above; empty before the first one."""
    code: bool
    """Whether it stands in a code block."""
    lower: str
    """The text in lower case, for cheap questions."""


class Link(NamedTuple):
    """An address that a line leads to."""

    label: str
    """The words that carry it; empty where it stands alone."""
    address: str


def _is_untouched(page: File, origin: str) -> bool:
    """Whether a page of the repository ``origin`` still is what a project template put there."""
    text = (page.text or "")[:LENGTH_LIMIT]
    untouched = _MAY_BE_UNTOUCHED.stand_in(text.lower()) and _UNTOUCHED.search(text)
    return bool(untouched) or template_of(page, origin) is not None


@lru_cache(maxsize=2)
def pages(snapshot: Snapshot) -> list[File]:
    """The paper's own READMEs, and guides at the root or in ``docs``, that are not an untouched template."""
    return [f for f in first_party_texts(snapshot) if _is_page(f) and not _is_untouched(f, snapshot.origin)]


def _is_page(file: File) -> bool:
    if _SET_ASIDE.search(file.name):
        return False
    return file.is_readme or bool(_README.match(file.name)) or _is_guide(file)


def _is_guide(file: File) -> bool:
    if file.suffix not in MARKUPS or _NO_GUIDE.match(file.name):
        return False
    if file.depth and _OF_PAGES.fullmatch(file.path.partition("/")[0]):
        return file.suffix != ".txt" or bool(_GUIDE.match(file.name))
    return file.depth == 0 and file.suffix not in _ALSO_OTHERWISE and bool(_GUIDE.match(file.name))


@lru_cache(maxsize=PAGES_REMEMBERED)
def lines(page: File) -> tuple[Line, ...]:
    """The lines of a page that a reader sees: no blank ones, headings or comments."""
    raw = as_markdown((page.text or "")[:LENGTH_LIMIT], page.suffix).splitlines()
    layout = _layout(raw)
    result, heading = [], ""
    for index, line in enumerate(raw):
        heading = layout.headings.get(index, heading)
        if line.strip() and index not in layout.hidden:
            text = line[:LINE_LIMIT]
            result.append(Line(page, index + 1, text, heading, index in layout.code, text.lower()))
    return tuple(result)


class _Layout(NamedTuple):
    """What lines are, by their indices from 0."""

    headings: dict[int, str]
    code: set[int]
    hidden: set[int]
    """Headings, the fences of code, and comments."""


def _layout(raw: list[str]) -> _Layout:
    layout = _Layout({}, set(), set())
    tokens = _MARKDOWN.parse("\n".join(raw))
    for position, token in enumerate(tokens):
        if token.map is None:
            continue
        span = range(*token.map)
        if token.type == "heading_open":
            layout.headings[span.start] = tokens[position + 1].content
            layout.hidden.update(span)
        elif token.type in ("fence", "code_block"):
            layout.code.update(span)
            layout.hidden.update(i for i in span if _FENCE.match(raw[i]))
        elif token.type == "html_block" and token.content.lstrip().startswith("<!--"):
            layout.hidden.update(span)
    return layout


@lru_cache(maxsize=2)
def all_lines(snapshot: Snapshot) -> list[Line]:
    """The lines of all pages, the root's README first."""
    return [line for page in pages(snapshot) for line in lines(page)]


@lru_cache(maxsize=64)
def _definitions(page: File) -> dict[str, str]:
    """The addresses that a page defines apart from its text, by their labels in lower case."""
    text = (page.text or "")[:LENGTH_LIMIT]
    return {label.lower(): address for label, address in _DEFINITION.findall(text)} if "]:" in text else {}


def is_drawn(text: str) -> bool:
    """Whether a line is one of a drawn tree, other than a row of a table."""
    return bool(_TREE.match(text))


def is_item(text: str) -> bool:
    """Whether a line is an item of a list."""
    return bool(_ITEM.match(text))


def is_definition(line: Line) -> bool:
    """Whether a line does nothing but define an address for links by reference."""
    return bool(_DEFINITION.match(line.text))


def links(line: Line) -> list[Link]:
    """The addresses that a line gives, also without their scheme or by reference to a definition on its page."""
    result = []
    for found in ADDRESS.finditer(line.text):
        label = _LABEL.search(line.text, max(0, found.start() - 205), found.start())
        label = label or _HTML_LABEL.match(line.text, found.end())
        result.append(Link(label[1] if label else "", found[0]))
    if "www." in line.text:
        result += [Link("", f"https://{address}") for address in _WITHOUT_SCHEME.findall(line.text)]
    if "doi:" in line.lower:
        result += [Link("", f"https://doi.org/{doi}") for doi in _DOI.findall(line.text)]
    return result + _by_reference(line)


def _by_reference(line: Line) -> list[Link]:
    definitions = _definitions(line.file) if "[" in line.text else {}
    labels = _REFERENCE.findall(line.text) if definitions else []
    pairs = zip(["", *labels], labels, strict=False)
    return [
        Link(f"{before} {label}", definitions[label.lower()]) for before, label in pairs if label.lower() in definitions
    ]


def words_of(text: str) -> set[str]:
    """The words of a line, of which each name of a file is one."""
    return {word.rstrip(".") for word in re.split(r"[\s`'\"/\\()\[\],;:*<>]+", text)}
