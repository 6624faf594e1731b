"""Pages in other markup as Markdown, line by line: headings, code and what is not shown; the words stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_ADOC_HEADING = re.compile(r"(={1,6})\s+(\S.*)")
_ADOC_HIDDEN = re.compile(r":[\w!-]+:|\[[^\]]*\]\s*$|//")
_ORG_HEADING = re.compile(r"(\*{1,6})\s+(?:TODO\s+|DONE\s+)?(\S.*)")
_ORG_BLOCK = re.compile(r"\s*#\+(begin|end)_(src|example|comment)\b", re.IGNORECASE)
_ORG_TITLE = re.compile(r"\s*#\+title:\s*(\S.*)", re.IGNORECASE)
_ORG_HIDDEN = re.compile(r"\s*#(?:\+\S|\s)|\s*:\w+:")
_RST_LINE = re.compile(r"([=\-~^\"'`#*+.:_<>])\1{2,}\s*$")
_RST_DIRECTIVE = re.compile(r"\s*\.\.(?:\s|$)")
_RST_CODE = re.compile(r"\s*\.\.\s+(?:code-block|code|sourcecode|prompt|literalinclude)::")
_RST_OPTION = re.compile(r"\s+:[\w-]+:")
_ROFF_HEADING = re.compile(r"\.S[HS]\s+\"?(.*?)\"?\s*$")
_RD_SECTION = re.compile(r"\\(title|usage|examples|description|details|section)\{(.*)$")
_TEXTILE_HEADING = re.compile(r"h([1-6])\.\s+(\S.*)")
_DOUBLED = re.compile(r"(=+)\s*(\S.*?)\s*=*\s*$")


def as_markdown(text: str, suffix: str) -> str:
    """``text`` of a page whose name ends in ``suffix`` as Markdown with as many lines."""
    convert = _MARKUP.get(suffix)
    return "\n".join(convert(text.splitlines())) if convert else text


def _of_asciidoc(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = line.strip()
        if fence:
            closes = mark == fence
            yield ("```" if fence != "////" else "-->") if closes else line
            fence = "" if closes else fence
        elif re.fullmatch(r"-{4,}|\.{4,}|/{4,}", mark):
            fence = mark
            yield "<!--" if mark.startswith("/") else "```"
        elif heading := _ADOC_HEADING.match(line):
            yield f"{'#' * len(heading[1])} {heading[2]}"
        else:
            yield "" if _ADOC_HIDDEN.match(line) else line


def _of_org(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if block := _ORG_BLOCK.match(line):
            hidden = block[2].lower() == "comment"
            yield ("<!--" if block[1].lower() == "begin" else "-->") if hidden else "```"
        elif heading := _ORG_HEADING.match(line):
            yield f"{'#' * len(heading[1])} {heading[2]}"
        elif title := _ORG_TITLE.match(line):
            yield f"# {title[1]}"
        else:
            yield "" if _ORG_HIDDEN.match(line) else line


def _of_rst(lines: list[str]) -> Iterator[str]:
    """Underlines are Markdown's; comments and options of directives go, code stays indented as it is."""
    hidden = False
    above = ""
    for line in lines:
        hidden = hidden and (not line.strip() or line[:1].isspace())
        if _RST_DIRECTIVE.match(line):
            hidden = not _RST_CODE.match(line)
            yield ""
        elif _RST_LINE.match(line):
            yield ("===" if line[0] == "=" else "-----") if above.strip() else ""
        else:
            yield "" if hidden or _RST_OPTION.match(line) else re.sub(r"(?<!:)::\s*$", ":", line)
        above = line


def _of_roff(lines: list[str]) -> Iterator[str]:
    for line in lines:
        heading = _ROFF_HEADING.match(line)
        words = re.sub(r"^\.\w+\s*|\\f.|\\", "", line)
        yield f"# {heading[1]}" if heading else words


def _of_rd(lines: list[str]) -> Iterator[str]:
    """R's manual pages: a section's content follows its name."""
    for line in lines:
        section = _RD_SECTION.match(line)
        yield f"# {section[1]} {section[2]}".rstrip("}{ ") if section else re.sub(r"^\s*%.*", "", line)


def _of_textile(lines: list[str]) -> Iterator[str]:
    for line in lines:
        heading = _TEXTILE_HEADING.match(line)
        yield f"{'#' * int(heading[1])} {heading[2]}" if heading else re.sub(r"^bc\.+\s", "    ", line)


def _of_doubled(lines: list[str]) -> Iterator[str]:
    """Markups that mark a heading by the signs before it, as RDoc and MediaWiki do."""
    for line in lines:
        heading = _DOUBLED.match(line)
        yield f"{'#' * len(heading[1])} {heading[2]}" if heading else line


_MARKUP: dict[str, Callable[[list[str]], Iterator[str]]] = {
    ".adoc": _of_asciidoc,
    ".asciidoc": _of_asciidoc,
    ".asc": _of_asciidoc,
    ".org": _of_org,
    ".rst": _of_rst,
    ".rest": _of_rst,
    ".rd": _of_rd,
    ".textile": _of_textile,
    ".rdoc": _of_doubled,
    ".mediawiki": _of_doubled,
    ".wiki": _of_doubled,
    **dict.fromkeys((".1", ".3", ".5", ".7", ".8", ".man", ".roff"), _of_roff),
}
MARKUPS = frozenset({".md", ".markdown", ".mdown", ".txt", ".rmd", ".qmd", *_MARKUP})
"""How the names of pages end that are read."""
