"""What one request for a head tells, whatever the host answers."""

from __future__ import annotations

import asyncio

import pytest

from reprosurvey.crawler.git.ls_refs import LS_REFS
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.http.client import TransientHTTPError, open_client
from reprosurvey.crawler.visits.probes import look_at_page, look_at_repository
from reprosurvey.crawler.visits.records import Look, VisitStatus
from tests.web import Answer, Site

PLACE = "github.com/lab/seg"
HEAD = "0123456789abcdef0123456789abcdef01234567"
GIT = "application/x-git-upload-pack-result"


def packets(*lines: str) -> bytes:
    return b"".join(f"{len(line) + 5:04x}{line}\n".encode() for line in lines) + b"0000"


def look(site: Site, *, page: bool = False) -> Look:
    async def ask() -> Look:
        config = site.config("github.com", attempts=1)
        async with open_client(config) as client:
            if page:
                return await look_at_page(client, f"https://{PLACE}", lambda: None)
            remote = Remote(client, f"https://{PLACE}", lambda: None)
            return await look_at_repository(remote, client, f"https://{PLACE}", lambda: None)

    return asyncio.run(ask())


def told(site: Site, answer: Answer) -> Look:
    site.answer_git(PLACE, answer)
    return look(site)


def test_the_head_and_its_branch_come_from_one_request(site: Site) -> None:
    head = site.repository(PLACE, {"README.md": "x"})
    assert look(site) == Look(None, 200, head, "main")
    assert site.paths() == [f"/{PLACE}.git/git-upload-pack"]
    assert site.asked[0].headers["Git-Protocol"] == "version=2"


def test_a_repository_without_a_commit_is_empty(site: Site) -> None:
    site.repository(PLACE)
    assert look(site) == Look(VisitStatus.EMPTY, 200, branch="main")


def test_the_request_is_one_that_git_understands() -> None:
    lines = LS_REFS.split(b"\n")
    assert lines[0] == b"0014command=ls-refs"
    assert LS_REFS.endswith(b"0000")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, VisitStatus.NOT_FOUND),
        (403, VisitStatus.FORBIDDEN),
        (404, VisitStatus.NOT_FOUND),
        (410, VisitStatus.NOT_FOUND),
        (451, VisitStatus.BLOCKED),
        (400, VisitStatus.FAILED),
        (418, VisitStatus.FAILED),
        (204, VisitStatus.FAILED),
    ],
)
def test_a_status_says_the_outcome(site: Site, status: int, outcome: VisitStatus) -> None:
    assert told(site, Answer(status)) == Look(outcome, status, error=f"HTTP {status}")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_worth_another_attempt(site: Site, status: int) -> None:
    with pytest.raises(TransientHTTPError, match=f"HTTP {status}"):
        told(site, Answer(status))


def test_a_refusal_with_a_time_to_come_back_may_pass(site: Site) -> None:
    with pytest.raises(TransientHTTPError, match="HTTP 403") as raised:
        told(site, Answer(403, headers={"Retry-After": "60"}))
    assert raised.value.backs_off


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/github.com/lab/net", "github.com/lab/net"),
        ("net.git/git-upload-pack", "github.com/lab/seg.git/net.git/git-upload-pack"),
    ],
)
def test_a_redirect_is_told_and_not_followed(site: Site, status: int, location: str, target: str) -> None:
    found = told(site, Answer(status, headers={"Location": location}))
    assert found == Look(VisitStatus.MOVED, status, location=f"https://{target}")
    assert len(site.asked) == 1


def test_a_redirect_to_nowhere_says_nothing(site: Site) -> None:
    assert told(site, Answer(302)) == Look(VisitStatus.FAILED, 302, error="HTTP 302")


def test_a_host_that_answers_a_page_has_no_repository_there(site: Site) -> None:
    answer = Answer(body=b"<h1>Sign in</h1>")
    assert told(site, answer) == Look(VisitStatus.PAGE, 200, error="answers text/html, not git")


def test_an_answer_in_many_pieces_is_read_whole(site: Site) -> None:
    body = packets("0" * 900, f"{HEAD} HEAD symref-target:refs/heads/main")
    assert told(site, Answer(body=body, kind=GIT, bytewise=True)) == Look(None, 200, HEAD, "main")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"{HEAD} HEAD"], Look(None, 200, HEAD)),
        ([f"{HEAD} HEAD symref-target:refs/heads/a/b peeled:x"], Look(None, 200, HEAD, "a/b")),
        ([f"{HEAD} refs/heads/HEAD", f"{HEAD} HEAD"], Look(None, 200, HEAD)),
        (["unborn HEAD symref-target:refs/heads/main"], Look(VisitStatus.EMPTY, 200, branch="main")),
        ([], Look(VisitStatus.EMPTY, 200)),
        ([""], Look(VisitStatus.EMPTY, 200)),
        (["ERR access denied"], Look(VisitStatus.FAILED, 200, error="git says: access denied")),
    ],
)
def test_what_git_lists_is_read(site: Site, lines: list[str], expected: Look) -> None:
    assert told(site, Answer(body=packets(*lines), kind=GIT)) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"0",
        b"<html>",
        b"zzzz",
        b"-001" * 10,
        b"+004" * 10,
        b"0x0a" * 10,
        b"0003",
        b"ffff" + b"x" * 20,
        f"003d{HEAD} HEAD".encode(),
        packets(f"{HEAD} refs/heads/main")[:-4],
        packets("no-commit HEAD"),
        b"0001" * 300_000,
        b"\xff\xfe\xfd\xfc",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_only_calls_itself_git_says_nothing(site: Site, body: bytes) -> None:
    found = told(site, Answer(body=body, kind=GIT))
    assert (found.status, found.http_status, found.head) == (VisitStatus.FAILED, 200, None)
    assert found.error


def test_a_page_is_asked_for_as_a_page(site: Site) -> None:
    site.page(PLACE + "/index.html", "<h1>Code</h1>")
    assert look(site, page=True) == Look(VisitStatus.PAGE, 200, leads_to=())
    assert site.asked[0].method == "GET"


def test_a_page_that_is_not_there(site: Site) -> None:
    assert look(site, page=True) == Look(VisitStatus.NOT_FOUND, 404, error="HTTP 404")


def test_a_page_tells_the_repositories_that_it_links_to(site: Site) -> None:
    links = ["https://github.com/Lab/Seg", "/local", "https://lab.example/", "http://[", "", "https://github.com/lab/seg#a",
             "https://gitlab.com/lab/net"]  # fmt: skip
    site.page(PLACE + "/index.html", "".join(f'<p><a href="{link}">code</a></p>' for link in links))
    assert look(site, page=True).leads_to == ("https://github.com/lab/seg", "https://gitlab.com/lab/net")


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, b"<a href=", b"<p>" * 20_000, b"\xff\xfe\xfd", b"<?xml"])
def test_a_hostile_page_leads_nowhere(site: Site, body: bytes) -> None:
    site.answer(f"/{PLACE}", Answer(body=body))
    assert look(site, page=True) == Look(VisitStatus.PAGE, 200, leads_to=())


def test_a_file_leads_nowhere(site: Site) -> None:
    site.answer(f"/{PLACE}", Answer(body=b"%PDF-", kind="application/pdf"))
    assert look(site, page=True) == Look(VisitStatus.PAGE, 200)
