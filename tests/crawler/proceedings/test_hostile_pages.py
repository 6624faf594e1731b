"""What a publisher's pages may hold that strangers wrote: addresses into this machine's network, above all."""

from __future__ import annotations

import gzip
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.families.bounds import TITLE_LIMIT
from reprosurvey.crawler.proceedings.items import PaperItem, WithdrawnItem
from reprosurvey.crawler.proceedings.resolver import PublicHostnameResolver
from reprosurvey.crawler.proceedings.response_limits import PAGE_BYTES
from tests.crawling import VOLUME_PATH, Survey
from tests.proceedings import HOST, VOLUME, entry, index, landing
from tests.web import Answer, Site

LOCAL = (
    "127.0.0.1",
    "localhost",
    "[::1]",
    "0x7f.1",
    "2130706433",
    "127.1",
    "[::ffff:127.0.0.1]",
    "0",
    "[64:ff9b::7f00:1]",
)


NO_ADDRESSES = (
    "http://[", "http://", "//", "https://xn--/a.pdf", "https://www.www./a.pdf", "http://a.example:99999/", "data:,a",
    "https://\u00e9\u2260\u00ad.example/a.pdf", f"https://{'a' * 300}.example/", f"https://a.example/{'a' * 9000}",
    "https://a..example/a.pdf", "https://user:pass@[::1/a.pdf", "ftp://a.example/a.pdf", "https://\x7f/", "https://[v1.a]/",
    "mailto:a@b.example",
)  # fmt: skip


WITHOUT_NAMES = (f"TWISTED_DNS_RESOLVER={__name__}.NoNames",)


class NoNames(PublicHostnameResolver):
    """Knows no name but what can be none, so that nobody is asked for one."""

    def look_up(self, host: str, port: int, *others: Any) -> Any:
        if host != "127.0.0.1" and ".." not in host and len(host) < 300:
            raise socket.gaierror
        return super().look_up(host, port, *others)


class Stumbling:
    """A pipeline that has an error of its own with one paper."""

    async def process_item(self, item: PaperItem | WithdrawnItem) -> PaperItem | WithdrawnItem:
        if item.record.paper == "b":
            raise RuntimeError("over a stone")
        return item


@pytest.fixture
def survey(site: Site, tmp_path: Path) -> Survey:
    return Survey(site, tmp_path)


def test_no_page_and_no_redirect_leads_to_this_machine(survey: Survey) -> None:
    site, entries = survey.site, []
    site.page("internal/a.html", landing("The internal page"))
    for number, host in enumerate(LOCAL):
        inside = f"{site.base[0].replace('127.0.0.1', host)}internal/{number}"
        entries.append(survey.publish(f"pdf{number}", landing(pdf=f"{inside}/a.pdf"), pdf=False))
        entries.append(survey.publish(f"moved{number}", pdf=False))
        redirect = Answer(302, headers={"Location": f"{inside}/a.html", "Set-Cookie": "a=b; Domain=co.uk"})
        site.answer(f"{VOLUME_PATH}moved{number}.html", redirect)
        site.answer(f"{VOLUME_PATH}pdf{number}/pdf{number}.pdf", redirect)
    entries.append(survey.publish("climbs", landing(pdf=f"https://{HOST}/../internal/a.html"), pdf=False))
    site.page(f"{HOST}/v1/index.html", index(*entries))
    survey.crawl()
    assert not [path for path in site.paths() if not path.startswith(f"/{HOST}/")]
    papers = survey.papers()
    assert len(papers) == len(entries)
    for number in range(len(LOCAL)):
        assert "leads to a local address" in papers[f"pdf{number}"]["pdf_error"]
        assert "leads to a local address" in papers[f"moved{number}"]["page_error"]
        assert papers[f"moved{number}"]["title"] == "A Title"
    assert not any("Cookie" in asked.headers for asked in site.asked)


def test_what_stands_below_a_mirror_is_asked_by_its_own_address_too(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.publish("a", landing(pdf=f"{survey.site.base[0]}{HOST}/v1/a/a.pdf"))
    survey.crawl()
    assert survey.papers()["a"]["pdf_error"] is None
    assert VOLUME not in survey.papers()["a"]["pdf_url"]


def test_what_is_no_address_costs_a_paper_its_pdf_and_no_more(survey: Survey) -> None:
    pages = {f"a{n}": survey.publish(f"a{n}", landing(pdf=url), pdf=False) for n, url in enumerate(NO_ADDRESSES)}
    survey.site.page(f"{HOST}/v1/index.html", index(*pages.values()))
    said = survey.crawl(settings=WITHOUT_NAMES)
    assert {(p["title"], p["abstract"]) for p in survey.papers().values()} == {("A Title", "We do it.")}
    assert all(paper["pdf_error"] for paper in survey.papers().values())
    assert len(survey.papers()) == len(NO_ADDRESSES)
    assert "was lost" not in said


def test_an_entry_whose_page_has_no_address_costs_that_page(survey: Survey) -> None:
    entries = [entry("A Title", f"http://[v1.{n}]/odd{n}.html") for n in range(3)]
    entries += [entry("A Title", f"https://xn--/far{n}.html") for n in range(3)]
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("good"), *entries))
    survey.crawl(settings=WITHOUT_NAMES)
    papers = survey.papers()
    assert papers["good"]["pdf_error"] is None
    assert all(paper["page_error"] for key, paper in papers.items() if key != "good")
    assert len(papers) >= 4


ODD_PAGES = {
    "json": Answer(body=b'{"a": 1}', kind="application/json"),
    "nothing": Answer(body=b""),
    "no_charset": Answer(body=landing().encode(), kind="text/html; charset=base64"),
    "punycode": Answer(body=b"a" * 300_000 + b"-" + b"b" * 300_000, kind="text/html; charset=punycode"),
    "cut_pack": Answer(body=gzip.compress(b"a" * 9999)[:20], headers={"Content-Encoding": "gzip"}),
    "no_pack": Answer(body=b"plain", headers={"Content-Encoding": "br, gzip, zstd, deflate"}),
    "zeros": Answer(body=b"\0" * 9999),
    "large": Answer(body=b"<p>" * (PAGE_BYTES // 3 + 1)),
    "large_unpacked": Answer(body=gzip.compress(b"<p>" * (PAGE_BYTES // 3 + 1)), headers={"Content-Encoding": "gzip"}),
}


def test_an_odd_page_costs_itself_alone(survey: Survey) -> None:
    entries = [survey.publish(key) for key in ODD_PAGES]  # too few for a share of them to say anything
    for key, answer in ODD_PAGES.items():
        survey.site.answer(f"{VOLUME_PATH}{key}.html", answer)
    survey.site.page(f"{HOST}/v1/index.html", index(*entries))
    survey.crawl()
    papers = survey.papers()
    assert papers.keys() == ODD_PAGES.keys()
    assert [key for key, paper in papers.items() if paper["page_error"] is None] == ["no_charset"]
    assert all(paper["pdf_error"] is None for paper in papers.values())
    assert "larger than what is read" in papers["large"]["page_error"]
    assert "exceeded DOWNLOAD_MAXSIZE" in papers["large_unpacked"]["page_error"]


def test_a_page_that_stands_where_a_pdf_should_is_no_larger_than_a_page(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.site.answer(f"{VOLUME_PATH}a/a.pdf", ODD_PAGES["large_unpacked"])
    survey.crawl()
    assert survey.papers()["a"]["pdf_error"] == "a page of 4 MiB, of which at most 4 are read"


def test_a_pdf_is_one_whatever_its_server_calls_it_and_how_large_it_is(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.site.answer(
        f"{VOLUME_PATH}a/a.pdf", Answer(body=b"%PDF-1.7" + b" " * PAGE_BYTES, kind="text/html; charset=hex")
    )
    survey.crawl()
    assert survey.papers()["a"]["pdf_error"] is None


def test_what_a_page_gives_too_much_of_is_cut_and_the_row_says_so(survey: Survey) -> None:
    page = landing("T" * 1_000_000, abstract="We do." * 100_000, authors=["A" * 5000, "Bo Berg"])
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a", page), survey.publish("b")))
    survey.crawl()
    paper = survey.papers()["a"]
    assert (paper["cut"], len(paper["title"])) == (["title", "authors", "abstract"], TITLE_LIMIT)
    assert survey.papers()["b"]["cut"] == []


def test_a_half_letter_of_an_answer_costs_its_edition_nothing(survey: Survey) -> None:
    hosts = ("api.openreview.net", "api2.openreview.net")
    survey.environment = {"OPENREVIEW_USERNAME": "ada@example.org", "OPENREVIEW_PASSWORD": "hunter2"}
    survey.toml = f'{survey.site.settings(*hosts)}[venues.own]\ntitle = "Own"\nfamily = "openreview"\n'
    survey.toml += 'years.2025 = "https://api2.openreview.net/notes?content.venueid=T.io/2025/Conference"\n'
    odd = {
        "title": {"value": "Half \ud800"},
        "abstract": {"value": "\udfff\0"},
        "authors": {"value": ["\ud800", None, 7]},
    }
    notes = [{"id": f"N{n}", "content": odd if n else odd | {"title": {"value": "Whole"}}} for n in range(3)]
    survey.site.answer("/api2.openreview.net/login", Answer(body=b'{"token": "secret"}', kind="application/json"))
    body = json.dumps({"notes": notes, "count": 3}).encode()
    survey.site.answer("/api2.openreview.net/notes", Answer(body=body, kind="application/json"))
    assert "could not be stored" not in survey.crawl("years=2025")
    assert {paper["title"] for paper in survey.papers().values()} == {"Half ?", "Whole"}


def test_an_error_in_a_pipeline_is_counted_and_told(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(*map(survey.publish, "abcdef")))
    pipelines = {f"{__name__}.Stumbling": 150, "reprosurvey.crawler.proceedings.editions.EditionPipeline": 200}
    said = survey.crawl(settings=(f"ITEM_PIPELINES={json.dumps(pipelines)}",))
    assert "ERROR: own 2022: b was lost: RuntimeError: over a stone" in said
    assert "'survey/papers_lost': 1" in said
    assert survey.papers().keys() == set("acdef")


def test_a_store_that_cannot_be_read_is_told_with_the_reason(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(survey.publish("a")))
    survey.crawl()
    (file,) = (survey.store.path / "papers").rglob("*.parquet")
    file.write_bytes(b"damaged")
    assert "ERROR: an error of the crawler, over no page: " in survey.crawl()


def test_pages_that_lead_to_the_same_are_papers_all_the_same(survey: Survey) -> None:
    survey.site.page(f"{HOST}/v1/index.html", index(*map(survey.publish, "abc")))
    for key in "abc":
        survey.site.answer(f"{VOLUME_PATH}{key}.html", Answer(302, headers={"Location": f"/{HOST}/v1/sorry.html"}))
    survey.site.page(f"{HOST}/v1/sorry.html", "<p>Back soon.</p>")
    assert "were not read" not in survey.crawl()
    assert survey.papers().keys() == set("abc")
