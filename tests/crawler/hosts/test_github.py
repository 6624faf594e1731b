"""GitHub is asked about thirty repositories at once, and about fewer where that is too much for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.hosts import github
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.visits.records import VisitStatus
from tests.web import Answer, Site

from .conftest import Ask, answer

PATH = "/api.github.com/graphql"
ORIGINS = [f"https://github.com/ashgrove/trees-{i:02}" for i in range(70)]
A, B, C, D = ORIGINS[:4]
OVERLOADED = Answer(502)
RATE_LIMITED = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."}]}
QUOTA = {"message": "API rate limit exceeded for user ID 1.", "documentation_url": "https://docs.github.com"}
SECONDARY = {"message": "You have exceeded a secondary rate limit.", "documentation_url": "https://docs.github.com"}
BAD_CREDENTIALS = {"message": "Bad credentials", "documentation_url": "https://docs.github.com", "status": "401"}
ASSET = {"name": "model.pt", "size": 1 << 30, "downloadUrl": "https://github.com/ashgrove/trees/model.pt"}
RELEASE = {"tagName": "v1", "publishedAt": "2022-01-01T00:00:00Z", "releaseAssets": {"nodes": [ASSET]}}
BLOCK = {"reason": "dmca", "created_at": "2021-04-22T17:53:56Z", "html_url": "https://github.com/github/dmca"}


def repository(number: int = 7, **fields: object) -> dict[str, object]:
    return {
        "databaseId": number,
        "nameWithOwner": "Ashgrove/Trees",
        "stargazerCount": 12,
        "forkCount": 3,
        "createdAt": "2021-02-03T04:05:06Z",
        "pushedAt": "2022-03-04T05:06:07Z",
        "isArchived": False,
        "licenseInfo": {"spdxId": "MIT"},
        "defaultBranchRef": {"name": "main"},
        "releases": {"nodes": []},
    } | fields


def whole(count: int) -> Answer:
    return answer({"data": {f"r{i}": repository(i) for i in range(count)}})


def too_much(alias: str, *path: str) -> dict[str, object]:
    message = "Resource limits for this query exceeded."
    return {"type": "RESOURCE_LIMITS_EXCEEDED", "path": [alias, *path], "message": message}


def sizes(site: Site) -> list[int]:
    """How many repositories each request asked about."""
    return [len(json.loads(asked.body)["variables"]) // 2 for asked in site.asked]


def test_thirty_repositories_are_one_request(site: Site, ask: Ask) -> None:
    site.answer(PATH, whole(30), whole(30), whole(10))
    rows = ask(ORIGINS)
    assert sizes(site) == [30, 30, 10]
    assert [row["origin"] for row in rows] == ORIGINS
    assert [row["host_id"] for row in rows] == [str(i) for n in (30, 30, 10) for i in range(n)]


def test_what_github_tells(site: Site, ask: Ask) -> None:
    site.answer(PATH, answer({"data": {"r0": repository(isArchived=True, releases={"nodes": [RELEASE]})}}))
    (row,) = ask([A])
    assert row.pop("due_at") > row.pop("asked_at")
    assert row == {
        "origin": A,
        "outcome": "full",
        "host_id": "7",
        "full_name": "Ashgrove/Trees",
        "stars": 12,
        "forks": 3,
        "created_at": datetime(2021, 2, 3, 4, 5, 6, tzinfo=UTC),
        "pushed_at": datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC),
        "archived": True,
        "licence": "MIT",
        "default_branch": "main",
        "releases": [
            {
                "tag": "v1",
                "published_at": datetime(2022, 1, 1, tzinfo=UTC),
                "assets": [{"name": "model.pt", "size": 1 << 30, "url": ASSET["downloadUrl"]}],
            }
        ],
        "error": None,
    }


def test_a_request_that_takes_too_long_is_halved(site: Site, ask: Ask) -> None:
    site.answer(PATH, OVERLOADED, whole(2), OVERLOADED, whole(1), whole(1))
    assert [row["outcome"] for row in ask([A, B, C, D])] == ["full"] * 4
    assert sizes(site) == [4, 2, 2, 1, 1]


def test_one_repository_that_takes_too_long_is_unknown(site: Site, ask: Ask, waits: list[float]) -> None:
    site.answer(PATH, OVERLOADED)
    (row,) = ask([A])
    assert (row["outcome"], row["error"], row["stars"]) == ("failed", "HTTP 502", None)
    assert sizes(site) == [1, 1, 1]


def test_what_exceeds_the_resources_is_asked_again_in_halves(site: Site, ask: Ask) -> None:
    nodes = {"r0": repository(1), "r1": None, "r2": None, "r3": None}
    first = answer({"data": nodes, "errors": [too_much(f"r{i}") for i in (1, 2, 3)]})
    site.answer(PATH, first, whole(2), answer({"data": {"r0": None}, "errors": [too_much("r0")]}))
    rows = ask([A, B, C, D])
    assert sizes(site) == [4, 2, 1]
    assert [row["outcome"] for row in rows] == ["full", "full", "full", "failed"]


def test_exceeded_resources_without_a_place_are_those_of_all(site: Site, ask: Ask) -> None:
    error = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
    site.answer(PATH, answer({"errors": [error]}), whole(1))
    assert [row["outcome"] for row in ask([A, B])] == ["full", "full"]
    assert sizes(site) == [2, 1, 1]


def test_a_part_is_kept_where_the_rest_never_comes(site: Site, ask: Ask) -> None:
    part = answer({"data": {"r0": repository(releases=None)}, "errors": [too_much("r0", "releases")]})
    site.answer(PATH, part)
    (row,) = ask([A])
    assert (row["outcome"], row["stars"], row["releases"]) == ("full", 12, None)
    assert row["error"] == "Resource limits for this query exceeded."


def test_a_part_is_kept_where_the_smaller_request_fails(site: Site, ask: Ask) -> None:
    nodes = {"r0": repository(releases=None), "r1": repository()}
    part = answer({"data": nodes, "errors": [too_much("r0", "releases")]})
    site.answer(PATH, part, answer({"message": "Bad request"}, 400))
    rows = ask([A, B])
    assert [(row["outcome"], row["stars"]) for row in rows] == [("full", 12), ("full", 12)]
    assert sizes(site) == [2, 1]


def test_data_beside_a_spent_quota_is_kept(site: Site, ask: Ask) -> None:
    errors = [{"type": "RATE_LIMITED", "path": ["r1"], "message": "API rate limit exceeded"}]
    site.answer(PATH, answer({"data": {"r0": repository(), "r1": None}, "errors": errors}))
    assert [row["outcome"] for row in ask([A, B])] == ["full", "failed"]


def test_releases_and_assets_that_github_withholds_are_left_out(site: Site, ask: Ask) -> None:
    release = RELEASE | {"releaseAssets": {"nodes": [None, ASSET]}}
    site.answer(PATH, answer({"data": {"r0": repository(releases={"nodes": [None, release]})}}))
    (row,) = ask([A])
    assert [[asset["name"] for asset in release["assets"]] for release in row["releases"]] == [["model.pt"]]


def test_data_beside_errors_is_kept(site: Site, ask: Ask) -> None:
    errors = [
        {"type": "NOT_FOUND", "path": ["r1"], "message": "Could not resolve to a Repository"},
        {"type": "FORBIDDEN", "path": ["r2"], "message": "Resource not accessible"},
        {"path": ["r3", "licenseInfo"], "message": "Something went wrong"},
    ]
    nodes = {"r0": repository(), "r1": None, "r2": None, "r3": repository(licenseInfo=None)}
    site.answer(PATH, answer({"data": nodes, "errors": errors}))
    rows = ask([A, B, C, D])
    assert [row["outcome"] for row in rows] == ["full", "not found", "forbidden", "full"]
    assert [row["error"] for row in rows] == [None, *(error["message"] for error in errors)]
    assert [row["licence"] for row in rows] == ["MIT", None, None, None]


def test_a_renamed_repository_has_its_name_of_now(site: Site, ask: Ask) -> None:
    site.answer(PATH, answer({"data": {"r0": repository(nameWithOwner="Oak/Forest")}}))
    (row,) = ask([A])
    assert (row["origin"], row["full_name"], row["host_id"]) == (A, "Oak/Forest", "7")


def test_a_blocked_repository_breaks_nothing(site: Site, ask: Ask) -> None:
    blocked = answer({"message": "Repository access blocked", "block": BLOCK}, 451)
    site.answer(PATH, blocked, whole(1), blocked)
    assert [row["outcome"] for row in ask([A, B])] == ["full", "blocked"]


def test_a_repository_that_is_blocked_in_its_place(site: Site, ask: Ask) -> None:
    error = {"path": ["r0"], "message": "Repository access blocked", "block": BLOCK}
    site.answer(PATH, answer({"data": {"r0": None, "r1": repository()}, "errors": [error]}))
    assert [row["outcome"] for row in ask([A, B])] == ["blocked", "full"]


@pytest.mark.parametrize(
    "spent",
    [
        answer(QUOTA, 403, x_ratelimit_remaining="0", x_ratelimit_reset="5"),
        answer(RATE_LIMITED, x_ratelimit_remaining="0", x_ratelimit_reset="5"),
        answer({"data": None, "errors": [{"type": "RATE_LIMIT", "message": "Come back later"}]}),
        answer(SECONDARY, 403),
    ],
)
def test_a_spent_quota_is_waited_for(site: Site, ask: Ask, waits: list[float], spent: Answer) -> None:
    site.answer(PATH, spent, whole(2))
    assert [row["outcome"] for row in ask([A, B])] == ["full", "full"]
    assert sizes(site) == [2, 2]


def test_a_quota_that_stays_spent_leaves_all_unknown(site: Site, ask: Ask, waits: list[float]) -> None:
    site.answer(PATH, answer(RATE_LIMITED, x_ratelimit_remaining="0", x_ratelimit_reset="99999999999"))
    rows = ask(ORIGINS[:40])
    assert {row["outcome"] for row in rows} == {"failed"}
    assert all("asks for a rest" in str(row["error"]) for row in rows)
    assert sizes(site) == [30]


def test_a_refused_token_says_nothing_of_a_repository(site: Site, ask: Ask) -> None:
    site.answer(PATH, answer(BAD_CREDENTIALS, 401))
    assert [(row["outcome"], row["error"]) for row in ask([A, B])] == [("failed", "HTTP 401: Bad credentials")] * 2


def test_the_latest_twenty_releases_are_asked_for_with_names_as_variables() -> None:
    body = json.loads(github.request(["https://github.com/a/b", "https://github.com/c/d"]))
    assert body["variables"] == {"owner0": "a", "name0": "b", "owner1": "c", "name1": "d"}
    assert "releases(first: 20" in body["query"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": {"r0": {"stargazerCount": "many", "createdAt": 5, "releases": [], "licenseInfo": "\\ud800"}}}',
        b'{"data": {"r0": {"databaseId": 1e400, "createdAt": "0001-01-01T00:00:00+23:59"}}}',
        b'{"data": {"r0": {"nameWithOwner": "\\ud800", "licenseInfo": {"spdxId": "\\ud800"}}}}',
        b'{"data": {"r0": {"stargazerCount": 99999999999999999999999, "isArchived": 1}}}',
        b'{"data": {"r0": {"releases": {"nodes": [null, 5, {"releaseAssets": {"nodes": [null, "a"]}}]}}}}',
        b"[" * 100_000, b"null", b"[]", b'{"errors": 5}', b'{"errors": [5, {"path": 5}]}', b'{"data": []}', b"",
    ],
)  # fmt: skip
def test_an_answer_that_is_not_as_it_should_be(site: Site, ask: Ask, body: bytes) -> None:
    site.answer(PATH, Answer(200, body, "application/json"))
    (row,) = ask([A])
    assert (row["stars"], row["archived"], row["created_at"]) == (None, None, None)


@pytest.mark.parametrize("origin", ["https://github.com/a", "https://github.com/a/b/c", "https://lab.example/a/b"])
def test_what_is_no_repository_on_github(origin: str) -> None:
    assert github.repository_of(origin) is None


def test_a_message_without_data_is_told_of_each() -> None:
    answered = github.read(200, b'{"errors": [{"message": "Parse error"}]}', [A])
    assert answered.told == {A: Metadata(VisitStatus.FAILED, error="Parse error")}
