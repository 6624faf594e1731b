"""The pages of a list of submissions in a real browser, as ``tests/analysis/report/test_browser.py`` has the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reprosurvey.analysis.submissions.pages import write_submissions
from reprosurvey.crawler.store.database import connect
from tests.analysis.report.test_browser import browser
from tests.sql.conftest import SmallSurvey, small

from .test_feedback import EDITION, listed

__all__ = ["browser", "listed", "small"]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_ask_for_nothing_fit_a_phone_and_axe_finds_nothing(
    browser: Browser, listed: SmallSurvey, tmp_path: Path, scheme: str
) -> None:
    with connect(listed.store) as database:
        index = write_submissions(tmp_path, database, EDITION)
    with browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        files = [index, *sorted((index.parent / "feedback").glob("*.html"))]
        for file in files:
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, file
            report = Axe().run(page)
            assert report.violations_count == 0, report.generate_report()
        assert asked == [file.as_uri() for file in files]
        assert page.evaluate("window.ran") is None
