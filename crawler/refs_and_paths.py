"""Which state of a repository an address names, and which path in it, as each kind of host writes them.

Where the ref ends and the path begins, an address does not say, as refs may hold slashes. Both are kept together, and a
visit tells by the refs that are there (``crawler/git/refs.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, quote, unquote

from reprosurvey.crawler.forges import is_azure, is_gitiles, is_sourcehut, is_stash

BRANCHES, TAGS = "refs/heads/", "refs/tags/"
DEFAULT = ("main", "master")
"""Usual names of the default branch: where a repository has none of that name, it had one before it was renamed, and
the host leads on to the default branch of today.
"""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ARCHIVE = re.compile(r"\.(?:zip|tar|tgz|bundle|tar\.(?:gz|bz2|xz))$")
_PAGES = frozenset(
    "tree blob raw src edit blame commits resolve media render find find_file log shortlog branch zipball tarball zip "
    "tar.gz".split()
)
"""Words before a ref, and maybe a path."""
_KINDS = {"branch": BRANCHES, "tag": TAGS, "commit": ""}
_OF_KINDS = ("src", "raw", "media", "render", "commits")
"""What Gitea and Forgejo write before a ref, and on which pages."""
_VERSIONS = {"GB": BRANCHES, "GT": TAGS, "GC": ""}
"""What Azure DevOps writes before a ref."""
_OF_TAGS = {"/-/tree/": "/-/tags/", "/src/branch/": "/src/tag/"}
"""How GitLab and these write a tag, by how they write a branch."""
_OF_GITEA = frozenset("src media render commit releases archive".split())
"""Words by which a host that is not known is one of these."""
_OF_GITWEB = ("shortlog", "log", "commit", "commitdiff", "tag", "snapshot", "tree")
"""Pages of gitweb of which ``h`` is a branch, tag or commit."""
_FORMS = ((is_azure, "?version="), (is_stash, "/browse?at="), (is_gitiles, "/+/"), (is_sourcehut, "/tree/"))
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
    return any(word in origin for word in ("/tree/", "/src/", "/-/tags/", "/+/", "?version=G", "/browse?at="))


def path_behind(ref: str, name: str) -> str:
    """The path that a place's ``ref`` leaves when the branch, tag or commit in it is ``name``."""
    if ref in DEFAULT:
        return ""
    return re.sub("^refs/(?:heads|tags)/", "", ref).removeprefix(name).strip("/")


def is_default(ref: str) -> bool:
    """Whether a place's ``ref`` is likely but the name of the default branch, or none."""
    return not ref or ref in DEFAULT


def place_of(host: str, behind: Sequence[str], query: Mapping[str, str], fragment: str) -> Place:
    """What the segments ``behind`` a repository at ``host`` name.

    ``query``: of the address, in which cgit writes the ref; ``fragment``: likewise, in which pip writes the folder.
    """
    dashed = behind[:1] == ["-"]
    words = list(behind[dashed:])
    form = _form(host, words, dashed=dashed)
    if is_azure(host):
        return _place(form, _version(query.get("version", "")), query.get("path", ""))
    if is_stash(host):
        return _place(form, query.get("at", ""), "/".join(words[1:]))
    named = query.get("h") or query.get("id")
    if named and form != "/-/tree/" and host not in _NEVER_CGIT:
        return _place("/tree/", named, "/".join(words[1:]))
    ref = _ref(host, words, query, dashed=dashed)
    ref = TAGS + ref if ref and query.get("ref_type") == "tags" else ref
    return _place(form, ref, folder_in(fragment))


def place_at(host: str, ref: str, fragment: str) -> Place:
    """The place that pip writes as ``@ref``."""
    return _place(_form(host, (), dashed=False), ref, folder_in(fragment))


def place_on_gitweb(query: str) -> Place | None:
    """What gitweb's query says: ``p`` is the repository's path on the server; None where it is another's."""
    told = _told_to_gitweb(query)
    if not told:
        return None
    ref = told.get("hb") or (told.get("h", "") if told.get("a") in _OF_GITWEB else "")
    return replace(_place("/tree/", ref, told.get("f", "")), written="")


def summary_on_gitweb(url: str) -> str:
    """The page of gitweb that says from where the repository is cloned that ``url`` shows; any other as it is."""
    page, _, query = url.partition("?")
    told = _told_to_gitweb(query)
    return f"{page}?p={quote(told['p'], safe='/+=,')};a=summary" if told else url


def _told_to_gitweb(query: str) -> dict[str, str]:
    """The parameters of gitweb; none where the query is another's."""
    told = dict(part.partition("=")[::2] for part in re.split("[;&]", unquote(query)))
    is_one = told.get("p") and ({"a", "h", "hb"} & told.keys() or told["p"].endswith(".git"))
    return told if is_one else {}


def folder_in(fragment: str) -> str:
    """The folder that pip is to install (``#subdirectory=``)."""
    return parse_qs(fragment).get("subdirectory", [""])[0].strip("/") if fragment else ""


def written_with_dash(ref: str) -> str:
    """How GitLab writes a place's ``ref``, by which one sees where the repository ends."""
    return _written("/-/tree/", ref)


def _place(form: str, ref: str, path: str) -> Place:
    ref = re.sub(":+/", "/", ref)  # as gitweb writes a path behind it; a ref holds no colon
    name, path = _plain(ref).removeprefix(BRANCHES), _plain(path)
    first, _, rest = name.partition("/")
    if first in (*DEFAULT, "HEAD") or is_commit(first):
        name, path = first, "/".join(part for part in (rest, path) if part)
    if not name or name == "HEAD":
        return Place(path=path)
    return Place(name, path, _written(form, name))


def _version(told: str) -> str:
    """The ref of Azure DevOps' ``version``; empty where it says none."""
    kind, name = told[:2], told[2:]
    return _VERSIONS[kind] + name if kind in _VERSIONS else ""


def _plain(path: str) -> str:
    return "/".join(part for part in path.split("/") if part not in ("", ".", ".."))


def _written(form: str, name: str) -> str:
    if form == "?version=":
        kind = "GC" if is_commit(name) else "GT" if name.startswith(TAGS) else "GB"
        return f"{form}{kind}{quote(name.removeprefix(TAGS), safe='/+=,')}"
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
    for is_one, form in _FORMS:
        if is_one(host):
            return form
    if dashed or _is_gitlab(host):
        return "/-/tree/"
    return "/src/branch/" if host == "codeberg.org" or _OF_GITEA.intersection(words[:1]) else "/tree/"


def _ref(host: str, words: Sequence[str], query: Mapping[str, str], *, dashed: bool) -> str:
    """The ref and the path behind it; empty where ``words`` name none."""
    is_gitlab = dashed or _is_gitlab(host)
    match words:
        case ["releases", "tag" | "expanded_assets", *tail] | ["releases", "download", *tail, _]:
            return _tag(tail)
        case ["releases" | "tags", *tail] if is_gitlab and tail[:1] != ["permalink"]:
            return _tag(tail[: tail.index("downloads")] if "downloads" in tail else tail)
        case ["pull", _, "commits", commit, *_] | ["commit" | "commitdiff", commit, *_]:
            return re.sub(r"\.(?:patch|diff)$", "", commit)
        case ["archive" | "get", *tail] | ["repository", "archive", *tail] if tail:
            return _archived(tail, is_named=is_gitlab)
        case ["repository", *tail]:
            return query.get("ref", "") or "/".join(tail[:-1])
        case [page, *tail] if page in _PAGES:
            return _tail(host, page, tail)
    return _ref_elsewhere(host, words)


def _ref_elsewhere(host: str, words: Sequence[str]) -> str:
    """The same by words of single hosts."""
    match words:
        case ["refs", "download", *tail, _] | ["refs", *tail] if is_sourcehut(host):
            return "/".join(tail)
        case ["+archive", *tail] if is_gitiles(host):
            return _ARCHIVE.sub("", "/".join(tail))
        case ["+" | "+log" | "+show", *tail] if is_gitiles(host):
            return "/".join(tail)
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
    if is_sourcehut(host) and tail[1:2] == ["item"]:
        tail = [tail[0], *tail[2:]]
    return "/".join(tail)
