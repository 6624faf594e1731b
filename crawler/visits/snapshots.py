"""A snapshot: the whole tree of a commit and the texts that rules read.

Of a repository that the store does not have, the commit, its trees and its small blobs come in one request, notebooks
and code above that size in a second. Of one that it has an earlier commit of, that commit's trees are laid out anew
from the store, and only what came since is asked for. Settings: ``limits.visit_seconds``, ``limits.blob_bytes``,
``limits.pack_bytes``.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reprosurvey.crawler.config import Limits
from reprosurvey.crawler.git.pkt_line import NoPackError, PacketError
from reprosurvey.crawler.git.repository import GitError, Repository, TooLargeError, TreeEntry
from reprosurvey.crawler.visits.records import FetchedSnapshot, PreviousSnapshot
from reprosurvey.crawler.visits.texts import ORDINARY, TEXTS_LIMIT, TOTAL_LIMIT, decoded_texts, is_code, is_wanted

if TYPE_CHECKING:
    from reprosurvey.crawler.git.remote import Remote

LARGE_LIMIT = 32 << 20
"""Bytes of pack that notebooks and code above ``limits.blob_bytes`` may have, all together."""
LARGE_COUNT = 100
"""How many of these are asked for."""


async def take_snapshot(
    remote: Remote, head: str, previous: PreviousSnapshot | None, limits: Limits
) -> FetchedSnapshot:
    """What stands at commit ``head`` of ``remote``; ``previous``: an earlier snapshot of it.

    Raises:
        TooLargeError: The pack or the tree exceeds the limits.
        TimeoutError: It took longer than the limits allow.
        As ``Remote.fetch``.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        async with asyncio.timeout(limits.visit_seconds):
            is_sha256 = remote.object_format == "sha256"
            repository = Repository.create(Path(folder) / "repository.git", sha256=is_sha256)
            return await _SnapshotFetch(remote, repository, limits).run(head, previous)


_NO_SNAPSHOT = PreviousSnapshot("", "", [], frozenset())


class _SnapshotFetch:
    def __init__(self, remote: Remote, repository: Repository, limits: Limits) -> None:
        self.remote, self.repository, self.limits = remote, repository, limits
        self.filter = f"filter blob:limit={limits.blob_bytes}"

    async def run(self, head: str, previous: PreviousSnapshot | None) -> FetchedSnapshot:
        base = previous if previous and await self._fetch_incrementally(previous, head) else _NO_SNAPSHOT
        if base is _NO_SNAPSHOT:
            await self._fetch([head], ["deepen 1", self.filter, "done"], self.limits.pack_bytes)
        tree = await self._complete_tree(head, base)
        chosen = chosen_blobs(tree)
        contents = await self.repository.contents([head, *(b for b in chosen if b not in base.kept)])
        commit = contents.pop(head)
        texts = decoded_texts(contents)
        kept = texts.keys() | base.kept.intersection(chosen)
        return FetchedSnapshot(head, _directory(commit), _committed_at(commit), tree, frozenset(kept), texts)

    async def _complete_tree(self, head: str, base: PreviousSnapshot) -> list[TreeEntry]:
        """The tree at ``head`` with the sizes that ``base`` knows, after new notebooks and code were fetched."""
        sizes = {e.blob: e.size for e in base.tree}
        tree = [replace(e, size=sizes.get(e.blob)) if e.size is None else e for e in await self.repository.tree(head)]
        if not await self._fetch_large([e for e in tree if e.blob not in sizes]):
            return tree
        fetched = await self.repository.tree(head)
        return [new if old.size is None else old for old, new in zip(tree, fetched, strict=True)]

    async def _fetch_incrementally(self, previous: PreviousSnapshot, head: str) -> bool:
        """Write the previous snapshot's trees and fetch what came since; whether that was possible.

        The request says which commit is there, and that its ancestors are not. It does not say ``done``: a host that
        knows no way from that commit to ``head`` (a force push) then sends nothing instead of the whole history.
        """
        try:
            if await self.repository.add_tree(previous.tree) != previous.directory:
                return False
        except GitError:  # a path that git takes from no index
            return False
        options = [f"shallow {previous.head}", self.filter, f"have {previous.head}"]
        try:
            await self._fetch([head], options, self.limits.pack_bytes)
        except NoPackError:
            return False
        return True

    async def _fetch_large(self, tree: list[TreeEntry]) -> bool:
        wanted = list(dict.fromkeys(e.blob for e in _shallow_first(tree) if e.size is None and is_code(e.path, e.mode)))
        if not wanted:
            return False
        try:
            await self._fetch(wanted[:LARGE_COUNT], ["done"], LARGE_LIMIT)
        except (TooLargeError, PacketError):  # they stay behind; the rest of the snapshot stands
            return False
        return True

    async def _fetch(self, wanted: list[str], options: list[str], limit: int) -> None:
        await self.remote.fetch(self.repository, wanted, options, limit=limit, seconds=self.limits.visit_seconds)


def _shallow_first(tree: list[TreeEntry]) -> list[TreeEntry]:
    return sorted(tree, key=lambda e: (e.path.count("/"), e.path))


def chosen_blobs(tree: list[TreeEntry]) -> list[str]:
    """The blobs whose texts are kept, shallow paths first, large files after all others.

    One that does not fit into the limits is left out, and no other for its sake.
    """
    chosen: dict[str, None] = {}
    left = TOTAL_LIMIT
    for entry in sorted(_shallow_first(tree), key=lambda e: (e.size or 0) > ORDINARY):
        size = entry.size or 0
        fits = size <= left and len(chosen) < TEXTS_LIMIT
        if fits and entry.blob not in chosen and is_wanted(entry.path, entry.mode, entry.size):
            chosen[entry.blob] = None
            left -= size
    return list(chosen)


def _directory(commit: bytes) -> str:
    """The root tree of a commit, which its first line names."""
    return commit.split(b"\n", 1)[0].removeprefix(b"tree ").decode("ascii", "replace")


def _committed_at(commit: bytes) -> datetime | None:
    """The time of a commit; None where it is one that no calendar has."""
    match = re.search(rb"^committer .* (-?\d+) [+-]\d+$", commit.split(b"\n\n", 1)[0], re.MULTILINE)
    try:
        return datetime.fromtimestamp(int(match[1]), UTC) if match else None
    except (ValueError, OverflowError, OSError):
        return None
