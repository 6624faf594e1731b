"""Which of the nominated addresses is taken, and what is said where there is none."""

from __future__ import annotations

from reprosurvey.analysis.criteria.has_repository import choose, judge
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.crawler.documents.pages import Page

TITLE = "Closing the Gaps in Retinal Vessel Trees"
READ = Manuscript(TITLE, "", (Page(1, "We segment vessels."),))


def candidate(
    name: str, score: float = 3.0, *, rank: int = 1, form: int = 1, page: int | None = 2
) -> dict[str, object]:
    place = f"github.com/lab/{name}"
    row = {"origin": f"https://{place}", "address": place, "rank": rank, "variant": form, "score": score}
    return row | {"page": page, "sentence": "Our code is there."}


def names(candidates: list[dict[str, object]], outcomes: dict[str, str], readmes: dict[str, str] | None = None):
    full = {f"https://github.com/lab/{name}": outcome for name, outcome in outcomes.items()}
    texts = {f"https://github.com/lab/{name}": text for name, text in (readmes or {}).items()}
    return [r.origin.rsplit("/", 1)[1] for r in choose(TITLE, candidates, full, texts)]


def test_of_two_readings_the_one_that_the_web_knows() -> None:
    readings = [candidate("ves", form=1), candidate("ves_sel", form=2)]
    assert names(readings, {"ves": "not found", "ves_sel": "full"}) == ["ves_sel"]
    assert names(readings, {"ves": "not found", "ves_sel": "not found"}) == ["ves"]
    assert names(readings, {"ves": "empty", "ves_sel": "full"}) == ["ves"]


def test_one_that_answers_comes_before_one_that_does_not() -> None:
    both = [candidate("a", 3.0, rank=1), candidate("b", 2.0, rank=2)]
    assert names(both, {"a": "not found", "b": "full"}) == ["b", "a"]
    assert names(both, {"a": "full", "b": "full"}) == ["a", "b"]


def test_a_readme_that_names_the_paper_decides_a_doubtful_one() -> None:
    doubtful = [candidate("a", -2.0)]
    assert names(doubtful, {"a": "full"}) == []
    assert names(doubtful, {"a": "full"}, {"a": "# Closing the gaps in\nretinal vessel trees (2022)"}) == ["a"]
    assert names(doubtful, {"a": "full"}, {"a": "Another title altogether, of another paper"}) == []


def test_a_paper_without_candidates() -> None:
    assert choose(TITLE, [{"origin": None, "rank": 0, "variant": None, "score": None}], {}, {}) == []


def test_yes_quotes_the_sentence_and_links_the_address() -> None:
    (evidence,) = judge(READ, choose(TITLE, [candidate("a")], {}, {})).evidence
    assert (evidence.place, evidence.quote, evidence.link) == (
        "page 2",
        "Our code is there.",
        "https://github.com/lab/a",
    )


def test_no_only_where_the_paper_was_read() -> None:
    assert judge(READ, []).outcome == "no"
    assert judge(Manuscript(TITLE, "An abstract."), []).outcome == "unknown"
