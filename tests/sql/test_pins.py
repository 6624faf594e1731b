"""Whether pinned versions still stand on the index, worked out by hand, and what the command says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.package_index.simple import JSON
from reprosurvey.crawler.store.schemas import INDEX_ANSWERS, PINS
from tests.web import Answer, Site

from .conftest import SmallSurvey, answers, at

HOST = "index.example"
PINNED = tuple[str, str | None, str]


def pinned(small: SmallSurvey, key: str, *pins: PINNED, year: int = 2022, day: int = 1, head: str = "a" * 40) -> None:
    about = {"paper": key, "origin": f"https://github.com/small/{key}", "head": head, "assessed_at": at(day)}
    rows = [
        about | {"package": package, "version": version, "release": version, "installed_from": source, "path": "r.txt"}
        for package, version, source in pins
    ]
    small.store.append(PINS, rows or [about], ("small", year))


def told(small: SmallSurvey, package: str, outcome: str, *versions: str, yanked: str = "", day: int = 3) -> None:
    row = {"package": package, "index": "https://index.example/simple", "outcome": outcome, "asked_at": at(day)}
    if outcome == "found":
        row |= {"versions": list(versions), "yanked": yanked.split()}
    small.store.append(INDEX_ANSWERS, [row])


def repository(small: SmallSurvey, key: str, *pins: PINNED, year: int = 2022) -> None:
    small.paper(key, year)
    small.repository(key, answers(), year)
    pinned(small, key, *pins, year=year)


def known(small: SmallSurvey) -> dict[tuple[str, str | None], str]:
    return {(r["package"], r["version"]): r["on_index"] for r in small.rows("from pins")}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("index", ["yes", "yanked", "no", "no", "unknown", "unknown"]),
        ("further index", ["yes", "yanked", "unknown", "unknown", "unknown", "unknown"]),
        ("conda", ["unknown"] * 6),
        ("address", ["unknown"] * 6),
    ],
)
def test_what_an_index_can_tell_of_a_pin(small: SmallSurvey, source: str, said: list[str]) -> None:
    packages = [("torch", "1.4"), ("torch", "1.5"), ("torch", "9"), ("gone", "1"), ("failed", "1"), ("never", "1")]
    repository(small, "one", *((*pin, source) for pin in packages))
    told(small, "torch", "found", "1.4", "1.5", yanked="1.5")
    told(small, "gone", "not found")
    told(small, "failed", "failed")
    assert known(small) == dict(zip(packages, said, strict=True))


def test_the_latest_answer_counts_and_a_failure_says_nothing(small: SmallSurvey) -> None:
    repository(small, "one", ("torch", "1.4", "index"))
    told(small, "torch", "found", "1.4", day=1)
    told(small, "torch", "failed", day=2)
    assert known(small) == {("torch", "1.4"): "yes"}
    told(small, "torch", "found", "1.5", day=3)
    assert known(small) == {("torch", "1.4"): "no"}


def test_the_latest_assessment_of_a_commit_counts(small: SmallSurvey) -> None:
    repository(small, "one", ("torch", "1.4", "index"))
    pinned(small, "one", ("numpy", "1", "index"), day=2)
    pinned(small, "one", ("scipy", "1", "index"), day=1, head="b" * 40)
    assert known(small) == {("numpy", "1"): "unknown", ("scipy", "1"): "unknown"}


def test_shares_are_of_the_repositories_of_which_it_is_known(small: SmallSurvey) -> None:
    there, gone, conda = ("torch", "1.4", "index"), ("gone", "1", "index"), ("torch", "1.4", "conda")
    old = ("torch", "1.5", "index")
    repository(small, "all", there, old)
    repository(small, "one-gone", there, gone, conda)
    repository(small, "unknown", there, conda)
    repository(small, "none")
    repository(small, "older", there, year=2021)
    small.paper("not-judged")
    small.repository("not-judged", answers())
    small.paper("lost")
    small.repository("lost", answers(outcome="na"), visit="not found")
    told(small, "torch", "found", "1.4", "1.5", yanked="1.5")
    told(small, "gone", "not found")
    rows = {row["year"]: row for row in small.statistic("pins_by_year")}
    assert list(rows) == [2021, 2022, None]
    counts = {name: rows[2022][name] for name in ("repositories", "without_pins", "unknown", "n", "installable")}
    assert counts == {"repositories": 5, "without_pins": 1, "unknown": 2, "n": 2, "installable": 1}
    pins = {name: rows[2022][name] for name in rows[2022] if name.startswith("pins")}
    assert pins == {"pins": 7, "pins_missing": 1, "pins_yanked": 1, "pins_unknown": 2}
    assert (rows[None]["n"], rows[None]["share"]) == (3, pytest.approx(2 / 3))
    assert rows[None]["low"] == pytest.approx(0.2077, abs=1e-4)
    missing = [(row["paper"], row["package"], row["on_index"]) for row in small.statistic("missing_pins")]
    assert missing == [("all", "torch", "yanked"), ("one-gone", "gone", "no")]


def test_without_a_known_pin_there_is_no_share(small: SmallSurvey) -> None:
    repository(small, "one", ("torch", "1.4", "conda"))
    row = small.statistic("pins_by_year")[0]
    assert (row["n"], row["unknown"], row["share"], row["low"]) == (0, 1, None, None)


def test_only_what_an_index_may_have_is_asked_for(small: SmallSurvey) -> None:
    sources = ("index", "further index", "conda", "address")
    repository(small, "one", *((f"from-{source.split()[0]}", "1", source) for source in sources))
    repository(small, "two", ("from-index", "2", "index"))
    assert [row["package"] for row in small.statistic("pins_to_ask")] == ["from-further", "from-index"]


@pytest.fixture
def command(small: SmallSurvey, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`reprosurvey pins`, with a site that stands in for the index that the settings name."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    settings = tmp_path / "pins.toml"

    def run(first: str = f'package_index = "https://{HOST}/simple"\n') -> Result:
        settings.write_text(first + site.settings(HOST) + "[limits]\nattempts = 1\n")
        return CliRunner().invoke(app, ["pins", "--store", str(small.store.path), "--config", str(settings)])

    return run


def test_the_command_asks_prints_and_records(small: SmallSurvey, site: Site, command: Callable[..., Result]) -> None:
    repository(small, "one", ("torch", "1.4", "index"), ("gone", "1", "index"))
    page = json.dumps({"meta": {"api-version": "1.1"}, "files": [], "versions": ["1.4"]})
    site.answer(f"/{HOST}/simple/torch/", Answer(200, page.encode(), JSON))
    site.answer(f"/{HOST}/simple/gone/", Answer(404))
    done = command()
    assert done.exit_code == 0, done.output
    row = next(line for line in done.stdout.splitlines() if "2022" in line)
    assert [cell.strip() for cell in row.split("│")[1:9]] == ["small", "2022", "1", "0", "0", "1", "0", "0.0"]
    (run,) = small.rows("select stage, finished, counts from runs")
    assert (run["stage"], run["finished"], dict(run["counts"])) == ("pins", True, {"found": 1, "not found": 1})
    assert command().exit_code == 0
    assert len(site.asked) == 2


def test_the_index_may_be_pips_own(
    small: SmallSurvey, site: Site, command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(small, "one", ("torch", "1.4", "index"))
    monkeypatch.setenv("PIP_INDEX_URL", f"{site.base[0]}{HOST}/simple")
    site.answer(f"/{HOST}/simple/torch/", Answer(200, b'<a href="torch-1.4.tar.gz">torch-1.4.tar.gz</a>'))
    assert command("").exit_code == 0
    assert known(small) == {("torch", "1.4"): "yes"}


def test_without_an_index_the_command_says_what_to_set(small: SmallSurvey, command: Callable[..., Result]) -> None:
    done = command("")
    assert isinstance(done.exception, UsageError)
    assert str(done.exception).startswith("no package index to ask: set package_index in survey.toml, or PIP_INDEX_URL")
    assert small.rows("from runs") == []


def test_a_run_that_the_index_ends_is_recorded(small: SmallSurvey, site: Site, command: Callable[..., Result]) -> None:
    repository(small, "one", ("torch", "1.4", "index"))
    site.answer(f"/{HOST}/simple/torch/", Answer(403))
    assert isinstance(command().exception, SurveyError)
    assert [run["finished"] for run in small.rows("from runs")] == [False]
