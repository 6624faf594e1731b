"""Which commit stood at the head of a repository's default branch on a day.

The history comes without trees, in one request. What it cannot tell: commits that a force push has replaced since, what
was on the branch that was the default one then, and whether the repository was public.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.git.repository import Repository


async def commit_as_of(remote: Remote, head: str, day: datetime, *, limit: int, seconds: float) -> str | None:
    """The last commit at or before ``day`` on the first-parent line that leads to ``head``; None where none is.

    ``limit``: bytes that the history may have; ``seconds``: how long it may take.

    Raises:
        As ``Remote.fetch``.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        repository = Repository.create(Path(folder) / "repository.git", sha256=remote.object_format == "sha256")
        options = ["filter tree:0", "done"]
        await remote.fetch(repository, [head], options, limit=limit, seconds=seconds)
        found = await repository.run(
            "rev-list", "--first-parent", "--max-count=1", f"--until={int(day.timestamp())}", head
        )
    return found.decode().strip() or None
