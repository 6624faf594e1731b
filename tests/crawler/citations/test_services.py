"""What each service is asked, and what is made of its answers."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from reprosurvey.crawler.batch_stage import RECHECK_AFTER
from reprosurvey.crawler.citations.citation_stage import Source
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import CITATIONS
from tests.web import DROPPED, Answer, Site

from .conftest import PAPER, WORK, Ask
from .shapes import SHAPES, said


def test_a_paper_is_found_by_its_title(site: Site, ask: Ask, source: Source, counts: Counter[str]) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([WORK]))
    (row,) = ask(source, PAPER)
    assert (row["venue"], row["year"], row["paper"], row["source"]) == ("midl", 2021, "ashgrove21a", source.value)
    assert (row["outcome"], row["asked_by"], row["citations"], row["error"]) == ("found", "title", 17, None)
    assert (row["matched_title"], row["match_score"]) == (WORK.title, 1.0)
    assert (row["doi"], row["published"]) == (WORK.doi, 2021)
    assert row["work"] == (WORK.doi if source is Source.CROSSREF else "W1")
    assert row["due_at"] - row["asked_at"] == RECHECK_AFTER
    assert counts == {"found": 1}
    (asked,) = site.asked
    assert "trees in ct a study" in " ".join(v for values in query(asked.path).values() for v in values)


def query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query)


def test_papers_with_a_doi_share_a_request(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    papers = [replace(PAPER, key=f"p{n}", doi=f"10.1234/p{n}") for n in range(3)]
    works = [replace(WORK, doi=f"10.1234/p{n}", citations=n, title="Another title") for n in range(3)]
    site.answer(shape.doi_path, shape.works(works))
    rows = ask(source, *papers)
    assert [(r["paper"], r["citations"], r["asked_by"]) for r in rows] == [(f"p{n}", n, "doi") for n in range(3)]
    (asked,) = site.asked
    sent = f"{query(asked.path)} {asked.body!r}"
    assert [sent.count(f"10.1234/p{n}") for n in range(3)] == [1, 1, 1]


def test_one_doi_may_be_that_of_two_papers(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.doi_path, shape.works([WORK]))
    papers = [replace(PAPER, doi=WORK.doi), replace(PAPER, doi=WORK.doi, edition=("other", 2021))]
    assert [(r["venue"], r["citations"]) for r in ask(source, *papers)] == [("midl", 17), ("other", 17)]


@pytest.mark.parametrize("doi", ["10.1234/unknown", "10.1234/a,b", "10.1234/a|b"])
def test_what_is_not_found_by_its_doi_is_asked_for_by_its_title(site: Site, ask: Ask, source: Source, doi: str) -> None:
    shape = SHAPES[source]
    if set(doi) & set(",|"):
        site.answer(shape.title_path, shape.nearest([WORK]))
    elif shape.doi_path == shape.title_path:
        site.answer(shape.doi_path, shape.works([None]), shape.nearest([WORK]))
    else:
        site.answer(shape.doi_path, shape.works([None]))
        site.answer(shape.title_path, shape.nearest([WORK]))
    (row,) = ask(source, replace(PAPER, doi=doi))
    assert (row["asked_by"], row["citations"]) == ("title", 17)


def test_no_work_is_not_found_and_no_count(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([]))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["citations"], row["error"]) == ("not found", None, "no work has a title like it")


def test_another_paper_is_not_found_and_says_which_was_near(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([replace(WORK, authors=("Cy Coe",))]))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["citations"], row["error"]) == ("not found", None, "the same title by others")
    assert (row["matched_title"], row["match_score"]) == (WORK.title, 1.0)


def test_a_work_without_a_count_has_not_none(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([replace(WORK, citations=None)]))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["citations"]) == ("failed", None)
    assert row["due_at"] == row["asked_at"]


def test_a_work_may_be_cited_never(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([replace(WORK, citations=0)]))
    assert [(r["outcome"], r["citations"]) for r in ask(source, PAPER)] == [("found", 0)]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"[]", b"{}", b'{"results": {}, "data": 1, "message": {"items": "x"}}']
)
def test_an_answer_of_another_form_is_none(site: Site, ask: Ask, source: Source, body: bytes) -> None:
    site.answer(SHAPES[source].title_path, Answer(200, body, "application/json"))
    assert [(r["outcome"], r["citations"]) for r in ask(source, PAPER)] == [("failed", None)]


def test_an_answer_that_is_cut_is_none(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    whole = shape.nearest([WORK])
    site.answer(shape.title_path, replace(whole, body=whole.body[:-9]))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["citations"]) == ("failed", None)
    assert "no JSON" in row["error"]


@pytest.mark.parametrize(
    "value",
    [
        7,
        "x",
        None,
        [],
        {"title": 5, "authors": 3, "author": [1], "issued": []},
        {"title": "\ud800", "year": 1 << 70, "publication_year": 1 << 70, "citationCount": -1},
        {"title": ["\ud800" * 5000], "subtitle": ["\ud800"], "issued": {"date-parts": [[1 << 70]]}},
    ],
)
def test_works_of_another_form_are_not_the_paper(site: Site, ask: Ask, source: Source, value: object) -> None:
    answer = said({"results": [value], "data": [value], "message": {"items": [value]}})
    site.answer(SHAPES[source].title_path, answer)
    assert [r["outcome"] for r in ask(source, PAPER)] == ["not found"]


@pytest.mark.parametrize("passing", [Answer(429, headers={"Retry-After": "2"}), Answer(500), DROPPED])
def test_what_may_pass_is_asked_again(site: Site, ask: Ask, source: Source, passing: Answer) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, passing, shape.nearest([WORK]))
    assert [r["citations"] for r in ask(source, PAPER)] == [17]
    assert len(site.asked) == 2


def test_a_404_of_somebody_else_is_not_not_found(site: Site, ask: Ask, source: Source) -> None:
    site.answer(SHAPES[source].title_path, Answer(404, b"<h1>Not Found</h1>"))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["error"]) == ("failed", "HTTP 404")


def test_a_refused_question_says_why(site: Site, ask: Ask, source: Source) -> None:
    site.answer(SHAPES[source].title_path, said({"error": "Invalid filter", "message": "Unknown field"}, 400))
    (row,) = ask(source, PAPER)
    assert (row["outcome"], row["error"]) == ("failed", "HTTP 400: Invalid filter: Unknown field")


def test_the_key_goes_to_its_service_in_its_own_header(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([WORK]))
    ask(source, PAPER, key="secret")
    (asked,) = site.asked
    name, value = shape.key
    assert [v for n, v in asked.headers.items() if n.lower() == name.lower()] == [value]
    assert "secret" not in asked.path


def test_without_a_key_none_is_sent(site: Site, ask: Ask, source: Source) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.nearest([WORK]))
    ask(source, PAPER)
    names = {name.lower() for name in site.asked[0].headers}
    assert not names & {"authorization", "x-api-key", "crossref-plus-api-token"}


def test_a_refused_key_ends_the_run(site: Site, ask: Ask, source: Source, store: Store) -> None:
    shape = SHAPES[source]
    site.answer(shape.title_path, shape.refusal)
    with pytest.raises(SurveyError, match=rf"{shape.host} refuses: HTTP 40[13].*\[tokens\]"):
        ask(source, PAPER, replace(PAPER, key="b"), key="wrong")
    assert len(site.asked) == 1
    assert store.read(CITATIONS).num_rows == 0


def test_a_batch_names_no_more_dois_than_a_service_takes(site: Site, ask: Ask) -> None:
    shape = SHAPES[Source.SEMANTIC_SCHOLAR]
    papers = [replace(PAPER, key=f"p{n}", doi=f"10.1234/{n}") for n in range(51)]
    works = [replace(WORK, doi=f"10.1234/{n}") for n in range(51)]
    site.answer(shape.doi_path, shape.works(works[:50]), shape.works(works[50:]))
    assert len(ask(Source.SEMANTIC_SCHOLAR, *papers)) == 51
    assert [len(json.loads(asked.body)["ids"]) for asked in site.asked] == [50, 1]


def test_a_list_that_is_not_one_for_one_is_no_answer(site: Site, ask: Ask) -> None:
    shape = SHAPES[Source.SEMANTIC_SCHOLAR]
    site.answer(shape.doi_path, shape.works([WORK, WORK]))
    rows = ask(Source.SEMANTIC_SCHOLAR, replace(PAPER, doi=WORK.doi))
    assert [(r["outcome"], r["citations"]) for r in rows] == [("failed", None)]
