"""Branches, tags and commits that an address names: each is visited by itself."""

from __future__ import annotations

from typing import Any

import pytest

from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.repositories import git
from tests.web import Answer, Site

PLACE = "github.com/lab/seg"
SEG = f"https://{PLACE}"
PACK = f"/{PLACE}.git/git-upload-pack"
README = {"README.md": "# Seg\n"}
CODE = {"README.md": "# Seg\n\nRun `python train.py`.\n", "train.py": "import torch\n"}


@pytest.fixture
def commits(site: Site) -> dict[str, str]:
    """A repository whose default branch is a README, with its code elsewhere; the commit of each ref."""
    code = site.repository(PLACE, CODE)
    folder = site.folder(PLACE)
    for branch in ("paper2026", "feature/x", "both"):
        git(folder, "branch", branch, code)
    old = site.repository(PLACE, {"old.py": "import theano\n"})
    git(folder, "tag", "v1.0", old)
    git(folder, "tag", "both", old)
    identity = ("-c", "user.name=A", "-c", "user.email=a@lab.example")
    git(folder, *identity, "tag", "-a", "-m", "x", "r/1.0", code)
    main = site.repository(PLACE, README)
    return {"main": main, "code": code, "old": old}


def visit(store: Store, site: Site, *addresses: str) -> list[dict[str, Any]]:
    """The rows of the visits, those of before too."""
    config = site.config("github.com", attempts=1)
    visit_all(store, config, [[address] for address in addresses], ignore_schedule=True, tell=silent)
    return store.read(VISITS).sort_by("visited_at").to_pylist()


@pytest.mark.parametrize(
    ("behind", "branch", "commit"),
    [
        ("", "main", "main"),
        ("/tree/paper2026", "paper2026", "code"),
        ("/tree/paper2026/sub/folder", "paper2026", "code"),
        ("/tree/feature/x", "feature/x", "code"),
        ("/tree/feature/x/train.py", "feature/x", "code"),
        ("/tree/v1.0", "v1.0", "old"),
        ("/tree/refs/tags/r/1.0", "r/1.0", "code"),
        ("/tree/both", "both", "code"),
        ("/tree/refs/tags/both", "both", "old"),
    ],
)
def test_what_is_named_is_what_is_visited(
    store: Store, site: Site, commits: dict[str, str], behind: str, branch: str, commit: str
) -> None:
    (row,) = visit(store, site, SEG + behind)
    assert row["outcome"] == ("empty" if commit == "main" else "full"), row
    assert (row["origin"], row["branch"], row["head"]) == (SEG + behind, branch, commits[commit])
    assert (row["requests"], row["error"]) == (2, None)


@pytest.mark.parametrize("length", [7, 12, 40])
def test_a_commit_is_visited_by_its_identifier(store: Store, site: Site, commits: dict[str, str], length: int) -> None:
    (row,) = visit(store, site, f"{SEG}/tree/{commits['old'][:length]}")
    assert (row["outcome"], row["head"], row["branch"]) == ("full", commits["old"], commits["old"][:length])


def test_a_commit_at_which_no_ref_stands_is_visited_too(store: Store, site: Site, commits: dict[str, str]) -> None:
    git(site.folder(PLACE), "tag", "-d", "v1.0", "both")
    (row,) = visit(store, site, f"{SEG}/tree/{commits['old']}")
    assert (row["outcome"], row["head"]) == ("full", commits["old"])


def test_a_shortened_commit_is_looked_for_in_the_history(store: Store, site: Site, commits: dict[str, str]) -> None:
    site.repository(PLACE, README, parent=commits["old"])
    git(site.folder(PLACE), "tag", "-d", "v1.0", "both")
    address = f"{SEG}/tree/{commits['old'][:8]}/old.py"
    (row,) = visit(store, site, address)
    assert (row["outcome"], row["head"], row["branch"]) == ("full", commits["old"], commits["old"][:8])
    assert (row["requests"], row["error"]) == (3, None)
    row = visit(store, site, address)[-1]
    assert (row["outcome"], row["requests"]) == ("unchanged", 1)


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        ("no-such-branch", "no branch or tag no-such-branch"),
        ("feature", "no branch or tag feature"),
        ("paper", "no branch or tag paper"),
        ("refs/tags/paper2026", "no branch or tag paper2026"),
        ("0" * 40, f"no commit {'0' * 40}"),
        ("f" * 40, f"no commit {'f' * 40}"),
        ("fffffff", "no commit fffffff in the history of a branch or tag"),
        ("größe/ß", "no branch or tag größe/ß"),
    ],
)
def test_a_ref_that_is_gone_is_told(store: Store, site: Site, commits: dict[str, str], behind: str, said: str) -> None:
    (row,) = visit(store, site, f"{SEG}/tree/{behind}")
    assert (row["outcome"], row["status"]) == ("ref not found", 200)
    assert said in row["error"]
    assert not store.read(SNAPSHOTS).num_rows


def test_a_repository_that_is_gone_has_no_ref_to_look_for(store: Store, site: Site) -> None:
    (row,) = visit(store, site, f"{SEG}/tree/v1")
    assert row["outcome"] == "not found"


def test_what_is_unchanged_there_costs_one_request(store: Store, site: Site, commits: dict[str, str]) -> None:
    for behind in ("paper2026", commits["old"], "refs/tags/r/1.0", commits["old"][:7]):
        visit(store, site, f"{SEG}/tree/{behind}")
        row = visit(store, site, f"{SEG}/tree/{behind}")[-1]
        assert (row["outcome"], row["requests"], row["branch"]) == ("unchanged", 1, behind.removeprefix("refs/tags/"))


def test_a_branch_that_moves_on_is_looked_at_anew(store: Store, site: Site, commits: dict[str, str]) -> None:
    visit(store, site, f"{SEG}/tree/paper2026")
    git(site.folder(PLACE), "branch", "-f", "paper2026", commits["old"])
    row = visit(store, site, f"{SEG}/tree/paper2026")[-1]
    assert (row["outcome"], row["head"]) == ("full", commits["old"])


def test_a_ref_moves_with_its_repository(store: Store, site: Site, commits: dict[str, str]) -> None:
    site.answer("/github.com/lab/old.git/git-upload-pack", Answer(301, headers={"Location": PACK}))
    moved, found = visit(store, site, "https://github.com/lab/old/tree/paper2026")
    assert (moved["outcome"], moved["moved_to"]) == ("moved", f"{SEG}/tree/paper2026")
    assert found["head"] == commits["code"]


@pytest.mark.parametrize("filters", [True, False])
def test_a_server_of_protocol_0_is_asked_for_refs(store: Store, site: Site, filters: bool) -> None:
    place = "git.lab.example/lab/seg"
    site.hidden.append("Git-Protocol")
    site.git_settings["uploadpack.allowFilter"] = str(filters).lower()
    code = site.repository(place, CODE)
    identity = ("-c", "user.name=A", "-c", "user.email=a@lab.example")
    git(site.folder(place), *identity, "tag", "-a", "-m", "x", "v1", code)
    site.repository(place, README)
    config = site.config("git.lab.example", attempts=1)
    addresses = [f"https://{place}/tree/{ref}" for ref in ("v1", "v2", code, "0" * 40)]
    visit_all(store, config, [[address] for address in addresses], tell=silent)
    rows = {row["origin"]: row for row in store.read(VISITS).to_pylist()}
    assert [rows[address]["outcome"] for address in addresses] == ["full", "ref not found", "full", "failed"]
    assert "protocol v0" in rows[addresses[-1]]["error"]


def test_the_default_branch_by_name_is_the_repository_itself(store: Store, site: Site, commits: dict[str, str]) -> None:
    named, plain = visit(store, site, f"{SEG}/tree/main")
    assert (named["outcome"], named["moved_to"], named["requests"]) == ("moved", SEG, 1)
    assert (plain["origin"], plain["head"], plain["requests"]) == (SEG, commits["main"], 1)
    *_, named, plain = visit(store, site, f"{SEG}/tree/main")
    assert (named["requests"], plain["outcome"], plain["requests"]) == (1, "unchanged", 0)
    *_, plain, named = visit(store, site, SEG, f"{SEG}/tree/main")
    assert plain["requests"] + named["requests"] == 1


def test_a_branch_main_is_judged_where_another_is_the_default_one(
    store: Store, site: Site, commits: dict[str, str]
) -> None:
    git(site.folder(PLACE), "symbolic-ref", "HEAD", "refs/heads/paper2026")
    (row,) = visit(store, site, f"{SEG}/tree/main/sub")
    assert (row["outcome"], row["branch"], row["head"]) == ("empty", "main", commits["main"])


@pytest.mark.parametrize("head", ["refs/heads/main", "refs/heads/gone"])
def test_a_default_branch_that_was_renamed_leads_on(
    store: Store, site: Site, commits: dict[str, str], head: str
) -> None:
    git(site.folder(PLACE), "symbolic-ref", "HEAD", head)
    (row,) = visit(store, site, f"{SEG}/tree/master")
    assert (row["outcome"], row["branch"], row["head"]) == ("empty", "main", commits["main"])
    assert row["error"] == "no branch master; the default branch main was taken"


def test_a_commit_is_fetched_once(store: Store, site: Site, commits: dict[str, str]) -> None:
    addresses = [f"{SEG}/tree/{ref}" for ref in ("paper2026", "feature/x", commits["code"], "refs/tags/r/1.0")]
    rows = visit(store, site, *addresses)
    assert {(row["outcome"], row["head"]) for row in rows} == {("full", commits["code"])}
    assert sum(row["requests"] for row in rows) == len(addresses) + 1
    (*_, row) = visit(store, site, f"{SEG}/tree/both")
    assert (row["outcome"], row["head"], row["requests"]) == ("full", commits["code"], 1)
    assert (row["directory"], row["committed_at"]) == (rows[0]["directory"], rows[0]["committed_at"])
    trees = store.read(SNAPSHOTS).group_by(["origin"]).aggregate([("path", "count")]).to_pylist()
    assert [tree["path_count"] for tree in trees] == [2] * 5
