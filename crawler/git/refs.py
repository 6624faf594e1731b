"""Refs: the commit that ``HEAD`` leads to, or that of another branch where it leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reprosurvey.crawler.git.pkt_line import PacketError

BRANCHES = "refs/heads/"

_USUAL = ("main", "master", "trunk", "develop", "dev")
"""Names of default branches, likeliest first."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a repository."""

    commit: str | None
    """None where there is no commit yet."""
    branch: str | None
    note: str | None = None
    """What is odd of it: the branch is not the one that ``HEAD`` names."""


def head_of(refs: Mapping[str, str], target: str | None) -> Head:
    """The head among ``refs``, commits by the ref's name; ``target``: the ref that ``HEAD`` is said to lead to.

    Where ``HEAD`` leads to no commit, a branch of a usual name is taken, else the first by name.

    Raises:
        PacketError: A ref is no commit.
    """
    named = _branch(target)
    if "HEAD" in refs:
        return Head(_commit(refs["HEAD"]), named)
    branches = {name: commit for ref, commit in refs.items() if (name := _branch(ref))}
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
