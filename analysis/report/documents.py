"""Tables as a document: Markdown, LaTeX (booktabs) or HTML, by the templates beside this module."""

from __future__ import annotations

import re

import jinja2

from reprosurvey.analysis.report.table1 import LEGEND, Layout

_LATEX = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "†": r"\textdagger{}",
    "–": "--",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(layouts: list[Layout], *notes: str) -> str:
    """Each table in GitHub's Markdown, and below them the notes, by default Table 1's legend."""
    return _rendered("table1.md.j2", layouts, notes or (LEGEND,), autoescape=False)


def latex(layouts: list[Layout]) -> str:
    """A table a venue; the document that takes them in loads the package booktabs."""
    return _rendered("table1.tex.j2", layouts, (LEGEND,), autoescape=False)


def html(layouts: list[Layout]) -> str:
    """A page with a table a venue."""
    return _rendered("table1.html.j2", layouts, (LEGEND,), autoescape=True)


def _rendered(template: str, layouts: list[Layout], notes: tuple[str, ...], *, autoescape: bool) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("reprosurvey.analysis.report"),
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        variable_start_string="<<",
        variable_end_string=">>",
    )
    environment.filters |= {"latex": _in_latex, "markdown": _in_markdown}
    return environment.get_template(template).render(tables=layouts, notes=notes)


def _in_latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in text)


def _in_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
