"""``review serve`` over HTTP: who is answered, what is told, and that what it acknowledged is kept."""

from __future__ import annotations

import errno
import http.client
import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.analysis.reviews.files import read_answers
from reprosurvey.analysis.reviews.serving.excerpts import FOUND_LIMIT, WORDS, of_paper, of_repository, words_of
from reprosurvey.analysis.reviews.serving.key import key_beside
from reprosurvey.analysis.reviews.serving.log import Log, read_log
from reprosurvey.analysis.reviews.serving.session import Asked, Entry, Mode, Session
from reprosurvey.analysis.subjects.snapshots import File
from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.errors import SurveyError, UsageError
from tests.conftest import Once
from tests.sql.conftest import SmallSurvey

from .conftest import HEAD, Served, reviewable, served_here, serving

ORIGIN = "https://github.com/small/p0"
SESSION = Session("Jane", Mode.BLIND, 7, "seed 7, 2 of 2 papers", (Asked(("small", 2022, "p0")),))


def answers_in(file: Path) -> dict[tuple[str, str], str]:
    return {(line.paper, name): said for line in read_answers(file) for name, said in line.answers.items()}


@pytest.fixture(scope="module")
def untouched(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A session that takes no answer of the tests, so that they can share it."""
    folder = once("reviewable", lambda folder: reviewable(folder / "survey"))
    with served_here(SmallSurvey(folder / "survey"), tmp_path_factory.mktemp("untouched") / "a.jsonl") as running:
        yield running
        assert read_log(running.file)[1] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_strangers_are_refused(untouched: Served, headers: dict[str, str]) -> None:
    told = {"paper": 0, "criterion": "public_data", "outcome": "yes"}
    assert untouched.ask("session")[0] == 200
    assert untouched.ask("session", **headers)[0] == 403
    assert untouched.ask("answers", told, **headers)[0] == 403
    assert untouched.ask("undo", {}, **headers)[0] == 403
    assert read_log(untouched.file)[1] == []


@pytest.mark.parametrize("key", ["", "/page.js", "/x", "/\u00fc", "/" + "0" * 43])
def test_another_user_of_the_machine_is_refused(untouched: Served, key: str) -> None:
    told = {"paper": 0, "criterion": "public_data", "outcome": "yes"}
    for path, body in (("session", None), ("papers/0", None), ("answers", told), ("undo", {})):
        assert untouched.ask(f"{quote(key)}/{path}", body)[0] == 403
    assert untouched.ask(quote(key) or "/")[0] == 403
    assert read_log(untouched.file)[1] == []


def test_a_page_that_is_open_is_answered_by_the_next_server_as_well(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    key = key_beside(file)
    assert len(key) >= 40
    assert key_beside(file) == key != key_beside(tmp_path / "b.jsonl")
    (kept,) = tmp_path.glob(".a.*")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_can_know_is_none(tmp_path: Path) -> None:
    key_beside(file := tmp_path / "a.jsonl")
    (kept,) = tmp_path.glob(".a.*")
    kept.chmod(0o644)
    with pytest.raises(SurveyError, match="can be read by others; remove it"):
        key_beside(file)
    kept.rename(tmp_path / "other")
    kept.symlink_to(tmp_path / "other")
    with pytest.raises(SurveyError, match="cannot keep the page's key"):
        key_beside(file)
    kept.unlink()
    kept.write_text("")
    kept.chmod(0o600)
    assert len(key_beside(file)) >= 40


def test_an_answer_without_an_origin_or_as_a_form_is_refused(untouched: Served) -> None:
    told = {"paper": 0, "criterion": "public_data", "outcome": "yes"}
    assert untouched.ask("answers", told, **{"Content-Type": "text/plain"})[0] == 415
    address = urlsplit(untouched.address)
    connection = http.client.HTTPConnection("127.0.0.1", address.port, timeout=20)
    connection.request("POST", f"{address.path}answers", json.dumps(told), {"Content-Type": "application/json"})
    assert connection.getresponse().status == 403
    assert read_log(untouched.file)[1] == []


@pytest.mark.slow
def test_it_listens_on_loopback_alone(small: SmallSurvey) -> None:
    with serving(small) as served:
        port = urlsplit(served.address).port
        sockets = [
            line.split()
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        ]
        listening = [local for _, local, _, state, *_ in sockets if state == "0A" and local.endswith(f":{port:04X}")]
    assert listening == [f"0100007F:{port:04X}"]


def test_blind_nothing_that_the_rules_answered_is_told(untouched: Served) -> None:
    place = untouched.place("p0")
    status, told = untouched.ask(f"papers/{place}")
    assert status == 200
    assert told["told"] == {}
    assert [one["written"] for one in told["places"]] == ["github.com/small/p0"]
    (repository,) = told["repositories"]
    assert (repository["final_origin"], repository["head"], repository["readable"]) == (ORIGIN, HEAD, True)
    assert [path for path, _, _ in repository["files"]] == ["LICENSE", "README.md", "train.py"]
    status, found = untouched.ask(f"papers/{place}/excerpts?words=backward,dataset&repository={ORIGIN}")
    assert [(one["place"], one["number"]) for one in found["repository"]] == [("train.py", 3)]
    assert [one["text"] for one in found["paper"]] == ["We train on a public dataset."]
    assert untouched.ask(f"papers/{place}/file?repository={ORIGIN}&path=train.py")[1]["text"].startswith("import torch")
    for beyond in ("../../etc/passwd", "none.py"):
        assert untouched.ask(f"papers/{place}/file?repository={ORIGIN}&path={beyond}")[0] == 404
    assert untouched.ask("papers/99")[0] == 404


def test_the_rules_answers_are_told_where_they_are_asked_for_and_the_answers_are_not_blind(small: SmallSurvey) -> None:
    with served_here(small, small.store.path.parent / "answers.jsonl", Mode.OPEN) as served:
        place = served.place("p0")
        assert served.ask(f"papers/{place}")[1]["told"]["training"][0] == "The rule says yes."
        served.answer("public_data", "yes", place)
    assert [line.draw for line in read_answers(served.file)] == [None]


def test_a_repository_is_asked_about_once_it_is_known_which(served: Served) -> None:
    place = served.place("p0")
    assert served.answer("training", "yes", place) == (400, "say first which repository is the paper's own")
    assert served.answer("has_repository", "yes", place)[0] == 400
    status, told = served.answer("has_repository", "yes", place, repository=ORIGIN, note="page 3")
    assert (status, told["last"]) == (200, {"paper": place, "criterion": "has_repository"})
    assert served.answer("training", "yes", place)[0] == 200
    (line,) = (line for line in read_answers(served.file) if "training" in line.answers)
    assert (line.repository, line.head, line.draw) == (ORIGIN, HEAD, "seed 1, 3 of 3 papers")
    _, told = served.answer("has_repository", "no", place)
    assert not set(REPOSITORY_CRITERIA) & set(told["states"][place]["ask"])
    assert answers_in(served.file) == {("p0", "has_repository"): "no"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "maybe"},
        {"outcome": "na"},
        {"outcome": ["yes"]},
        {"criterion": "trainng"},
        {"criterion": None},
        {"criterion": ["public_data"]},
        {"paper": 99},
        {"paper": -1},
        {"paper": "0"},
        {"paper": True},
        {"note": "x" * 2001},
        {"note": ["x"]},
    ],
)
def test_what_is_no_answer_is_refused(untouched: Served, wrong: dict[str, Any]) -> None:
    told = {"paper": 0, "criterion": "public_data", "outcome": "yes"} | wrong
    assert untouched.ask("answers", told)[0] in (400, 404)
    assert read_log(untouched.file)[1] == []


def test_undo_brings_back_what_stood_before(served: Served) -> None:
    assert served.ask("undo", {})[0] == 409
    for outcome in ("yes", "no"):
        served.answer("public_data", outcome)
    served.answer("promised", "yes")
    for expected in ({"public_data": "no"}, {"public_data": "yes"}, {}):
        status, told = served.ask("undo", {})
        assert status == 200
        assert {name: one["outcome"] for name, one in told["states"][0]["answers"].items()} == expected
    assert served.ask("undo", {})[0] == 409


@pytest.mark.slow
@pytest.mark.parametrize("moment", [1, 2, 5, 17])
def test_every_answer_that_was_acknowledged_outlives_the_server(small: SmallSurvey, moment: int) -> None:
    acknowledged: list[tuple[str, str]] = []
    enough = threading.Event()
    names = [name for name in CRITERIA if name not in REPOSITORY_CRITERIA and name != "has_repository"]
    with serving(small) as served:

        def answer_on() -> None:
            try:
                for number in range(200):
                    name, outcome = names[number % len(names)], ("yes", "no")[number // len(names) % 2]
                    status, _ = served.answer(name, outcome, note=str(number))
                    assert status == 200
                    acknowledged.append((name, str(number)))
                    if len(acknowledged) >= moment:
                        enough.set()
            except OSError:
                enough.set()

        thread = threading.Thread(target=answer_on)
        thread.start()
        assert enough.wait(60)
        assert served.process is not None
        served.process.send_signal(signal.SIGKILL)  # while the next answer is on its way
        thread.join(60)
    kept = [(entry.criterion, entry.note) for entry in read_log(served.file)[1]]
    assert kept[: len(acknowledged)] == acknowledged
    assert len(kept) <= len(acknowledged) + 1
    with served_here(small, served.file) as again:  # and the next server goes on from there
        assert again.answer(names[0], "yes", 1)[0] == 200
    assert len(read_log(served.file)[1]) == len(kept) + 1


def test_an_answer_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry(("small", 2022, "p0"), "public_data", "yes")
    with Log(tmp_path / "a.jsonl", SESSION) as log:
        log.append(entry)
        size = log.path.stat().st_size

        def full(_: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            log.append(entry)
        monkeypatch.undo()
        assert log.path.stat().st_size == size
        assert log.entries == [entry]
        log.append(entry)
    assert read_log(tmp_path / "a.jsonl")[1] == [entry, entry]


def test_a_line_that_is_not_whole_is_left_out_and_written_over(tmp_path: Path) -> None:
    file, entry = tmp_path / "a.jsonl", Entry(("small", 2022, "p0"), "public_data", "yes", note="ü\u2028\r")
    with Log(file, SESSION) as log:
        log.append(entry)
    whole = file.read_bytes()
    line = whole.splitlines()[-1]
    for torn in range(1, len(line) + 1):
        file.write_bytes(whole + line[:torn])
        assert read_log(file) == (SESSION, [entry])
    with Log(file, SESSION) as log:
        log.append(entry)
    assert read_log(file)[1] == [entry, entry]


def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    for content in (b"{}\n", b"[]\n", b"paper,training\n", b'{"format": "other"}\n', b"\xff\n", b"null\n"):
        file = tmp_path / "a.jsonl"
        file.write_bytes(content)
        with pytest.raises(UsageError, match="is no session"):
            Log(file, SESSION)
        assert file.read_bytes() == content


def test_a_session_is_held_by_one_server(tmp_path: Path) -> None:
    with Log(tmp_path / "a.jsonl", SESSION), pytest.raises(SurveyError, match="another `review serve` writes"):
        Log(tmp_path / "a.jsonl", SESSION)


@pytest.mark.slow
def test_what_was_answered_is_taken_in_by_review(small: SmallSurvey) -> None:
    with serving(small, "--papers", "2", "--seed", "4") as served:
        place = served.place("p0")
        served.answer("has_repository", "yes", place, repository="github.com/small/p0")
        served.answer("model", "yes", place, note="a release")
        told = served.end()
    assert f'Take them in: reprosurvey review {served.file} --reviewer "Jane"' in told
    store = ("--store", str(small.store.path))
    done = CliRunner().invoke(app, ["review", str(served.file), "--reviewer", "Jane", *store])
    assert done.exit_code == 0, done.exception
    assert small.ask("select criterion, outcome, origin, head, note, draw from reviews order by all") == [
        ("has_repository", "yes", ORIGIN, None, None, "seed 4, 2 of 3 papers"),
        ("model", "yes", ORIGIN, HEAD, "a release", "seed 4, 2 of 3 papers"),
    ]
    assert small.ask("select training, model from survey where paper = 'p0'") == [("yes", "yes")]


@pytest.mark.slow
def test_disagreements_are_asked_with_what_each_reviewer_said(small: SmallSurvey) -> None:
    for reviewer, outcome in (("Jane", "yes"), ("Joe", "no")):
        small.review("p0", "training", outcome, origin=ORIGIN, head=HEAD, reviewer=reviewer, note="l. 3")
        small.review("p0", "public_data", "yes", reviewer=reviewer)
    with serving(small, "--adjudicate", reviewer="Ann") as served:
        _, session = served.ask("session")
        assert [state["ask"] for state in session["states"]] == [["training"]]
        assert served.ask("papers/0")[1]["told"]["training"] == [f"Jane: yes, {ORIGIN} (l. 3)", "Joe: no (l. 3)"]
        assert served.answer("training", "no")[0] == 200
        assert "--adjudicate" in served.end()
    arguments = ["review", str(served.file), "--reviewer", "Ann", "--adjudicate", "--store", str(small.store.path)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert small.ask("select outcome from reference_answers where criterion = 'training'") == [("no",)]
    assert small.ask("select training from survey where paper = 'p0'") == [("no",)]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--show-rules", "--adjudicate"], "show two things"),
        (["--adjudicate"], "there is no paper to ask about"),
        (["--venue", "none"], "there is no paper to ask about"),
        (["--answers", "a.csv"], "is no session by its name"),
        (["--reviewer", " "], "it is empty"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_line(small: SmallSurvey, options: list[str], complaint: str) -> None:
    answers = ["--answers", str(small.store.path.parent / "a.jsonl")] if "--answers" not in options else []
    arguments = ["review", "serve", "--reviewer", "Jane", "--store", str(small.store.path), *answers, *options]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, UsageError)
    assert complaint in str(done.exception)


def test_a_session_of_another_seed_or_reviewer_is_not_gone_on_with(small: SmallSurvey) -> None:
    file = small.store.path.parent / "a.jsonl"
    with Log(file, SESSION):
        pass
    for options in (["--reviewer", "Joe", "--seed", "7"], ["--reviewer", "Jane", "--seed", "8"]):
        arguments = ["review", "serve", "--store", str(small.store.path), "--answers", str(file), *options]
        done = CliRunner().invoke(app, arguments)
        assert "is blind, by Jane, of seed 7" in str(done.exception)


def test_every_question_has_words_to_begin_with() -> None:
    assert set(WORDS) == set(CRITERIA)
    assert all(words_of(words) for words in WORDS.values())


def test_excerpts_are_bounded_and_words_are_plain() -> None:
    page = Page(1, "A (.*)+ dataset. " * 5000)
    assert len(of_paper([page], ["dataset"])) == 1
    assert of_paper([page], ["(.*)+x"]) == []
    assert of_paper([page], []) == []
    files = [File(f"{n}.py", text="train\n" * 10_000) for n in range(100)]
    found = of_repository(files, ["train"])
    assert len(found) == FOUND_LIMIT
    assert len({one.place for one in found}) > 10
    assert words_of(" Train ,train,, fit( ") == ["train", "fit("]


def test_of_a_notebook_the_cells_are_read() -> None:
    cells = [{"cell_type": "code", "source": ["import torch\n", "loss.backward()"], "metadata": {}, "outputs": []}]
    text = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    (found,) = of_repository([File("a.ipynb", text=text)], ["backward"])
    assert (found.text, found.number) == ("loss.backward()", 3)
