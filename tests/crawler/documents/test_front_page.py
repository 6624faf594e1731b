from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.documents.front_page import FIRST_PAGE, METADATA, FrontPage, Line, front_page, read_front_page
from tests.documents import write_pdf

BODY = ("Abstract", *["We tie knots of any order, and untie some of them again."] * 6)
TITLE = "On Knots of Any Order"


def shown(*head: str, body: tuple[str, ...] = BODY, size: float = 16) -> list[Line]:
    """A first page whose title is its first line; ``|`` stands between columns."""
    title, *below = head
    return [Line((title,), size), *(Line(tuple(line.split("|")), 10) for line in (*below, *body))]


def authors(*below: str) -> tuple[str, ...]:
    return front_page("", "", shown(TITLE, *below)).authors


def test_a_pdf_is_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [TITLE, "Ada Alm and Bo Berg", *BODY], heading=16)
    assert read_front_page(path) == FrontPage(TITLE, FIRST_PAGE, ("Ada Alm", "Bo Berg"), FIRST_PAGE)


def test_metadata_that_the_page_bears_out_is_taken(tmp_path: Path) -> None:
    named = [TITLE, "Ada Alm* (equal) Bo Berg* (equal)", *BODY]
    path = write_pdf(tmp_path / "a.pdf", named, title="On knots of any order", author="Ada Alm; Berg, Bo")
    assert read_front_page(path) == FrontPage("On knots of any order", METADATA, ("Ada Alm", "Bo Berg"), METADATA)


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Formatting Instructions for a Conference", "The Publication Staff"),
        ("Microsoft Word - knots final.docx", "user"),
        ("untitled", "anonymous"),
        ("paper 17.pdf", "LaTeX with hyperref"),
        ("", ""),
    ],
)
def test_what_templates_and_programs_leave_there_is_not(title: str, author: str) -> None:
    assert front_page(title, author, shown(TITLE, "Ada Alm, Bo Berg")) == FrontPage(
        TITLE, FIRST_PAGE, ("Ada Alm", "Bo Berg"), FIRST_PAGE
    )


def test_metadata_is_all_there_is_of_a_page_without_a_heading() -> None:
    assert front_page(TITLE, "", []) == FrontPage(TITLE, METADATA)
    assert front_page("untitled", "", shown(TITLE, size=10)) == FrontPage()


def test_a_title_goes_over_lines_and_what_is_around_it_is_left_out() -> None:
    lines = [
        Line(("arXiv:2401.00001v2 [cs.LG] 1 Jan 2024",), 20),
        Line(("Published as a conference paper",), 18),
        Line(("On Un\x02knotted and Knot\x02Like",), 16),
        Line(("Things:",), 16),
        Line(("A Survey∗",), 13),
        *shown("Ada Alm", size=10),
    ]
    assert front_page("", "", lines).title == "On Unknotted and Knot-Like Things: A Survey"


@pytest.mark.parametrize(
    ("below", "named"),
    [
        (["Ada Alm1,2, Bo van der Berg2 and Cy Cole*"], ["Ada Alm", "Bo van der Berg", "Cy Cole"]),
        (["Ada Alm1", ", Bo Berg2", "University of Test"], ["Ada Alm", "Bo Berg"]),
        (["Ada Alm|Bo Berg", "Test University|Google Research"], ["Ada Alm", "Bo Berg"]),
        (["Ada Alm|ada@x.example", "Bo Berg2", "{bo,b.berg}@x.example", "1 Test Lab"], ["Ada Alm", "Bo Berg"]),
        (["Ada Alm ada@x.example", "Test Institute, Testtown", "Bo Berg bo@x.example"], ["Ada Alm", "Bo Berg"]),
        (["Ada Alm,", "Bo Berg", "New York"], ["Ada Alm", "Bo Berg"]),
        (["J. R. Alm & B.-C. Berg"], ["J. R. Alm", "B.-C. Berg"]),
        (["Bj¨orn Alm, Mar´ıa O’Berg"], ["Björn Alm", "María O’Berg"]),
        (["Anonymous Authors"], []),
        (["Paper ID 123"], []),
        (["Department of Tests", "Test University", "Testtown, Testland", "Red Blue"], []),
        (["Ada AlmS,A Bo BergQ"], []),
        (["We study knots, and ropes"], []),
    ],
)
def test_authors_are_the_names_below(below: list[str], named: list[str]) -> None:
    assert authors(*below) == tuple(named)


def test_long_lines_cost_no_time() -> None:
    assert authors("a." * 3000, "A " * 3000, "," * 6000) == ()
