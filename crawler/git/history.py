"""Which commit stood at the head of a repository's default branch on a day.

The history comes without trees, in one request. What it cannot tell: commits that a force push has replaced since, what
was on the branch that was the default one then, and whether the repository was public.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reprosurvey.crawler.git.fetch import fetch_into
from reprosurvey.crawler.git.repository import Repository
from reprosurvey.crawler.http.client import Client


async def commit_as_of(client: Client, url: str, head: str, day: datetime, count: Callable[[], None]) -> str | None:
    """The last commit at or before ``day`` on the first-parent line that leads to ``head``; None where none is.

    Raises:
        GitError, PacketError, TooLargeError: As ``fetch_into``.
        As ``Client.ask``.
    """
    limits = client.config.limits
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        repository = Repository.create(Path(folder) / "repository.git")
        await fetch_into(
            repository,
            client,
            url,
            [head],
            options=["filter tree:0", "done"],
            limit=limits.pack_bytes,
            seconds=limits.visit_seconds,
            count=count,
        )
        found = await repository.run(
            "rev-list", "--first-parent", "--max-count=1", f"--until={int(day.timestamp())}", head
        )
    return found.decode().strip() or None
