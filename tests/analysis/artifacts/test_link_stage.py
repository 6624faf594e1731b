"""The stage looks through repositories of strangers, each in a process of its own."""

from __future__ import annotations

import os
import signal

import pytest

from reprosurvey.analysis.artifacts import link_stage
from reprosurvey.analysis.artifacts.link_stage import find_links
from reprosurvey.analysis.artifacts.links import Link, links_of
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.crawler.isolated import Bounds
from reprosurvey.crawler.store.schemas import ARTIFACTS, BLOBS, SNAPSHOTS
from tests.sql.conftest import SmallSurvey, answers, small

__all__ = ["small"]

WEIGHTS = "https://zenodo.org/record/1/files/weights.pth"
HEAD = "a" * 40


def hostile(snapshot: Snapshot) -> list[Link]:
    if "p1" in snapshot.origin:
        raise RecursionError
    if "p2" in snapshot.origin:
        os.abort()
    if "p3" in snapshot.origin:
        os.killpg(0, signal.SIGKILL)  # with the process that makes new ones
    return links_of(snapshot)


def test_a_repository_that_cannot_be_looked_through_costs_itself_alone(
    small: SmallSurvey, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"Our trained weights: {WEIGHTS}\n"
    origins = [small.repository(f"p{number}", answers("model")) for number in range(5)]
    for origin in origins:
        row = {"origin": origin, "head": HEAD, "path": "README.md", "mode": "100644", "size": len(text), "kept": True}
        small.store.append(SNAPSHOTS, [row | {"blob": origin}])
        small.store.append(BLOBS, [{"origin": origin, "blob": origin, "text": text}])
    monkeypatch.setattr(link_stage, "links_of", hostile)
    assert find_links(small.store, origins, Bounds()) == [WEIGHTS]
    found = small.store.read(ARTIFACTS).to_pylist()
    assert {row["origin"]: row["url"] for row in found} == dict.fromkeys((origins[0], origins[4]), WEIGHTS)
