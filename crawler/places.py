"""Which state of a repository an address names, and which path in it, as each kind of host writes them.

Where the ref ends and the path begins, an address does not say, as refs may hold slashes. Both are kept together, and a
visit tells by the refs that are there (``crawler/git/refs.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote

BRANCHES, TAGS = "refs/heads/", "refs/tags/"
DEFAULT = ("main", "master", "HEAD")
"""Names of the default branch: a host leads from the one that it had before to the one of today."""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ARCHIVE = re.compile(r"\.(?:zip|tar|tgz|bundle|tar\.(?:gz|bz2|xz))$")
_NESTED = re.compile(
    r"(?<=\.git)/|/(?:-(?=/)|(?=(?:tree|blob|raw|src|edit|blame)/[^/]|commit/[0-9a-f]{7,64}(?:[/.]|$)|releases/(?:tag|download)/[^/]"
    r"|archive/[^?]+\.(?:zip|tar\.gz)$))"
)
"""Behind a repository's address on a host whose groups nest, or that is not known."""
_PAGES = frozenset(
    "tree blob raw src edit blame commits resolve media render find log branch zipball tarball zip tar.gz".split()
)
"""Words before a ref, and maybe a path."""
_KINDS = {"branch": BRANCHES, "tag": TAGS, "commit": ""}
_OF_KINDS = ("src", "raw", "media", "render", "commits")
"""What Gitea and Forgejo write before a ref, and on which pages."""
_OF_TAGS = {"/-/tree/": "/-/tags/", "/src/branch/": "/src/tag/"}
"""How GitLab and these write a tag, by how they write a branch."""
_OF_GITEA = frozenset("src media render commit releases archive".split())
"""Words by which a host that is not known is one of these."""
_BY_NAME_ALONE = ("gitee.com", "github.com", "huggingface.co")
"""Hosts that write branches, tags and commits alike."""
_BEHIND_SRC = ("bitbucket.org", "notabug.org")
_GITLABS = ("framagit.org", "gitlab.com", "salsa.debian.org")
_NEVER_CGIT = (*_BY_NAME_ALONE, *_BEHIND_SRC, *_GITLABS, "codeberg.org")


@dataclass(frozen=True, slots=True)
class Place:
    """What an address names behind a repository's."""

    ref: str = ""
    """A branch, tag or commit, with the path behind it where only the host can tell them apart; a full name
    (``refs/tags/v1``) where the address says what it is. Empty for the default branch.
    """
    path: str = ""
    """The folder or file, where it stands apart from the ref."""
    written: str = ""
    """``ref`` as the host writes it behind a repository's address."""


def is_commit(ref: str) -> bool:
    """Whether it is the whole identifier of a commit."""
    return _COMMIT.fullmatch(ref) is not None


def may_name_ref(origin: str) -> bool:
    """Whether an origin's address may end in a ref: quickly told, of the many that do not."""
    return any(word in origin for word in ("/tree/", "/src/", "/-/tags/"))


def path_behind(ref: str, name: str) -> str:
    """The path that a place's ``ref`` leaves when the branch, tag or commit in it is ``name``."""
    return re.sub("^refs/(?:heads|tags)/", "", ref).removeprefix(name).strip("/")


def repository_length(segments: Sequence[str]) -> int:
    """How many ``segments`` of a path name the repository, on a host where their number differs."""
    path = "/" + "/".join(segments)
    match = _NESTED.search(path, len("/".join(segments[:2])) + 1)
    length = path[: match.start()].count("/") if match else len(segments)
    return next((place + 1 for place in range(1, length) if "@" in segments[place][1:]), length)


def place_of(host: str, behind: Sequence[str], query: Mapping[str, str], fragment: str) -> Place:
    """What the segments ``behind`` a repository at ``host`` name.

    ``query``: of the address, in which cgit writes the ref; ``fragment``: likewise, in which pip writes the folder.
    """
    dashed = behind[:1] == ["-"]
    words = [word for word in behind[dashed:] if word not in (".", "..")]
    form = _form(host, words, dashed=dashed)
    if host not in _NEVER_CGIT and not dashed and (named := query.get("h") or query.get("id")):
        return _place("/tree/", named.strip("/"), "/".join(words[1:]))
    ref = _ref(host, words, dashed=dashed)
    return _place(form, TAGS + ref if ref and query.get("ref_type") == "tags" else ref, folder_in(fragment))


def place_at(host: str, ref: str, fragment: str) -> Place:
    """The place that pip writes as ``@ref``."""
    return _place(_form(host, (), dashed=False), ref.strip("/"), folder_in(fragment))


def folder_in(fragment: str) -> str:
    """The folder that pip is to install (``#subdirectory=``)."""
    return parse_qs(fragment).get("subdirectory", [""])[0].strip("/") if fragment else ""


def _place(form: str, ref: str, path: str) -> Place:
    name = ref.removeprefix(BRANCHES)
    first, _, rest = name.partition("/")
    if first in DEFAULT or is_commit(first):
        name, path = first, "/".join(part for part in (rest, path) if part)
    if not name or name in DEFAULT:
        return Place(path=path)
    return Place(name, path, _written(form, name))


def _written(form: str, name: str) -> str:
    if name.startswith(TAGS) and form in _OF_TAGS:
        form, name = _OF_TAGS[form], name.removeprefix(TAGS)
    elif form == "/src/branch/" and re.match(r"[0-9a-f]{7,64}(?:/|$)", name):
        form = "/src/commit/"
    return form + quote(name, safe="/@+=,")


def _is_gitlab(host: str) -> bool:
    return "gitlab" in host or host in _GITLABS


def _form(host: str, words: Sequence[str], *, dashed: bool) -> str:
    """How ``host`` writes a ref, as far as its name or the ``words`` of an address tell."""
    if host in _BY_NAME_ALONE:
        return "/tree/"
    if host in _BEHIND_SRC:
        return "/src/"
    if dashed or _is_gitlab(host):
        return "/-/tree/"
    return "/src/branch/" if host == "codeberg.org" or _OF_GITEA.intersection(words[:1]) else "/tree/"


def _ref(host: str, words: Sequence[str], *, dashed: bool) -> str:
    """The ref and the path behind it; empty where ``words`` name none."""
    match words:
        case ["releases", "tag" | "expanded_assets", *tail]:
            return _tag(tail)
        case ["releases", "download", *tail, _]:
            return _tag(tail)
        case ["releases" | "tags", *tail] if dashed and tail[:1] != ["permalink"]:
            return _tag(tail[: tail.index("downloads")] if "downloads" in tail else tail)
        case ["pull", _, "commits", commit, *_] | ["commit", commit, *_]:
            return re.sub(r"\.(?:patch|diff)$", "", commit)
        case ["archive" | "get", *tail]:
            return _archived(tail, is_named=dashed or _is_gitlab(host))
        case [page, *tail] if page in _PAGES:
            return _tail(host, page, tail)
    return ""


def _archived(tail: Sequence[str], *, is_named: bool) -> str:
    """The ref of an archive; ``is_named``: whether a segment for the name of its file follows, as in GitLab's."""
    *before, last = _ARCHIVE.sub("", "/".join(tail)).split("/")
    version = before[-1].removeprefix("v") if before else ""
    return "/".join(before if before and (is_named or last.endswith(f"-{version}")) else [*before, last])


def _tag(tail: Sequence[str]) -> str:
    return TAGS + "/".join(tail) if tail else ""


def _tail(host: str, page: str, tail: list[str]) -> str:
    kind = _KINDS.get(tail[0]) if len(tail) > 1 and page in _OF_KINDS and host not in _BY_NAME_ALONE else None
    if kind is not None:
        return kind + "/".join(tail[1:])
    if host.endswith("sr.ht") and tail[1:2] == ["item"]:
        tail = [tail[0], *tail[2:]]
    return "/".join(tail)
