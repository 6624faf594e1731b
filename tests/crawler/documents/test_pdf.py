from __future__ import annotations

import random
from pathlib import Path

import pytest

from reprosurvey.crawler.documents.pages import PageLink
from reprosurvey.crawler.documents.pdf import (
    ADDRESS_LIMIT,
    LINKS_LIMIT,
    Document,
    UnreadableDocumentError,
    read_document,
)
from tests.documents import Linked, write_pdf

LINK = "https://github.com/lab/seg"
WORDS = ["Our code is public.", ["It stands ", Linked("here", LINK), ", as do data."]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def raw_pdf(pages: str, *objects: str) -> bytes:
    """A PDF without a table of offsets, as only a lenient reader takes it; ``pages`` is its page tree."""
    numbered = enumerate(("<< /Type /Catalog /Pages 2 0 R >>", pages, *objects), 1)
    body = "\n".join(f"{number} 0 obj\n{text}\nendobj" for number, text in numbered)
    return f"%PDF-1.7\n{body}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


def either(path: Path) -> Document | None:
    """What is read, or None where it is told to be unreadable; nothing else may happen."""
    try:
        return read_document(path, 10)
    except UnreadableDocumentError:
        return None


def test_text_is_read_page_by_page_line_by_line(path: Path) -> None:
    document = read_document(write_pdf(path, ["One", "Two"], ["Three"]), 10)
    assert document.page_count == 2
    assert [(p.number, p.text.strip()) for p in document.pages] == [(1, "One\nTwo"), (2, "Three")]


def test_the_link_behind_a_word_is_read_with_the_word_and_its_place(path: Path) -> None:
    (page,) = read_document(write_pdf(path, WORDS), 10).pages
    (link,) = page.annotations
    assert link == PageLink(LINK, "here", page.text.index("here"))


def test_a_link_over_two_lines_is_read_line_by_line_where_the_file_tells(path: Path) -> None:
    text = "BT /F 10 Tf 50 100 Td (Words before. Code is at lab/) Tj 0 -20 Td (seg and not at others.) Tj ET"
    quads = "133 110 300 110 133 98 300 98 48 90 70 90 48 78 70 78"
    link = (
        f"<< /Type /Annot /Subtype /Link /Rect [48 78 300 110] /QuadPoints [{quads}] /A << /S /URI /URI ({LINK}) >> >>"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    own = f"/MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F {font} >> >> /Annots [5 0 R]"
    path.write_bytes(
        raw_pdf(
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R {own} >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
            link,
        )
    )
    (page,) = read_document(path, 10).pages
    (found,) = page.annotations
    assert found.anchor.split() == [*page.text[found.offset :].split("\n")[0].split(), "seg"]


def test_offsets_count_the_text_s_own_characters(path: Path) -> None:
    lines = [["Ein naïver Ärger: ", Linked("dort", f"{LINK}{i}")] for i in range(5)]
    (page,) = read_document(write_pdf(path, lines), 10).pages
    places = [i for i in range(len(page.text)) if page.text.startswith("dort", i)]
    assert [link.offset for link in page.annotations] == places
    assert [link.url for link in page.annotations] == [f"{LINK}{i}" for i in range(5)]


def test_addresses_in_the_text_are_recognised_too(path: Path) -> None:
    (page,) = read_document(write_pdf(path, [f"Code: {LINK} now."]), 10).pages
    assert page.recognised == (PageLink(LINK, "", -1),)
    assert page.annotations == ()


def test_only_so_many_pages_are_read(path: Path) -> None:
    document = read_document(write_pdf(path, *([f"Page {i}"] for i in range(5))), 2)
    assert document.page_count == 5
    assert [p.number for p in document.pages] == [1, 2]


def test_pages_without_text_are_pages(path: Path) -> None:
    document = read_document(write_pdf(path, [], [], []), 10)
    assert [p.text for p in document.pages] == ["", "", ""]


def test_links_of_one_page_are_bounded(path: Path) -> None:
    lines = [[Linked("x", f"{LINK}/{n}/{i}") for i in range(60)] for n in range(20)]
    (page,) = read_document(write_pdf(path, lines), 10).pages
    assert len(page.annotations) == LINKS_LIMIT


def test_an_address_that_is_none_is_left_out(path: Path) -> None:
    long = "https://lab.example/" + "a" * ADDRESS_LIMIT
    (page,) = read_document(write_pdf(path, [[Linked("long", long), " ", Linked("here", LINK)]]), 10).pages
    assert [link.url for link in page.annotations] == [LINK]


def test_a_locked_file_is_unreadable(path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"(?i)password"):
        read_document(write_pdf(path, WORDS, password="secret"), 10)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html>not found</html>", b"\x00" * 10_000, b"%PDF-" * 10_000])
def test_what_is_no_pdf_is_unreadable(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError):
        read_document(path, 10)


def test_a_file_that_is_not_there_is_unreadable(path: Path) -> None:
    for absent in (path, path.parent):
        with pytest.raises(UnreadableDocumentError):
            read_document(absent, 10)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_a_truncated_file_is_read_or_refused(path: Path, part: float) -> None:
    content = write_pdf(path, WORDS, WORDS).read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    either(path)


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_is_read_or_refused(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(write_pdf(path, WORDS, [f"Code: {LINK}"]).read_bytes())
    for _ in range(chance.choice((1, 10, 200))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)
    either(path)


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"


@pytest.mark.parametrize(
    "content",
    [
        raw_pdf("<< /Type /Pages /Kids [] /Count 0 >>"),
        raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", PAGE),
        raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count 99999999999999999999 >>", PAGE),
        raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count -5 >>", PAGE),
        raw_pdf("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 10 >>"),
        raw_pdf("<< /Type /Pages /Kids [9 0 R 3 0 R] /Count 2 >>", PAGE),
        raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "[" * 100_000),
        raw_pdf("<< /A " * 20_000),
        raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE.replace("[0 0 99 99]", "[0 0 1e30 -1e30]")),
        raw_pdf(
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE.replace(">>", "/Annots [4 0 R 4 0 R 5 0 R null (x)] >>", 1),
            "<< /Type /Annot /Subtype /Link /Rect [0 0] /A << /S /URI /URI 5 >> >>",
            "<< /Type /Annot /Subtype /Link /Rect [0 0 1e40 nan] /A << /S /URI /URI (\\377\\376\\000) >> >>",
        ),
        raw_pdf(
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE.replace(">>", "/Contents 4 0 R >>", 1),
            "<< /Length 99999999 /Filter [" + "/FlateDecode " * 5_000 + "] >>\nstream\nx\nendstream",
        ),
    ],
    ids=["no pages", "two billion pages", "more pages", "minus five pages", "a tree in itself", "absent pages",
         "deep arrays", "deep dictionaries", "endless page", "broken links", "five thousand filters"],
)  # fmt: skip
def test_a_hostile_file_is_read_or_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    document = either(path)
    assert document is None or len(document.pages) <= 10
