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
    assert int(str(row["requests"])) <= 5  # git at two addresses in two ways, and the page


def refuse_git(site: Site, place: str, status: int) -> None:
    for service in ("git-upload-pack", "info/refs"):
        for end in ("", ".git"):
            site.answer(f"/{place}{end}/{service}", Answer(status))


@pytest.mark.parametrize("version_0", [True, False])
def test_how_a_server_was_reached_is_remembered(store: Store, site: Site, *, version_0: bool) -> None:
    head = site.repository(PLACE, FILES)
    if version_0:
        site.hidden.append("Git-Protocol")
    else:
        for service in ("git-upload-pack", "info/refs"):
            site.answer(f"/{PLACE}.git/{service}", Answer(404))
    row = visit(store, site)
    assert (row["outcome"], row["protocol"]) == ("full", 0 if version_0 else 2)
    assert row["cloned_from"] == f"https://{PLACE}{'.git' if version_0 else ''}"
    row = visit(store, site)
    assert (row["outcome"], row["head"], row["requests"]) == ("unchanged", head, 1)


def test_a_server_that_speaks_otherwise_than_before_is_asked_anew(store: Store, site: Site) -> None:
    head = site.repository(PLACE, FILES)
    site.hidden.append("Git-Protocol")
    visit(store, site)
    site.hidden.clear()
    row = visit(store, site)
    assert (row["outcome"], row["head"], row["protocol"]) == ("unchanged", head, 2)


@pytest.mark.parametrize(
    "page",
    [
        '<head><link rel="vcs-git" href="https://git.lab.example/clone/seg.git" title="seg"></head>',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><table><tr class="metadata_url"><td>URL</td><td>https://git.lab.example/clone/seg.git</td></tr></table></html>',
    ],
)
@pytest.mark.parametrize("behind", ["", "/tree/paper"])
def test_a_page_that_says_from_where_it_is_cloned_leads_there(store: Store, site: Site, page: str, behind: str) -> None:
    head = site.repository(f"{HOST}/clone/seg", FILES)
    git(site.folder(f"{HOST}/clone/seg"), "branch", "paper")
    refuse_git(site, PLACE, 404)
    site.answer(f"/{PLACE}", Answer(body=page.encode()))
    config = site.config(HOST, attempts=1)
    visit_all(store, config, [[f"https://{PLACE}{behind}"]], tell=lambda *_: None)
    moved, found = store.read(VISITS).to_pylist()
    assert (moved["outcome"], moved["moved_to"]) == ("moved", f"https://{HOST}/clone/seg{behind}")
    assert (found["outcome"], found["head"]) == ("full", head)


def test_a_page_of_gitweb_that_does_not_say_it_is_unsupported(store: Store, site: Site) -> None:
    page = '<meta name="generator" content="gitweb/2.39.5 git/2.39.5"/><div class="page_nav">summary</div>'
    site.answer(f"/{HOST}/", Answer(body=page.encode()))
    url = f"https://{HOST}/?p=seg.git;a=tree"
    visit_all(store, site.config(HOST, attempts=1), [[url]], tell=lambda *_: None)
    (row,) = store.read(VISITS).to_pylist()
    assert (row["origin"], row["outcome"]) == (url, "unsupported")


def test_a_server_that_says_no_with_status_200_forbids(store: Store, site: Site) -> None:
    kind, said = (
        "application/x-git-upload-pack-advertisement",
        "ERR FATAL: R any seg anon DENIED by fallthru\n(or not)\n",
    )
    body = f"001E# service=git-upload-pack\n0000{len(said) + 4:04x}{said}".encode()  # gitolite
    for service in ("git-upload-pack", "info/refs"):
        site.answer(f"/{PLACE}.git/{service}", Answer(body=body, kind=kind))
    row = visit(store, site)
    assert (row["outcome"], row["error"]) == (
        "forbidden",
        "git says: FATAL: R any seg anon DENIED by fallthru (or not)",
    )


@pytest.mark.parametrize("page", [Answer(401), Answer(403), Answer(body=b"<h1>Seg</h1>")])
def test_what_asks_for_a_login_is_forbidden_and_not_absent(store: Store, site: Site, page: Answer) -> None:
    refuse_git(site, PLACE, 401)
    site.answer(f"/{PLACE}", page)
    row = visit(store, site)
    assert (row["outcome"], row["status"]) == ("forbidden", 401)


def test_a_page_without_git_is_a_page(store: Store, site: Site) -> None:
    refuse_git(site, PLACE, 404)
    site.answer(f"/{PLACE}", Answer(body=b'<a href="https://github.com/lab/seg">code</a>'))
    row = visit(store, site)
    assert (row["outcome"], row["leads_to"]) == ("page", ["https://github.com/lab/seg"])


def test_any_host_s_address_that_ends_with_git_is_a_repository(store: Store, site: Site) -> None:
    head = site.repository("lab.example/ada/seg", FILES)
    visit_all(store, site.config("lab.example"), [["https://lab.example/ada/seg.git"]], tell=lambda *_: None)
    (row,) = store.read(VISITS).to_pylist()
    assert (row["outcome"], row["head"]) == ("full", head)
