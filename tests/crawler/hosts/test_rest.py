"""What GitLab, Zenodo and Hugging Face tell of one origin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.hosts.rest import host_of
from tests.web import Answer, Site

from .conftest import Ask, answer

PROJECT = "https://gitlab.com/lab/imaging/trees"
RECORD = "https://zenodo.org/record/4599666"
MODEL = "https://huggingface.co/ashgrove/trees"
TOKENS = {host: f"secret of {host}" for host in ("gitlab.com", "zenodo.org", "huggingface.co")}

PROJECT_PATH = "/gitlab.com/api/v4/projects/lab/imaging/trees"
PROJECT_ANSWER = {
    "id": 278964,
    "path_with_namespace": "lab/imaging/trees",
    "star_count": 5,
    "forks_count": 2,
    "created_at": "2021-05-06T07:08:09.010Z",
    "archived": True,
    "license": {"key": "apache-2.0"},
    "default_branch": "main",
}
LINK = {"id": 1, "name": "model.pt", "url": "https://lab.example/1", "direct_asset_url": "https://lab.example/model.pt"}
RELEASES = [{"tag_name": "v1", "released_at": "2022-01-01T00:00:00Z", "assets": {"count": 1, "links": [LINK]}}]


def test_what_gitlab_tells(site: Site, ask: Ask) -> None:
    site.answer(PROJECT_PATH, answer(PROJECT_ANSWER))
    site.answer(f"{PROJECT_PATH}/releases", answer(RELEASES))
    (row,) = ask([PROJECT], tokens=TOKENS)
    assert [asked.path for asked in site.asked] == [
        "/gitlab.com/api/v4/projects/lab%2Fimaging%2Ftrees?license=true",
        "/gitlab.com/api/v4/projects/lab%2Fimaging%2Ftrees/releases?per_page=20",
    ]
    assert (row["outcome"], row["error"], row["host_id"], row["full_name"]) == (
        "full",
        None,
        "278964",
        "lab/imaging/trees",
    )
    assert (row["stars"], row["forks"], row["archived"], row["licence"]) == (5, 2, True, "Apache-2.0")
    assert row["created_at"] == datetime(2021, 5, 6, 7, 8, 9, 10_000, tzinfo=UTC)
    assets = [{"name": "model.pt", "size": None, "url": "https://lab.example/model.pt"}]
    assert row["releases"] == [{"tag": "v1", "published_at": datetime(2022, 1, 1, tzinfo=UTC), "assets": assets}]


def test_releases_that_do_not_come_are_unknown(site: Site, ask: Ask) -> None:
    site.answer(PROJECT_PATH, answer(PROJECT_ANSWER))
    site.answer(f"{PROJECT_PATH}/releases", answer({"message": "403 Forbidden"}, 403))
    (row,) = ask([PROJECT], tokens=TOKENS)
    assert (row["outcome"], row["stars"], row["releases"]) == ("full", 5, None)
    assert row["error"] == "releases: HTTP 403: 403 Forbidden"


def test_what_zenodo_tells(site: Site, ask: Ask) -> None:
    record = {
        "id": 4599666,
        "created": "2021-03-12T10:11:12.131415+00:00",
        "metadata": {
            "title": "Trees",
            "version": "v1",
            "publication_date": "2021-03-11",
            "license": {"id": "cc-by-4.0"},
        },
        "files": [{"key": "a.zip", "size": 104322767708, "links": {"self": "https://zenodo.org/api/a.zip"}}],
    }
    site.answer("/zenodo.org/api/records/4599666", answer(record))
    (row,) = ask([RECORD], tokens=TOKENS)
    assert (row["host_id"], row["full_name"], row["licence"], row["stars"]) == ("4599666", "Trees", "CC-BY-4.0", None)
    assets = [{"name": "a.zip", "size": 104322767708, "url": "https://zenodo.org/api/a.zip"}]
    assert row["releases"] == [{"tag": "v1", "published_at": datetime(2021, 3, 11, tzinfo=UTC), "assets": assets}]


@pytest.mark.parametrize(
    ("origin", "path"),
    [
        (MODEL, "models/ashgrove/trees"),
        ("https://huggingface.co/datasets/ashgrove/trees", "datasets/ashgrove/trees"),
        ("https://huggingface.co/spaces/ashgrove/trees", "spaces/ashgrove/trees"),
    ],
)
def test_what_hugging_face_tells(site: Site, ask: Ask, origin: str, path: str) -> None:
    told = {
        "_id": "621ffdc036468d709f174338",
        "id": "Ashgrove/Trees",
        "likes": 9,
        "createdAt": "2022-03-02T23:29:04.000Z",
        "lastModified": "2024-02-19T11:06:12.000Z",
        "cardData": {"license": "mit"},
    }
    site.answer(f"/huggingface.co/api/{path}", answer(told))
    (row,) = ask([origin], tokens=TOKENS)
    assert (row["host_id"], row["full_name"], row["stars"], row["licence"]) == (told["_id"], "Ashgrove/Trees", 9, "MIT")
    assert row["pushed_at"] == datetime(2024, 2, 19, 11, 6, 12, tzinfo=UTC)
    assert (row["archived"], row["releases"]) == (None, None)


def test_a_renamed_project_is_followed_on_its_host(site: Site, ask: Ask) -> None:
    old, new = (f"/huggingface.co/api/models/{name}" for name in ("ashgrove/trees", "oak/forest"))
    site.answer(old, Answer(307, headers={"Location": new}))
    site.answer(new, answer({"id": "oak/forest"}))
    (row,) = ask([MODEL], tokens=TOKENS)
    assert (row["outcome"], row["full_name"]) == ("full", "oak/forest")


def test_a_redirect_to_another_host_is_not_followed(site: Site, ask: Ask) -> None:
    site.answer("/huggingface.co/api/models/ashgrove/trees", Answer(307, headers={"Location": "/zenodo.org/x"}))
    (row,) = ask([MODEL], tokens=TOKENS)
    assert (row["outcome"], row["error"]) == ("failed", "leads to https://zenodo.org/x")
    assert len(site.asked) == 1


def test_redirects_without_end_are_left(site: Site, ask: Ask) -> None:
    path = "/huggingface.co/api/models/ashgrove/trees"
    site.answer(path, Answer(307, headers={"Location": path}))
    assert [row["outcome"] for row in ask([MODEL], tokens=TOKENS)] == ["failed"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(401, "failed"), (403, "forbidden"), (404, "not found"), (410, "not found"), (451, "blocked")],
)
def test_a_refusal_says_what_the_host_says(site: Site, ask: Ask, status: int, outcome: str) -> None:
    block = {"message": "Repository access blocked", "block": {"reason": "dmca"}}
    site.answer("/huggingface.co/api/models/ashgrove/trees", answer(block, status))
    (row,) = ask([MODEL], tokens=TOKENS)
    assert (row["outcome"], row["error"]) == (outcome, f"HTTP {status}: Repository access blocked")


@pytest.mark.parametrize("body", [b"<html>", b"", b"null", b"[" * 100_000, b'{"likes": "many", "cardData": []}'])
def test_an_answer_that_is_not_as_it_should_be(site: Site, ask: Ask, body: bytes) -> None:
    site.answer("/huggingface.co/api/models/ashgrove/trees", Answer(200, body, "application/json"))
    (row,) = ask([MODEL], tokens=TOKENS)
    assert (row["stars"], row["licence"]) == (None, None)


@pytest.mark.parametrize(
    "origin",
    [
        "https://gitlab.com/lab", "https://zenodo.org/communities/trees", "https://zenodo.org/record/4599666x",
        "https://huggingface.co/ashgrove", "https://huggingface.co/datasets/ashgrove", "https://lab.example/a/b",
        "https://bitbucket.org/a/b",
    ],
)  # fmt: skip
def test_what_no_host_is_asked_about(origin: str) -> None:
    assert host_of(origin) is None
