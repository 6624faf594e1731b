"""Crawls after the first: what is new, corrected, withdrawn or no longer understood; and logins."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from reprosurvey.crawler.store.schemas import PAPERS
from tests.crawler.families.pages import FOLDER
from tests.crawling import VOLUME_PATH, Survey
from tests.documents import write_pdf
from tests.proceedings import HOST, VOLUME, index, landing, paper
from tests.web import Answer, Site

TEN = [f"p{number:02}" for number in range(10)]


@pytest.fixture
def survey(site: Site, tmp_path: Path) -> Survey:
    return Survey(site, tmp_path)


def publish(survey: Survey, *keys: str) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(*(survey.publish(key) for key in keys)))


def history(survey: Survey) -> list[tuple[str, str]]:
    rows = survey.store.read(PAPERS).to_pylist()
    return [(row["paper"], row["kind"]) for row in rows]


@pytest.mark.slow
def test_a_withdrawn_paper_is_a_new_row_and_comes_back_as_another(survey: Survey) -> None:
    publish(survey, *TEN)
    survey.crawl()
    publish(survey, *TEN[:-1])
    assert "'survey/papers_withdrawn': 1" in survey.crawl("years=2022", "only=missing")
    withdrawn = survey.papers()["p09"]
    assert (withdrawn["kind"], withdrawn["document"] is None) == ("withdrawn", False)
    assert history(survey).count(("p09", "paper")) == 1
    publish(survey, *TEN)
    survey.crawl("years=2022", "only=missing")
    assert survey.papers()["p09"]["kind"] == "paper"
    assert len(history(survey)) == 12


def test_a_corrected_pdf_stands_beside_the_one_before(survey: Survey) -> None:
    publish(survey, "a", "b")
    survey.crawl()
    before = survey.papers()["a"]
    write_pdf(survey.site.site / HOST / "v1/a/a.pdf", ["corrected"])
    survey.crawl(settings=("FILES_EXPIRES=0",))
    after = survey.papers()["a"]
    assert after["document"] != before["document"]
    assert after["pdf_path"] == f"own/2022/a.{after['document'][:12]}.pdf"
    for row in (before, after):
        content = (survey.store.files / row["pdf_path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["document"]
    assert len(history(survey)) == 3


def test_a_pdf_is_asked_for_again_on_condition_that_it_changed(survey: Survey) -> None:
    publish(survey, "a")
    survey.crawl()
    survey.site.answer(f"{VOLUME_PATH}a/a.pdf", Answer(304))
    survey.site.asked.clear()
    assert "'file_status_count/unchanged': 1" in survey.crawl(settings=("FILES_EXPIRES=0",))
    (asked,) = [asked for asked in survey.site.asked if asked.path.endswith(".pdf")]
    assert "If-Modified-Since" in asked.headers
    assert len(history(survey)) == 1


def test_half_a_pdf_that_a_kill_left_is_not_taken_for_the_paper(survey: Survey) -> None:
    publish(survey, "a")
    torn = survey.store.files / "own/2022/a.pdf"
    survey.crawl("years=2023")
    torn.parent.mkdir(parents=True)
    torn.write_bytes(b"%PDF-1.4 torn")
    survey.crawl()
    stored = survey.papers()["a"]
    assert (survey.store.files / stored["pdf_path"]).read_bytes().endswith(b"%%EOF\n")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([paper(key) for key in TEN[:7]], "the index lists 7 papers where it listed 10"),
        ([], "no div.paper on the volume's index"),
    ],
)
def test_an_index_that_lost_its_papers_writes_nothing(survey: Survey, entries: list[str], said: str) -> None:
    publish(survey, *TEN)
    survey.crawl()
    survey.site.page(f"{HOST}/v1/index.html", index(*entries))
    assert f"own 2022: {VOLUME}: {said}" in survey.crawl()
    assert sorted(history(survey)) == [(key, "paper") for key in TEN]


def test_pages_that_lost_a_field_write_nothing(survey: Survey) -> None:
    publish(survey, *TEN)
    survey.crawl()
    for key in TEN:
        survey.publish(key, landing(abstract="", pdf=f"{VOLUME}{key}/{key}.pdf"))
    told = survey.crawl()
    assert "own 2022: 10 of 10 papers have no abstract, before 0 of 10" in told
    assert "'survey/papers_refused': 10" in told
    assert len(history(survey)) == 10


def series(survey: Survey, *volumes: str) -> None:
    entries = "".join(
        f'<li><a href="/{v}"><b>Volume</b></a> Proceedings of OWN {y}</li>' for v, y in map(str.split, volumes)
    )
    survey.site.page(f"{HOST}/index.html", f'<ul class="proceedings-list">{entries}</ul>')
    mirrors = survey.site.settings(HOST)
    survey.toml = f'{mirrors}[venues.own]\ntitle = "Own"\nfamily = "pmlr"\nseries = "https://{HOST}/#OWN"\n'


def test_next_year_adds_the_new_year(survey: Survey) -> None:
    publish(survey, "a")
    series(survey, "v1 2022")
    survey.crawl("only=missing")
    series(survey, "v2 2023", "v1 2022")
    survey.site.page(f"{HOST}/v2/index.html", index(paper("n")))
    survey.site.page(f"{HOST}/v2/n.html", landing(pdf=f"https://{HOST}/v1/a/a.pdf"))
    survey.requests()
    survey.crawl("only=missing")
    assert sorted((row["year"], key) for key, row in survey.papers().items()) == [(2022, "a"), (2023, "n")]
    assert "a.html" not in survey.requests()


def test_a_list_that_cannot_be_read_holds_no_known_year_up(survey: Survey) -> None:
    publish(survey, "a")
    series(survey)
    (survey.site.site / HOST / "index.html").unlink()
    survey.toml += f'years.2022 = "{VOLUME}"\n'
    told = survey.crawl("only=missing")
    assert f"own: which years there are could not be read: https://{HOST}/: HTTP 404" in told
    assert set(survey.papers()) == {"a"}


def test_a_year_that_the_publisher_does_not_list_is_told(survey: Survey) -> None:
    publish(survey, "a")
    series(survey, "v1 2022")
    assert "own has no 2031; known: 2022" in survey.crawl("years=2022,2031")
    assert set(survey.papers()) == {"a"}


MIDL_2018 = FOLDER / "openreview_midl2018.json"
OPENREVIEW = ("api.openreview.net", "api2.openreview.net")
NOTE = {"id": "N1", "forum": "N1", "content": {"title": {"value": "Noted"}, "authors": {"value": ["Ada Alm"]}}}
NOTE["content"]["pdf"] = {"value": "/pdf/1.pdf"}  # type: ignore[index]


@pytest.fixture
def openreview(survey: Survey) -> Survey:
    """A venue of OpenReview with one paper, for those who are signed in."""
    query = "https://api2.openreview.net/notes?content.venueid=T.io/2025/Conference"
    survey.toml = f'{survey.site.settings(*OPENREVIEW)}[venues.own]\ntitle = "Own"\nfamily = "openreview"\n'
    survey.toml += f'years.2025 = "{query}"\n'
    notes = json.dumps({"notes": [NOTE], "count": 1}).encode()
    refused = Answer(401, b'{"name": "TokenExpiredError", "message": "Token has expired"}', "application/json")
    survey.site.answer("/api2.openreview.net/login", Answer(body=b'{"token": "secret-token"}', kind="application/json"))
    survey.site.answer("/api2.openreview.net/notes", refused, Answer(body=notes, kind="application/json"))
    file = survey.folder / "n.pdf"
    write_pdf(file, ["noted"])
    survey.site.answer("/api2.openreview.net/pdf", Answer(body=file.read_bytes(), kind="application/pdf"))
    return survey


@pytest.mark.slow
def test_openreview_is_read_by_who_is_signed_in(openreview: Survey) -> None:
    openreview.environment = {"OPENREVIEW_USERNAME": "ada@example.org", "OPENREVIEW_PASSWORD": "hunter2"}
    told = openreview.crawl("years=2025")
    stored = openreview.papers()["N1"]
    assert (stored["title"], stored["pdf_error"]) == ("Noted", None)
    signed = [
        a
        for a in openreview.site.asked
        if a.path.startswith(("/api2.openreview.net/notes", "/api2.openreview.net/pdf"))
    ]
    assert {a.headers.get("Authorization") for a in signed} == {"Bearer secret-token"}
    assert [a.path for a in openreview.site.asked].count("/api2.openreview.net/login") == 2
    kept = b"".join(file.read_bytes() for file in openreview.store.path.rglob("*") if file.is_file())
    for secret in ("hunter2", "secret-token"):
        assert secret not in told
        assert secret.encode() not in kept


@pytest.mark.slow
def test_midl_2018_is_read_from_openreview_by_who_is_signed_in(openreview: Survey) -> None:
    openreview.environment = {"OPENREVIEW_USERNAME": "ada@example.org", "OPENREVIEW_PASSWORD": "hunter2"}
    host, kind = "/api.openreview.net", "application/json"
    pdf = (openreview.folder / "n.pdf").read_bytes()
    for path, body in (("login", b'{"token": "t"}'), ("notes", MIDL_2018.read_bytes()), ("pdf", pdf)):
        openreview.site.answer(f"{host}/{path}", Answer(body=body, kind=kind if path != "pdf" else "application/pdf"))
    openreview.crawl("venue=midl-openreview", "years=2018")
    told = {(p["year"], p["title"], p["kind"], p["pdf_error"]) for p in openreview.papers().values()}
    assert told == {(2018, "Detecting Twice", "paper", None), (2018, "A Poster", "paper", None)}


def test_without_credentials_openreview_is_not_asked(openreview: Survey) -> None:
    openreview.environment = {"OPENREVIEW_USERNAME": "", "OPENREVIEW_PASSWORD": ""}
    told = openreview.crawl("years=2025")
    assert "OpenReview answers only who is signed in; set OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD" in told
    assert openreview.site.asked == []
    assert "midl-openreview 2018: " in openreview.crawl("venue=midl-openreview", "years=2018")
    assert openreview.site.asked == []


BUSY = b'{"message": "Too many requests", "details": {"resetTime": "9999-12-31T23:59:59-23:59"}}'


HOUR = {"Retry-After": "3600"}
DATE = {"Retry-After": "Fri, 31 Dec 9999 23:59:59 -2359"}


@pytest.mark.parametrize(
    "refusal",
    [
        Answer(429, headers=HOUR),
        Answer(503, headers=HOUR),
        Answer(503, headers=DATE),
        Answer(429, BUSY, "application/json"),
    ],
)
def test_a_host_that_asks_to_be_left_alone_is(survey: Survey, refusal: Answer) -> None:
    publish(survey, *"abcdef")
    for key in "abcdef":
        survey.site.answer(f"{VOLUME_PATH}{key}/{key}.pdf", refusal)
    survey.crawl(settings=("CONCURRENT_REQUESTS=1",))
    assert sum(path.endswith(".pdf") for path in survey.requests()) <= 2  # one may be on its way already
    errors = {str(row["pdf_error"]) for row in survey.papers().values()}
    assert all(f"{HOST} asks to be left alone until " in error for error in errors)


def test_a_host_that_asks_for_a_moment_is_asked_again(survey: Survey) -> None:
    publish(survey, "a")
    pdf = (survey.site.site / HOST / "v1/a/a.pdf").read_bytes()
    moment = Answer(429, headers={"Retry-After": "0"})
    survey.site.answer(f"{VOLUME_PATH}a/a.pdf", moment, Answer(body=pdf, kind="application/pdf"))
    survey.crawl()
    assert survey.papers()["a"]["pdf_error"] is None


def test_the_contracts_hold(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v172/ali22a.html", landing())
    done = survey.scrapy("check")
    assert (done.status, done.complaint.strip().splitlines()[-1]) == (0, "OK"), done
    assert survey.site.paths()[-1] == f"/{HOST}/v172/ali22a.html"
