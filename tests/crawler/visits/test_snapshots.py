"""A snapshot of a repository, whatever stands in it and whoever serves it."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.git import repository as git_module
from reprosurvey.crawler.git.pkt_line import PacketError
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.git.repository import GitError, TooLargeError, TreeEntry, require_git
from reprosurvey.crawler.http.client import TransientHTTPError, open_client
from reprosurvey.crawler.visits import snapshots
from reprosurvey.crawler.visits.records import FetchedSnapshot, PreviousSnapshot
from reprosurvey.crawler.visits.snapshots import take_snapshot
from tests.repositories import COMMITTER, LINK, SUBMODULE, Entry, git
from tests.web import DROPPED, PASS, SILENT, Answer, Site

PLACE = "github.com/lab/seg"
PACK = f"/{PLACE}.git/git-upload-pack"
GIT = "application/x-git-upload-pack-result"


def take(site: Site, known: FetchedSnapshot | None = None, **limits: int) -> FetchedSnapshot:
    head = git(site.folder(PLACE), "rev-parse", "main").strip()
    earlier = PreviousSnapshot(known.head, known.directory, known.tree, known.kept) if known else None

    async def ask() -> FetchedSnapshot:
        async with open_client(site.config("github.com", **limits)) as client:
            remote = Remote(client, f"https://{PLACE}", lambda: None)
            return await take_snapshot(remote, head, earlier, client.config.limits)

    return asyncio.run(ask())


def listed(taken: FetchedSnapshot) -> dict[str, TreeEntry]:
    return {entry.path: entry for entry in taken.tree}


def text(taken: FetchedSnapshot, path: str) -> str | None:
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
    site.repository(PLACE, {"README.md": "x", "weights.pth": b"#" * 5000})
    taken = take(site, blob_bytes=1000)
    assert listed(taken)["weights.pth"].size is None
    assert text(taken, "weights.pth") is None
    assert text(taken, "README.md") == "x"
    assert site.paths() == [PACK]


def test_large_notebooks_and_code_come_by_a_second_request(site: Site) -> None:
    files = {"train.ipynb": "{" + " " * 5000 + "}", "weights.pth": b"#" * 5000, "a.py": "x", "deep/b.py": "#" * 3000}
    site.repository(PLACE, files)
    taken = take(site, blob_bytes=1000)
    assert site.paths() == [PACK] * 2
    assert {path: entry.size for path, entry in listed(taken).items()} == {
        "a.py": 1, "deep/b.py": 3000, "train.ipynb": 5002, "weights.pth": None,
    }  # fmt: skip
    assert text(taken, "train.ipynb") == files["train.ipynb"]


def test_large_code_beyond_its_limit_stays_behind_and_the_rest_stands(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LARGE_LIMIT", 10_000)
    site.repository(PLACE, {"README.md": "x", "train.ipynb": random.Random(0).randbytes(50_000)})
    taken = take(site, blob_bytes=1000)
    assert (listed(taken)["train.ipynb"].size, text(taken, "README.md")) == (None, "x")


def test_of_a_known_repository_only_what_is_new_comes(site: Site) -> None:
    files = {f"src/{number}.py": random.Random(number).randbytes(300).hex() for number in range(20)}
    site.repository(PLACE, files | {"README.md": "x", "weights.pth": b"#" * 5000})
    first = take(site, blob_bytes=1000)
    later = site.repository(
        PLACE, files | {"README.md": "y", "weights.pth": b"#" * 5000, "src/0.py": "new"}, parent=first.head
    )
    sent = len(site.sent)
    second = take(site, first, blob_bytes=1000)
    assert sorted(second.texts.values()) == ["new", "y"]
    assert second.head == later
    assert {e.path for e in second.tree} == {e.path for e in first.tree}
    assert {path: entry.size for path, entry in listed(second).items()} == {
        **{path: entry.size for path, entry in listed(first).items()}, "README.md": 1, "src/0.py": 3,
    }  # fmt: skip
    assert second.kept >= {e.blob for e in second.tree if e.path.endswith(".py")}
    assert len(site.sent) == sent + 1
    assert site.sent[-1] < site.sent[0] / 5


def test_what_an_earlier_commit_brought_back_comes_again(site: Site) -> None:
    before = site.repository(PLACE, {"a.py": "old", "b.py": "1"})
    between = site.repository(PLACE, {"a.py": "new", "b.py": "1"}, parent=before)
    known = take(site)
    site.repository(PLACE, {"a.py": "old", "b.py": "1"}, parent=between)
    assert list(take(site, known).texts.values()) == ["old"]


def test_a_step_back_is_taken_whole(site: Site) -> None:
    first = site.repository(PLACE, {"a.py": "1"})
    site.repository(PLACE, {"a.py": "1", "b.py": "2"}, parent=first)
    known = take(site)
    git(site.folder(PLACE), "update-ref", "refs/heads/main", first)
    assert set(listed(take(site, known))) == {"a.py"}


def test_an_earlier_snapshot_that_cannot_be_laid_out_is_not_built_on(site: Site) -> None:
    site.repository(PLACE, None, Entry(b"\xff.py", "1"), Entry("b.py", "2"))
    first = take(site)
    site.repository(PLACE, None, Entry(b"\xff.py", "1"), Entry("b.py", "3"))
    second = take(site, first)
    assert sorted(second.texts.values()) == ["1", "3"]


def test_after_a_force_push_the_snapshot_is_whole(site: Site) -> None:
    site.repository(PLACE, {"a.py": "1", "b.py": "2"})
    first = take(site)
    shutil.rmtree(site.folder(PLACE))
    site.repository(PLACE, {"a.py": "1", "c.py": "3"})
    second = take(site, first)
    assert {path: entry.blob in second.kept for path, entry in listed(second).items()} == {"a.py": True, "c.py": True}
    assert sorted(second.texts.values()) == ["1", "3"]


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
    assert take(site, blob_bytes=500_000, pack_bytes=1_000_000).head
    for limit in (200_000, 20_000):
        with pytest.raises(TooLargeError, match=f"more than {limit} bytes"):
            take(site, blob_bytes=500_000, pack_bytes=limit)


def test_a_tree_that_lists_itself_without_end_is_too_large(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_module, "TREE_LIMIT", 1_000_000)
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
    monkeypatch.setattr(snapshots, "TEXTS_LIMIT", 2)
    site.repository(PLACE, {"a/deep.py": "3", "b.py": "2", "a.py": "1", "same.py": "1"})
    assert sorted(take(site).texts.values()) == ["1", "2"]


def test_a_huge_file_takes_no_other_s_place(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "ORDINARY", 10)
    monkeypatch.setattr(snapshots, "TOTAL_LIMIT", 60)
    files = {"a.py": "#" * 100, "b.py": "#" * 50, "c.py": "#" * 40, "env/requirements.txt": "torch==2", "z.md": "z"}
    site.repository(PLACE, files)
    assert sorted(take(site).texts.values()) == ["#" * 50, "torch==2", "z"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404),
        Answer(401),
        Answer(body=b"<h1>Sign in</h1>"),
        Answer(302, headers={"Location": "/github.com/lab/other.git/git-upload-pack"}),
        Answer(body=b"", kind=GIT),
        Answer(body=b"0000", kind=GIT),
        Answer(body=b"0008NAK\nPACK garbage", kind=GIT),
        Answer(body=b"zzzz", kind=GIT),
        Answer(body=b"0011ERR denied\n\n\n0000", kind=GIT),
        Answer(body=b"000dpackfile\n000a\x03no!!!0000", kind=GIT),
        Answer(body=b"000dpackfile\n000a\x01PACK!0000", kind=GIT),
        Answer(500),
        DROPPED,
    ],
)
def test_what_is_no_pack_is_told_in_one_line(site: Site, answer: Answer, waits: list[float]) -> None:
    site.repository(PLACE, {"README.md": "x"})
    site.repository("github.com/lab/other", {"README.md": "x"})
    site.answer(PACK, answer)
    with pytest.raises(
        (GitError, PacketError, TransientHTTPError, aiohttp.ClientError, asyncio.IncompleteReadError)
    ) as raised:
        take(site)
    assert not isinstance(raised.value, TooLargeError)
    assert len(str(raised.value)) <= 600


def test_a_pack_that_is_cut_off_is_asked_for_again(site: Site, waits: list[float]) -> None:
    site.repository(PLACE, {"README.md": "x"})
    site.answer(PACK, Answer(body=b"000dpackfile\n0800\x01PACK", kind=GIT), Answer(503), PASS)
    assert text(take(site), "README.md") == "x"
    assert site.paths() == [PACK] * 3


@pytest.mark.slow
def test_a_snapshot_that_takes_too_long_is_ended(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    site.repository(PLACE, {"README.md": "x"})
    site.answer(PACK, SILENT)
    with pytest.raises(TimeoutError):
        take(site, visit_seconds=1)
    assert not list(tmp_path.glob("reprosurvey-*"))
    own = ["ps", "--ppid", str(os.getpid()), "-o", "args"]
    assert "index-pack" not in subprocess.run(own, capture_output=True, text=True, check=True).stdout


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


def test_without_git_there_are_no_visits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require_git()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SurveyError, match="git is not on the PATH"):
        require_git()
