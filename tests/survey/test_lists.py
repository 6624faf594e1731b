"""A list of papers, surveyed by the command itself."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.commands import run
from tests.documents import write_pdf
from tests.web import Answer, Site

HOST = "papers.example"


@pytest.fixture
def papers(site: Site, tmp_path: Path) -> Path:
    """A list that is yet to be written, with settings by which its papers' host is the site."""
    (tmp_path / "survey.toml").write_text(f"{site.settings(HOST, 'github.com')}[limits]\nattempts = 1\nworkers = 1\n")
    (site.site / HOST).mkdir()
    return tmp_path / "list.csv"


def reprosurvey(folder: Path, *arguments: str) -> str:
    done = run("reprosurvey", *arguments, folder=folder)
    assert done.status == 0, done
    return done.output


@pytest.mark.slow
def test_the_code_that_the_list_gives_is_the_paper_s(site: Site, papers: Path) -> None:
    write_pdf(site.site / HOST / "net.pdf", ["Net", "Our code is available at https://github.com/lab/gone."])
    site.repository("github.com/lab/net", {"train.py": "model.fit(x)"})
    for code, repository in (("", "github.com/lab/gone"), ("https://github.com/lab/net", "github.com/lab/net")):
        papers.write_text(f"url,year,code\nhttps://{HOST}/net.pdf,2022,{code}\n")
        reprosurvey(papers.parent, "run", "--papers", "list.csv")
        (row,) = csv.DictReader(reprosurvey(papers.parent, "export", "papers").splitlines())
        assert row["repository"] == repository


@pytest.mark.slow
def test_a_corrected_list_takes_the_place_of_the_first(site: Site, papers: Path) -> None:
    write_pdf(site.site / HOST / "net.pdf", ["Net"])
    papers.write_text(f"url,year\nhttps://{HOST}/nte.pdf,2022\n")
    assert "no longer listed" not in reprosurvey(papers.parent, "run", "--papers", "list.csv")
    papers.write_text(f"url,year\nhttps://{HOST}/net.pdf,2023\n")
    assert "Withdrawn, as no longer listed: 1" in reprosurvey(papers.parent, "run", "--papers", "list.csv")
    assert reprosurvey(papers.parent, "export", "editions").split() == ["venue,year,papers,pdfs", "list,2023,1,1"]


@pytest.mark.slow
def test_a_list_without_authors_is_believed_and_its_pdfs_asked(site: Site, papers: Path) -> None:
    rows = ["url,year,title"]
    for number in range(18):
        named = [f"On Knots of Order {'I' * number}", "Ada Alm, Bo Berg", "Abstract", "We knot. " * 9, "We tie. " * 9]
        write_pdf(site.site / HOST / f"{number}.pdf", named if number % 2 else ["all", "alike"], heading=16)
        rows.append(
            f"https://{HOST}/{number}.pdf,2022,{'Given, in part' * (number % 4 == 1)}".replace("Given,", "Given")
        )
    papers.write_text("\n".join([*rows, f"https://{HOST}/download?file=7,2022,", ""]))
    site.answer(f"/{HOST}/download", Answer(body=(site.site / HOST / "7.pdf").read_bytes(), kind="application/pdf"))
    reprosurvey(papers.parent, "run", "--papers", "list.csv")
    query = "select title, authors, title_from, authors_from from papers"
    read = json.loads(reprosurvey(papers.parent, "sql", query, "--format", "json"))
    assert len(read) == 19
    assert sum(row["title"] == "Given in part" and row["title_from"] is None for row in read) == 5
    assert sum(row["title"].startswith("On Knots") and row["title_from"] == "first page" for row in read) == 5
    assert sum(row["authors"] == ["Ada Alm", "Bo Berg"] and row["authors_from"] == "first page" for row in read) == 10
    assert sum(row["title"] == "" and row["authors"] == [] for row in read) == 9
