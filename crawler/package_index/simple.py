"""What a project's page of the simple repository API tells: pure functions.

Definition: https://packaging.python.org/en/latest/specifications/simple-repository-api/ (PEP 503, 592, 629, 691, 700,
792), in JSON or HTML. A version is there where a file of it is: a list of versions may name some without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from packaging.utils import canonicalize_version, parse_sdist_filename, parse_wheel_filename
from packaging.version import Version
from parsel import Selector

from reprosurvey.crawler.http.json import AnswerError, items, parsed, text

JSON = "application/vnd.pypi.simple.v1+json"
HTML = ("application/vnd.pypi.simple.v1+html", "text/html")
ACCEPT = f"{JSON}, {HTML[0]};q=0.2, {HTML[1]};q=0.01"
"""The forms that are read, as the specification recommends to ask for them."""

_MAJOR = "1"
_QUARANTINED = "quarantined"
"""The status of a project whose files are not offered."""
_OLD_ARCHIVE = re.compile(r"\.(?:tar\.bz2|tar\.xz|tar\.Z|tgz|tbz)$")
"""Source archives that installers take and that no rule names any more."""


@dataclass(frozen=True, slots=True)
class Project:
    """What an index has of a package; versions as they are compared, without trailing zeros."""

    versions: frozenset[str]
    yanked: frozenset[str]
    """Those of them of which every file is withdrawn."""


_NOTHING = Project(frozenset(), frozenset())


def address(index: str, package: str) -> str:
    """A project's page below ``index`` (no slash at its end); ``package`` in the normalised spelling."""
    return f"{index}/{quote(package, safe='')}/"


def read_project(content_type: str, body: bytes) -> Project:
    """What a project's page tells.

    Raises:
        AnswerError: This is no such page.
    """
    if content_type == JSON:
        return _read_json(parsed(body))
    if content_type in HTML:
        return _read_html(body.decode("utf-8", "replace"))
    raise AnswerError(f"neither JSON nor HTML of the simple API, but {content_type}"[:200])


def _read_json(page: Any) -> Project:
    _check((text(page, "meta", "api-version") or "").partition(".")[0])
    files = items(page, "files")
    if files is None:
        raise AnswerError("no list of files")
    if text(page, "project-status", "status") == _QUARANTINED:
        return _NOTHING
    return _project(
        (text(file, "filename") or "", bool(file.get("yanked"))) for file in files if isinstance(file, dict)
    )


def _read_html(written: str) -> Project:
    """A page on which no link is a package's file may be any page: it tells nothing. Nor does one that breaks off."""
    if _is_cut(written):
        raise AnswerError("a page that breaks off")
    page = Selector(written)
    _check(page.css('meta[name="pypi:repository-version"]::attr(content)').get(f"{_MAJOR}.0").partition(".")[0])
    if page.css('meta[name="pypi:project-status"]::attr(content)').get() == _QUARANTINED:
        return _NOTHING
    links = page.css("a[href]")
    named = [(_name(link.attrib["href"]), "data-yanked" in link.attrib) for link in links]
    project = _project(named)
    if not project.versions:
        raise AnswerError("no link to a file of a package")
    return project


def _is_cut(page: str) -> bool:
    """Whether a page ends within a tag, or is opened and not closed."""
    tags = page.lower()
    opened = any(f"<{tag}" in tags and f"</{tag}" not in tags for tag in ("html", "body"))
    return opened or tags.rfind("<") > tags.rfind(">")


def _check(major: str) -> None:
    if major != _MAJOR:
        raise AnswerError(f"not version {_MAJOR} of the simple API"[:200])


def _name(href: str) -> str:
    try:
        return unquote(urlsplit(href).path.rpartition("/")[2])
    except ValueError:
        return ""


def _project(files: Iterable[tuple[str, bool]]) -> Project:
    whole: set[str] = set()
    yanked: set[str] = set()
    for name, withdrawn in files:
        if version := _version_of(name):
            (yanked if withdrawn else whole).update(_comparable(version))
    return Project(frozenset(whole | yanked), frozenset(yanked - whole))


def _version_of(file: str) -> Version | None:
    """The version of a wheel or source archive; None for another file, or a name from before there were rules."""
    try:
        if file.endswith(".whl"):
            return parse_wheel_filename(file)[1]
        return parse_sdist_filename(_OLD_ARCHIVE.sub(".tar.gz", file))[1]
    except ValueError:
        return None


def _comparable(version: Version) -> set[str]:
    """The version, and the one that it is a local build of: who asks for ``1.4`` takes ``1.4+cpu``."""
    return {canonicalize_version(version), canonicalize_version(Version(version.public))}
