"""``scrapy crawl proceedings``, as anyone would run it from the checkout, against a volume on loopback."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.store.schemas import PAPERS
from tests.crawling import VOLUME_PATH, Survey
from tests.proceedings import HOST, VOLUME, entry, index, landing, paper
from tests.web import DROPPED, Answer, Site


@pytest.fixture
def survey(site: Site, tmp_path: Path) -> Survey:
    return Survey(site, tmp_path)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Survey, str]]:
    """A volume with a paper of every kind, crawled once, and what was said. For reading only."""
    folder = tmp_path_factory.mktemp("crawled")
    site = Site(folder / "site", folder / "repositories")
    with site.run() as base:
        site.base.append(base)
        survey = Survey(site, folder)
        extras = [("Software", "https://github.com/lab/seg"), ("Download PDF", f"{VOLUME}good/good.pdf")]
        entries = [
            survey.publish("good", landing("Full Title", abstract="We do.", extras=extras)),
            survey.publish("preface", landing("Preface")),
            survey.publish("nopdf", landing(), pdf=False).replace("Download PDF", "Slides"),
            survey.publish("html"),
            survey.publish("gone", pdf=False),
            survey.publish("elsewhere"),
            survey.publish("broken"),
            survey.publish("dropped"),
            survey.publish("odd", "<p>Under construction.</p>"),
            survey.publish("moved"),
            survey.publish("forbidden"),
            survey.publish("secret"),
            entry("A local file", "file:///etc/hostname.html"),
        ]
        site.page(f"{HOST}/v1/index.html", index(*entries))
        site.page(f"{HOST}/v2/index.html", "<h1>Another journal</h1>")
        site.page(f"{HOST}/robots.txt", "User-agent: *\nDisallow: /v1/forbidden.html\nDisallow: /v1/secret/\n")
        site.answer(f"{VOLUME_PATH}html/html.pdf", Answer(body=b"<h1>Please sign in</h1>"))
        site.page(f"{HOST}/files/a.pdf", (site.site / HOST / "v1/elsewhere/elsewhere.pdf").read_bytes())
        site.answer(f"{VOLUME_PATH}elsewhere/elsewhere.pdf", Answer(302, headers={"Location": f"/{HOST}/files/a.pdf"}))
        site.answer(f"{VOLUME_PATH}broken.html", Answer(500))
        site.answer(f"{VOLUME_PATH}dropped.html", DROPPED, Answer(body=landing("Dropped once").encode()))
        site.page(f"{HOST}/v1/new.html", landing("Moved", abstract="Code: <https://github.com/lab/moved>."))
        site.answer(f"{VOLUME_PATH}moved.html", Answer(301, headers={"Location": f"{VOLUME_PATH}new.html"}))
        yield survey, survey.crawl("years=2022-2023")


def row(crawled: tuple[Survey, str], key: str) -> dict[str, Any]:
    return crawled[0].papers()[key]


def test_a_paper_is_stored_with_its_pdf(crawled: tuple[Survey, str]) -> None:
    stored = row(crawled, "good")
    content = (crawled[0].store.files / "own/2022/good.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert stored.pop("crawled_at")
    assert stored == {
        "venue": "own",
        "year": 2022,
        "paper": "good",
        "kind": "paper",
        "title": "Full Title",
        "authors": ["Ada Alm", "Bo Berg"],
        "abstract": "We do.",
        "landing_url": f"{VOLUME}good.html",
        "pdf_url": f"{VOLUME}good/good.pdf",
        "declared": [{"label": "Software", "url": "https://github.com/lab/seg"}],
        "answers": [],
        "pdf_path": "own/2022/good.pdf",
        "document": hashlib.sha256(content).hexdigest(),
        "page_error": None,
        "pdf_error": None,
        "cut": [],
    }


def test_every_contribution_has_one_row(crawled: tuple[Survey, str]) -> None:
    rows = crawled[0].store.read(PAPERS)["paper"].to_pylist()
    assert sorted(rows) == sorted(
        ["good", "preface", "nopdf", "html", "gone", "elsewhere", "broken", "dropped", "odd", "moved", "forbidden",
         "secret", "hostname"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "page_error", "pdf_error"),
    [
        ("good", None, None),
        ("dropped", None, None),
        ("moved", None, None),
        ("elsewhere", None, None),
        ("nopdf", None, "the page names no PDF"),
        ("html", None, "not a PDF"),
        ("gone", None, "HTTP 404"),
        ("broken", "HTTP 500", None),
        ("odd", "no h1", None),
        ("forbidden", "robots.txt", None),
        ("secret", None, "robots.txt"),
        ("hostname", "NotSupported", "the page names no PDF"),
    ],
)
def test_what_could_not_be_had_is_noted_with_the_reason(
    crawled: tuple[Survey, str], key: str, page_error: str | None, pdf_error: str | None
) -> None:
    stored = row(crawled, key)
    for told, expected in ((stored["page_error"], page_error), (stored["pdf_error"], pdf_error)):
        assert (told is None) == (expected is None), told
        assert (expected or "") in (told or "")
    assert (stored["document"] is None) == (pdf_error is not None)


def test_a_page_that_cannot_be_read_leaves_what_the_index_says(crawled: tuple[Survey, str]) -> None:
    stored = row(crawled, "broken")
    assert (stored["title"], stored["authors"]) == ("A Title", ["Ada Alm", "Bo Berg"])


def test_front_matter_is_stored_as_such(crawled: tuple[Survey, str]) -> None:
    assert row(crawled, "preface")["kind"] == "front matter"


def test_a_page_that_moved_keeps_its_key_and_address(crawled: tuple[Survey, str]) -> None:
    stored = row(crawled, "moved")
    assert (stored["title"], stored["landing_url"]) == ("Moved", f"{VOLUME}moved.html")


def test_an_address_that_the_publisher_took_for_text_is_no_tag(crawled: tuple[Survey, str]) -> None:
    assert row(crawled, "moved")["abstract"] == "Code: <https://github.com/lab/moved>."


def test_a_server_s_error_is_tried_again_as_often_as_is_set(crawled: tuple[Survey, str]) -> None:
    assert crawled[0].site.paths().count(f"{VOLUME_PATH}broken.html") == 3


def test_robots_are_told_no_only_once_and_obey(crawled: tuple[Survey, str]) -> None:
    asked = crawled[0].site.paths()
    assert asked.count(f"/{HOST}/robots.txt") == 1
    assert not any("forbidden.html" in path or "secret.pdf" in path for path in asked)


def test_an_index_of_another_structure_is_a_failure_and_no_empty_year(crawled: tuple[Survey, str]) -> None:
    survey, said = crawled
    assert f"ERROR: own 2023: https://{HOST}/v2/: no div.paper" in said
    assert "'survey/editions_failed': 1" in said
    assert {stored["year"] for stored in survey.papers().values()} == {2022}


def test_nothing_goes_wrong_unnoticed(crawled: tuple[Survey, str]) -> None:
    assert "spider_exceptions" not in crawled[1]
    assert "Unhandled" not in crawled[1]


def test_a_second_crawl_revalidates_and_stores_nothing_twice(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a"), survey.publish("b")))
    survey.crawl()
    files = {
        path: path.stat().st_mtime_ns for path in survey.store.path.rglob("*") if path.suffix in (".parquet", ".pdf")
    }
    survey.requests()
    survey.site.requests.clear()
    survey.crawl()
    assert sorted(survey.requests()) == ["", "a.html", "b.html"]
    assert {r.status for r in survey.site.requests if "robots" not in r.path} == {304}
    again = {
        path: path.stat().st_mtime_ns for path in survey.store.path.rglob("*") if path.suffix in (".parquet", ".pdf")
    }
    assert again == files
    assert len(files) == 3


def test_what_changed_is_stored_beside_what_was(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a"), survey.publish("b")))
    survey.crawl()
    survey.publish("b", landing("Corrected", pdf=f"{VOLUME}b/b.pdf"))
    survey.crawl()
    assert sorted(survey.store.read(PAPERS)["paper"].to_pylist()) == ["a", "b", "b"]
    assert survey.papers()["b"]["title"] == "Corrected"


def test_only_what_is_missing_is_asked_for(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a"), survey.publish("b", pdf=False)))
    survey.crawl()
    survey.publish("b")
    survey.site.page(f"{HOST}/v1/index.html", index(paper("a"), paper("b"), survey.publish("c")))
    survey.requests()
    survey.crawl("years=2022", "only=missing")
    assert sorted(survey.requests()) == ["", "b.html", "b/b.pdf", "c.html", "c/c.pdf"]
    assert not any(stored["pdf_error"] for stored in survey.papers().values())


def test_settings_of_the_command_line_win(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a"), survey.publish("b")))
    survey.crawl(settings=("USER_AGENT=tester/1", "HTTPCACHE_ENABLED=0"))
    assert {asked.headers["User-Agent"] for asked in survey.site.asked} == {"tester/1"}
    assert not (survey.store.path / "httpcache").exists()


def test_pdfs_stand_where_the_survey_looks_for_them_whatever_is_set(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.crawl(settings=(f"FILES_STORE={survey.folder / 'elsewhere'}",))
    assert (survey.store.files / survey.papers()["a"]["pdf_path"]).is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["venue=nowhere"], "no venue 'nowhere'; known: "),
        (["venue=own", "years=1999"], "own has no 1999; known: 2022-2023"),
        (["venue=own", "years=soon"], "'soon' is not a list of years"),
        (["venue=own", "only=some"], "only='some' is not known"),
        ([], "which venue?"),
    ],
)
def test_a_request_that_makes_no_sense_is_told_before_anything_is_asked(
    survey: Survey, arguments: list[str], said: str
) -> None:
    told = survey.scrapy("crawl", *arguments, settings=("LOG_LEVEL=ERROR",)).complaint.strip()
    assert told.splitlines()[-1].startswith("reprosurvey.crawler.errors.UsageError: ")
    assert said in told.splitlines()[-1]
    assert survey.site.asked == []
