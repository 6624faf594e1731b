from __future__ import annotations

import json

import pytest

from reprosurvey.crawler.visits.texts import SMALL, decoded, is_wanted

LARGE = SMALL + 1


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("README.md", LARGE), ("readme", LARGE), ("LICENSE.txt", LARGE), ("docs/COPYING", LARGE),
        ("src/train.py", LARGE),
        ("a.IPYNB", LARGE), ("requirements-dev.txt", LARGE), ("Dockerfile", LARGE), ("docker-compose.prod", LARGE),
        ("environment.yml", LARGE), ("full.make", LARGE), ("notes.txt", SMALL),
        ("script", SMALL), (".gitmodules", SMALL),
    ],
)  # fmt: skip
def test_files_that_a_rule_may_read(path: str, size: int) -> None:
    assert is_wanted(path, "100644", size)
    assert is_wanted(path, "100755", size)


@pytest.mark.parametrize(
    ("path", "mode", "size"),
    [
        ("README.md", "120000", 5), ("sub", "160000", None), ("train.py", "100644", None), ("a.png", "100644", LARGE),
        ("data.csv", "100644", LARGE), ("weights", "100644", LARGE), ("model.pth", "100644", 50_000),
    ],
)  # fmt: skip
def test_files_that_no_rule_reads(path: str, mode: str, size: int | None) -> None:
    assert not is_wanted(path, mode, size)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("säg".encode(), "säg"),
        (b"\xe9", "\ufffd"),
        ("torch==1".encode("utf-16"), "torch==1"),
        (b"\xff\xfea", "\ufffd"),
        (b"a\x00b", None),
        (b"a" * 9000 + b"\x00", "a" * 9000 + "\x00"),
    ],
)
def test_texts_are_told_from_binary_files(content: bytes, text: str | None) -> None:
    assert decoded(content) == text


def test_a_notebook_is_kept_without_its_outputs() -> None:
    cell = {"cell_type": "code", "source": "fit(x)", "outputs": [{"data": {"image/png": "A" * 1000}}]}
    for notebook in (
        {"nbformat": 4, "cells": [cell, {"cell_type": "markdown", "source": "Säg \ud800"}]},
        {"nbformat": 3, "worksheets": [{"cells": [cell]}]},
    ):
        text = decoded(json.dumps(notebook).encode())
        assert text is not None
        assert json.loads(text) == json.loads(json.dumps(notebook).replace(json.dumps(cell["outputs"]), "[]"))
        text.encode()


@pytest.mark.parametrize(
    "text",
    ['{"nbformat": 4, "cells": [', '{"nbformat": 4, "cells": 1}', '["nbformat"]', '{"nbformat": 4, "worksheets": [1]}'],
)
def test_what_is_no_notebook_is_kept_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == text
