"""The cells of notebooks, of every version of the format and of broken ones, and the chunks of literate pages."""

from __future__ import annotations

import json
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.reading.languages import of_kernel
from reprosurvey.analysis.reading.programs import LINE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTEBOOK_LIMIT = 4 << 20
"""Characters of a notebook up to which it is read as JSON; of a larger one its lines are."""

_JSON_LINE = re.compile(r'^\s*"(.*?)(?:\\n)?",?$')
_KERNEL = re.compile(
    r'"(?:language|kernelspec|language_info)"\s*:\s*(?:\{[^{}]{0,500}?"(?:language|name)"\s*:\s*)?"(.*?)"'
)
_SOURCE = re.compile(r'"(?:source|input)"\s*:\s*')
_CELL = '"cell_type"'
_TYPE = re.compile(rf'{_CELL}\s*:\s*"(\w+)"')
_CHUNK = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*\{?\s*\.?(r|python|julia|matlab|octave)\b[^\n]*$", re.IGNORECASE)
_DECODER = json.JSONDecoder()

Cell = tuple[str, str]
"""The type and the source."""


class Notebook(NamedTuple):
    """What a notebook says."""

    language: str
    """Of its kernel; empty where it is not read."""
    cells: tuple[Cell, ...]
    counts: tuple[int | None, ...] | None = None
    """In which place each cell with code was run last, None where it was not; None for all where it is no JSON."""


def _in_version_4(text: str) -> Any:
    """An older notebook in today's form.

    Raises:
        ValueError, AttributeError, KeyError, TypeError, RecursionError: It is broken.
    """
    import nbformat  # slow to import, and few notebooks are that old
    import nbformat.reader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return nbformat.convert(nbformat.reader.reads(text), 4)
        except nbformat.ValidationError as error:
            raise ValueError(str(error)) from error


@lru_cache(maxsize=32)
def notebook(text: str) -> Notebook:
    """The cells of a notebook and their language; of one that is no JSON, those that stand in it all the same."""
    if len(text) <= NOTEBOOK_LIMIT:
        try:
            read = _DECODER.raw_decode(text.lstrip("\ufeff \t\r\n"))[0]
            if read["nbformat"] != 4:
                read = _in_version_4(text)
            found = tuple((str(cell["cell_type"]), "".join(cell["source"])) for cell in read["cells"])
            return Notebook(_language(read.get("metadata", {})), found, tuple(_counts(read["cells"])))
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            pass
    kernel = _KERNEL.search(text)
    return Notebook(of_kernel(kernel[1] if kernel else ""), tuple(_broken(text[:LENGTH_LIMIT])))


def _counts(read: Any) -> Iterator[int | None]:
    for cell in read:
        if cell["cell_type"] == "code" and "".join(cell["source"]).strip():
            count = cell.get("execution_count")
            yield count if isinstance(count, int) else None


def cells(text: str) -> tuple[Cell, ...]:
    """The cells of a notebook."""
    return notebook(text).cells


def chunks(text: str) -> dict[str, str]:
    """By language, the code of a literate page in its own lines; other lines are blank."""
    code: dict[str, dict[int, str]] = {}
    language, fence = "", ""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            else:
                code[language][number] = line
        elif opened := _CHUNK.match(line):
            fence, language = opened[1], of_kernel(opened[2])
            code.setdefault(language, {})
    return {name: "\n".join(kept.get(i, "") for i in range(len(lines))) for name, kept in code.items()}


def _language(metadata: Any) -> str:
    kernel, info = metadata.get("kernelspec") or {}, metadata.get("language_info") or {}
    return of_kernel(str(info.get("name") or kernel.get("language") or kernel.get("name") or ""))


def _broken(text: str) -> Iterator[Cell]:
    """The cells of a notebook that is no JSON; of a part of one, what its lines look like."""
    end = 0
    for source in _SOURCE.finditer(text):
        if source.end() < end:
            continue
        kinds = _TYPE.findall(text, end, source.start())
        try:
            read, end = _DECODER.raw_decode(text, source.end())
        except (ValueError, RecursionError):
            end = text.find(_CELL, source.end())
            end = len(text) if end < 0 else end
            read = _lines(text[source.end() : end])
        lines = read if isinstance(read, (str, list)) else ()
        if code := "".join(line for line in lines if isinstance(line, str)).rstrip("\n"):
            yield kinds[-1] if kinds else "code", code
    if not end and (code := "".join(_lines(text)).rstrip("\n")):
        yield "code", code


def _lines(text: str) -> list[str]:
    """The strings that stand in lines of their own."""
    found = (_JSON_LINE.match(line[:LINE_LIMIT]) for line in text.splitlines())
    return [match[1].replace('\\"', '"') + "\n" for match in found if match]
