"""How kinds of git hosts write a repository's address: where in a path it ends, and where git is asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PAGE = r"(?:tree|blob|raw|src|edit|blame)/[^/]|commits?/|releases/(?:tag|download)/[^/]|repository/|wikis(?:/|$)"
_NESTED, _OF_GITLAB = (
    re.compile(rf"(?<=\.git)/|/(?:-(?=/|$)|(?={page}|(?:issues|merge_requests)/\d|archive/[^?]+\.(?:zip|tar\.gz)$))")
    for page in (_PAGE, rf"{_PAGE}|tags/[^/]")
)
"""Behind a repository's address on a host that is not known, and on one whose groups nest."""
_PAGES = ("tree", "blob", "raw", "commit", "blame")
"""Words that are no repository's name where more follows."""
_OF_CGIT = re.compile(r"/(?=(?:tree|log|commit|diff|plain|blob|blame|refs|summary|about|tag|patch|snapshot)(?:/|$))")
"""Behind one on cgit, which writes the ref into the query."""
_PAGES_OF_HUGGING_FACE = ("tree", "blob", "resolve", "raw", "commit", "commits", "discussions", "blame")
_OF_STASH = re.compile(r"^(?:bitbucket|stash)\.(?!org\b)")
_WITHOUT_GIT = re.compile(r"(?:^|\.)(?:dev\.azure\.com|visualstudio\.com|googlesource\.com|sr\.ht)$|^git-codecommit\.")
"""Hosts of which a repository's address does not end with ``.git``."""


def is_azure(host: str) -> bool:
    """Whether it is one of Azure DevOps."""
    return host == "dev.azure.com" or host.endswith(".visualstudio.com")


def is_stash(host: str) -> bool:
    """Whether it is one of Bitbucket Data Center, which is other software than bitbucket.org."""
    return _OF_STASH.match(host) is not None


def is_gitiles(host: str) -> bool:
    """Whether it is one of Google's."""
    return host.endswith(".googlesource.com")


def is_sourcehut(host: str) -> bool:
    """Whether it is one of SourceHut."""
    return host == "git.sr.ht" or host.endswith(".git.sr.ht")


def repository_length(host: str, segments: Sequence[str], query: Mapping[str, str]) -> int:
    """How many ``segments`` of a path name the repository, on a host where their number differs; 0 where none do."""
    if host == "huggingface.co":
        return _on_hugging_face(segments)
    if is_azure(host):
        return segments.index("_git") + 2 if "_git" in segments else 0
    if is_stash(host):
        return 3 if segments[:1] == ["scm"] else 4 if segments[2:3] == ["repos"] else 0
    if is_gitiles(host):
        return next((place for place, word in enumerate(segments) if word.startswith("+")), len(segments))
    return 2 if is_sourcehut(host) else _nested(host, segments, query)


def git_addresses(repository: str) -> tuple[str, ...]:
    """Where git may be asked for what stands at a ``repository``'s address, likeliest first."""
    scheme, _, place = repository.partition("://")
    host, *segments = place.split("/")
    if is_stash(host) and segments[2:3] == ["repos"]:
        owner = segments[1] if segments[0] == "projects" else f"~{segments[1]}"
        return (f"{scheme}://{host}/scm/{owner}/{segments[3]}.git",)
    if _WITHOUT_GIT.search(host) or repository.endswith(".git"):
        return (repository,)
    return (f"{repository}.git", repository)


def _on_hugging_face(segments: Sequence[str]) -> int:
    """A model's two names, of some old ones one; behind a word those of a data set or a space."""
    before = 1 if segments[:1] in (["datasets"], ["spaces"]) else 0
    names = 1 if len(segments) > before + 2 and segments[before + 1] in _PAGES_OF_HUGGING_FACE else 2
    return before + names


def _nested(host: str, segments: Sequence[str], query: Mapping[str, str]) -> int:
    of_gitlab = "gitlab" in host
    of_cgit = not of_gitlab and bool(query.get("h") or query.get("id"))
    fewest = _fewest(segments, of_gitlab=of_gitlab, of_cgit=of_cgit)
    if len(segments) < fewest:
        return 0 if of_gitlab else len(segments)
    path, start = "/" + "/".join(segments), len("/".join(segments[:fewest])) + 1
    match = (_OF_GITLAB if of_gitlab else _NESTED).search(path, start)
    if match is None and of_cgit:
        match = _OF_CGIT.search(path, start)
    length = path[: match.start()].count("/") if match else len(segments)
    return next((place + 1 for place in range(1, length) if "@" in segments[place][1:]), length)


def _fewest(segments: Sequence[str], *, of_gitlab: bool, of_cgit: bool) -> int:
    """How many names a repository has at least: one where nothing but that one can be its own."""
    if of_gitlab or not segments:
        return 2
    is_page = len(segments) > 2 and segments[1] in _PAGES and segments[2] not in (*_PAGES, "-")
    return 1 if of_cgit or is_page or segments[0].endswith(".git") or segments[1:2] == ["-"] else 2
