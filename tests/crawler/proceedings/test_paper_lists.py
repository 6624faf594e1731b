from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.proceedings.paper_lists import GIVEN_CODE, name_of, read_list
from reprosurvey.crawler.proceedings.papers import latest_papers
from tests.crawling import Survey
from tests.documents import write_pdf
from tests.proceedings import HOST
from tests.web import Site


def written(folder: Path, text: str) -> Path:
    path = folder / "my papers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_has_papers_by_year(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "\ufefftitle,url,year,authors,code\n"
        'Mine,https://arxiv.org/pdf/2401.00001v2,2024,"Ada Alm; Bo Berg",https://github.com/lab/mine\n'
        ",https://journal.example/a,2023,,\n"
        ",https://journal.example/a,2023,,\n",
    )
    assert name_of(path) == "my-papers"
    listed = read_list(path)
    (mine,), (theirs,) = listed[2024].values(), listed[2023].values()
    assert (mine.title, mine.authors, mine.declared) == (
        "Mine",
        ("Ada Alm", "Bo Berg"),
        ((GIVEN_CODE, "https://github.com/lab/mine"),),
    )
    assert mine.pdf_url == mine.landing_url == "https://arxiv.org/pdf/2401.00001v2"
    assert (theirs.pdf_url, theirs.landing_url) == (None, "https://journal.example/a")


def test_no_two_addresses_have_the_same_key(tmp_path: Path) -> None:
    path = written(tmp_path, "url,year\nhttps://a.example/paper.pdf,2024\nhttps://b.example/paper.pdf,2024\n")
    assert len(read_list(path)[2024]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a header with url and year"),
        ("url,year\n", "needs a header"),
        ("https://a.example/,2024\n", "needs a header"),
        ("url,year,doi\nhttps://a.example/,2024,x\n", "needs a header"),
        ("url,year\nhttps://a.example/\n", "line 2: '' is not a year"),
        ("url,year\nhttps://a.example/,soon\n", "line 2: 'soon' is not a year"),
        ("url,year\nhttps://a.example/,2024\nfile:///etc/passwd,2024\n", "line 3: 'file:///etc/passwd' is not an http"),
        ("url,year,code\nhttps://a.example/,2024,here\n", "line 2: 'here' is not an http"),
        ("url,year\n,2024\n", "line 2: '' is not an http"),
        ("url,year\nhttps://a.example/,2024,more,still\n", "needs a header"),
    ],
)
def test_a_line_that_is_no_paper_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_list(written(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_list(tmp_path / "none.csv")


def test_what_left_the_list_is_withdrawn_in_every_year(site: Site, tmp_path: Path) -> None:
    def counted(*rows: str) -> set[tuple[int, str]]:
        survey.scrapy("crawl", f"papers={written(tmp_path, chr(10).join(['url,year', *rows, '']))}", "only=missing")
        return {(row["year"], row["landing_url"][-1]) for row in latest_papers(survey.store) if row["kind"] == "paper"}

    survey = Survey(site, tmp_path)
    for name in ("a", "b"):
        site.page(f"{HOST}/{name}", f"<title>{name}</title>")
    a, b, mistyped = (f"https://{HOST}/{name}" for name in ("a", "b", "c"))
    assert counted(f"{a},2022", f"{mistyped},2023") == {(2022, "a"), (2023, "c")}
    assert counted(f"{a},2023", f"{b},2023") == {(2023, "a"), (2023, "b")}
    assert counted(f"{a},2022") == {(2022, "a")}


def test_a_line_that_was_changed_is_taken_anew_and_no_other(site: Site, tmp_path: Path) -> None:
    def told(*rows: str) -> set[tuple[str, ...]]:
        text = "\n".join(["url,year,title,code", *rows, ""])
        survey.scrapy("crawl", f"papers={written(tmp_path, text)}", "only=missing")
        return {(row["title"], *(link["url"] for link in row["declared"])) for row in survey.papers().values()}

    survey = Survey(site, tmp_path)
    (site.site / HOST).mkdir()
    write_pdf(site.site / HOST / "paper.pdf", ["a paper"])
    for name in ("a", "b"):
        site.page(f"{HOST}/{name}", '<title>?</title><meta name="citation_pdf_url" content="paper.pdf">')
    a, b = (f"https://{HOST}/{name},2022" for name in ("a", "b"))
    code = "https://github.com/lab/a"
    assert told(f"{a},A,", f"{b},B,") == {("A",), ("B",)}
    assert [path for path in survey.requests() if path.endswith("/b")]
    assert told(f"{a},A,{code}", f"{b},B,") == {("A", code), ("B",)}
    assert not [path for path in survey.requests() if path.endswith("/b")]
    assert told(f"{a},Alm,", f"{b},B,") == {("Alm",), ("B",)}


def test_a_list_is_crawled_without_a_family(site: Site, tmp_path: Path) -> None:
    survey = Survey(site, tmp_path)
    site.page(f"{HOST}/a", '<title>A</title><meta name="citation_pdf_url" content="b.pdf">')
    (site.site / HOST).mkdir(exist_ok=True)
    write_pdf(site.site / HOST / "b.pdf", ["b"])
    rows = f"url,year,title\nhttps://{HOST}/a,2023,\nhttps://{HOST}/b.pdf,2024,Direct\nhttps://{HOST}/gone,2024,\n"
    survey.scrapy("crawl", f"papers={written(tmp_path, rows)}")
    columns = ("venue", "year", "title", "pdf_error", "page_error")
    told = {
        row["landing_url"].rpartition("/")[2]: tuple(row[column] for column in columns)
        for row in survey.papers().values()
    }
    assert told == {
        "a": ("my-papers", 2023, "A", None, None),
        "b.pdf": ("my-papers", 2024, "Direct", None, None),
        "gone": ("my-papers", 2024, "", "the page names no PDF", "HTTP 404"),
    }
