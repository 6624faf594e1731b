"""How a commit's texts are laid into a folder."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NoReturn

import pytest

from reprosurvey.crawler.rehearsal.trees import lay


@pytest.mark.parametrize("texts", [{"a": "x", "a/b": "x"}, {"a/b": "x", "a": "x"}, {"a": "x", "n" * 300: "x"}])
def test_what_no_file_can_be_called_is_left_out(tmp_path: Path, texts: dict[str, str]) -> None:
    lay(texts, tmp_path / "tree")
    first = next(iter(texts))
    assert [path.relative_to(tmp_path / "tree") for path in tmp_path.rglob("*") if path.is_file()] == [Path(first)]


def test_a_deep_path_costs_no_thousands_of_folders(tmp_path: Path) -> None:
    lay({f"{'d/' * depth}a.py": "x" for depth in (3, 1000)}, tmp_path / "tree")
    assert len(list((tmp_path / "tree").rglob("*"))) == 4


def test_a_tree_that_does_not_fit_on_the_disk_is_not_rehearsed_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left on device"):
        lay({"train.py": "x"}, tmp_path / "tree")
