from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, TextResponse

from reprosurvey.crawler.families import Contribution, UnexpectedPageError
from reprosurvey.crawler.families.pmlr import parse_index as parse_page
from reprosurvey.crawler.families.pmlr import parse_landing
from tests.crawler.families.pages import example
from tests.proceedings import VOLUME, entry, index, landing, paper

LISTED = Contribution("alm22a", "A Title", f"{VOLUME}alm22a.html", ("Ada Alm",), pdf_url=f"{VOLUME}alm22a/alm22a.pdf")


def page(text: str | bytes, url: str = VOLUME) -> HtmlResponse:
    return HtmlResponse(url, body=text if isinstance(text, bytes) else text.encode(), encoding="utf-8")


def parse_index(page: TextResponse) -> tuple[Contribution, ...]:
    return parse_page(page).contributions


def read(text: str, contribution: Contribution = LISTED) -> Contribution:
    return parse_landing(page(text, contribution.landing_url), contribution)


def test_an_index_lists_its_contributions_in_order() -> None:
    listed = parse_index(page(index(paper("zoe22a", "Last"), paper("alm22a", "First &amp; <i>only</i>"))))
    assert [(c.key, c.title) for c in listed] == [("zoe22a", "Last"), ("alm22a", "First & only")]
    assert listed[1] == Contribution(
        key="alm22a",
        title="First & only",
        landing_url=f"{VOLUME}alm22a.html",
        authors=("Ada Alm", "Bo Berg"),
        pdf_url=f"{VOLUME}alm22a/alm22a.pdf",
    )


@pytest.mark.parametrize("address", ["/v1/alm22a.html", "alm22a.html", "../v1/alm22a.html", f"{VOLUME}alm22a.html"])
def test_addresses_are_taken_relative_to_the_page(address: str) -> None:
    (listed,) = parse_index(page(index(entry("A Title", address))))
    assert (listed.key, listed.landing_url) == ("alm22a", f"{VOLUME}alm22a.html")


def test_a_pdf_may_stand_on_another_host_or_be_missing() -> None:
    elsewhere = "https://raw.files.example/v1/a.pdf"
    first, second = parse_index(page(index(entry("A", "a22a.html", pdf=elsewhere), entry("B", "b22a.html"))))
    assert first.pdf_url == elsewhere
    assert second.pdf_url is None


@pytest.mark.parametrize(
    "title",
    ["Preface", "PREFACE.", "Foreword", "Front Matter", "Frontmatter", "Title Page", "Table of Contents", "Editorial",
     "Proceedings of the First Conference: Preface", "Organizing Committee",
     "Preface for the Conference on Tests 2024", "Frontmatter and Preface", "A Conference 2022: Preface",
     "Preface: Conference on Tests (CoT), 2017"],
)  # fmt: skip
def test_front_matter_is_told_by_its_title(title: str) -> None:
    (listed,) = parse_index(page(index(paper("a22a", title))))
    assert listed.kind == "front matter"


@pytest.mark.parametrize("title", ["Prefaces as Priors", "Learning Tables of Contents", "Editorial Bias in Reports"])
def test_a_paper_is_a_paper_whatever_words_it_uses(title: str) -> None:
    (listed,) = parse_index(page(index(paper("a22a", title))))
    assert listed.kind == "paper"


def test_authors_are_optional_on_the_index() -> None:
    (listed,) = parse_index(page(index(entry("A Title", "a22a.html", authors=" "))))
    assert listed.authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "<h1>Another journal</h1><ul><li>A paper</li></ul>",
        "",
        index(),
        index(paper("a22a"), entry("", "b22a.html")),
        index(paper("a22a"), entry("No page of its own", "b22a.pdf")),
        index(paper("a22a"), entry("No address at all", "")),
        index(paper("a22a"), entry("No address that can be", "http://[b22a.html")),
    ],
)
def test_a_page_of_another_structure_is_no_empty_volume(text: str) -> None:
    with pytest.raises(UnexpectedPageError):
        parse_index(page(text))


def test_a_page_of_any_bytes_is_either_read_or_refused() -> None:
    with pytest.raises(UnexpectedPageError):
        parse_index(page(bytes(range(256)) * 50))


def test_a_landing_page_adds_what_the_index_lacks() -> None:
    text = landing(
        "A  Title\nin Full",
        authors=("Ada  Alm", "Cy Coe"),
        abstract="We <em>do</em> it: $x &lt; y$.",
        pdf=f"{VOLUME}alm22a/full.pdf",
        extras=[
            ("Download PDF", f"{VOLUME}alm22a/full.pdf"),
            ("Software", "https://github.com/lab/seg"),
            ("Supplementary ZIP", "alm22a/alm22a-supp.zip"),
        ],
    )
    assert read(text) == Contribution(
        key="alm22a",
        title="A Title in Full",
        landing_url=f"{VOLUME}alm22a.html",
        authors=("Ada Alm", "Cy Coe"),
        abstract="We do it: $x < y$.",
        pdf_url=f"{VOLUME}alm22a/full.pdf",
        declared=(
            ("Software", "https://github.com/lab/seg"),
            ("Supplementary ZIP", f"{VOLUME}alm22a/alm22a-supp.zip"),
        ),
    )


def test_without_its_own_word_the_index_holds() -> None:
    told = read(landing(authors=(), abstract=""))
    assert (told.authors, told.pdf_url, told.abstract) == (LISTED.authors, LISTED.pdf_url, "")


def test_the_pdf_is_found_among_the_related_material() -> None:
    assert read(landing(extras=[("PDF", "alm22a/other.pdf")])).pdf_url == f"{VOLUME}alm22a/other.pdf"


def test_one_impossible_address_costs_only_itself() -> None:
    told = read(landing(extras=[("Software", "http://[lab"), ("Code", "https://github.com/lab/seg")]))
    assert told.declared == (("Code", "https://github.com/lab/seg"),)


@pytest.mark.parametrize("text", ["<h1></h1>", "<p>We moved.</p>", "", "<div id='abstract'>Only</div>"])
def test_a_landing_page_without_heading_is_refused(text: str) -> None:
    with pytest.raises(UnexpectedPageError):
        read(text)


def test_a_landing_page_that_leaves_the_authors_unknown_is_refused() -> None:
    with pytest.raises(UnexpectedPageError):
        read(landing(authors=()), Contribution("alm22a", "A Title", f"{VOLUME}alm22a.html"))


def test_the_volumes_that_jmlr_made_name_their_authors_in_the_text() -> None:
    volume = "http://jmlr.org/proceedings/papers/v28/"
    (listed,) = parse_index(example("pmlr_jmlr_index.html", volume))
    assert (listed.key, listed.authors, listed.pdf_url) == ("alm13", ("Ada Alm", "Bo Berg"), f"{volume}alm13.pdf")
    assert listed.declared == (("supplementary", f"{volume}alm13-supp.pdf"),)
    told = parse_landing(example("pmlr_jmlr_paper.html", listed.landing_url), listed)
    assert (told.authors, told.abstract, told.pdf_url) == (listed.authors, "We sample.", listed.pdf_url)
    assert told.declared == (
        ("Supplementary (PDF)", f"{volume}alm13-supp.pdf"),
        ("Software", "https://github.com/lab/sample"),
    )


def test_what_only_the_index_links_is_kept() -> None:
    listed = Contribution(
        "a", "A Title", f"{VOLUME}a.html", ("Ada Alm",), declared=(("Software", "https://x.example/"),)
    )
    assert read(landing(), listed).declared == listed.declared


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Learning for Tests (L4T) 2022", "front matter"),
        ("Learning for Tests 2022: Testing for All", "front matter"),
        ("Learning for Tests (L4T) 2022 : What Makes a Test Different?", "front matter"),
        ("Learning for Tests: A Review", "paper"),
        ("Learning for Sports (L4S) 2022", "paper"),
        ("Homekit 2020: A Benchmark", "paper"),
    ],
)
def test_an_entry_titled_as_its_volume_is_front_matter(title: str, kind: str) -> None:
    volume = index(paper("a22a", title)).replace("<h2>Volume 1</h2>", "<h2>Volume 1: Learning for Tests, Oslo</h2>")
    (listed,) = parse_index(page(volume))
    assert listed.kind == kind
