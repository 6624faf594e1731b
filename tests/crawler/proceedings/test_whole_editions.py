"""An edition of a crawl reaches the papers when all of it was read and is believed, and not before."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from scrapy import signals
from scrapy.crawler import Crawler

from reprosurvey.crawler.proceedings.papers import stored_papers
from reprosurvey.crawler.proceedings.staging import Staging
from reprosurvey.crawler.store.schemas import PAPERS
from tests.crawling import Survey
from tests.proceedings import HOST, index, landing
from tests.web import Site

KEYS = [f"p{number:02}" for number in range(24)]


@pytest.fixture
def survey(site: Site, tmp_path: Path) -> Survey:
    return Survey(site, tmp_path)


class Killer:
    """Scrapy's extension that kills the crawl, as no handler can notice, when it has read so many papers."""

    def __init__(self, papers: int) -> None:
        self.left = papers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Killer:
        killer = cls(crawler.settings.getint("KILL_AFTER"))
        crawler.signals.connect(killer.count, signals.item_scraped)
        return killer

    def count(self) -> None:
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_after(papers: int) -> tuple[str, ...]:
    return ('EXTENSIONS={"tests.crawler.proceedings.test_whole_editions.Killer": 1}', f"KILL_AFTER={papers}")


def publish(survey: Survey, *without_pdf: str) -> None:
    """The volume; the pages of these papers name no PDF, and neither does the index."""
    entries = []
    for key in KEYS:
        entry = survey.publish(key, landing() if key in without_pdf else None)
        entries.append(re.sub(r"\[<a [^>]*>Download PDF</a>\]", "", entry) if key in without_pdf else entry)
    survey.site.page(f"{HOST}/v1/index.html", index(*entries))


def history(survey: Survey) -> list[str]:
    return sorted(survey.store.read(PAPERS)["paper"].to_pylist())


def asked_for(survey: Survey, ending: str) -> list[str]:
    return [path for path in survey.requests() if path.endswith(ending)]


def test_a_fault_that_shows_late_leaves_nothing_of_the_edition(survey: Survey) -> None:
    publish(survey, *KEYS[5:19])
    told = survey.crawl(settings=("CONCURRENT_REQUESTS=1",))
    assert "14 of 24 papers have neither PDF nor link; the 24 papers that were read are held back" in told
    assert "'survey/papers_refused': 24" in told
    assert history(survey) == []


def test_what_was_refused_is_read_again(survey: Survey) -> None:
    publish(survey, *KEYS)
    survey.crawl()
    publish(survey)
    survey.crawl("years=2022", "only=missing")
    assert history(survey) == KEYS


def test_an_edition_is_one_file(survey: Survey) -> None:
    publish(survey)
    survey.crawl()
    assert len(list((survey.store.path / "papers").rglob("*.parquet"))) == 1


def test_a_killed_crawl_shows_nothing_and_loses_nothing(survey: Survey) -> None:
    publish(survey)
    survey.crawl(settings=killed_after(10))
    assert history(survey) == []
    survey.requests()
    survey.crawl("years=2022", "only=missing")
    assert history(survey) == KEYS
    assert len(asked_for(survey, ".pdf")) <= len(KEYS) - 10


def test_what_a_killed_crawl_read_is_judged_with_the_rest(survey: Survey) -> None:
    publish(survey, *KEYS[5:19])
    survey.crawl(settings=killed_after(20))
    told = survey.crawl("years=2022", "only=missing")
    assert "14 of 24 papers have neither PDF nor link; the 24 papers that were read are held back" in told
    assert history(survey) == []


def test_a_crawl_that_is_killed_when_it_had_stored_stores_nothing_twice(survey: Survey) -> None:
    publish(survey)
    survey.crawl()
    staging = Staging(survey.store)
    for record in stored_papers(survey.store, ("own", 2022)).values():
        staging.put(("own", 2022), record, unexpected=False)
    staging.close()
    assert "'survey/papers_unchanged': 24" in survey.crawl("years=2022", "only=missing")
    assert history(survey) == KEYS


def test_a_survey_that_cannot_be_written_to_loses_nothing(survey: Survey) -> None:
    publish(survey)
    survey.crawl("years=2023")
    blocked = survey.store.path / "papers" / "venue=own"
    blocked.parent.mkdir()
    blocked.write_text("in the way")
    assert "own 2022: could not be stored: " in survey.crawl()
    blocked.unlink()
    survey.requests()
    survey.crawl("years=2022", "only=missing")
    assert history(survey) == KEYS
    assert asked_for(survey, ".html") == []


def test_a_paused_crawl_goes_on_where_it_was(survey: Survey, tmp_path: Path) -> None:
    publish(survey)
    pause = (f"JOBDIR={tmp_path / 'job'}", "CONCURRENT_REQUESTS=1")
    survey.crawl(settings=(*pause, "CLOSESPIDER_ITEMCOUNT=3"))
    first = set(asked_for(survey, ".html"))
    assert 3 <= len(first) < len(KEYS)
    assert history(survey) == []
    survey.crawl(settings=pause)
    assert sorted(first | set(asked_for(survey, ".html"))) == [f"{key}.html" for key in KEYS]
    assert history(survey) == KEYS


def test_papers_that_a_job_takes_for_read_and_the_survey_has_not_are_told(survey: Survey, tmp_path: Path) -> None:
    publish(survey)
    job = (f"JOBDIR={tmp_path / 'job'}",)
    survey.crawl(settings=job)
    shutil.rmtree(survey.store.path / "papers")
    assert "own 2022: 24 of 24 papers were not read; run again, in another JOBDIR" in survey.crawl(settings=job)
    assert history(survey) == []
    survey.crawl("years=2022", "only=missing")
    assert history(survey) == KEYS
