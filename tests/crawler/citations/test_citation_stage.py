"""Papers are asked about when it is due, and a run that ends early goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reprosurvey.crawler.batch_stage import RECHECK_AFTER
from reprosurvey.crawler.citations.citation_stage import Source
from reprosurvey.crawler.citations.works import Paper
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.http.failures import FAILURE_LIMIT
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import CITATIONS
from tests.web import Answer, Site

from .conftest import PAPER, WORK, Ask
from .shapes import SHAPES

SHAPE = SHAPES[Source.OPENALEX]
FOUND = SHAPE.nearest([WORK])


def papers(count: int) -> list[Paper]:
    return [replace(PAPER, key=f"p{number:02}") for number in range(count)]


def test_what_was_asked_is_asked_again_when_it_is_due(store: Store, site: Site, ask: Ask) -> None:
    site.answer(SHAPE.title_path, FOUND)
    assert len(ask(Source.OPENALEX, PAPER)) == len(ask(Source.OPENALEX, PAPER)) == 1
    past = datetime(2022, 1, 1, tzinfo=UTC)
    old = {"paper": "old", "source": "openalex", "outcome": "found", "asked_at": past, "due_at": past + RECHECK_AFTER}
    store.append(CITATIONS, [old], PAPER.edition)
    rows = ask(Source.OPENALEX, PAPER, replace(PAPER, key="old"))
    assert Counter(row["paper"] for row in rows) == {PAPER.key: 1, "old": 2}


def test_each_service_has_its_own_dates(site: Site, ask: Ask) -> None:
    for source in Source:
        site.answer(SHAPES[source].title_path, SHAPES[source].nearest([WORK]))
        ask(source, PAPER)
    assert [row["source"] for row in ask(Source.OPENALEX, PAPER)] == [source.value for source in Source]


def test_the_same_key_in_another_edition_is_another_paper(site: Site, ask: Ask) -> None:
    site.answer(SHAPE.title_path, FOUND)
    rows = ask(Source.OPENALEX, PAPER, replace(PAPER, edition=("midl", 2022)))
    assert [(row["venue"], row["year"]) for row in rows] == [("midl", 2021), ("midl", 2022)]


def test_what_failed_is_due_at_once(site: Site, ask: Ask) -> None:
    site.answer(SHAPE.title_path, Answer(400), FOUND)
    ask(Source.OPENALEX, PAPER)
    assert [row["outcome"] for row in ask(Source.OPENALEX, PAPER)] == ["failed", "found"]


def test_a_paper_without_a_title_costs_no_request(site: Site, ask: Ask) -> None:
    assert [row["outcome"] for row in ask(Source.OPENALEX, replace(PAPER, title="?"))] == ["not found"]
    assert site.asked == []


def test_a_budget_that_is_spent_ends_the_run_and_the_next_goes_on(
    store: Store, site: Site, ask: Ask, counts: Counter[str]
) -> None:
    spent = Answer(429, headers={"Retry-After": "54000", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "54000"})
    site.answer(SHAPE.title_path, FOUND, FOUND, spent)
    with pytest.raises(SurveyError, match=r"api\.openalex\.org does not answer: .* rest of 5\d+ s.*; the same command"):
        ask(Source.OPENALEX, *papers(5))
    assert len(site.asked) == 3
    assert counts == {"found": 2, "failed": 1}
    site.answer(SHAPE.title_path, FOUND)
    rows = ask(Source.OPENALEX, *papers(5))
    assert {row["paper"] for row in rows if row["outcome"] == "found"} == {f"p0{n}" for n in range(5)}
    assert len(site.asked) == 3 + 3


def test_a_service_that_fails_a_few_times_in_a_row_is_left(site: Site, ask: Ask, counts: Counter[str]) -> None:
    site.answer(SHAPE.title_path, Answer(400), FOUND, Answer(400))
    with pytest.raises(SurveyError, match="does not answer: HTTP 400"):
        ask(Source.OPENALEX, *papers(9))
    assert counts == {"found": 1, "failed": 1 + FAILURE_LIMIT}


def test_requests_keep_the_pace_that_a_service_bears(site: Site, ask: Ask, waits: list[float]) -> None:
    shape = SHAPES[Source.SEMANTIC_SCHOLAR]
    site.answer(shape.title_path, shape.nearest([WORK]))
    ask(Source.SEMANTIC_SCHOLAR, *papers(3))
    assert len(waits) == 2
    assert all(0.5 < wait <= 2 for wait in waits)


KILLS, ROWS = 5, 3
RUN = textwrap.dedent(
    """
    import sys
    from collections import Counter
    from pathlib import Path
    from reprosurvey.crawler.citations import citation_stage, openalex
    from reprosurvey.crawler.citations.works import Paper
    from reprosurvey.crawler.config import load_config
    from reprosurvey.crawler.progress import silent
    from reprosurvey.crawler.store.parquet import Store
    openalex.RATE, citation_stage.ROWS_A_FILE = 1000, int(sys.argv[3])
    papers = [Paper(("midl", 2021), f"p{n}", "Trees in CT: a study", ("Ada Ashgrove",), None) for n in range(60)]
    store, config = Store.open(Path(sys.argv[1])), load_config(Path(sys.argv[2]))
    citation_stage.ask_citations(store, config, citation_stage.Source.OPENALEX, papers, Counter(), silent)
    """
)


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost_or_asked_for_again(store: Store, site: Site, tmp_path: Path) -> None:
    site.answer(SHAPE.title_path, FOUND)
    (tmp_path / "survey.toml").write_text(site.settings(SHAPE.host) + "[limits]\nhost_rate = 1000\n")
    command = [sys.executable, "-c", RUN, str(store.path), str(tmp_path / "survey.toml"), str(ROWS)]
    chance = random.Random(6)
    for _ in range(KILLS):
        stop = len(site.asked) + chance.randrange(1, 8)
        process = subprocess.Popen(command)
        while process.poll() is None and len(site.asked) < stop:
            time.sleep(0)
        process.kill()
        process.wait()
    subprocess.run(command, check=True)
    rows = Counter(row["paper"] for row in store.read(CITATIONS, ["paper"]).to_pylist())
    assert rows == {f"p{number}": 1 for number in range(60)}
    assert len(site.asked) <= 60 + KILLS * (ROWS + 1)
