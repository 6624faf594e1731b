from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.documents.links import document_links, landing_links
from reprosurvey.crawler.documents.pages import Page, PageLink
from reprosurvey.crawler.documents.pdf import read_document
from tests.documents import Linked, write_pdf

LINK = "https://github.com/lab/seg"


def of_page(text: str, **links: tuple[PageLink, ...]) -> list[dict[str, Any]]:
    return list(document_links((Page(1, text, **links),)))


def test_declared_links_come_with_their_label() -> None:
    (row,) = landing_links({"declared": [{"label": "Software", "url": f"{LINK}/"}], "abstract": None})
    assert row["source"] == "declared"
    assert (row["anchor"], row["sentence"], row["section"]) == ("Software", "Software", "landing page")
    assert row["variants"] == (f"{LINK}/",)


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
    assert {r["variants"][0] for r in rows} == {LINK}


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


BIBLIOGRAPHY = [
    "A Title\nAda Quill\nAbstract\nWe segment.\n",
    "2 Data\nWe train as in [2]. Our code is public [3, 1].\n",
    f"References\n[1] Bo Alm. Trees, 2019.\n[2] Cy Elm. Nets, 2020.\n[3] Ada Quill. Lantern code. {LINK}, 2021.\n",
]


def of_pages(*texts: str) -> list[dict[str, Any]]:
    return list(document_links(tuple(Page(number, text) for number, text in enumerate(texts, 1))))


def test_an_address_in_the_references_comes_with_its_entry_and_the_sentence_that_cites_it() -> None:
    (row,) = of_pages(*BIBLIOGRAPHY)
    assert row["section"] == "references"
    assert row["sentence"] == f"[3] Ada Quill. Lantern code. {LINK},"
    assert (row["reference"], row["carrier"]) == ("Our code is public [3, 1].", "public")


def test_an_entry_without_a_label_is_cited_by_its_first_author_and_year() -> None:
    entry = f"References\nBo Alm. Trees, 2019.\nAda Quill and Bo Alm. Lantern code, 2021. URL {LINK}.\n"
    cited = "2 Data\nAs others [Quill, 2017]. Our code is public (see Quill and Alm [2021]). It works.\n"
    (row,) = of_pages(BIBLIOGRAPHY[0], cited, entry)
    assert row["reference"] == "Our code is public (see Quill and Alm [2021])."
    assert row["sentence"].startswith("Ada Quill and Bo Alm.")


def test_of_the_sentences_that_cite_an_entry_one_that_offers_something_is_told() -> None:
    (row,) = of_pages(BIBLIOGRAPHY[0], "As in [3], it is so. The code is available at [3]. Then.\n", BIBLIOGRAPHY[2])
    assert row["reference"] == "The code is available at [3]."


def test_what_stands_behind_the_references_is_no_entry() -> None:
    (row,) = of_pages(*BIBLIOGRAPHY[:2], "References\n[1] Bo Alm. Trees, 2019.\n", f"We ran it. Code is at {LINK}.\n")
    assert (row["section"], row["sentence"]) == ("appendix", f"Code is at {LINK}.")


def test_a_footnote_below_the_references_belongs_to_what_stands_above_them() -> None:
    page = f"Along with the code1 , a video is offered.\nReferences\n[1] Bo Alm. Trees, 2019.\n1\n{LINK}\n8"
    (row,) = of_pages(BIBLIOGRAPHY[0], page)
    assert (row["section"], row["carrier"], row["sentence"]) == ("body", "code", f"1 {LINK}")


HOSTILE = {
    "labels": "\n[1] " * 8_000,
    "names": "\nAda Elm, 2021. " * 3_000,
    "citations": "Elm [1, 2] and (Elm, 2021). " * 2_000,
    "addresses": f"\n[1] A. {LINK}, 2021." * 500,
    "unlabelled addresses": "".join(f"\nAda Elm{n}. {LINK}, 2021." for n in range(500)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_references_are_read_in_bounded_time(text: str) -> None:
    for row in of_pages("One.\n", text, f"References\n{text}\n[1] Ada Elm. Code, 2021. {LINK}."):
        assert row["variants"]


def test_a_declared_link_that_is_no_address_is_none() -> None:
    assert list(landing_links({"declared": [{"label": "Code", "url": "null"}], "abstract": None})) == []


def test_a_link_whose_words_are_an_address_stands_where_that_is_written() -> None:
    text = "Ours is here: https://github.com/lab/\nseg. The other is not."
    (_, row) = of_page(text, annotations=(PageLink(LINK, "https://github.com/lab/ seg. The other", 40),))
    assert row["sentence"] == "Ours is here: https://github.com/lab/ seg."


def test_links_without_a_scheme_and_for_ssh_are_addresses_too() -> None:
    links = tuple(PageLink(url, "x", 0) for url in ("github.com/lab/seg", "git@github.com:lab/seg"))
    assert [row["variants"] for row in of_page("x", annotations=links)] == [(LINK,), (LINK,)]
