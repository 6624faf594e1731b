"""What the archive holds of the scored states, and what the command says of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from reprosurvey.crawler.store.schemas import ARCHIVE_ANSWERS, ARCHIVE_REQUESTS
from tests.commands import run
from tests.web import Answer, Site

from .conftest import SmallSurvey, at

HOST = "archive.softwareheritage.org"
KNOWN = f"/{HOST}/api/1/known/"
REVISION, TREE = "swh:1:rev:" + "a" * 40, "swh:1:dir:" + "b" * 40


def own(small: SmallSurvey, key: str, head: str = "a" * 40, directory: str | None = "b" * 40) -> str:
    small.paper(key)
    origin = small.repository(key, {}, visit="failed")
    small.visit(origin, "full", day=2, head=head, directory=directory)
    return origin


def answer(small: SmallSurvey, swhid: str, held: bool, day: int = 3) -> None:
    small.store.append(ARCHIVE_ANSWERS, [{"swhid": swhid, "held": held, "asked_at": at(day)}])


def held(small: SmallSurvey) -> list[tuple[object, ...]]:
    return small.ask("select held from archive order by origin")


def test_identifiers_follow_from_the_commit_and_the_tree(small: SmallSurvey) -> None:
    own(small, "one")
    assert small.ask("select swh_revision, swh_directory from states") == [(REVISION, TREE)]
    (row,) = small.statistic("papers")
    assert (row["swh_revision"], row["swh_directory"]) == (REVISION, TREE)


def test_a_repository_of_sha256_has_none(small: SmallSurvey) -> None:
    own(small, "one", head="a" * 64, directory="b" * 64)
    assert small.ask("select swh_revision, swh_directory, held from archive") == [(None, None, "unknown")]
    assert small.statistic("archive_to_ask") == []


def test_no_needs_a_no_for_each_identifier(small: SmallSurvey) -> None:
    own(small, "one")
    assert held(small) == [("unknown",)]
    answer(small, REVISION, False)
    assert held(small) == [("unknown",)]
    answer(small, TREE, False)
    assert held(small) == [("no",)]


def test_the_tree_alone_is_the_state_too(small: SmallSurvey) -> None:
    own(small, "one")
    answer(small, REVISION, False)
    answer(small, TREE, True)
    assert held(small) == [("yes",)]


def test_without_a_known_tree_the_commit_decides(small: SmallSurvey) -> None:
    own(small, "one", directory=None)
    answer(small, REVISION, False)
    assert held(small) == [("no",)]


def test_the_latest_answer_counts_and_what_is_held_is_not_asked_for(small: SmallSurvey) -> None:
    own(small, "one")
    answer(small, REVISION, False, day=3)
    assert [row["swhid"] for row in small.statistic("archive_to_ask")] == [REVISION, TREE]
    answer(small, REVISION, True, day=4)
    assert held(small) == [("yes",)]
    assert small.statistic("archive_to_ask") == []


def test_two_papers_of_one_repository_are_one_row(small: SmallSurvey) -> None:
    first = own(small, "one")
    second = own(small, "two")
    small.visit(second, "moved", day=4, moved_to=first)
    assert small.ask("select origin, papers from archive") == [(first, 2)]


def test_what_was_not_asked_for_is_saved_first(small: SmallSurvey) -> None:
    first, second = own(small, "one"), own(small, "two")
    answer(small, REVISION, False)
    answer(small, TREE, False)
    small.store.append(ARCHIVE_REQUESTS, [{"origin": first, "outcome": "pending", "asked_at": at(4)}])
    assert [row["origin"] for row in small.statistic("archive_to_save")] == [second, first]


def command(small: SmallSurvey, site: Site, folder: Path, *arguments: str) -> tuple[int, str, str]:
    settings = folder / "archive.toml"
    settings.write_text(site.settings(HOST) + "[limits]\nattempts = 1\n")
    options = ["--store", str(small.store.path), "--config", str(settings)]
    done = run("reprosurvey", "archive", *arguments, *options, folder=folder)
    return done.status, done.output, done.complaint


@pytest.mark.slow
def test_the_command_lists_and_asks_to_save(small: SmallSurvey, site: Site, tmp_path: Path) -> None:
    origin = own(small, "one")
    site.answer(KNOWN, known(False))
    site.answer(f"/{HOST}/api/1/origin/save/git/url/{origin}/", saved("pending"))
    status, said, _ = command(small, site, tmp_path, "--save", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(said))
    assert (status, row["origin"], row["held"], row["save_request"]) == (0, origin, "no", "pending")
    site.answer(KNOWN, known(True))
    status, said, _ = command(small, site, tmp_path, "--format", "json")
    assert (status, json.loads(said)[0]["held"]) == (0, "yes")
    asked = len(site.asked)
    table = command(small, site, tmp_path)[1]
    assert "held" in table
    assert "…" not in table
    assert len(site.asked) == asked


@pytest.mark.slow
def test_an_archive_that_does_not_answer_leaves_it_unknown(small: SmallSurvey, site: Site, tmp_path: Path) -> None:
    own(small, "one")
    site.answer(KNOWN, Answer(503))
    status, said, error = command(small, site, tmp_path, "--save", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(said))
    assert (status, row["held"]) == (1, "unknown")
    assert error.strip().splitlines() == [
        "reprosurvey: the archive did not answer everything: HTTP 503; the same command asks for the rest"
    ]


def known(held: bool) -> Answer:
    answers = {swhid: {"known": held} for swhid in (REVISION, TREE)}
    return Answer(200, json.dumps(answers).encode(), "application/json")


def saved(status: str) -> Answer:
    return Answer(200, json.dumps({"save_request_status": status}).encode(), "application/json")
