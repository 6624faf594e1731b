"""The page of ``review serve`` in a real browser, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reprosurvey.analysis.criteria.registry import CRITERIA, PAPER_CRITERIA
from reprosurvey.analysis.reviews.serving.log import read_log
from reprosurvey.analysis.reviews.serving.session import Mode, kept
from tests.browser import Watched, browser
from tests.sql.conftest import SmallSurvey

from .conftest import HEAD, HOSTILE, Served, served_here

__all__ = ["browser"]

pytestmark = pytest.mark.slow


class Reviewing(Watched):
    """The page before a reviewer."""

    def __init__(self, page: Page, served: Served) -> None:
        super().__init__(page, served.address)
        self.served = served
        expect(page.locator("#questions button").first).to_be_visible()
        self.ready()

    def ready(self) -> None:
        self.page.locator("main[aria-busy=false]").wait_for()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.ready()

    def go_to(self, paper: str) -> None:
        here = int(self.text("#progress-text").split()[1]) - 1
        way = self.served.place(paper) - here
        self.press(*("]" if way > 0 else "[") * abs(way))
        expect(self.page.locator("#about")).to_contain_text(f", {paper} ·")

    @property
    def question(self) -> str:
        return self.page.locator("#questions [aria-current]").inner_text().split(":")[0]

    @property
    def answers(self) -> list[tuple[str, str, str | None]]:
        entries = kept(read_log(self.served.file)[1])
        return [(entry.criterion, entry.outcome, entry.note) for entry in entries]

    def text(self, place: str) -> str:
        return self.page.locator(place).inner_text()


@pytest.fixture
def reviewing(browser: Browser, served: Served) -> Iterator[Reviewing]:
    with browser.new_context() as context:
        yield Reviewing(context.new_page(), served)


def test_a_paper_is_answered_by_keyboard_alone(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    assert "Does the paper give an address" in reviewing.text("#question")
    assert "page 3" in reviewing.text("#places")
    assert f"at commit {HEAD[:12]}" in reviewing.text("#shown")
    reviewing.press("w")
    reviewing.page.keyboard.type("yes, on page 3")
    reviewing.press("Escape", "y")
    expect(reviewing.page.locator("#saved")).to_have_text("Saved: has repository, yes.")
    assert reviewing.question == "promised"
    reviewing.press("a", "y", "n")
    names = list(CRITERIA)
    assert [name for name, _, _ in reviewing.answers] == names[:4]
    assert reviewing.answers[0] == ("has_repository", "yes", "yes, on page 3")
    for _ in names[4:]:
        reviewing.press("n")
    assert len(reviewing.answers) == len(names)
    assert reviewing.text("#progress-text").endswith(f"1 done · {len(names)} of {3 * len(names)} answers")
    assert ", p0 ·" not in reviewing.text("#about")  # the next paper
    assert reviewing.complaints == []
    assert all(asked.startswith((reviewing.address, "data:")) for asked in reviewing.requests)


def test_without_a_repository_nothing_is_asked_of_one(reviewing: Reviewing) -> None:
    reviewing.go_to("p2")
    reviewing.press("n")
    assert reviewing.page.locator("#questions button").count() == len(PAPER_CRITERIA)


def test_what_the_survey_did_not_read_is_not_called_empty(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    reviewing.press("y")  # of which text and files are held, and no sentence has these words
    assert (reviewing.text("#sentences"), reviewing.text("#lines")) == ("None.", "None.")
    reviewing.go_to("p2")
    assert "holds no text of this paper" in reviewing.text("#sentences")
    assert "holds no files" in reviewing.text("#lines")


def test_undo_goes_back_to_what_was_answered(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    reviewing.press("y", "n", "u")
    expect(reviewing.page.locator("#saved")).to_have_text("Taken back: promised.")
    assert reviewing.question == "promised"
    assert reviewing.answers == [("has_repository", "yes", None)]
    reviewing.press("]", "u")
    assert (reviewing.question, reviewing.answers) == ("has repository", [])
    assert ", p0 ·" in reviewing.text("#about")
    reviewing.press("u")
    expect(reviewing.page.locator("#problem")).to_have_text("there is no answer to take back")


def test_a_file_opens_at_its_line_and_words_can_be_changed(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    reviewing.press("/")
    reviewing.page.keyboard.press("Control+A")
    reviewing.page.keyboard.type("backward, dataset")
    reviewing.press("Enter")
    expect(reviewing.page.locator("#sentences")).to_contain_text("We train on a public dataset.")
    line = reviewing.page.locator("#lines").get_by_role("button", name="train.py:3")
    line.focus()
    reviewing.press("Enter")
    expect(reviewing.page.locator("#file-text mark")).to_have_text("loss.backward()")
    reviewing.press("Escape", "f")
    reviewing.page.keyboard.type("LIC")
    expect(reviewing.page.locator("#files li")).to_have_count(1)


def test_a_repository_that_is_gone_or_typed_can_be_named(reviewing: Reviewing) -> None:
    reviewing.go_to("p1")
    reviewing.press("y")
    expect(reviewing.page.locator("#problem")).to_contain_text("name the paper's own repository")
    assert reviewing.answers == []
    reviewing.press("1", "y")
    assert reviewing.answers == [("has_repository", "yes", None)]
    reviewing.go_to("p2")
    reviewing.press("e")
    reviewing.page.keyboard.type("github.com/other/one")
    reviewing.press("Escape", "y")
    assert read_log(reviewing.served.file)[1][-1].repository == "https://github.com/other/one"
    expect(reviewing.page.locator("#shown")).to_contain_text("read it there")


def test_what_was_not_saved_is_told_and_the_question_stays(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    reviewing.page.route("**/answers", lambda route: route.abort())
    reviewing.press("y")
    expect(reviewing.page.get_by_role("alert")).to_contain_text("Not saved")
    assert (reviewing.question, reviewing.answers) == ("has repository", [])
    reviewing.page.unroute("**/answers")
    reviewing.press("y")
    assert reviewing.question == "promised"
    expect(reviewing.page.locator("#problem")).to_be_empty()


def test_a_session_goes_on_where_it_was_left(reviewing: Reviewing) -> None:
    reviewing.press("n", "n")
    reviewing.page.reload()
    expect(reviewing.page.locator("#questions .no")).to_have_count(2)
    reviewing.ready()
    assert reviewing.question == "public data"


def test_markup_of_strangers_is_shown_and_not_run(reviewing: Reviewing) -> None:
    reviewing.go_to("p0")
    expect(reviewing.page.locator("#title")).to_have_text(f"Ours {HOSTILE}")
    expect(reviewing.page.locator("#readmes")).to_contain_text(HOSTILE)
    expect(reviewing.page.locator("#places")).to_contain_text(HOSTILE)
    assert reviewing.page.evaluate("window.ran") is None
    assert reviewing.page.locator("a[href^='javascript'], main img, main script").count() == 0
    assert reviewing.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_it_is_accessible(browser: Browser, served: Served, scheme: str, width: int) -> None:
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True) as context:
        reviewing = Reviewing(context.new_page(), served)
        reviewing.go_to("p0")
        reviewing.press("y", "y")
        reviewing.page.get_by_role("button", name="train.py", exact=True).click()
        expect(reviewing.page.locator("#file")).to_be_visible()
        reviewing.ready()
        found = Axe().run(reviewing.page)
        assert found.violations_count == 0, found.generate_report()
        assert reviewing.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_rules_are_shown_where_they_are_asked_for_alone(
    browser: Browser, small: SmallSurvey, tmp_path: Path
) -> None:
    for mode in (Mode.BLIND, Mode.OPEN):
        with served_here(small, tmp_path / f"{mode}.jsonl", mode) as served, browser.new_context() as context:
            reviewing = Reviewing(context.new_page(), served)
            reviewing.go_to("p0")
            reviewing.press("y")
            reviewing.page.get_by_role("button", name="training", exact=True).click()
            reviewing.ready()
            assert ("The rule says yes." in reviewing.page.content()) == (mode is Mode.OPEN)
