"""The visit of a deposit: one question for its record, and a snapshot as of a repository where that is new.

Settings: ``limits.visit_seconds``, ``limits.pack_bytes``.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace

from reprosurvey.crawler.config import Limits
from reprosurvey.crawler.deposits.reading import DepositReader
from reprosurvey.crawler.deposits.records import Deposit
from reprosurvey.crawler.deposits.transfer import Transfer
from reprosurvey.crawler.http.client import Client
from reprosurvey.crawler.visits.records import FetchedSnapshot
from reprosurvey.crawler.visits.snapshots import chosen_blobs
from reprosurvey.crawler.visits.texts import decoded_texts, is_wanted


def transfer_of(client: Client, count: Callable[[], None]) -> Transfer:
    """The requests of one visit, within the limits of a repository's."""
    limits = client.config.limits
    return Transfer(client, count, limit=limits.pack_bytes, seconds=limits.visit_seconds)


async def deposit_snapshot(transfer: Transfer, deposit: Deposit, limits: Limits) -> tuple[FetchedSnapshot, str | None]:
    """What ``deposit`` holds, and what of it could not be looked into.

    Raises:
        DepositError: It cannot be read.
        TooLargeError: It exceeds the limits.
        TimeoutError: It took longer than the limits allow.
        As ``Transfer.tail``.
    """
    async with asyncio.timeout(limits.visit_seconds):
        reader = DepositReader(transfer, deposit, is_wanted)
        listed = await reader.tree()
        contents = await reader.contents(chosen_blobs(listed))
    blobs = {name: _blob(content) for name, content in contents.items()}
    tree = [replace(entry, blob=blobs.get(entry.blob, "")) for entry in listed]
    texts = decoded_texts({blobs[name]: content for name, content in contents.items()})
    tree.sort(key=lambda entry: entry.path)
    unread = "; ".join(map(str, reader.unread))[:500] or None
    published = deposit.published_at
    return FetchedSnapshot(deposit.state, deposit.directory, published, tree, frozenset(texts), texts), unread


def _blob(content: bytes) -> str:
    """Git's identifier of a content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
