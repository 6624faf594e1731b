from __future__ import annotations

from reprosurvey.crawler.families.contributions import Contribution
from reprosurvey.crawler.families.miccai import parse_index, parse_landing
from tests.crawler.families.pages import example

URL = "https://papers.miccai.org/miccai-2024"
LISTED = Contribution(
    key="Paper0321",
    title="Segmenting Twice",
    landing_url=f"{URL}/012-Paper0321.html",
    authors=("Ada Alm", "Bo Berg"),
    pdf_url=f"{URL}/paper/0321_paper.pdf",
)


def test_the_list_of_2024_has_titles_authors_and_pdfs() -> None:
    first, second = parse_index(example("miccai_2024.html", f"{URL}/")).contributions
    assert first == LISTED
    assert (second.key, second.title, second.authors) == ("Paper0400", "Segmenting Once", ("Cy Coe",))


def test_the_list_of_2023_has_titles() -> None:
    first, _ = parse_index(example("miccai_2023.html", "https://conferences.miccai.org/2023/papers/")).contributions
    assert (first.key, first.title, first.pdf_url) == ("Paper2401", "Registering Twice", None)


def test_code_and_data_are_declared_and_what_reviews_cite_is_not() -> None:
    told = parse_landing(example("miccai_paper_2024.html", LISTED.landing_url), LISTED)
    assert told.authors == ("Ada Alm", "Bo Berg")
    assert told.abstract == r"We segment. Code: \url{https://github.com/lab/seg}."
    assert told.pdf_url == f"{URL}/paper/0321_paper.pdf"
    assert told.declared == (
        ("SharedIt Link", "https://rdcu.be/xyz"),
        ("Code", "https://github.com/lab/seg"),
        ("Dataset", "https://data.example.org/set"),
    )


def test_in_2021_each_author_was_a_link() -> None:
    listed = Contribution(
        "Paper1891",
        "Reconstructing Twice",
        "https://miccai2021.org/openaccess/paperlinks/2021/09/01/001-Paper1891.html",
    )
    told = parse_landing(example("miccai_paper_2021.html", listed.landing_url), listed)
    assert told.authors == ("Ada Alm", "Bo Berg")
    assert told.declared[-1] == ("Code", "https://github.com/lab/rec")


def test_before_2024_the_pdf_was_not_open() -> None:
    listed = Contribution(
        "Paper2401", "Registering Twice", "https://conferences.miccai.org/2023/papers/249-Paper2401.html"
    )
    told = parse_landing(example("miccai_paper_2023.html", listed.landing_url), listed)
    assert (told.authors, told.pdf_url) == (("Ada Alm", "Bo Berg"), None)
    assert told.declared == (("SharedIt", "https://rdcu.be/abc"), ("Code", "https://github.com/lab/reg"))
