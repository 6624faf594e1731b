"""The page as a file: what it says, what it may load, and that the same survey writes the same."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from parsel import Selector

from reprosurvey.analysis.report.formatting import address, figure
from reprosurvey.analysis.report.html_report import write_report
from reprosurvey.analysis.report.imprint import Imprint
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import queries, result
from reprosurvey.crawler.store.schemas import PAPERS, REQUIREMENTS, RESOLUTIONS
from tests.sql.conftest import SmallSurvey, answers, at

from .conftest import DAY, DAY_LINE, HOSTILE_TITLE, LINE, made, written


@pytest.fixture(scope="module")
def read(page: Path) -> Selector:
    return Selector(page.read_text())


def embedded(page: Selector, name: str) -> dict[str, list]:
    return json.loads(page.xpath(f"//script[@id='data-{name}']/text()").get())


def unpacked(page: Selector, name: str = "evidence") -> str:
    return gzip.decompress(base64.b64decode(page.css(f"#data-{name}::text").get())).decode()


@pytest.mark.slow
def test_every_statistic_that_has_rows_is_shown_with_what_its_columns_hold(survey: SmallSurvey, read: Selector) -> None:
    statistics = [query for query in queries() if query.folder == "statistics"]
    with connect(survey.store) as database:
        rows = {query.name: len(result(database, query.name)) for query in statistics}
    for query in statistics:
        shown = read.css(f"#figures-{query.name}")
        assert len(shown.css("tbody tr")) == rows[query.name], query.name
        assert shown.css("dd::text").getall() == (list(query.columns.values()) if rows[query.name] else [])


@pytest.mark.slow
def test_the_data_are_the_rows_of_the_queries(survey: SmallSurvey, read: Selector) -> None:
    statistics = {found["name"]: found for found in map(json.loads, unpacked(read, "statistics").split("\n"))}
    for name, data in {"papers": embedded(read, "papers"), **statistics}.items():
        rows = survey.statistic(name)
        assert data["columns"] == list(rows[0])
        assert len(data["rows"]) == len(rows)
    assert "table1" in statistics
    titles = [row[embedded(read, "papers")["columns"].index("title")] for row in embedded(read, "papers")["rows"]]
    assert HOSTILE_TITLE in titles


def test_it_says_what_it_is_of_what_when_by_whom_and_what_was_found(read: Selector) -> None:
    about = " ".join(read.css(".about").xpath("string()").get().split())
    assert about.startswith("A survey of 6 papers of The Small Conference 2020–2022, by survey@lab.example with ")
    assert about.endswith("(2, last visited 2022-06-02).")
    found = " ".join(read.css(".finding").xpath("string()").get().split())
    assert found.startswith(
        "1 of 5 papers (20.0 %) are repeatable: their data are public, and their own repository has "
    )
    assert found.endswith("the 2 repositories that could be judged have 3.50 on average.")
    assert found in read.css("meta[property='og:description']::attr(content)").get()
    assert read.css("meta[property='og:title']::attr(content)").get() == read.css("title::text").get()


@pytest.mark.parametrize(
    ("contact", "led_to"),
    [
        ("me@lab.example", "mailto:me@lab.example"),
        ("mailto:me@lab.example", "mailto:me@lab.example"),
        ("https://lab.example/@me", "https://lab.example/@me"),
        ("javascript:alert(1)//@x", None),
        ("the lab", None),
        (None, None),
    ],
)
def test_a_contact_is_linked_as_what_it_is(contact: str | None, led_to: str | None) -> None:
    assert Imprint(contact).address == led_to


@pytest.mark.slow
def test_what_the_settings_do_not_say_is_left_out(survey: SmallSurvey, tmp_path: Path) -> None:
    with connect(survey.store) as database:
        page = Selector(write_report(tmp_path, database, Imprint("javascript:alert(1)")).read_text())
    with connect(survey.store) as database:
        bare = Selector(write_report(tmp_path, database, Imprint()).read_text())
    assert not page.css("a[href^=javascript]")
    assert "papers of small 2020–2022, by the rules of" in bare.css(".about").xpath("string()").get()


@pytest.mark.slow
def test_every_part_has_a_link_that_stays(read: Selector, survey: SmallSurvey, tmp_path: Path) -> None:
    ids = read.xpath("//@id").getall()
    links = read.xpath("//a[starts-with(@href, '#')]/@href").getall()
    assert {link[1:] for link in links} - set(ids) == set()
    assert {
        "venue/small",
        "table1/small",
        "chart/small/training",
        "figures-hosts",
        "figure/hosts/small",
        "question-model",
    } <= set(ids)
    survey_with_more = made(tmp_path / "survey")
    other = [{"paper": "x", "kind": "paper", "title": "Other", "crawled_at": at(0)}]
    survey_with_more.store.append(PAPERS, other, ("another", 2022))
    assert set(ids) - set(Selector(written(survey_with_more, tmp_path).read_text()).xpath("//@id").getall()) == set()


def test_each_statistic_has_a_title_of_its_own_and_a_chart_where_it_has_figures(read: Selector) -> None:
    titles = {query.name: query.title for query in queries() if query.folder == "statistics"}
    assert [name for name, title in titles.items() if title == name.replace("_", " ").capitalize()] == []
    for name in ("hosts", "criteria_together", "models", "repeatable_otherwise"):
        assert read.css(f"#figures-{name} svg"), name
        assert read.css(f"#figures-{name} h3::text").get() == titles[name]


def test_changes_stand_by_repository(read: Selector) -> None:
    heads = read.css("#changes tbody .part").xpath("string()").getall()
    assert len(heads) == len(set(heads)) > 0


def test_agreement_with_people_stands_with_how_it_was_measured(read: Selector) -> None:
    table = read.css("table.agreement")[-1]
    assert table.css("caption::text").get() == "small, with Jane"
    # full: both yes, part: the person alone, unread: not judged
    row = table.xpath(".//tr[th='Public data']")
    assert row.xpath("string(td[1])").get() == "50.0 %9.5 % to 90.5 %1/2"
    assert row.xpath("td/text()").getall() == ["50.0 %", "1.00", "0.50", "0.67", "0.00", "0", "1"]
    assert "holds no answers by people" not in read.css("#method").get()
    assert "Where they differ: 1" in read.css("#method summary::text").getall()


def test_each_figure_has_beside_it_how_right_its_rule_was(read: Selector) -> None:
    (table,) = read.css("table.accuracy")
    row = table.xpath(".//tr[th[starts-with(., 'Training')]]")
    assert row.xpath("string(th/small)").get() == "two people: kappa 0.82"
    assert row.xpath("td/text()").getall()[1:6] == ["92.0 %", "0.83", "≥ 87.0 %", "≥ 76.2 %", "226"]
    assert row.xpath("string(td[2]/small)").get() == "87.7 % to 94.9 %"
    assert row.xpath("string(td[last()])").get() == "medical-251medical imaging, machine learning"
    assert "251 of MIDL, MICCAI, TMI" in read.xpath("//section[starts-with(@id, 'venue/')]").get()
    assert len(table.css("tbody tr")) == 8
    assert "The field of small is not told" in read.xpath("//section[starts-with(@id, 'venue/')]").get()


def test_a_venue_of_a_field_is_shown_the_sets_of_it(tmp_path: Path) -> None:
    small = SmallSurvey(tmp_path / "survey")
    paper = {"paper": "p", "kind": "paper", "title": "P", "authors": [], "declared": [], "crawled_at": at(0)}
    small.store.append(PAPERS, [paper], ("chil", 2022))
    page = Selector(written(small, tmp_path / "page").read_text())
    assert page.css("table.accuracy tbody td.text::text").getall()[1] == "medical-papers-90"
    assert "chil is of health, and so are these sets" in page.xpath("//section[starts-with(@id, 'venue/')]").get()


def test_a_field_without_labels_is_said_to_have_none(tmp_path: Path) -> None:
    small = SmallSurvey(tmp_path / "survey")
    paper = {"paper": "p", "kind": "paper", "title": "P", "authors": [], "declared": [], "crawled_at": at(0)}
    small.store.append(PAPERS, [paper], ("corl", 2022))
    page = Selector(written(small, tmp_path / "page").read_text())
    assert page.css("table.accuracy tbody th::text").getall()[:2] == ["Has repository", "Public data"]
    assert "corl is of robots" in page.xpath("//section[starts-with(@id, 'venue/')]").get()


@pytest.mark.slow
def test_shares_are_shown_corrected_by_labels(tmp_path: Path) -> None:
    small = SmallSurvey(tmp_path / "survey")
    for number in range(20):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", "yes" if number < 10 else "no")
        small.review(f"p{number}", "public_data", "yes" if number < 8 else "no", role="compared")
    page = Selector(written(small, tmp_path / "page").read_text())
    row = page.css("table.corrected tbody tr")
    assert row.xpath("td/text()").getall() == ["50.0 %", "40.0 %", "40.0 %", "100.0 %", "83.3 %", "20"]
    assert "taken for a random sample" in page.get()


def test_without_reviews_the_page_says_so(small: SmallSurvey, tmp_path: Path) -> None:
    small.paper("paper")
    method = Selector(written(small, tmp_path).read_text()).css("#method")
    assert "holds no answers by people" in method.get()
    assert not method.css("table.agreement")


def test_a_chart_has_words_and_ids_of_its_own_and_takes_its_colours_from_the_page(read: Selector) -> None:
    charts = read.css("svg")
    assert len(charts) > 10
    for chart in charts:
        assert chart.attrib["role"] == "img"
        assert all(read.xpath(f"//*[@id='{name}']/text()").get() for name in chart.attrib["aria-labelledby"].split())
        assert not re.search("#[0-9a-fA-F]{6}\\b", chart.get())
    ids = read.xpath("//@id").getall()
    assert [i for i, n in Counter(ids).items() if n > 1] == []


def test_an_interval_is_told_to_those_who_cannot_see_it(read: Selector) -> None:
    # public data: 1 of 2 in 2021 is not known (both no), in 2022 2 of 2, over all years 2 of 5
    assert "Public data 40.0 % (95 % interval 11.8 % to 76.9 %)" in read.css("svg desc::text").get()


@pytest.mark.slow
def test_the_same_survey_writes_the_same_page(survey: SmallSurvey, page: Path, tmp_path: Path) -> None:
    assert written(survey, tmp_path).read_bytes() == page.read_bytes()


@pytest.mark.slow
def test_a_report_as_of_a_day_says_so_and_shows_the_evidence_of_that_day(
    survey: SmallSurvey, read: Selector, tmp_path: Path
) -> None:
    then = Selector(written(survey, tmp_path, DAY).read_text())
    assert "as of 2022-05-01" in then.css("h1::text").get()
    assert not then.css("#changes")
    assert DAY_LINE in unpacked(then)
    assert LINE not in unpacked(then)
    assert "as of" not in read.css("h1::text").get()
    assert LINE in unpacked(read)


def test_without_a_script_the_papers_stand_there_too(read: Selector) -> None:
    rows = read.css("noscript tbody tr")
    assert len(rows) == len(embedded(read, "papers")["rows"])
    assert not rows.css("a[href^=javascript]")


def test_readers_see_no_marks_of_the_files_that_the_texts_come_from(read: Selector) -> None:
    shown = "".join(read.xpath("//main//text()").getall())
    assert "`" not in shown
    assert "the variable" not in shown
    assert read.css("dl code")


def test_published_figures_of_another_survey_are_no_statistic_of_this_one(read: Selector) -> None:
    assert not read.css("#figures-published_audit")


def test_an_empty_survey_has_a_page(small: SmallSurvey, tmp_path: Path) -> None:
    assert "holds no papers" in written(small, tmp_path).read_text()


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "//x", "http://", "https://[x", None, 3])
def test_what_is_no_address_of_a_page_is_not_linked(value: object) -> None:
    assert address(value) is None


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (0.03814, "0.0381"), (12345, "12345"), (True, "yes"), (["a", None], "a, –")]
)
def test_how_a_figure_is_written(value: object, shown: str) -> None:
    assert figure(value) == shown


@pytest.mark.slow
def test_reading_stands_against_what_an_installer_finds_where_it_was_asked(small: SmallSurvey, tmp_path: Path) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers("dependencies"))
    before = Selector(written(small, tmp_path).read_text())
    assert not before.css("#charts\\/small\\/runs")
    assert "Drawn above" not in before.css("#figures-from_reading_to_running").get()
    about = {"paper": "paper", "origin": origin, "head": "a" * 40, "rule": "1", "assessed_at": at(1)}
    line = {"path": "requirements.txt", "written": "numpy", "requirement": "numpy"}
    small.store.append(REQUIREMENTS, [about | line], ("small", 2022))
    digest = hashlib.sha256(b"numpy").hexdigest()
    asked = {"list": digest, "index": "https://index.example", "asked_at": at(2), "due_at": at(92)}
    small.store.append(RESOLUTIONS, [asked | {"outcome": "resolves", "python": "3.14", "packages": 1, "obstacles": 0}])
    page = Selector(written(small, tmp_path).read_text())
    assert page.css("div.group::attr(id)").getall()[1] == "charts/small/runs"
    panels = page.css("#charts\\/small\\/runs")
    assert panels.css("h3::text").get() == "What is read, and what runs"
    assert panels.css("figcaption::text").getall() == ["Not repeatable by reading", "Dependencies given"]
    assert panels.css("p.note::text").get() == "resolves now: 1 of 1, 0 unknown, 0 without list"
