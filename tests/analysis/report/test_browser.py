"""The page in a real browser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.image import imread
from parsel import Selector
from playwright.sync_api import Browser, Page, expect

from reprosurvey.crawler.spreadsheets.cells import guarded
from reprosurvey.crawler.store.schemas import PAPERS
from tests.browser import Watched, browser
from tests.sql.conftest import SmallSurvey, answers, at

from .conftest import HOSTILE_QUOTE, HOSTILE_TITLE, LINE, PDF, made, written

__all__ = ["browser"]

pytestmark = pytest.mark.slow


class Opened(Watched):
    """The report's page."""

    def __init__(self, page: Page, file: Path) -> None:
        super().__init__(page, file.as_uri())

    @property
    def papers(self) -> list[str]:
        """The keys of the listed papers."""
        return self.page.evaluate("listed.slice(0, shown).map((paper) => `${paper.paper}${paper.year}`)")

    @property
    def rows(self) -> list[str]:
        return self.page.locator("table.papers tbody th").all_inner_texts()

    def choose(self, name: str, option: str) -> None:
        self.page.locator(f"#filters [name={name}]").select_option(option)


@pytest.fixture
def opened(browser: Browser, page: Path) -> Iterator[Opened]:
    with browser.new_context() as context:
        yield Opened(context.new_page(), page)


def test_it_asks_for_nothing_and_complains_of_nothing(opened: Opened) -> None:
    expect(opened.page.locator("#count")).to_have_text("6 of 6 papers.")
    opened.page.locator(".answer.yes").first.click()
    expect(opened.page.locator("#evidence")).to_be_visible()
    assert opened.requests == [opened.address]
    assert opened.complaints == []


def test_markup_in_a_title_or_a_quote_is_shown_and_not_run(opened: Opened) -> None:
    assert (
        HOSTILE_TITLE.replace("\u2028", "").split()
        == next(row for row in opened.rows if "onerror" in row).replace("\u2028", "").split()
    )
    opened.page.get_by_role("button", name="yes: Training").click()
    expect(opened.page.locator("#evidence q").first).to_have_text(HOSTILE_QUOTE.strip())
    assert opened.page.evaluate("window.ran") is None
    assert opened.page.locator("a[href^='javascript']").count() == 0
    assert opened.complaints == []


def test_an_answer_opens_its_evidence_with_the_line_and_gives_the_focus_back(opened: Opened) -> None:
    answer = opened.page.get_by_role("button", name="yes: Training")
    answer.focus()
    opened.page.keyboard.press("Enter")
    dialog = opened.page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=3).first).to_have_text("training: yes")
    expect(dialog.get_by_role("link", name="train.py:7")).to_have_attribute("href", LINE)
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    opened.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(answer).to_be_focused()


def test_repeatable_tells_what_it_rests_on(opened: Opened) -> None:
    opened.page.get_by_role("button", name="yes: Repeatable").click()
    told = "From has repository: yes, public data: yes, dependencies: yes, training: yes."
    expect(opened.page.locator("#evidence-list p").first).to_have_text(told)


def test_each_column_sorts_both_ways_and_says_so(opened: Opened) -> None:
    for head in opened.page.locator("table.papers thead th").all():
        button = head.get_by_role("button")
        button.click()
        assert head.get_attribute("aria-sort") == "ascending"
        up = opened.papers
        button.click()
        assert head.get_attribute("aria-sort") == "descending"
        assert sorted(up) == sorted(opened.papers)
        assert opened.page.locator("th:not([aria-sort=none])[aria-sort]").count() == 1
    assert opened.papers[:2] == ["full2022", "part2021"]  # by score: 6, 1, and those without after them
    opened.page.locator("th[data-column=score] button").click()
    assert opened.papers[:2] == ["part2021", "full2022"]


def test_filters_narrow_the_table_and_the_count_says_how_far(opened: Opened) -> None:
    opened.page.get_by_role("searchbox").fill("ZEBRA")
    assert opened.papers == ["part2021"]
    expect(opened.page.get_by_role("status")).to_have_text("1 of 6 papers.")
    opened.page.get_by_role("searchbox").fill("no such paper")
    expect(opened.page.get_by_role("status")).to_have_text("0 of 6 papers.")
    opened.page.get_by_role("button", name="Show all").click()
    expect(opened.page.get_by_role("status")).to_have_text("6 of 6 papers.")
    opened.choose("year", "2022")
    assert opened.papers == ["full2022", "none2022", "unread2022"]
    opened.choose("criterion", "has_repository")
    opened.choose("answer", "unknown")
    assert opened.papers == ["unread2022"]
    opened.page.get_by_role("button", name="Show all").click()
    opened.choose("from", "2")
    assert opened.papers == ["full2022"]


def test_the_address_keeps_what_was_asked(opened: Opened, browser: Browser) -> None:
    opened.choose("answer", "no")
    opened.page.locator("th[data-column=year] button").click()
    opened.page.locator("th[data-column=year] button").click()
    assert opened.papers == ["none2022", "none2021", "none2020"]
    with browser.new_context() as context:
        again = context.new_page()
        again.goto(opened.page.url)
        expect(again.get_by_role("status")).to_have_text("3 of 6 papers.")
        assert again.locator("[data-column=year]").get_attribute("aria-sort") == "descending"


def test_a_link_to_a_section_leaves_the_table_as_it_is(opened: Opened) -> None:
    opened.choose("year", "2022")
    opened.page.get_by_role("navigation").get_by_role("link", name="More figures").click()
    assert len(opened.papers) == 3


def saved(opened: Opened, button: str) -> tuple[str, bytes]:
    """The file's name and content."""
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def as_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize(("what", "button"), [("papers", "papers.csv"), ("table1", "Table 1: all rows as CSV")])
def test_a_download_holds_all_rows(opened: Opened, survey: SmallSurvey, what: str, button: str) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true; })")
    name, content = saved(opened, button)
    rows, expected = as_rows(content), survey.statistic(what)
    assert name == f"{what}.csv"
    assert [row["venue"] for row in rows] == [row["venue"] for row in expected]
    assert list(rows[0]) == list(expected[0])
    assert [row["title"] for row in rows if "=1+1" in row.get("title", "")] == ["'=1+1"] * (what == "papers")
    assert opened.complaints == []


def test_a_download_guards_what_an_export_guards(opened: Opened) -> None:
    texts = ["=1+1", "\u200b=1+1", "﹦1+1", "''=1", "\t", "a;=1+1", "a\r\n \u00a0@x;+1", "a = 1", "-", "plain"]
    written = opened.page.evaluate("(texts) => csv({ columns: ['text'], rows: texts.map((text) => [text]) })", texts)
    assert [row["text"] for row in as_rows(written.encode())] == list(map(guarded, texts))


def test_a_chart_is_saved_as_a_vector_a_picture_and_its_rows(opened: Opened, survey: SmallSurvey) -> None:
    for scheme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=scheme)
        name, content = saved(opened, "small: Training as SVG")
        drawn = Selector(content.decode(), type="xml")
        assert name == "chart-small-training.svg"
        assert b"var(--" not in content  # programs that draw have no style of the page
        assert b"#1f6fb2" in content  # in its light colours
        texts = drawn.xpath("//*[local-name()='text']/text()").getall()
        assert texts[0] == "small: Training"
        assert "How reproducible: The Small Conference 2020–2022" in " ".join(texts)
    name, content = saved(opened, "small: Training as PNG")
    picture = imread(io.BytesIO(content), format="png")
    assert name == "chart-small-training.png"
    assert picture.shape[1] > 500
    assert len({tuple(point) for row in picture for point in row}) > 10  # something is drawn
    name, content = saved(opened, "small: Training as CSV")
    expected = [row for row in survey.statistic("table1") if row["metric"] == "training"]
    assert name == "chart-small-training.csv"
    assert [(row["year"], row["n"], row["yes"]) for row in as_rows(content)] == [
        (str(row["year"] or ""), str(row["n"]), str(row["yes"])) for row in expected
    ]
    assert [asked for asked in opened.requests if not asked.startswith("blob:")] == [opened.address]
    assert opened.complaints == []


def test_a_paper_and_a_verdict_have_a_link_that_opens_them(opened: Opened, browser: Browser) -> None:
    opened.choose("year", "2022")
    opened.page.get_by_role("button", name="yes: Training").click()
    dialog = opened.page.get_by_role("dialog")
    link = dialog.get_by_role("link", name="Link to training: yes")
    expect(link).to_have_attribute("href", "#paper/small/2022/full/training")
    assert opened.page.url.endswith("#paper/small/2022/full/training")
    with browser.new_context() as context:
        again = Opened(context.new_page(), Path(opened.address.removeprefix("file://")))
        again.page.goto(opened.page.url)
        shown = again.page.get_by_role("dialog")
        expect(shown.get_by_role("heading", level=3).first).to_have_text("training: yes")
        again.page.goto(f"{opened.address}#paper/small/2021/part")
        expect(shown.get_by_role("heading", level=2)).to_have_text("Zebras")
        again.page.goto(f"{opened.address}#paper/small/2021/nobody")
        expect(again.page.get_by_role("status")).to_have_text("This survey has no paper small/2021/nobody.")
        assert again.complaints == []
    opened.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert opened.page.url.endswith("#year=2022")  # the address keeps the filters again


def test_an_answer_leads_to_what_its_question_means(opened: Opened) -> None:
    opened.page.get_by_role("button", name="yes: Training").click()
    opened.page.get_by_role("dialog").get_by_role("link", name="What counts").first.click()
    expect(opened.page.get_by_role("dialog")).to_be_hidden()
    expect(opened.page.locator("#question-training")).to_be_in_viewport()
    assert opened.page.url.endswith("#question-training")


def test_a_page_of_the_paper_opens_there_and_what_was_found_on_it_beside(opened: Opened) -> None:
    opened.page.get_by_role("button", name="yes: Has repository of").last.click()
    evidence = opened.page.get_by_role("dialog").get_by_role("listitem").first
    expect(evidence.get_by_role("link")).to_have_count(2)
    page, found = evidence.get_by_role("link").all()
    expect(page).to_have_text("page 1")
    expect(page).to_have_attribute("href", f"{PDF}#page=1")
    expect(found).to_have_attribute("href", "https://github.com/small/full")


def test_the_keyboard_leads_from_the_top_to_the_evidence_and_back(opened: Opened) -> None:
    keys, focus = opened.page.keyboard, opened.page.locator(":focus")
    keys.press("Tab")
    expect(focus).to_have_text("Skip to the papers")
    expect(focus).to_be_in_viewport()
    keys.press("Enter")
    keys.press("Tab")
    expect(focus).to_have_attribute("name", "q")
    keys.type("zebra")
    expect(opened.page.get_by_role("status")).to_have_text("1 of 6 papers.")
    while "answer" not in (focus.get_attribute("class") or ""):
        keys.press("Tab")
    named = focus.get_attribute("aria-label")
    keys.press("Enter")
    dialog = opened.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(10):  # what is behind the dialog is never reached
        assert opened.page.evaluate("document.activeElement.matches('dialog *, dialog, body')")
        keys.press("Tab")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    expect(focus).to_have_attribute("aria-label", str(named))


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, page: Path, scheme: str, width: int) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}) as context:
        opened = Opened(context.new_page(), page)
        opened.page.evaluate("document.querySelectorAll('details').forEach((found) => { found.open = true; })")
        report = Axe().run(opened.page)
        assert report.violations_count == 0, report.generate_report()
        opened.page.locator(".answer.yes").first.click()
        expect(opened.page.locator("#evidence")).to_be_visible()
        report = Axe().run(opened.page)
        assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_print(browser: Browser, page: Path, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        opened = Opened(context.new_page(), page)
        opened.page.emulate_media(media="print")
        report = Axe().run(opened.page)
        assert report.violations_count == 0, report.generate_report()


def test_the_first_screen_has_the_headline_with_its_denominators_and_table_1(browser: Browser, page: Path) -> None:
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        opened = Opened(context.new_page(), page).page
        expect(opened.get_by_role("heading", name="small 2020–2022: 6 papers")).to_be_in_viewport()
        expect(opened.locator(".headline")).to_contain_text("2 of 5 papers, 1 more unknown")
        expect(opened.locator(".headline")).to_contain_text("of 2 repositories")
        for text in ("Table 1", "Has repository", "Dependencies"):
            expect(opened.locator(".venue").get_by_text(text, exact=True).first).to_be_in_viewport()
        expect(opened.locator(".venue svg").first).to_be_in_viewport()


def test_a_wide_screen_shows_all_of_what_the_figures_rest_on(browser: Browser, page: Path) -> None:
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        opened = Opened(context.new_page(), page).page
        measured = opened.locator("[aria-label=measured]")
        assert measured.evaluate("(region) => region.scrollWidth <= region.clientWidth")


def test_a_phone_needs_no_scrolling_to_the_side(browser: Browser, page: Path) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        opened = Opened(context.new_page(), page)
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
        assert opened.page.locator("#list").evaluate("(list) => list.scrollWidth <= list.clientWidth")
        opened.page.get_by_role("button", name="yes: Training").click()
        evidence = opened.page.locator("#evidence")
        expect(evidence).to_contain_text("a" * 40)
        assert evidence.evaluate("(dialog) => dialog.scrollWidth <= dialog.clientWidth")


def test_a_phone_shows_all_of_table_1_and_labels_of_charts_that_can_be_read(browser: Browser, page: Path) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        opened = Opened(context.new_page(), page).page
        for cell in opened.locator(".table1 td").all():
            box = cell.bounding_box()
            assert box is not None
            assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
        assert opened.locator(".table1").evaluate("(table) => table.scrollWidth <= table.clientWidth")
        scale = "const { a, b } = text.getScreenCTM(); return Math.hypot(a, b)"
        heights = opened.locator("main figure svg text").evaluate_all(
            f"(texts) => texts.map((text) => {{ {scale} * parseFloat(getComputedStyle(text).fontSize); }})"
        )
        assert min(heights) >= 10


def test_nothing_stands_in_for_a_second_year(browser: Browser, small: SmallSurvey, tmp_path: Path) -> None:
    small.paper("paper")
    small.repository("paper", answers("training"))
    small.verdict("paper", "public_data", "yes")
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        opened = Opened(context.new_page(), written(small, tmp_path)).page
        assert opened.locator(".table1 thead th").all_inner_texts() == ["Measure", "2022"]
        table, *charts = (found.bounding_box() for found in opened.locator(".table1-part, .venue figure").all())
        assert table is not None
        assert all(chart and chart["y"] < table["y"] + table["height"] for chart in charts)  # all of them beside it


def test_without_javascript_the_papers_are_listed(browser: Browser, page: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        opened = context.new_page()
        opened.goto(page.as_uri())
        expect(opened.locator("#papers td", has_text="Zebras")).to_be_visible()
        expect(opened.locator("#filters")).to_be_hidden()


def test_many_papers_of_two_venues_come_in_batches(browser: Browser, tmp_path: Path) -> None:
    small = made(tmp_path / "survey")
    other = [{"paper": f"{n:03}", "kind": "paper", "title": f"Other {n}", "crawled_at": at(0)} for n in range(120)]
    small.store.append(PAPERS, other, ("other", 2022))
    with browser.new_context() as context:
        opened = Opened(context.new_page(), written(small, tmp_path))
        expect(opened.page.get_by_role("status")).to_have_text("126 of 126 papers; the first 100 are listed.")
        opened.page.get_by_role("button", name="Show more").click()
        expect(opened.page.get_by_role("status")).to_have_text("126 of 126 papers.")
        assert len(opened.rows) == 126
        opened.choose("venue", "small")
        expect(opened.page.get_by_role("status")).to_have_text("6 of 126 papers.")
