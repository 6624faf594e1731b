from __future__ import annotations

import pytest

from reprosurvey.crawler.visits.placeholders import WORDS, is_placeholder


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": "# Seg\nCode will follow."},
        {"README.md": "word " * WORDS, "LICENSE": "MIT " * 1000, ".gitignore": "*.pyc", ".DS_Store": None},
        {"readme": "", "README-cn.md": "soon", "LICENSE-MIT": None, "docs/COPYING.txt": None, "notice.txt": None},
        {"README.md": "word " * WORDS, "docs/teaser.png": None},
    ],
)
def test_announcements_licences_and_git_s_own_files_are_a_placeholder(files: dict[str, str | None]) -> None:
    assert is_placeholder(files, files.get)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "word " * (WORDS + 1)},
        {"README.md": None},
        {"README.md": "x", "train.py": ""},
        {"license_plates.py": "x = 1"},
        {"README.md": "x", "train.py": None},
        {"readmes/a.txt": "x"},
    ],
)
def test_anything_else_is_none(files: dict[str, str | None]) -> None:
    assert not is_placeholder(files, files.get)
