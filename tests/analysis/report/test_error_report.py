"""The link by which a reader reports an error, in a real browser, and that `review` takes in what it says."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from reprosurvey.analysis.report.html_report import write_report
from reprosurvey.analysis.report.imprint import Imprint
from reprosurvey.analysis.reviews.files import read_answers
from reprosurvey.crawler.store.database import connect
from tests.sql.conftest import SmallSurvey

from .test_browser import Opened, browser, opened

__all__ = ["browser", "opened"]

pytestmark = pytest.mark.slow


def test_each_verdict_has_a_link_to_a_mail_that_review_takes_in(opened: Opened, tmp_path: Path) -> None:
    opened.page.get_by_role("button", name="yes: Training").click()
    links = opened.page.locator("#evidence-list .report-error")
    links.first.wait_for()
    assert links.count() == opened.page.locator("#evidence-list section").count()
    first = links.first.get_attribute("href") or ""
    assert first.startswith("mailto:survey@lab.example?subject=Error%20in%20the%20survey")
    (body,) = parse_qs(urlsplit(first).query, keep_blank_values=True)["body"]
    (tmp_path / "mail.txt").write_text(
        body.replace("answer: ", "answer: no").replace("why: ", "why: it does not train")
    )
    (line,) = read_answers(tmp_path / "mail.txt")
    assert (line.venue, line.year, line.paper, dict(line.answers)) == ("small", 2022, "full", {"training": "no"})
    assert (line.repository, line.head, line.note) == ("https://github.com/small/full", "a" * 40, "it does not train")
    assert opened.complaints == []


def test_without_a_contact_there_is_no_link(browser: Browser, survey: SmallSurvey, tmp_path: Path) -> None:
    with connect(survey.store) as database:
        file = write_report(tmp_path, database, Imprint())
    with browser.new_context() as context:
        opened = Opened(context.new_page(), file)
        opened.page.get_by_role("button", name="yes: Training").click()
        opened.page.locator("#evidence-list section").first.wait_for()
        assert opened.page.locator(".report-error").count() == 0
        assert opened.complaints == []
