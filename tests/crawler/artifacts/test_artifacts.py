"""What hosts answer when asked for weights and data, each its own way of saying "gone"."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from reprosurvey.crawler.artifacts.artifact_stage import ask_all
from reprosurvey.crawler.artifacts.availability import address_to_ask
from reprosurvey.crawler.artifacts.requests import BODY_LIMIT, HOPS_LIMIT, ArtifactVisit, ask_artifact
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.http.failures import FAILURE_LIMIT
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARTIFACT_VISITS
from tests.web import DROPPED, Answer, Site

HOSTS = (
    "drive.google.com", "drive.usercontent.google.com", "accounts.google.com", "www.dropbox.com", "1drv.ms",
    "lab.sharepoint.com", "onedrive.live.com", "login.live.com", "zenodo.org", "huggingface.co", "figshare.com",
    "ndownloader.figshare.com", "api.figshare.com", "lab.example",
)  # fmt: skip
FILE = Answer(206, b"\x80", "application/octet-stream", {"Content-Range": "bytes 0-0/5000"})
WEIGHTS = "https://lab.example/best.pth"
WEIGHTS_PATH = "/lab.example/best.pth"


def page(title: str, status: int = 200, text: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, f"<html><title>{title}</title>{text}".encode(), headers=named)


def leads_to(site: Site, place: str, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(302, headers={"Location": f"{site.base[0]}{place}", **named})


def ask(site: Site, url: str) -> ArtifactVisit:
    async def run() -> ArtifactVisit:
        async with open_client(site.config(*HOSTS)) as client:
            return await ask_artifact(client, url)

    return asyncio.run(run())


def outcome(site: Site, url: str, path: str, *answers: Answer) -> str:
    site.answer(f"/{path}", *answers)
    return ask(site, url).outcome.value


def test_head_is_enough_where_it_tells_the_size(site: Site) -> None:
    site.page("lab.example/best.pth", b"w" * 5000)
    visit = ask(site, WEIGHTS)
    assert (visit.outcome, visit.status, visit.size, visit.final_url) == ("available", 200, 5000, WEIGHTS)
    assert [a.method for a in site.asked] == ["HEAD"]


@pytest.mark.parametrize("refusal", [403, 404, 405])
def test_where_head_is_refused_one_byte_is_asked_for(site: Site, refusal: int) -> None:
    site.answer(WEIGHTS_PATH, Answer(refusal), FILE)
    visit = ask(site, WEIGHTS)
    assert (visit.outcome, visit.size, visit.requests) == ("available", 5000, 2)
    assert (site.asked[-1].method, site.asked[-1].headers["Range"]) == ("GET", "bytes=0-0")


def test_no_more_than_the_beginning_of_a_large_answer_is_waited_for(site: Site) -> None:
    site.answer(WEIGHTS_PATH, Answer(405), Answer(200, b"w" * (BODY_LIMIT * 1000), "application/zip"))
    assert ask(site, WEIGHTS).size == BODY_LIMIT * 1000


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(404), "gone"),
        (Answer(410), "gone"),
        (Answer(401), "forbidden"),
        (Answer(403), "forbidden"),
        (Answer(400), "failed"),
        (Answer(500), "failed"),
        (DROPPED, "failed"),
        (page("Home"), "failed"),
        (page("404 Not Found"), "gone"),
        (page("Just a moment", 403, cf_mitigated="challenge"), "failed"),
    ],
)
def test_plain_files(site: Site, waits: list[float], answer: Answer, expected: str) -> None:
    assert outcome(site, WEIGHTS, "lab.example/best.pth", answer) == expected


def test_a_page_is_what_was_asked_for_where_no_file_was(site: Site) -> None:
    assert outcome(site, "https://lab.example/s/abc123", "lab.example/s/abc123", page("Shared folder")) == "available"


def test_a_sign_in_is_forbidden_and_not_asked(site: Site) -> None:
    assert outcome(site, WEIGHTS, "lab.example/best.pth", leads_to(site, "lab.example/users/sign_in")) == "forbidden"
    assert set(site.paths()) == {WEIGHTS_PATH}


def test_redirects_are_followed_to_an_end_or_not_at_all(site: Site) -> None:
    site.answer("/lab.example/loop.zip", leads_to(site, "lab.example/loop.zip"))
    assert ask(site, "https://lab.example/loop.zip").error == "redirects without end"
    assert len(site.asked) == 2 * HOPS_LIMIT
    site.answer(WEIGHTS_PATH, Answer(302, headers={"Location": "http://169.254.169.254/latest"}))
    visit = ask(site, WEIGHTS)
    assert (visit.outcome, visit.error) == ("failed", "leads to http://169.254.169.254/latest")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FILE, "available"),
        (page("Google Drive - Virus scan warning"), "available"),
        (page("Google Drive - Quota exceeded"), "forbidden"),
        (page("Google Drive"), "failed"),
        (page("Error 404", 404), "gone"),
    ],
)
def test_a_file_of_google_drive(site: Site, answer: Answer, expected: str) -> None:
    site.answer("/drive.google.com/uc", leads_to(site, "drive.usercontent.google.com/download?id=1abc"))
    url = "https://drive.google.com/file/d/1abc/view?usp=sharing"
    assert outcome(site, url, "drive.usercontent.google.com/download", answer) == expected


@pytest.mark.parametrize(
    ("place", "status"), [("file/d/1abc/view", "uc"), ("drive/folders/1abc", "drive/folders/1abc")]
)
def test_what_google_drive_shows_to_some_only(site: Site, place: str, status: str) -> None:
    answer = leads_to(site, "accounts.google.com/ServiceLogin")
    assert outcome(site, f"https://drive.google.com/{place}", f"drive.google.com/{status}", answer) == "forbidden"


@pytest.mark.parametrize(
    ("answer", "expected"), [(page("weights - Google Drive"), "available"), (page("", 404), "gone")]
)
def test_a_folder_of_google_drive(site: Site, answer: Answer, expected: str) -> None:
    path = "drive.google.com/drive/folders/1abc"
    assert outcome(site, f"https://{path}?usp=sharing", path, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FILE, "available"),
        (page("Dropbox", text="<h1>That file isn't here anymore</h1>"), "gone"),
        (page("Dropbox - 404", 404), "gone"),
        (page("Restricted Content", 460), "gone"),
        (page("Dropbox - best.pth"), "failed"),
        (Answer(429, headers={"Retry-After": "0"}), "failed"),
    ],
)
def test_a_file_of_dropbox(site: Site, waits: list[float], answer: Answer, expected: str) -> None:
    path = "www.dropbox.com/s/abc/best.pth"
    assert outcome(site, f"https://{path}?dl=0", path, answer) == expected
    assert all(asked.path.endswith("?dl=1") for asked in site.asked)


def test_a_folder_of_dropbox(site: Site) -> None:
    path = "www.dropbox.com/sh/abc/def"
    assert outcome(site, f"https://{path}?dl=0", path, page("Dropbox - weights")) == "available"
    assert outcome(site, f"https://{path}?dl=0", path, page("Dropbox", text="The folder was deleted.")) == "gone"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page("OneDrive"), "failed"),
        (page("OneDrive", text="This item might not exist or is no longer available"), "gone"),
        (page("OneDrive", 404), "gone"),
        (FILE, "available"),
    ],
)
def test_onedrive(site: Site, answer: Answer, expected: str) -> None:
    site.answer("/1drv.ms/u/s!abc", leads_to(site, "onedrive.live.com/redir"))
    assert outcome(site, "https://1drv.ms/u/s!abc", "onedrive.live.com/redir", answer) == expected


def test_onedrive_of_an_organisation(site: Site) -> None:
    url, path = "https://lab.sharepoint.com/:u:/g/abc", "lab.sharepoint.com/:u:/g/abc"
    let_in = leads_to(site, "lab.sharepoint.com/_layouts/15/onedrive.aspx", Set_Cookie="FedAuth=abc")
    assert outcome(site, url, path, let_in) == "available"
    assert outcome(site, url, path, leads_to(site, "login.live.com/")) == "forbidden"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page("A record"), "available"),
        (page("Gone", 410, "<h1>Record deleted</h1>"), "gone"),
        (page("403 Forbidden", 403), "forbidden"),
        (page("403 Forbidden", 403, "blocked due to unusual traffic from your network"), "failed"),
    ],
)
def test_zenodo(site: Site, answer: Answer, expected: str) -> None:
    assert outcome(site, "https://zenodo.org/records/1", "zenodo.org/records/1", answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FILE, "available"),
        (Answer(401, headers={"X-Error-Code": "RepoNotFound"}), "gone"),
        (Answer(401), "gone"),
        (Answer(404, headers={"X-Error-Code": "EntryNotFound"}), "gone"),
        (Answer(401, headers={"X-Error-Code": "GatedRepo"}), "forbidden"),
        (Answer(403, headers={"X-Error-Code": "GatedRepo"}), "forbidden"),
    ],
)
def test_hugging_face(site: Site, answer: Answer, expected: str) -> None:
    path = "huggingface.co/lab/net/resolve/main/best.pt"
    assert outcome(site, "https://huggingface.co/lab/net/blob/main/best.pt", path, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (FILE, "available"),
        (Answer(404), "gone"),
        (Answer(403), "forbidden"),
        (Answer(202, headers={"x-amzn-waf-action": "challenge"}), "failed"),
    ],
)
def test_figshare(site: Site, answer: Answer, expected: str) -> None:
    path = "ndownloader.figshare.com/files/58932628"
    assert outcome(site, "https://figshare.com/ndownloader/files/58932628", path, answer) == expected


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://docs.google.com/uc?export=download&id=1a-B", "https://drive.google.com/uc?export=download&id=1a-B"),
        ("https://drive.google.com/drive/folders/1a-B", "https://drive.google.com/drive/folders/1a-B"),
        ("https://www.dropbox.com/scl/fi/a/b.zip?rlkey=c&dl=0", "https://www.dropbox.com/scl/fi/a/b.zip?rlkey=c&dl=1"),
        ("https://github.com/lab/code/blob/main/best.pth", "https://github.com/lab/code/raw/main/best.pth"),
        ("https://figshare.com/articles/dataset/Scans/1234567/2", "https://api.figshare.com/v2/articles/1234567"),
        (WEIGHTS, WEIGHTS),
    ],
)
def test_the_file_itself_is_asked_for(url: str, asked: str) -> None:
    assert address_to_ask(url) == asked


def stage(site: Site, store: Store, *urls: str, ignore_schedule: bool = False) -> dict[str, int]:
    return dict(ask_all(store, site.config(*HOSTS), urls, ignore_schedule=ignore_schedule, tell=lambda *_: None))


def test_a_link_is_asked_once_until_it_is_due(site: Site, store: Store) -> None:
    site.page("lab.example/best.pth", b"w")
    assert stage(site, store, WEIGHTS, WEIGHTS, "https://lab.example/no.zip") == {"available": 1, "gone": 1}
    asked = len(site.asked)
    assert stage(site, store, WEIGHTS, "https://lab.example/no.zip") == {}
    assert len(site.asked) == asked
    assert stage(site, store, WEIGHTS, ignore_schedule=True) == {"available": 1}
    assert store.read(ARTIFACT_VISITS).num_rows == 3


def test_a_link_that_is_due_is_asked_again(site: Site, store: Store) -> None:
    site.page("lab.example/best.pth", b"w")
    then = now() - timedelta(days=20)
    row = {"url": WEIGHTS, "outcome": "available", "asked_at": then, "due_at": then + timedelta(days=14)}
    store.append(ARTIFACT_VISITS, [row])
    assert stage(site, store, WEIGHTS) == {"available": 1}
    last = store.read(ARTIFACT_VISITS).sort_by("asked_at").to_pylist()[-1]
    assert last["due_at"] - last["asked_at"] == timedelta(days=28)


def test_a_host_that_is_silent_is_left_for_this_run(site: Site, store: Store, waits: list[float]) -> None:
    names = [f"{n}.zip" for n in range(12)]
    for name in names:
        site.answer(f"/lab.example/{name}", DROPPED)
    counts = stage(site, store, *(f"https://lab.example/{name}" for name in names))
    assert counts["failed"] + counts["left"] == len(names)
    assert FAILURE_LIMIT <= counts["failed"] < len(names)
    assert store.read(ARTIFACT_VISITS).num_rows == counts["failed"]
