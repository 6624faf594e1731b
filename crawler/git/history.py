"""Which commit stood at the head of a branch on a day, or is named by the beginning of its identifier, and when a file
was changed last.

The history comes without contents, in one request. What it cannot tell: commits that a force push has replaced since,
what was on the branch that was the default one then, and whether the repository was public.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.git.repository import GitError, Repository

_COMMITS, _TREES = "filter tree:0", "filter blob:none"
"""What a history comes with."""


async def commit_as_of(remote: Remote, head: str, day: datetime, *, limit: int, seconds: float) -> str | None:
    """The last commit at or before ``day`` on the first-parent line that leads to ``head``; None where none is.

    ``limit``: bytes that the history may have; ``seconds``: how long it may take.

    Raises:
        As ``Remote.fetch``.
    """
    async with _history(remote, [head], _COMMITS, limit, seconds) as repository:
        found = await repository.run(
            "rev-list", "--first-parent", "--max-count=1", f"--until={int(day.timestamp())}", head
        )
    return found.decode().strip() or None


async def commit_named(remote: Remote, short: str, tips: Sequence[str], *, limit: int, seconds: float) -> str | None:
    """The commit whose identifier begins with ``short`` in the history of ``tips``; None where none or several do.

    ``limit`` and ``seconds`` as of ``commit_as_of``.

    Raises:
        As ``Remote.fetch``.
    """
    async with _history(remote, tips, _COMMITS, limit, seconds) as repository:
        try:
            return (await repository.run("rev-parse", "--verify", "--quiet", f"{short}^{{commit}}")).decode().strip()
        except GitError:
            return None


async def changed_at(remote: Remote, head: str, path: str, *, limit: int, seconds: float) -> datetime | None:
    """When the last commit that changed the file at ``path`` in the history of ``head`` was made; None where none did.

    ``limit`` and ``seconds`` as of ``commit_as_of``.

    Raises:
        As ``Remote.fetch``.
    """
    async with _history(remote, [head], _TREES, limit, seconds) as repository:
        found = await repository.run("log", "--max-count=1", "--format=%ct", head, "--", f":(literal){path}")
    return datetime.fromtimestamp(int(found), UTC) if found.strip() else None


@asynccontextmanager
async def _history(
    remote: Remote, tips: Sequence[str], objects: str, limit: int, seconds: float
) -> AsyncIterator[Repository]:
    """A repository with the commits that lead to ``tips``, and of what they lead to what ``objects`` leaves."""
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        repository = Repository.create(Path(folder) / "repository.git", sha256=remote.object_format == "sha256")
        await remote.fetch(repository, tips, [objects, "done"], limit=limit, seconds=seconds)
        yield repository
