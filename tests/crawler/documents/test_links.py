from __future__ import annotations

from pathlib import Path
from typing import Any

from reprosurvey.crawler.documents.links import document_links, landing_links
from reprosurvey.crawler.documents.pdf import Page, PageLink, read_document
from tests.documents import Linked, write_pdf

LINK = "https://github.com/lab/seg"


def of_page(text: str, **links: tuple[PageLink, ...]) -> list[dict[str, Any]]:
    return list(document_links((Page(1, text, **links),)))


def test_declared_links_come_with_their_label() -> None:
    (row,) = landing_links({"declared": [{"label": "Software", "url": f"{LINK}/"}], "abstract": None})
    assert row["source"] == "declared"
    assert (row["anchor"], row["sentence"], row["section"]) == ("Software", "Software", "landing page")
    assert row["forms"] == (f"{LINK}/",)


def test_addresses_of_the_abstract_come_with_their_sentence() -> None:
    (row,) = landing_links({"declared": None, "abstract": f"We segment. Our code is at {LINK}. It works."})
    assert (row["source"], row["sentence"]) == ("abstract", f"Our code is at {LINK}.")


def test_a_paper_without_links_has_none() -> None:
    assert list(landing_links({"declared": [], "abstract": ""})) == []
    assert list(document_links(())) == []


def test_a_link_behind_a_word_is_found_with_the_sentence_around_it(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "a.pdf", ["We segment. Our code", ["is found ", Linked("here", LINK), ". It works."]])
    (row,) = document_links(read_document(pdf, 5).pages)
    assert (row["source"], row["written"], row["anchor"]) == ("annotation", LINK, "here")
    assert row["sentence"] == "Our code is found here."
    assert (row["page"], row["section"]) == (1, "first page")


def test_a_written_address_is_found_once_unless_it_is_also_linked(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "a.pdf", [f"Code: {LINK}."], [["Code: ", Linked(LINK, LINK), "."]])
    rows = list(document_links(read_document(pdf, 5).pages))
    assert [(r["page"], r["source"]) for r in rows] == [(1, "text"), (2, "text"), (2, "annotation")]
    assert {r["forms"][0] for r in rows} == {LINK}


def test_an_address_in_a_footnote_comes_with_the_sentence_that_it_belongs_to() -> None:
    (row,) = of_page(f"We segment. Our code is public1 and free. Then.\n1. {LINK}")
    assert row["reference"] == "Our code is public and free."


def test_links_within_the_document_and_to_mail_are_none() -> None:
    others = tuple(PageLink(url, "x", 0) for url in ("mailto:ada@lab.example", "#section.1", "file:///etc/passwd", ""))
    assert of_page("x", annotations=others) == []


def test_a_link_of_unknown_place_has_its_words_for_a_sentence() -> None:
    (row,) = of_page("Words.", annotations=(PageLink(LINK, "our  code", -1),))
    assert (row["sentence"], row["reference"]) == ("our code", None)


def test_an_address_that_only_the_library_recognised_is_kept() -> None:
    (row,) = of_page("Code at ht tps://git hub.com/lab/seg", recognised=(PageLink(LINK, "", -1),))
    assert (row["source"], row["written"], row["sentence"]) == ("text", LINK, LINK)
