"""A folder of this machine, read as it is committed or as it stands, without running anything of it."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from reprosurvey.crawler.config import Limits
from reprosurvey.crawler.git.repository import GitError, TooLargeError
from reprosurvey.crawler.visits import local
from reprosurvey.crawler.visits.local import read_folder
from reprosurvey.crawler.visits.records import FetchedSnapshot
from tests.repositories import LINK, SUBMODULE, Entry, commit, git, new_repository

FILES = [Entry("README.md", "# Säg"), Entry("src/train.py", "import os\n"), Entry("link", "README.md", LINK)]


def read(folder: Path, **limits: int) -> FetchedSnapshot:
    return asyncio.run(read_folder(folder, Limits(**limits)))


def texts(taken: FetchedSnapshot) -> dict[str, str | None]:
    return {entry.path: taken.texts.get(entry.blob) for entry in taken.tree}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    folder = tmp_path / "paper.git"
    new_repository(folder)
    return folder


def checkout(bare: Path) -> Path:
    folder = bare.with_name("checkout")
    git(bare.parent, "clone", "--quiet", str(bare), str(folder))
    return folder


def test_a_bare_repository_is_its_head(bare: Path) -> None:
    commit(bare, [Entry("old.py", "old")])
    head = commit(bare, [*FILES, Entry("module", "1" * 40, SUBMODULE)])
    taken = read(bare)
    assert taken.head == head
    assert texts(taken) == {"README.md": "# Säg", "src/train.py": "import os\n", "link": None, "module": None}


def test_a_checkout_is_what_is_committed(bare: Path) -> None:
    head = commit(bare, FILES)
    folder = checkout(bare)
    (folder / "README.md").write_text("changed")
    (folder / "new.py").write_text("new")
    taken = read(folder)
    assert (taken.head, texts(taken)["README.md"]) == (head, "# Säg")
    assert "new.py" not in texts(taken)


def test_a_linked_work_tree_and_packed_references(bare: Path) -> None:
    head = commit(bare, FILES)
    folder = checkout(bare)
    git(folder, "pack-refs", "--all")
    git(folder, "worktree", "add", "--quiet", "--detach", "../linked")
    assert read(bare.with_name("linked")).head == head


def test_a_repository_without_a_commit_is_empty(bare: Path) -> None:
    assert (read(bare).head, read(bare).tree) == ("", [])


def test_a_folder_that_is_no_repository_is_its_files(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "train.py").write_text("import os\n")
    (tmp_path / "weights.pth").write_bytes(b"\0" * 3000)
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / os.fsdecode(b"s\xe4g.py")).write_text("x = 1\n")
    taken = read(tmp_path, blob_bytes=2000)
    assert texts(taken) == {"src/train.py": "import os\n", "weights.pth": None, "link": None, "s\ufffdg.py": "x = 1\n"}
    assert {e.path: (e.mode, e.size) for e in taken.tree if e.path in ("link", "weights.pth")} == {
        "link": ("120000", 11),
        "weights.pth": ("100644", None),
    }


def test_a_folder_within_a_repository_is_its_own_files(bare: Path) -> None:
    commit(bare, FILES)
    taken = read(checkout(bare) / "src")
    assert (taken.head, texts(taken)) == ("", {"train.py": "import os\n"})


def test_a_folder_with_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "FILES_LIMIT", 2)
    for name in "abc":
        (tmp_path / name).write_text("x")
    with pytest.raises(TooLargeError, match="more than 2 files"):
        read(tmp_path)


def test_a_damaged_repository(bare: Path) -> None:
    commit(bare, FILES)
    shutil.rmtree(bare / "objects")
    (bare / "objects").mkdir()
    with pytest.raises(GitError):
        read(bare)


def test_nothing_of_the_repository_is_run(bare: Path, tmp_path: Path) -> None:
    commit(bare, FILES)
    folder = checkout(bare)
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "alias.rev-parse", "alias.ls-tree"):
        git(folder, "config", key, f"!{program}" if key.startswith("alias") else str(program))
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (folder / ".git" / "hooks").mkdir(exist_ok=True)
        (folder / ".git" / "hooks" / hook).symlink_to(program)
    assert read(folder).head
    assert not ran.exists()


def test_what_a_partial_clone_left_behind_is_not_asked_for(bare: Path, tmp_path: Path) -> None:
    commit(bare, [*FILES, Entry("large.py", "#" * 5000)])
    git(bare, "config", "uploadpack.allowFilter", "true")
    folder = tmp_path / "partial"
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:limit=1000", f"file://{bare}", str(folder))
    sizes = {e.path: e.size for e in read(folder).tree}
    assert (sizes["large.py"], sizes["README.md"]) == (None, 6)


def test_of_links_only_those_to_large_files_are_kept_in_a_repository_or_not(bare: Path) -> None:
    target = "../.git/annex/objects/9z/qZ/K/K"
    commit(bare, [Entry("models/net.pt", target, LINK), Entry("run.py", "models/net.pt", LINK)])
    assert texts(read(bare)) == {"models/net.pt": target, "run.py": None}
    folder = checkout(bare)
    shutil.rmtree(folder / ".git")
    assert texts(read(folder)) == {"models/net.pt": target, "run.py": None}
