"""Repositories on servers of git that answer otherwise than the large hosts, or seem to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.repositories import git
from tests.web import Answer, Site

HOST = "git.lab.example"
PLACE = f"{HOST}/lab/seg"
FILES = {"README.md": "# Seg\n\nRun `python train.py`.\n", "train.py": "import torch\n"}
BACKEND = f"/{PLACE}.git/git-upload-pack"


def visit(store: Store, site: Site) -> dict[str, object]:
    """The row of a visit."""
    config = site.config(HOST, attempts=1)
    visit_all(store, config, [[f"https://{PLACE}"]], ignore_schedule=True, tell=lambda *_: None)
    return store.read(VISITS).to_pylist()[-1]


def test_a_server_that_filters_nothing_is_asked_without_a_filter(store: Store, site: Site) -> None:
    site.git_settings["uploadpack.allowFilter"] = "false"
    head = site.repository(PLACE, FILES)
    row = visit(store, site)
    assert (row["outcome"], row["head"], row["error"]) == ("full", head, None)
    assert site.paths("POST") == [BACKEND] * 3  # head, objects, and objects without a filter


def test_what_is_unchanged_there_costs_one_request(store: Store, site: Site) -> None:
    site.git_settings["uploadpack.allowFilter"] = "false"
    site.repository(PLACE, FILES)
    visit(store, site)
    row = visit(store, site)
    assert (row["outcome"], row["requests"]) == ("unchanged", 1)


def test_a_server_of_protocol_0_is_read(store: Store, site: Site) -> None:
    site.hidden.append("Git-Protocol")
    site.git_settings["uploadpack.allowFilter"] = "false"
    head = site.repository(PLACE, FILES)
    row = visit(store, site)
    assert (row["outcome"], row["head"], row["branch"]) == ("full", head, "main")


def test_a_server_that_offers_a_filter_and_refuses_it_is_asked_again(store: Store, site: Site) -> None:
    site.hidden.append("Git-Protocol")
    head = site.repository(PLACE, FILES)
    told = "001e# service=git-upload-pack\n0000" + line(f"{head} HEAD\0 shallow filter side-band-64k") + "0000"
    advertisement = Answer(body=told.encode(), kind="application/x-git-upload-pack-advertisement")
    site.answer(f"/{PLACE}.git/info/refs", advertisement)
    site.git_settings["uploadpack.allowFilter"] = "false"
    assert visit(store, site)["outcome"] == "full"


def line(text: str) -> str:
    return f"{len(text) + 5:04x}{text}\n"


def test_an_address_without_git_at_its_end_is_asked_too(store: Store, site: Site) -> None:
    head = site.repository(PLACE, FILES)
    for service in ("git-upload-pack", "info/refs"):
        site.answer(f"/{PLACE}.git/{service}", Answer(404))
    row = visit(store, site)
    assert (row["outcome"], row["head"]) == ("full", head)


def test_objects_named_by_sha256_are_read(store: Store, site: Site, tmp_path: Path) -> None:
    folder = site.folder(PLACE)
    folder.parent.mkdir(parents=True)
    work = tmp_path / "work"
    subprocess.run(["git", "init", "-q", "--object-format=sha256", "-b", "main", str(work)], check=True)
    (work / "train.py").write_text("import torch\n")
    identity = ["-c", "user.name=A", "-c", "user.email=a@lab.example"]
    for arguments in (["add", "-A"], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(work), *arguments], check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(work), str(folder)], check=True)
    row = visit(store, site)
    assert (row["outcome"], len(str(row["head"]))) == ("full", 64)


@pytest.mark.parametrize("hides_head", [False, True])
def test_where_head_leads_nowhere_another_branch_is_taken(store: Store, site: Site, *, hides_head: bool) -> None:
    head = site.repository(PLACE, FILES)
    if hides_head:
        site.git_settings["transfer.hideRefs"] = "HEAD"
    else:
        git(site.folder(PLACE), "symbolic-ref", "HEAD", "refs/heads/master")
        git(site.folder(PLACE), "branch", "other", "main")
    row = visit(store, site)
    assert (row["outcome"], row["head"], row["branch"]) == ("full", head, "main")
    assert row["error"] in (
        "HEAD names the branch master, which is not there; the branch main was taken",
        "HEAD is not told; the branch main was taken",
    )


def test_without_a_commit_on_any_branch_it_is_empty(store: Store, site: Site) -> None:
    site.repository(PLACE)
    assert visit(store, site)["outcome"] == "empty"


def test_files_without_a_server_of_git_are_no_repository_that_is_not_there(store: Store, site: Site) -> None:
    site.answer(BACKEND, Answer(405))
    site.page(f"{PLACE}.git/info/refs", f"{'0' * 40}\trefs/heads/main\n")
    site.answer(f"/{PLACE}.git/info/refs", Answer(body=b"0" * 40 + b"\trefs/heads/main\n", kind="text/plain"))
    row = visit(store, site)
    assert row["outcome"] == "unsupported"
    assert "dumb HTTP" in str(row["error"])


@pytest.mark.parametrize("status", [404, 401, 403])
def test_what_no_address_has_is_told_by_the_first_answer(store: Store, site: Site, status: int) -> None:
    site.answer(BACKEND, Answer(status))
    row = visit(store, site)
    assert (row["outcome"], row["status"]) == ({404: "not found", 401: "not found", 403: "forbidden"}[status], status)
    assert int(str(row["requests"])) <= 3
