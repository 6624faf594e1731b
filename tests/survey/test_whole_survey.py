"""One command surveys a whole proceedings, and again, and goes on where it was cut off."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from reprosurvey.crawler.demo.papers import PAPERS
from reprosurvey.crawler.demo.projects import DOWNLOADS
from tests.commands import CHECKOUT

from .conftest import Survey

COLUMNS = {
    "venue", "year", "title", "landing_url", "has_repository", "repository", "public_data", "dependencies_listed",
    "dependencies", "training", "evaluation", "model", "documentation", "licensing", "score", "repeatable",
    "visit_outcome", "head", "visited_at",
}  # fmt: skip
COUNTED = [paper for paper in PAPERS if not paper.is_front_matter]


@pytest.fixture(scope="module")
def rows(surveyed: Survey) -> dict[str, dict[str, str]]:
    return {row["paper"]: row for row in surveyed.export()}


def test_every_paper_is_exported_and_front_matter_is_not(rows: dict[str, dict[str, str]]) -> None:
    assert set(rows) == {paper.key for paper in COUNTED}
    assert all(set(row) >= COLUMNS for row in rows.values())


@pytest.mark.parametrize("paper", COUNTED, ids=lambda paper: paper.key)
def test_verdicts_are_those_of_the_catalogue(rows: dict[str, dict[str, str]], paper) -> None:
    expected = {name: outcome for name, outcome in paper.expected.items() if name != "visit"}
    assert {name: rows[paper.key][name] for name in expected} == expected


def test_the_address_is_the_paper_s_own(rows: dict[str, dict[str, str]]) -> None:
    given = {p.key: p.repository.address.removeprefix("https://").lower() for p in COUNTED if p.repository}
    found = {key: row["repository"].lower() for key, row in rows.items() if row["has_repository"] == "yes"}
    assert found == given


def test_a_yes_has_evidence_and_a_no_tells_what_was_looked_for(surveyed: Survey) -> None:
    verdicts = _rows(surveyed.store / "verdicts")
    assert {v["outcome"] for v in verdicts} == {"yes", "no", "na", "unknown"}
    assert all(v["evidence"] and v["evidence"][0]["place"] for v in verdicts)
    assert all(piece["kind"] for v in verdicts for piece in v["evidence"])
    of_repositories = [v for v in verdicts if v["outcome"] == "yes" and v["head"]]
    assert of_repositories
    assert all(v["head"] in v["evidence"][0]["link"] for v in of_repositories)


@pytest.mark.slow
def test_the_summary_names_what_could_not_be_read(surveyed: Survey) -> None:
    said = surveyed("report")
    for paper in ("umberlake23a", "vetchling23a", "gorsewood21a", "thistledown23a"):
        assert paper in said
    assert "How reproducible: demo" in said
    assert (surveyed.store / "report" / "index.html").is_file()


def test_a_second_run_asks_only_for_indexes_and_what_failed_and_writes_nothing_twice(copied: Survey) -> None:
    before = copied.export()
    files = _files(copied.store)
    asked = copied.requests_of("run", "demo")
    pages = [r for r in asked if "proceedings.demo.example" in r and "robots.txt" not in r]
    assert pages
    assert all(r.endswith("304") or "vetchling23a" in r for r in pages)
    assert all("report-drafts" in r for r in asked if "git-upload-pack" in r)
    assert not [r for r in asked if r.split()[1].lstrip("/") in DOWNLOADS]
    assert [r | {"visited_at": ""} for r in copied.export()] == [r | {"visited_at": ""} for r in before]
    assert {p.parts[0] for p in _files(copied.store) - files} == {"runs", "visits"}


def _files(store: Path) -> set[Path]:
    return {path.relative_to(store) for path in store.rglob("*.parquet")}


@pytest.mark.slow
def test_looking_again_costs_one_request_for_what_did_not_change(unsurveyed: Survey) -> None:
    unsurveyed("run", "demo", "--years", "2022")
    unsurveyed.site.advance()
    asked = [r for r in unsurveyed.requests_of("visit", "--all") if "2022" not in r]
    changed = [r for r in asked if "nettlemere" in r or _of_changing(r)]
    rest = [r for r in asked if r not in changed]
    assert len(rest) == len(set(rest))
    judged = len(_rows(unsurveyed.store / "assessments"))
    unsurveyed("run", "demo", "--years", "2022")
    assert len(_rows(unsurveyed.store / "assessments")) == judged + 1
    row = next(row for row in unsurveyed.export() if row["paper"] == "nettlemere22a")
    later = next(p for p in PAPERS if p.key == "nettlemere22a").expected_later
    assert {name: row[name] for name in later if name != "visit"} == {
        name: outcome for name, outcome in later.items() if name != "visit"
    }
    history = _rows(unsurveyed.store / "verdicts")
    training = [v for v in history if v["paper"] == "nettlemere22a" and v["criterion"] == "training"]
    assert sorted(v["outcome"] for v in training if v["as_of"] is None) == ["no", "yes"]
    assert [v["outcome"] for v in training if v["as_of"] is not None] == ["no"]  # of the first visit, by today's rules


def _rows(table: Path) -> list[dict[str, object]]:
    return ds.dataset(table, partitioning="hive").to_table().to_pylist()


def _of_changing(request: str) -> bool:
    changing = next(p.repository for p in PAPERS if p.key == "nettlemere22a")
    return changing.address.removeprefix("https://").lower() in request.lower()


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", [12, 62])
def test_cut_off_anywhere_the_same_command_goes_on(unsurveyed: Survey, how: signal.Signals, after: int) -> None:
    process = subprocess.Popen(
        unsurveyed.program("run", "demo"), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while len(unsurveyed.site.requests) < after and process.poll() is None:
        pass
    process.send_signal(how)
    _, complaint = process.communicate(timeout=120)
    if how is signal.SIGINT:
        assert process.returncode == 130, complaint.decode()
        assert complaint.decode().strip().splitlines()[-1].startswith("reprosurvey: interrupted")
    unsurveyed("run", "demo")
    rows = {row["paper"]: row for row in unsurveyed.export()}
    assert len(unsurveyed.export()) == len(COUNTED)
    for paper in COUNTED:
        expected = {name: outcome for name, outcome in paper.expected.items() if name != "visit"}
        assert {name: rows[paper.key][name] for name in expected} == expected


def test_any_type_can_be_asked_for(surveyed: Survey) -> None:
    said = surveyed("sql", "select visited_at, origin from visits where outcome = 'empty'")
    assert re.search(r"20\d\d-\d\d-\d\d .*\+00", said)


def test_links_to_weights_are_asked_once_and_not_downloaded(surveyed: Survey) -> None:
    asked = [r for r in surveyed.asked if r.path.lstrip("/") in DOWNLOADS]
    assert sorted(asked) == sorted(("HEAD", f"/{place}", 200) for place in DOWNLOADS)
    assert {(r["url"], r["outcome"], r["size"]) for r in _rows(surveyed.store / "artifact_visits")} == {
        (f"https://{place}", "available", 20_000) for place in DOWNLOADS
    }
