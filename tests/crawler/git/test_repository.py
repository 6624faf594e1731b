"""Git on what strangers send: bounded in memory, and not fed any longer than it eats."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reprosurvey.crawler.git import repository as module
from reprosurvey.crawler.git.repository import GitError, Repository, TooLargeError
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.web import Site

MB = 1 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="no other system limits a process that has begun")
def test_a_pack_that_unfolds_beyond_the_memory_limit_is_too_large(
    store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.git_settings["uploadpack.allowFilter"] = "false"
    site.repository("github.com/lab/big", {"zeros.bin": bytes(60 * MB)})
    site.repository("github.com/lab/seg", {"train.py": "import torch\n"})
    addresses = [[f"https://github.com/lab/{name}"] for name in ("big", "seg")]
    monkeypatch.setattr(module, "MEMORY_LIMIT", 48 * MB)
    visit_all(store, site.config("github.com", attempts=1), addresses, tell=silent)
    told = {row["origin"][-3:]: (row["outcome"], row["error"]) for row in store.read(VISITS).to_pylist()}
    assert told["seg"] == ("full", None)
    assert told["big"][0] == "too large"
    assert told["big"][1].startswith("git needs more than 48 MB: ")


def test_what_git_refuses_is_taken_no_further(tmp_path: Path) -> None:
    taken = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(2000):
            taken += 1
            yield bytes(1 << 16)

    async def run() -> None:
        repository = Repository.create(tmp_path / "seg.git")
        with pytest.raises(GitError, match="pack signature mismatch") as told:
            await repository.add_pack(pieces(), 1 << 30)
        assert not isinstance(told.value, TooLargeError)

    asyncio.run(run())
    assert taken < 100
