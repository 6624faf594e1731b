"""Refs: the commit that ``HEAD`` leads to, or that of another branch where it leads nowhere; and what a name means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reprosurvey.crawler.git.pkt_line import PacketError
from reprosurvey.crawler.refs_and_paths import BRANCHES, DEFAULT, TAGS, is_commit

HEAD_PREFIXES, ALL_PREFIXES = ("HEAD",), ("HEAD", BRANCHES)
"""Which refs are asked for: the head, or with it all branches."""

_USUAL = ("main", "master", "trunk", "develop", "dev")
"""Names of default branches, likeliest first."""
TIPS_LIMIT = 200
"""Branches and tags in whose histories a shortened identifier is looked for."""
_SHORT = re.compile(r"[0-9a-f]{7,39}")
"""An identifier of a commit that is shortened."""


@dataclass(frozen=True, slots=True)
class Refs:
    """The refs of a repository, as far as they were asked for."""

    commits: Mapping[str, str]
    """By full name; of an annotated tag what it stands for."""
    target: str | None = None
    """The ref that ``HEAD`` is said to lead to."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a repository, or at the ref of it that is looked at."""

    commit: str | None
    """None where there is no commit yet, or no such ref."""
    branch: str | None
    """The branch; of a ref that was named the tag or commit too, without ``refs/heads/`` or ``refs/tags/``."""
    note: str | None = None
    """What is odd of it: the branch is not the one that ``HEAD`` names."""
    is_default: bool = False
    """Whether a ref that was named is the branch to which ``HEAD`` leads."""
    tips: tuple[str, ...] = ()
    """Where a shortened identifier is that of no ref: the commits in whose history it may be."""


def prefixes_of(ref: str) -> tuple[str, ...]:
    """How the refs begin that have to be known to tell what a place's ``ref`` means."""
    parts = ref.split("/")
    if not ref or is_commit(parts[0]):
        return HEAD_PREFIXES
    if ref in DEFAULT:
        return ("HEAD", BRANCHES + ref, TAGS + ref)
    if parts[0] == "refs":
        return ("/".join(parts[:3]),)
    if _SHORT.fullmatch(parts[0]):
        return (BRANCHES, TAGS)
    return (BRANCHES + parts[0], TAGS + parts[0])


def named_head(refs: Refs, ref: str) -> Head:
    """The commit that a place's ``ref`` means: that of the branch or tag with the longest name, a branch before a tag;
    else the commit of that identifier, of a shortened one if a ref stands at it. Where no branch is named ``main`` or
    ``master``, as the default one may have been, it is the head.

    Raises:
        PacketError: A ref is no commit.
    """
    parts = ref.split("/")
    if is_commit(parts[0]):
        return Head(parts[0], parts[0])
    spaces = ("",) if parts[0] == "refs" else (BRANCHES, TAGS)
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        for space in spaces:
            if (commit := refs.commits.get(space + name)) is not None:
                is_default = ref in DEFAULT and refs.target == space + name
                return Head(_commit(commit), name.removeprefix(BRANCHES).removeprefix(TAGS), is_default=is_default)
    if ref in DEFAULT:
        return _renamed(refs, ref)
    if _SHORT.fullmatch(parts[0]):
        return _shortened(refs, parts[0])
    return Head(None, None, f"no branch or tag {ref.removeprefix(TAGS)}"[:300])


def _renamed(refs: Refs, name: str) -> Head:
    """The head, for a usual name of the default branch that no branch has: the host leads on to the one of today."""
    head = head_of(refs)
    if head.commit is None:
        return head
    return replace(
        head, note=f"no branch {name}; the default branch{f' {head.branch}' if head.branch else ''} was taken"
    )


def _shortened(refs: Refs, commit: str) -> Head:
    found = {name for name in refs.commits.values() if name.startswith(commit)}
    if len(found) == 1:
        return Head(found.pop(), commit)
    tips = sorted(set(refs.commits.values()))
    return Head(None, commit, f"no commit {commit} in the history of a branch or tag", tips=tuple(tips[:TIPS_LIMIT]))


def head_of(refs: Refs) -> Head:
    """The head among ``refs``.

    Where ``HEAD`` leads to no commit, a branch of a usual name is taken, else the first by name.

    Raises:
        PacketError: A ref is no commit.
    """
    named = _branch(refs.target)
    if "HEAD" in refs.commits:
        return Head(_commit(refs.commits["HEAD"]), named)
    branches = {name: commit for ref, commit in refs.commits.items() if (name := _branch(ref))}
    if not branches:
        return Head(None, named)
    chosen = min(branches, key=lambda name: (_USUAL.index(name) if name in _USUAL else len(_USUAL), name))
    missing = f"HEAD names the branch {named}, which is not there" if named else "HEAD is not told"
    return Head(_commit(branches[chosen]), chosen, f"{missing}; the branch {chosen} was taken")


def _branch(ref: str | None) -> str | None:
    return ref.removeprefix(BRANCHES) if ref and ref.startswith(BRANCHES) else None


def _commit(name: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", name):
        raise PacketError(f"a head that is no commit: {name[:80]!r}")
    return name
