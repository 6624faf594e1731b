from __future__ import annotations

from dataclasses import replace

import pytest

from reprosurvey.crawler.proceedings.plausibility import fault_of_listing, fault_of_papers, is_whole
from reprosurvey.crawler.proceedings.records import DeclaredLink, PaperRecord
from reprosurvey.crawler.proceedings.staging import Reading
from reprosurvey.crawler.store.parquet import now

WHOLE = PaperRecord(
    paper="a", kind="paper", title="A", authors=("Ada Alm",), pdf_url="https://x.example/a.pdf", abstract="We do."
)


def fault(records: list[PaperRecord], before: PaperRecord | None, unexpected: int = 0) -> str | None:
    keyed = {f"p{number}": replace(record, paper=f"p{number}") for number, record in enumerate(records)}
    readings = [Reading(record, number < unexpected, now()) for number, record in enumerate(keyed.values())]
    return fault_of_papers(readings, dict.fromkeys(keyed, before) if before else {})


@pytest.mark.parametrize(("listed", "known"), [(1, 0), (10, 10), (8, 10), (80, 100), (30, 10)])
def test_an_index_that_grows_or_loses_a_fifth_at_most_is_believed(listed: int, known: int) -> None:
    assert fault_of_listing(listed, known) is None


@pytest.mark.parametrize(
    ("listed", "known", "said"),
    [(0, 0, "no paper"), (0, 10, "no paper"), (79, 100, "79 papers where it listed 100"), (7, 10, "7 papers")],
)
def test_an_index_that_loses_more_is_not(listed: int, known: int, said: str) -> None:
    assert said in str(fault_of_listing(listed, known))


@pytest.mark.parametrize("field", ["authors", "pdf_url", "abstract"])
def test_a_field_that_was_there_and_is_lost_is_a_fault(field: str) -> None:
    lost = replace(WHOLE, **{field: None})
    assert fault([WHOLE] * 8 + [lost] * 2, WHOLE) is None
    assert str(fault([WHOLE] * 7 + [lost] * 3, WHOLE)).startswith("3 of 10 papers have no ")


def test_a_field_that_was_never_there_is_none() -> None:
    bare = replace(WHOLE, abstract="", pdf_url=None)
    assert fault([bare] * 20, bare) is None


def test_a_new_edition_may_lack_abstracts_but_not_most_of_its_pdfs() -> None:
    assert fault([replace(WHOLE, abstract="")] * 20, None) is None
    assert fault([WHOLE] * 10 + [replace(WHOLE, pdf_url=None)] * 10, None) is None
    assert fault([replace(WHOLE, pdf_url=None)] * 20, None) == "20 of 20 papers have neither PDF nor link"


def test_a_new_edition_may_link_to_where_its_papers_are_sold() -> None:
    doi = DeclaredLink("DOI", "https://doi.org/10.1000/182")
    assert fault([replace(WHOLE, pdf_url=None, declared=(doi,))] * 20, None) is None


def test_pages_of_another_structure_are_a_fault() -> None:
    assert fault([WHOLE] * 10, None, unexpected=2) is None
    assert fault([WHOLE] * 10, None, unexpected=3) == "3 of 10 papers' pages have another structure"


def test_a_handful_says_nothing() -> None:
    assert fault([replace(WHOLE, pdf_url=None)] * 9, WHOLE) is None


def test_what_was_withdrawn_lacks_nothing() -> None:
    withdrawn = replace(WHOLE, kind="withdrawn", abstract="")
    assert fault([WHOLE] * 10 + [withdrawn] * 9, WHOLE) is None


@pytest.mark.parametrize(("read", "wanted", "whole"), [(0, 0, True), (8, 10, True), (7, 10, False), (0, 1, False)])
def test_an_edition_of_which_a_fifth_did_not_come_is_not_whole(read: int, wanted: int, whole: bool) -> None:
    assert is_whole(read, wanted) == whole
