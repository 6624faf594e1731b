"""MATLAB's live scripts: an archive of which one part holds the text and the code, in Office Open XML's words."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

TEXT_LIMIT = 4 << 20
"""Bytes of the unpacked part that are read."""

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.XMLSyntaxError),
    *(KeyError, ValueError, EOFError, OSError, RuntimeError, struct.error),
)
"""What the standard library raises over archives that are none, or not whole."""
_PART = "matlab/document.xml"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def script_of(content: bytes) -> str | None:
    """The code of a live script, its prose as comments; None where the content is no live script."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_PART) as part:
            document = etree.fromstring(part.read(TEXT_LIMIT), etree.XMLParser(resolve_entities=False, no_network=True))
    except _DAMAGED:
        return None
    return "\n".join(_as_code(paragraph) for paragraph in document.iter(f"{_WORDS}p"))


def _as_code(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_WORDS}pPr/{_WORDS}pStyle")
    text = "".join(run.text or "" for run in paragraph.iter(f"{_WORDS}t"))
    if style is not None and style.get(f"{_WORDS}val") == "code":
        return text
    return "".join(f"% {line}" for line in text.splitlines())
