from __future__ import annotations

from reprosurvey.crawler.families.contributions import Contribution
from reprosurvey.crawler.families.neurips import parse_index, parse_landing
from tests.crawler.families.pages import example

URL = "https://proceedings.neurips.cc/paper_files/paper"
KEY = "002262941c9edfd472a79298b2ac5e17"
LISTED = Contribution(
    key=f"{KEY}-Conference",
    title="Learning Twice",
    landing_url=f"{URL}/2022/hash/{KEY}-Abstract-Conference.html",
    authors=("Ada Alm", "Bo Berg"),
)


def test_a_book_lists_all_its_tracks() -> None:
    first, second = parse_index(example("neurips_book_2022.html", f"{URL}/2022")).contributions
    assert first == LISTED
    assert second.key == "00295cede6e1600d344b5cd6d9fd4640-Datasets_and_Benchmarks"


def test_the_layout_of_2025_has_the_authors_in_a_span() -> None:
    (listed,) = parse_index(example("neurips_book_2025.html", f"{URL}/2025")).contributions
    assert (listed.title, listed.authors) == ("Learning Thrice", ("Ada Alm", "Bo Berg"))


def test_a_book_leads_to_the_others_of_its_year() -> None:
    listing = parse_index(example("neurips_book_2025.html", f"{URL}/2025/vol38-main-conference"))
    assert listing.further == (f"{URL}/2025",)
    assert parse_index(example("neurips_book_2022.html", f"{URL}/2022")).further == ()


def test_a_paper_s_page_adds_abstract_pdf_and_links() -> None:
    told = parse_landing(example("neurips_paper.html", LISTED.landing_url), LISTED)
    assert told.authors == ("Ada Alm", "Bo Berg")
    assert told.abstract == "We learn <twice>."
    assert told.pdf_url == f"{URL}/2022/file/{KEY}-Paper-Conference.pdf"
    assert told.declared == (("Supplemental", f"{URL}/2022/file/{KEY}-Supplemental-Conference.zip"),)


def test_paragraphs_in_paragraphs_are_read() -> None:
    listed = Contribution("k", "Learning Thrice", f"{URL}/2025/hash/k-Abstract-Conference.html")
    told = parse_landing(example("neurips_paper_2025.html", listed.landing_url), listed)
    assert told.abstract == "We learn thrice."
    assert told.pdf_url == f"{URL}/2025/file/0010031a1b4910aa67edbda26a705518-Paper-Conference.pdf"
