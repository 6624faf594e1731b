"""What the command logs: requests with their outcomes, retries, back-offs and what was skipped; never a credential."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Done, run
from tests.documents import write_pdf
from tests.web import Answer, Site

HOST = "papers.example"
TOKEN = "ghp_0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A folder with a list of one paper, whose repository the site serves, and settings with a token."""
    settings = site.settings(HOST, "github.com", "api.github.com")
    settings += '[limits]\nattempts = 2\nworkers = 1\n[tokens]\n"api.github.com" = "SECRET_OF_A_TEST"\n'
    (tmp_path / "survey.toml").write_text(settings)
    (site.site / HOST).mkdir()
    write_pdf(site.site / HOST / "net.pdf", ["Net", "Our code is available at https://github.com/lab/net."])
    site.repository("github.com/lab/net", {"train.py": "model.fit(x)"})
    (tmp_path / "list.csv").write_text(f"url,year,title\nhttps://{HOST}/net.pdf,2022,Net\n")
    return tmp_path


def reprosurvey(folder: Path, *arguments: str) -> Done:
    done = run(
        "reprosurvey", *arguments, folder=folder, environment={"SECRET_OF_A_TEST": TOKEN, "PATH": "/usr/bin:/bin"}
    )
    assert done.status == 0, done
    return done


@pytest.mark.slow
def test_requests_retries_and_back_offs_are_logged_and_no_token(site: Site, folder: Path) -> None:
    busy = Answer(429, headers={"Retry-After": "0"})
    gone = Answer(500, body=TOKEN.encode())
    site.answer("/github.com/lab/net.git/info/refs", busy, gone)
    site.answer("/github.com/lab/net.git/git-upload-pack", busy, gone)
    site.answer("/api.github.com/graphql", Answer(401, b'{"message": "no: %s"}' % TOKEN.encode(), "application/json"))
    done = reprosurvey(folder, "run", "--papers", "list.csv", "--verbose", "--log-file", "log.txt")
    written = (folder / "log.txt").read_text()
    for log in (done.complaint, written):
        assert f"GET https://{HOST}/net.pdf: HTTP 200" in log
        assert "github.com: backed off for 0 s, as it asks" in log
        assert "attempt 1 failed, again in" in log
        assert "https://github.com/lab/net: failed: HTTP 500" in log
        assert "reprosurvey.crawler.store.runs: visit: done; failed 1" in log
    assert TOKEN not in done.output + done.complaint + written
    assert all(TOKEN not in file.read_text("latin-1") for file in folder.rglob("*.log"))


@pytest.mark.slow
def test_what_is_not_asked_again_is_logged_with_the_reason(folder: Path) -> None:
    reprosurvey(folder, "run", "--papers", "list.csv")
    log = reprosurvey(folder, "--verbose", "run", "--papers", "list.csv").complaint
    assert f"https://{HOST}/net.pdf: skipped, its page and PDF are stored" in log
    assert "0 addresses to look at, 1 skipped as not due" in log
    assert "GET http" not in log


def test_without_the_options_nothing_is_logged(folder: Path) -> None:
    assert reprosurvey(folder, "venues", "--store", "none").complaint == ""


def test_a_log_file_that_cannot_be_written_is_told(folder: Path) -> None:
    done = run("reprosurvey", "venues", "--log-file", "none/log.txt", folder=folder)
    assert (done.status, done.complaint) == (2, "reprosurvey: cannot write none/log.txt: No such file or directory\n")
