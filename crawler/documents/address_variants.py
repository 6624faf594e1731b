"""Mends what extraction and typesetting did to an address: the readings that one stretch of text allows.

Hyphens and underscores get lost, dashes become typographic, a line's end or a margin's number cuts an address, LaTeX's
own commands stay in a link, and a sentence, a page or a footnote's number is glued on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reprosurvey.crawler.documents.pages import HYPHEN
from reprosurvey.crawler.origins import GIT_HOSTS, over_https

VARIANTS_LIMIT = 6
"""Variants kept of one address."""

HOPS_LIMIT = 4
"""Line ends and spaces within one address."""

_TYPOGRAPHIC = str.maketrans(
    {**dict.fromkeys("–—‐‑‒−﹣－", "-"), **dict.fromkeys("˜∼～", "~"), **dict.fromkeys("\u200b\u2060\ufeff", None),
     "＿": "_", "⁄": "/", "∕": "/", "：": ":", "．": ".", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)  # fmt: skip
_LATEX = (
    (re.compile(r"^.*\\url\s*\{|^url\{", re.DOTALL), ""),
    (re.compile(r"^(https?:)(?=[a-z])", re.IGNORECASE), r"\1//"),
    (re.compile(r"(?:\\protect\s*)*\\(?:unhbox|leavevmode).{0,80}?\\vbox\s*\{[^}]*\}", re.DOTALL), "_"),
    (re.compile(r"(?:\\protect\s*)*\\(?:penalty\s*\\@M\s*\\?|nobreakspace)(?:\s|\{\})*"), "~"),
    (re.compile(r"(?:\\|%5C)(?:textunderscore|_)(?:\{\}|%7B%7D|\s)?", re.IGNORECASE), "_"),
    (re.compile(r"(?:\\|%5C)text(?:ascii)?tilde(?:\{\}|%7B%7D|\s)?|\$(?:\\|%5C)sim\$", re.IGNORECASE), "~"),
    (re.compile(r"(?:(?:\\|%5C)(?:protect|relax|string|penalty)|protect(?=(?:\s|%20)(?:\\|%5C)?[_~]))(?:\s|%20)*",
                re.IGNORECASE), ""),
    (re.compile(r"(?:\\|%5C)-", re.IGNORECASE), ""),
    (re.compile(r"(?:\{|%7B)?(?:\\|%5C)?([_~#%&-])(?:\}|%7D)", re.IGNORECASE), r"\1"),
    (re.compile(r"(?:\\|%5C)(?=[_~#%&])", re.IGNORECASE), ""),
)  # fmt: skip
"""What LaTeX writes into a link when a package meets its underscores and tildes, and what was meant."""
_SECOND_SCHEME = re.compile(r"^[a-z:/]*(?=https?:/)(?!https?:/{1,2}[\w-])|^https?:/{0,2}(?=https?:?/)", re.IGNORECASE)
_TAIL = ".,;:!?'*}>"
_ESCAPED_TAIL = re.compile(r"(?:%20|%22|%7D|%3E|%5D|%0A)+$", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?P<gap>\n|[ ](?=[^ ]))(?:\d{1,4}[ \n])?(?!https?:)(?P<word>(?:[\w%/~]|-(?=\w))[^\s<>\"“”(),;]*)"
)
_SMALL_WORD = re.compile(
    r"(?:an?d?|as|by|for|from|i[ns]|of|o[nr]|the|to|via|w[ei]|which|where|with)[.,;:]?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,4}")
_NEXT_PARAGRAPH = re.compile(r"\d{1,4}\.?|[A-Z][a-z]+:?")
_GLUED_SENTENCE = re.compile(r"\.(?=[A-Z][a-z]+$)")
_GLUED_NUMBER = re.compile(r"(?<=[A-Za-z_-])(?:\.?\d{1,2}|[\d¹²³⁰-⁹]{1,2})$|(?<=[A-Za-z_-](?:19|20)\d\d)\d{1,2}$")
_LOST_UNDERSCORES = re.compile(r"(?: [A-Za-z0-9-]{1,20}){1,4}(?=\s*(?:[.,;)\n]|$))")
_TAKEN_ON = (".", ",", ";", ")", "]")
"""What ends an address."""


def schemed(address: str) -> str:
    """An address with its scheme."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"


def without_typesetting(written: str) -> str:
    """A link's address without what LaTeX left in it."""
    core = written.strip().translate(_TYPOGRAPHIC)
    for pattern, meant in _LATEX:
        core = pattern.sub(meant, core)
    return _ESCAPED_TAIL.sub("", _SECOND_SCHEME.sub("", over_https(core)))


def mended(core: str) -> Iterator[str]:
    """The variants of one stretch of text: hyphens put back or dropped, then what is glued on cut off."""
    plain = re.sub(r"\\(?=[_~#%&-])", "", core.translate(_TYPOGRAPHIC))
    for hyphen in ("-", "") if HYPHEN in plain or "\xad" in plain else ("",):
        whole = _balanced(plain.replace(HYPHEN, hyphen).replace("\xad", hyphen)).rstrip(_TAIL)
        for cut in (_GLUED_SENTENCE.split(whole)[0], whole):
            shorter = _GLUED_NUMBER.sub("", cut)
            if re.search(r"\.\d{1,2}$", cut):
                yield from (shorter, cut)
            else:
                yield from (cut, shorter)


def with_underscores(core: str, text: str, end: int) -> Iterator[str]:
    """Longer readings of an address that ends at ``end``: the words behind it, joined by underscores."""
    lost = _LOST_UNDERSCORES.match(text, end)
    if lost is None or core.endswith((*_TAIL, *_TAKEN_ON)):
        return
    words = lost[0].split()
    for count in range(len(words), 0, -1):
        yield "_".join([core, *words[:count]])


def joined(core: str, text: str, end: int) -> tuple[str, int, bool]:
    """An address with what stands behind the gaps in it, where that ends, and whether that is the likeliest reading."""
    is_whole = False
    for _ in range(HOPS_LIMIT):
        following = _CONTINUED.match(text, end)
        if following is None or not _may_go_on(core, following):
            break
        open_ended = _is_open_ended(core, following["word"])
        if not open_ended and (is_whole or following["gap"] == " "):
            break
        core, end = core + following["word"], following.end()
        if not open_ended:
            return core, end, False
        is_whole = True
    return core, end, is_whole


def _may_go_on(core: str, following: re.Match[str]) -> bool:
    word = following["word"]
    if _NUMBER.fullmatch(word) or (following["gap"] == " " and _SMALL_WORD.fullmatch(word)):
        return False
    if core.endswith((",", ";")) or (core.endswith((".", ")", "]")) and not _is_open_ended(core, word)):
        return False
    if re.fullmatch(r"[A-Z][A-Za-z]+:", word):
        return False
    return not _NEXT_PARAGRAPH.fullmatch(word) or core.endswith(("/", "-", "_", HYPHEN))


def _is_open_ended(core: str, word: str) -> bool:
    """Whether an address cannot end here, or the word behind the gap cannot but go on with it."""
    if re.search(r"\.$", core):
        is_host = "/" not in core.partition("://")[2]
        return (is_host and re.match(r"[a-z]{2,10}/", word) is not None) or (
            re.search(r"10\.\d{4,5}/\w+\.$", core) is not None and word[:1].isdigit()
        )
    if core.endswith(("/", "-", "_", HYPHEN)):
        return True
    return _slashes(core) < _slashes_needed(core) or word.startswith(("_", "-", "/"))


def _slashes(core: str) -> int:
    return core.rstrip("/").count("/") + core.endswith("/")


def _slashes_needed(core: str) -> int:
    """Slashes that the address of a repository has on this host at least."""
    return (2 if "//" in core else 0) + (2 if any(h in core.lower() for h in GIT_HOSTS) else 0)


def _balanced(core: str) -> str:
    """Cut at a closing bracket that nothing opened."""
    depth = 0
    for i, c in enumerate(core):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(c, 0)
        if depth < 0:
            return core[:i]
    return core
