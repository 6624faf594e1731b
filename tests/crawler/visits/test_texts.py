from __future__ import annotations

import pytest

from crawler.visits.texts import SMALL, decoded, is_wanted

LARGE = SMALL + 1


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("README.md", LARGE), ("readme", LARGE), ("LICENSE.txt", LARGE), ("docs/COPYING", LARGE),
        ("src/train.py", LARGE),
        ("a.IPYNB", LARGE), ("requirements-dev.txt", LARGE), ("Dockerfile", LARGE), ("docker-compose.prod", LARGE),
        ("environment.yml", LARGE), ("notes.txt", SMALL), ("script", SMALL), (".gitmodules", SMALL),
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
