"""A snapshot of a repository, whatever stands in it and whoever serves it."""

from __future__ import annotations

import asyncio
import random
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.config import Limits
from crawler.errors import SurveyError
from crawler.visits import clones
from crawler.visits.clones import CloneError, TooLargeError, require_git, take_snapshot
from crawler.visits.model import Entry as Listed
from crawler.visits.model import Taken
from tests.repositories import COMMITTER, LINK, SUBMODULE, Entry, git
from tests.web import SILENT, Answer, Site

PLACE = "github.com/lab/seg"
INFO = f"/{PLACE}/info/refs"
PACK = f"/{PLACE}/git-upload-pack"


def take(site: Site, **limits: int) -> Taken:
    return asyncio.run(take_snapshot(f"{site.base[0]}{PLACE}", Limits(**limits), "tester/1"))


def listed(taken: Taken) -> dict[str, Listed]:
    return {entry.path: entry for entry in taken.tree}


def text(taken: Taken, path: str) -> str | None:
    return taken.texts.get(listed(taken)[path].blob)


def test_a_snapshot_has_the_tree_and_the_texts_of_the_head(site: Site) -> None:
    head = site.repository(PLACE, {"README.md": "# Säg", "src/train.py": "import os\n", "LICENSE": "MIT"})
    taken = take(site)
    assert (taken.head, taken.committed_at) == (head, datetime(2022, 1, 1, tzinfo=UTC))
    assert [(e.path, e.mode, e.size) for e in taken.tree] == [
        ("LICENSE", "100644", 3), ("README.md", "100644", 6), ("src/train.py", "100644", 10),
    ]  # fmt: skip
    assert [text(taken, e.path) for e in taken.tree] == ["MIT", "# Säg", "import os\n"]


def test_only_the_newest_commit_counts(site: Site) -> None:
    site.repository(PLACE, {"old.py": "old"})
    site.repository(PLACE, {"new.py": "new"})
    assert set(listed(take(site))) == {"new.py"}


def test_a_large_blob_is_left_behind(site: Site) -> None:
    site.repository(PLACE, {"README.md": "x", "weights.py": b"#" * 5000})
    taken = take(site, blob_bytes=1000)
    assert listed(taken)["weights.py"].size is None
    assert text(taken, "weights.py") is None
    assert text(taken, "README.md") == "x"


def test_a_left_out_blob_is_not_asked_for_later(site: Site) -> None:
    site.repository(PLACE, {"README.md": "x", "weights.py": b"#" * 5000})
    take(site, blob_bytes=1000)
    assert site.paths("POST") == [PACK] * 2  # what there is, and the pack


def test_links_and_submodules_are_recorded_and_not_followed(site: Site) -> None:
    site.repository(
        PLACE,
        {"README.md": "x"},
        Entry("link.py", "/etc/passwd", LINK),
        Entry("up.md", "../../../README.md", LINK),
        Entry("sub", "1" * 40, SUBMODULE),
        Entry(".gitmodules", f'[submodule "sub"]\npath=sub\nurl={site.base[0]}github.com/lab/other\n'),
    )
    taken = take(site)
    modes = {path: (entry.mode, entry.size, text(taken, path)) for path, entry in listed(taken).items()}
    assert modes["link.py"] == ("120000", 11, None)
    assert modes["sub"] == ("160000", None, None)
    assert not any("other" in path for path in site.paths())


def test_binary_and_unread_files_are_listed_only(site: Site) -> None:
    files = {"a.py": b"\x00\x01", "image.png": "x" * 5000, "data.csv": "1,2", "big.csv": "1,2\n" * 50_000}
    site.repository(PLACE, files)
    taken = take(site)
    assert {path: text(taken, path) is not None for path in files} == {
        "a.py": False, "image.png": False, "data.csv": True, "big.csv": False,
    }  # fmt: skip


def test_what_is_no_utf8_is_read_all_the_same(site: Site) -> None:
    site.repository(PLACE, {"latin.py": "é".encode("latin-1"), "pip.txt": "torch==1".encode("utf-16")})
    taken = take(site)
    assert text(taken, "latin.py") == "\ufffd"
    assert text(taken, "pip.txt") == "torch==1"


PATHS = {
    b"new\nline.py": "new\nline.py",
    b"tab\there.py": "tab\there.py",
    b'quo"te.py': 'quo"te.py',
    b" spaces .py": " spaces .py",
    b"-rf.py": "-rf.py",
    b"$(id).py": "$(id).py",
    b"caf\xe9.py": "caf\ufffd.py",
    b"\xff\xfe/\x80.py": "\ufffd\ufffd/\ufffd.py",
    "ünï/😀.py".encode(): "ünï/😀.py",
    b"a/" * 100 + b"deep.py": "a/" * 100 + "deep.py",
    b"x" * 3000 + b".py": "x" * 3000 + ".py",
    b"\\..\\up.py": "\\..\\up.py",
}


def test_any_path_is_listed_and_its_text_kept(site: Site) -> None:
    site.repository(PLACE, None, *(Entry(path, str(number)) for number, path in enumerate(PATHS)))
    taken = take(site)
    assert {path: text(taken, path) for path in listed(taken)} == {
        path: str(number) for number, path in enumerate(PATHS.values())
    }


@pytest.mark.parametrize(
    ("date", "committed"),
    [
        ("0 +0000", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1640995200 +9959", datetime(2022, 1, 1, tzinfo=UTC)),
        ("1640995200 -2500", datetime(2022, 1, 1, tzinfo=UTC)),
        ("1640995200 +051800", datetime(2022, 1, 1, tzinfo=UTC)),
        ("99999999999999 +0000", None),
    ],
)
def test_a_commit_may_claim_any_time(site: Site, date: str, committed: datetime | None) -> None:
    site.repository(PLACE)
    raw = f"tree {git(site.folder(PLACE), 'mktree').strip()}\nauthor A <a@b> {date}\ncommitter A <a@b> {date}\n\nx\n"
    _point_main_to(site, "commit", raw.encode())
    assert take(site).committed_at == committed


def test_a_commit_may_lack_what_commits_have(site: Site) -> None:
    site.repository(PLACE)
    tree = git(site.folder(PLACE), "mktree").strip()
    head = _point_main_to(site, "commit", f"tree {tree}\n\nnobody, never\n".encode())
    taken = take(site)
    assert (taken.head, taken.tree) == (head, [])


def _point_main_to(site: Site, kind: str, raw: bytes) -> str:
    folder = site.folder(PLACE)
    made = git(folder, "hash-object", "-t", kind, "-w", "--literally", "--stdin", given=raw).strip()
    (folder / "refs" / "heads" / "main").write_text(f"{made}\n")
    return made


def test_a_pack_above_the_limit_is_too_large(site: Site) -> None:
    site.repository(PLACE, {"README.md": "x", "a.py": random.Random(0).randbytes(400_000)})
    assert take(site, pack_bytes=1_000_000).head
    for limit in (200_000, 20_000):
        with pytest.raises(TooLargeError, match=f"more than {limit} bytes"):
            take(site, pack_bytes=limit)


def test_a_tree_that_lists_itself_without_end_is_too_large(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clones, "TREE_LIMIT", 1_000_000)
    site.repository(PLACE, {"README.md": "x"})
    folder = site.folder(PLACE)
    blob, kind, mode = git(folder, "rev-parse", "main:README.md").strip(), "blob", "100644"
    for _ in range(9):
        rows = "".join(f"{mode} {kind} {blob}\t{name}\n" for name in "0123456789")
        blob, kind, mode = git(folder, "mktree", given=rows.encode()).strip(), "tree", "040000"
    _point_main_to(site, "commit", f"tree {blob}\ncommitter {COMMITTER}\n\nx\n".encode())
    with pytest.raises(TooLargeError):
        take(site)


def test_texts_of_one_repository_are_bounded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clones, "TEXTS_LIMIT", 2)
    site.repository(PLACE, {"a/deep.py": "3", "b.py": "2", "a.py": "1", "same.py": "1"})
    assert sorted(take(site).texts.values()) == ["1", "2"]


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (INFO, Answer(404)),
        (INFO, Answer(500)),
        (INFO, Answer(401)),
        (INFO, Answer(body=b"<h1>Sign in</h1>")),
        (INFO, Answer(302, headers={"Location": "/github.com/lab/other/info/refs?service=git-upload-pack"})),
        (PACK, Answer(body=b"", kind="application/x-git-upload-pack-result")),
        (PACK, Answer(body=b"0008NAK\nPACK garbage", kind="application/x-git-upload-pack-result")),
        (PACK, Answer(429)),
    ],
)
def test_what_git_cannot_fetch_is_told_in_git_s_words(site: Site, path: str, answer: Answer) -> None:
    site.repository(PLACE, {"README.md": "x"})
    site.repository("github.com/lab/other", {"README.md": "x"})
    site.answer(path, answer)
    with pytest.raises(CloneError, match=r"(fatal|error|remote)") as raised:
        take(site)
    assert not isinstance(raised.value, TooLargeError)
    assert len(str(raised.value)) <= 500


@pytest.mark.parametrize(
    "url", ["ext::sh -c touch% {}", "file://{}", "{}", "ssh://lab.example/{}", "--upload-pack=touch {}"]
)
def test_nothing_but_http_is_spoken(site: Site, tmp_path: Path, url: str) -> None:
    site.repository(PLACE, {"README.md": "x"})
    for target in (tmp_path / "made", site.folder(PLACE)):
        with pytest.raises(CloneError):
            asyncio.run(take_snapshot(url.format(target), Limits(), "tester/1"))
    assert not (tmp_path / "made").exists()


def test_a_clone_that_takes_too_long_is_ended(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    site.repository(PLACE, {"README.md": "x"})
    site.answer(INFO, SILENT)
    with pytest.raises(TimeoutError):
        take(site, visit_seconds=1)
    assert not list(tmp_path.glob("reprosurvey-*"))
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert f"{site.base[0]}{PLACE}" not in running


def test_the_user_s_own_settings_have_no_effect(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap, made = tmp_path / "home", tmp_path / "made"
    for folder in ("hooks", "template/hooks"):
        (trap / folder).mkdir(parents=True)
        for hook in ("post-checkout", "reference-transaction", "pre-auto-gc"):
            (trap / folder / hook).write_text(f"#!/bin/sh\ntouch {made}\n")
            (trap / folder / hook).chmod(0o755)
    settings = (
        f"[core]\nhooksPath = {trap}/hooks\nfsmonitor = touch {made}\nsshCommand = touch {made}\n"
        f"[init]\ntemplateDir = {trap}/template\n"
        f'[url "http://127.0.0.1:1/"]\ninsteadOf = {site.base[0]}\n'
        f"[credential]\nhelper = !touch {made}\n[http]\nproxy = http://127.0.0.1:1\n"
    )
    (trap / ".gitconfig").write_text(settings)
    for name, value in {
        "HOME": str(trap), "XDG_CONFIG_HOME": str(trap), "GIT_CONFIG_GLOBAL": f"{trap}/.gitconfig",
        "GIT_CONFIG_SYSTEM": f"{trap}/.gitconfig", "GIT_DIR": str(trap), "GIT_TEMPLATE_DIR": f"{trap}/template",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.proxy", "GIT_CONFIG_VALUE_0": "http://127.0.0.1:1",
        "GIT_ASKPASS": f"touch {made}", "GIT_TRACE": f"{made}", "http_proxy": "http://127.0.0.1:1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    site.repository(PLACE, {"README.md": "x"})
    assert text(take(site), "README.md") == "x"
    assert not made.exists()


def test_the_host_is_told_who_asks(site: Site) -> None:
    site.repository(PLACE, {"README.md": "x"})
    take(site)
    assert {a.headers["User-Agent"] for a in site.asked} == {"tester/1"}


def test_without_git_there_are_no_visits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require_git()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SurveyError, match="git is not on the PATH"):
        require_git()
