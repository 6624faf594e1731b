"""The cells of notebooks, of every version of the format and of broken ones."""

from __future__ import annotations

import json
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nbformat
import nbformat.reader

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.reading.programs import LINE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

NOTEBOOK_LIMIT = 4 << 20
"""Characters of a notebook up to which it is read as JSON; of a larger one its lines are."""

_JSON_LINE = re.compile(r'^\s*"(.*?)(?:\\n)?",?$')
_READ: Callable[[str], Any] = nbformat.reader.reads
_CONVERT: Callable[[Any, int], Any] = nbformat.convert


def _in_version_4(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _CONVERT(_READ(text), 4)


@lru_cache(maxsize=32)
def cells(text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a notebook, each its type and its source; of one that cannot be read, what its lines look like."""
    if len(text) <= NOTEBOOK_LIMIT:
        try:
            notebook = json.loads(text)
            if notebook["nbformat"] != 4:
                notebook = _in_version_4(text)
            return tuple((str(cell["cell_type"]), "".join(cell["source"])) for cell in notebook["cells"])
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError, nbformat.ValidationError):
            pass
    found = (_JSON_LINE.match(line[:LINE_LIMIT]) for line in text[:LENGTH_LIMIT].splitlines())
    source = "\n".join(match[1].replace('\\"', '"') for match in found if match)
    return (("code", source),) if source else ()
