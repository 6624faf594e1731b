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
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reprosurvey.crawler.config import Limits
from reprosurvey.crawler.git.fetch import fetch_into
from reprosurvey.crawler.git.pkt_line import NoPackError, PacketError
from reprosurvey.crawler.git.repository import GitError, Repository, TooLargeError, TreeEntry
from reprosurvey.crawler.http.client import Client
from reprosurvey.crawler.visits.records import Known, Taken
from reprosurvey.crawler.visits.texts import TEXTS_LIMIT, TOTAL_LIMIT, decoded, is_code, is_wanted

LARGE_LIMIT = 32 << 20
"""Bytes of pack that notebooks and code above ``limits.blob_bytes`` may have, all together."""
LARGE_COUNT = 100
"""How many of these are asked for."""


async def take_snapshot(client: Client, url: str, head: str, known: Known | None, count: Callable[[], None]) -> Taken:
    """What stands at commit ``head`` of the repository at ``url``; ``known``: an earlier snapshot of it.

    Raises:
        GitError, PacketError: The host or git says no.
        TooLargeError: The pack or the tree exceeds the limits.
        TimeoutError: It took longer than the limits allow.
        As ``Client.ask``.
    """
    limits = client.config.limits
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        async with asyncio.timeout(limits.visit_seconds):
            repository = Repository.create(Path(folder) / "repository.git")
            return await _Taking(client, url, repository, limits, count).take(head, known)


class _Taking:
    def __init__(
        self, client: Client, url: str, repository: Repository, limits: Limits, count: Callable[[], None]
    ) -> None:
        self.client, self.url, self.repository, self.limits, self.count = client, url, repository, limits, count

    async def take(self, head: str, known: Known | None) -> Taken:
        small = f"filter blob:limit={self.limits.blob_bytes}"
        held = known if known is not None and await self._grow(known, head, small) else None
        if held is None:
            await self._fetch([head], ["deepen 1", small, "done"], self.limits.pack_bytes)
        sizes = {e.blob: e.size for e in held.tree} if held is not None else {}
        tree = [replace(e, size=sizes.get(e.blob)) if e.size is None else e for e in await self.repository.tree(head)]
        if await self._fetch_large([e for e in tree if e.blob not in sizes]):
            tree = [
                new if old.size is None else old
                for old, new in zip(tree, await self.repository.tree(head), strict=True)
            ]
        earlier = held.kept if held is not None else frozenset[str]()
        chosen = chosen_blobs(tree)
        contents = await self.repository.contents([head, *(b for b in chosen if b not in earlier)])
        commit = contents.pop(head)
        texts = {blob: text for blob, content in contents.items() if (text := decoded(content)) is not None}
        kept = texts.keys() | earlier.intersection(chosen)
        return Taken(head, _directory(commit), _committed_at(commit), tree, frozenset(kept), texts)

    async def _grow(self, known: Known, head: str, small: str) -> bool:
        """Lay the earlier snapshot's trees out as they were and fetch what came since; whether that was possible.

        The request says which commit is held, and that its ancestors are not. It does not say ``done``: a host that
        knows no way from that commit to ``head`` (a force push) then sends nothing instead of the whole history.
        """
        try:
            if await self.repository.add_tree(known.tree) != known.directory:
                return False
        except GitError:  # a path that git takes from no index
            return False
        try:
            await self._fetch([head], [f"shallow {known.head}", small, f"have {known.head}"], self.limits.pack_bytes)
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
        await fetch_into(
            self.repository,
            self.client,
            self.url,
            wanted,
            options=options,
            limit=limit,
            seconds=self.limits.visit_seconds,
            count=self.count,
        )


def _shallow_first(tree: list[TreeEntry]) -> list[TreeEntry]:
    return sorted(tree, key=lambda e: (e.path.count("/"), e.path))


def chosen_blobs(tree: list[TreeEntry]) -> list[str]:
    """The blobs whose texts are kept, shallow paths first, within the limits."""
    chosen: dict[str, None] = {}
    total = 0
    for entry in _shallow_first(tree):
        if is_wanted(entry.path, entry.mode, entry.size) and entry.blob not in chosen:
            total += entry.size or 0
            if total > TOTAL_LIMIT or len(chosen) >= TEXTS_LIMIT:
                break
            chosen[entry.blob] = None
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
