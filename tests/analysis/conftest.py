import json
from collections.abc import Callable

import pytest

from reprosurvey.analysis.subjects.snapshots import File, Snapshot

Files = dict[str, str | int | None]
Repository = Callable[[Files], Snapshot]


@pytest.fixture
def repository() -> Repository:
    """Build a snapshot of path -> text; a number is the size of a binary file, None a file left behind as too large."""

    def build(files: Files) -> Snapshot:
        tree = {}
        for path, content in files.items():
            text = content if isinstance(content, str) else None
            size = len(content) if isinstance(content, str) else content
            tree[path] = File(path, size=size, text=text)
        return Snapshot("https://github.com/lab/paper", "c" * 40, tree)

    return build


@pytest.fixture
def notebook() -> Callable[..., str]:
    """Build a notebook of code cells, or of (type, source) pairs."""

    def build(*cells: str | tuple[str, str]) -> str:
        typed = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
        return json.dumps(
            {
                "nbformat": 4,
                "nbformat_minor": 4,
                "metadata": {},
                "cells": [
                    {"cell_type": kind, "metadata": {}, "source": source}
                    | ({"outputs": [], "execution_count": None} if kind == "code" else {})
                    for kind, source in typed
                ],
            }
        )

    return build
