"""The visit stage over a real site: every outcome, once each, into the store."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from weakref import ref

import pytest

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.clock import CLOCK, present
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS
from reprosurvey.crawler.visits import visit_stage, visitor, writer
from reprosurvey.crawler.visits.records import FetchedSnapshot
from reprosurvey.crawler.visits.snapshots import take_snapshot
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.repositories import Entry, git
from tests.web import DROPPED, PASS, SILENT, Answer, Site

HOSTS = ("github.com", "lab.example", "bit.ly")
PLACE = "github.com/lab/seg"
SEG = f"https://{PLACE}"
BODY = {"README.md": "# Seg", "train.py": "import torch"}
PACK = f"/{PLACE}.git/git-upload-pack"


class Survey:
    """A store, a site, and visits from the one to the other."""

    def __init__(self, store: Store, site: Site) -> None:
        self.store, self.site = store, site

    def visit(self, *addresses: str | Sequence[str], ignore_schedule: bool = False, **limits: int) -> Counter[str]:
        variants = [[address] if isinstance(address, str) else address for address in addresses]
        return visit_all(
            self.store, self.site.config(*HOSTS, **limits), variants, ignore_schedule=ignore_schedule, tell=silent
        )

    def rows(self) -> list[dict[str, Any]]:
        return self.store.read(VISITS).sort_by("visited_at").to_pylist()

    def outcomes(self) -> list[tuple[str, str]]:
        return [(row["origin"], row["outcome"]) for row in self.rows()]

    def requests(self) -> list[str]:
        asked, self.site.asked[:] = self.site.paths(), []
        return asked


@pytest.fixture
def survey(store: Store, site: Site, waits: list[float]) -> Survey:
    return Survey(store, site)


def test_a_first_visit_takes_a_snapshot(survey: Survey, site: Site) -> None:
    head = site.repository(PLACE, BODY)
    assert survey.visit(SEG) == {"full": 1}
    (row,) = survey.rows()
    assert (row["outcome"], row["head"], row["branch"], row["status"], row["requests"]) == (
        "full",
        head,
        "main",
        200,
        2,
    )
    assert (row["committed_at"].isoformat(), row["error"]) == ("2022-01-01T00:00:00+00:00", None)
    tree = survey.store.read(SNAPSHOTS).to_pylist()
    assert [(e["origin"], e["head"], e["path"], e["kept"]) for e in tree] == [
        (SEG, head, "README.md", True), (SEG, head, "train.py", True),
    ]  # fmt: skip
    texts = {row["blob"]: row["text"] for row in survey.store.read(BLOBS).to_pylist()}
    assert [texts[e["blob"]] for e in tree] == list(BODY.values())


def test_a_second_look_at_what_did_not_change_costs_one_request(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    survey.visit(SEG)
    survey.requests()
    files = set(survey.store.path.rglob("*.parquet"))
    assert survey.visit(SEG, ignore_schedule=True) == {"unchanged": 1}
    assert survey.requests() == [f"/{PLACE}.git/git-upload-pack"]
    assert {p.parent.name for p in set(survey.store.path.rglob("*.parquet")) - files} == {"visits"}


def test_what_is_settled_is_not_asked_for_unless_again(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    survey.visit(SEG, "https://github.com/lab/absent", "https://lab.example")
    survey.requests()
    assert survey.visit(SEG, "https://github.com/lab/absent", "https://lab.example") == {}
    assert survey.requests() == []


def test_what_failed_is_asked_for_in_the_next_run(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.answer_git(PLACE, *[Answer(503)] * 3, Answer(404))
    assert survey.visit(SEG) == {"failed": 1}
    del site.answers[f"/{PLACE}.git/git-upload-pack"]
    assert survey.visit(SEG) == {"full": 1}


def test_a_change_is_taken_and_a_repository_s_texts_are_stored_once(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.repository("github.com/lab/fork", BODY)
    survey.visit(SEG, "https://github.com/lab/fork")
    site.repository(PLACE, BODY | {"model.py": "new"})
    assert survey.visit(SEG, ignore_schedule=True) == {"full": 1}
    texts = survey.store.read(BLOBS)["text"].to_pylist()
    assert sorted(texts) == sorted([*BODY.values(), *BODY.values(), "new"])
    assert survey.store.read(SNAPSHOTS).num_rows == 2 + 2 + 3


def test_after_a_change_the_new_head_is_the_known_one(survey: Survey, site: Site) -> None:
    for number in range(3):
        site.repository(PLACE, {"a.py": str(number)})
        assert survey.visit(SEG, ignore_schedule=True) == {"full": 1}
    assert survey.visit(SEG, ignore_schedule=True) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(404), "not found"),
        (Answer(401), "not found"),
        (Answer(403), "forbidden"),
        (Answer(451), "blocked"),
        (Answer(400), "failed"),
        (Answer(body=b"<h1>Sign in</h1>"), "page"),
        (Answer(body=b"0005", kind="application/x-git-upload-pack-result"), "failed"),
    ],
)
def test_a_refusal_is_an_outcome_after_one_request(survey: Survey, site: Site, answer: Answer, outcome: str) -> None:
    site.answer_git(PLACE, answer)
    assert survey.visit(SEG) == {outcome: 1}
    (row,) = survey.rows()
    assert (row["outcome"], row["status"], row["requests"]) == (outcome, answer.status, 1)
    assert row["error"]


def test_an_empty_repository_is_empty(survey: Survey, site: Site) -> None:
    site.repository(PLACE)
    assert survey.visit(SEG) == {"empty": 1}
    assert survey.store.read(SNAPSHOTS).num_rows == 0


def test_a_host_that_is_busy_is_asked_again_when_it_says(survey: Survey, site: Site, waits: list[float]) -> None:
    site.answer_git(PLACE, Answer(429, headers={"Retry-After": "17"}), Answer(503), Answer(404))
    assert survey.visit(SEG) == {"not found": 1}
    assert survey.rows()[0]["requests"] == 3
    assert 16 < waits[0] < 19


@pytest.mark.parametrize("answer", [Answer(429), Answer(500), DROPPED], ids=["429", "500", "dropped"])
def test_a_host_that_stays_away_fails_after_all_attempts(survey: Survey, site: Site, answer: Answer) -> None:
    site.answer_git(PLACE, answer)
    assert survey.visit(SEG, attempts=2) == {"failed": 1}
    (row,) = survey.rows()
    assert (row["requests"], row["status"]) == (2, answer.status or None)
    assert row["error"]


def test_one_dropped_connection_is_no_failure(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.answer_git(PLACE, DROPPED, Answer(404))
    assert survey.visit(SEG) == {"not found": 1}


def test_a_host_that_nobody_answers_for_fails_alone(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    mirrors = {**site.mirrors(*HOSTS), "https://codeberg.org/": "http://127.0.0.1:9/"}
    config = Config(mirrors=type(site.config().mirrors)(mirrors), limits=site.config(attempts=1).limits)
    counts = visit_all(survey.store, config, [["https://codeberg.org/a/b"], [SEG]], tell=silent)
    assert counts == {"failed": 1, "full": 1}


def test_a_name_of_this_machine_s_own_network_is_refused_at_once(
    survey: Survey, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(*_: object) -> list[dict[str, object]]:
        return [{"host": "192.168.0.1", "port": 443, "hostname": "evil.example", "family": 2, "proto": 0, "flags": 0}]

    monkeypatch.setattr("aiohttp.ThreadedResolver.resolve", resolve)
    assert survey.visit("https://git.evil.example/a/b", "https://evil.example/") == {"failed": 2}
    assert {row["error"].split(" leads")[1] for row in survey.rows()} == {" to a local address"}
    assert waits == []


def test_a_renamed_repository_has_a_row_under_each_name(survey: Survey, site: Site) -> None:
    site.repository("github.com/lab/new", BODY)
    site.answer_git(PLACE, Answer(301, headers={"Location": "/github.com/Lab/New.git/git-upload-pack"}))
    assert survey.visit(SEG) == {"moved": 1, "full": 1}
    moved, full = survey.rows()
    assert (moved["origin"], moved["moved_to"], moved["status"]) == (SEG, "https://github.com/lab/new", 301)
    assert (full["origin"], full["outcome"]) == ("https://github.com/lab/new", "full")
    survey.requests()
    assert survey.visit(SEG) == {}
    assert survey.visit(SEG, ignore_schedule=True) == {"moved": 1, "unchanged": 1}
    assert len(survey.requests()) == 2


def test_a_short_address_leads_to_the_repository(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.answer("/bit.ly/2AbC", Answer(302, headers={"Location": "https://www.github.com/Lab/Seg/tree/main"}))
    assert survey.visit("https://bit.ly/2AbC") == {"moved": 2, "full": 1}
    assert survey.outcomes() == [("https://bit.ly/2AbC", "moved"), (f"{SEG}/tree/main", "moved"), (SEG, "full")]


def test_what_nobody_foresaw_costs_one_visit(survey: Survey, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise IndexError("string index out of range")

    monkeypatch.setattr(visitor, "look_at_page", fail)
    site.repository(PLACE, BODY)
    assert survey.visit("https://lab.example/a", "https://xn--a.example/b", SEG) == {"failed": 2, "full": 1}
    told = {row["origin"]: row["error"] for row in survey.rows()}
    assert told["https://lab.example/a"] == "IndexError: string index out of range"
    assert told["https://xn--a.example/b"] == "no address on the web"


def test_a_host_that_does_not_answer_is_left_for_this_run(survey: Survey, site: Site) -> None:
    for number in range(9):
        site.answer(f"/lab.example/{number}", DROPPED)
    site.repository(PLACE, BODY)
    pages = [f"https://lab.example/{number}" for number in range(9)]
    assert survey.visit(*pages, SEG, attempts=1, host_requests=1) == {"failed": 9, "full": 1}
    assert len(set(site.paths("GET"))) == 3
    left = [row["error"] for row in survey.rows() if not row["requests"]]
    assert left == ["the host did not answer 3 times in a row; it was left for this run"] * 6


def test_a_visit_that_is_still_to_come_puts_nothing_off(survey: Survey, site: Site) -> None:
    head = site.repository(PLACE, BODY)
    with CLOCK.after(present() + timedelta(days=900)):
        survey.visit(SEG)
    changed = site.repository(PLACE, {**BODY, "test.py": "import torch"})
    with survey.store.lock():
        assert survey.visit(SEG) == {"full": 1}
    assert [row["head"] for row in survey.rows()] == [head, changed]


def test_redirects_in_a_circle_come_to_an_end(survey: Survey, site: Site) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        site.answer(f"/lab.example/{here}", Answer(302, headers={"Location": f"/lab.example/{there}"}))
    assert survey.visit("https://lab.example/a") == {"moved": 2}
    assert len(survey.requests()) == 2


def test_redirects_without_end_are_left(survey: Survey, site: Site) -> None:
    for number in range(50):
        site.answer(f"/lab.example/{number}", Answer(302, headers={"Location": f"/lab.example/{number + 1}"}))
    survey.visit("https://lab.example/0")
    assert len(survey.requests()) == visit_stage.HOPS_LIMIT


@pytest.mark.parametrize("location", ["http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd", "https://[", "http://localhost/x",
                                      "https://lab.example:port/", "mailto:a@lab.example", "//"])  # fmt: skip
def test_a_redirect_to_no_public_address_is_not_followed(survey: Survey, site: Site, location: str) -> None:
    site.answer("/lab.example/a", Answer(302, headers={"Location": location}))
    assert survey.visit("https://lab.example/a") in ({"failed": 1}, {"page": 1})
    assert survey.requests() == ["/lab.example/a"]
    assert survey.rows()[0]["moved_to"] is None


def test_a_page_that_only_adds_a_slash_is_there(survey: Survey, site: Site) -> None:
    site.answer("/lab.example/a", Answer(301, headers={"Location": "/lab.example/a/"}))
    assert survey.visit("https://lab.example/a") == {"page": 1}


def test_the_next_form_is_tried_only_where_the_one_before_is_not_found(survey: Survey, site: Site) -> None:
    site.repository("github.com/lab/b", BODY)
    site.repository("github.com/lab/c", BODY)
    site.answer_git("github.com/lab/busy", Answer(403))
    variants = [f"https://github.com/lab/{name}" for name in ("a", "b", "c")]
    busy = [f"https://github.com/lab/{name}" for name in ("busy", "c")]
    assert survey.visit(variants, busy) == {"not found": 1, "full": 1, "forbidden": 1}
    survey.requests()
    assert survey.visit(variants, busy) == {}


def test_a_form_that_moved_to_nothing_is_not_found(survey: Survey, site: Site) -> None:
    site.repository("github.com/lab/b", BODY)
    site.answer_git("github.com/lab/a", Answer(301, headers={"Location": "/github.com/lab/gone"}))
    assert survey.visit(["https://github.com/lab/a", "https://github.com/lab/b"]) == {
        "moved": 1,
        "not found": 1,
        "full": 1,
    }


def test_each_origin_is_visited_once_a_run(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.answer_git("github.com/lab/old", Answer(301, headers={"Location": f"/{PLACE}.git/git-upload-pack"}))
    old = "https://github.com/lab/old"
    assert survey.visit(*[SEG, old, [old, SEG]] * 5) == {"full": 1, "moved": 1}
    assert Counter(survey.outcomes()) == {(SEG, "full"): 1, (old, "moved"): 1}


@pytest.mark.parametrize(
    ("limits", "outcome"), [({"pack_bytes": 100}, "too large"), ({"visit_seconds": 1}, "failed")], ids=["size", "time"]
)
def test_a_repository_beyond_the_limits_costs_only_itself(
    survey: Survey, site: Site, limits: dict[str, int], outcome: str
) -> None:
    site.repository(PLACE, BODY)
    if "visit_seconds" in limits:
        site.answer(PACK, PASS, SILENT)
    assert survey.visit(SEG, "https://lab.example", **limits) == {outcome: 1, "not found": 1}
    row = next(row for row in survey.rows() if row["origin"] == SEG)
    assert row["error"] == {"too large": "more than 100 bytes", "failed": "TimeoutError: "}[outcome]
    assert row["head"]


def test_a_repository_that_cannot_be_cloned_fails_in_git_s_words(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.answer(PACK, PASS, Answer(body=b"0010ERR denied!\n0000", kind="application/x-git-upload-pack-result"))
    assert survey.visit(SEG) == {"failed": 1}
    assert survey.rows()[0]["error"] == "PacketError: git says: denied!"


def test_a_hostile_repository_does_not_end_the_run(survey: Survey, site: Site) -> None:
    site.repository(PLACE, None, Entry(b"\xff\n.py", "x"), Entry("a" * 4000, "y"))
    folder = site.folder(PLACE)
    tree = git(folder, "rev-parse", "main^{tree}").strip()
    raw = f"tree {tree}\ncommitter A <a@b> 99999999999999999999 +9999\n\nx\n".encode()
    made = git(folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=raw).strip()
    (folder / "refs/heads/main").write_text(f"{made}\n")
    site.repository("github.com/lab/good", BODY)
    assert survey.visit(SEG, "https://github.com/lab/good") == {"full": 2}
    assert {row["path"] for row in survey.store.read(SNAPSHOTS).to_pylist()} == {"\ufffd\n.py", "a" * 4000, *BODY}


def test_progress_is_told_by_the_address(survey: Survey, site: Site) -> None:
    told: list[tuple[int, int, int]] = []
    site.answer_git(PLACE, Answer(400))
    addresses = [[SEG], ["https://lab.example"]]
    visit_all(survey.store, site.config(*HOSTS), addresses, tell=lambda *state: told.append(state))
    assert [(done, total) for done, total, _ in told] == [(1, 2), (2, 2)]
    assert told[-1][2] == 1


def test_an_address_fails_once_whatever_papers_give_it_and_whatever_it_may_mean(survey: Survey, site: Site) -> None:
    told: list[tuple[int, int, int]] = []
    site.answer_git(PLACE, Answer(400))
    site.repository("github.com/lab/net", BODY)
    addresses = [[SEG], [SEG], ["https://github.com/lab/none", SEG], ["https://github.com/lab/net", SEG]]
    counts = visit_all(survey.store, site.config(*HOSTS), addresses, tell=lambda *state: told.append(state))
    assert counts == {"failed": 1, "not found": 1, "full": 1}
    assert told[-1] == (3, 3, 2)


def fail() -> None:
    raise OSError("no space left")


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(
    ("interruption", "error"),
    [(partial(signal.raise_signal, signal.SIGINT), KeyboardInterrupt), (fail, ExceptionGroup)],
    ids=["by hand", "by an error"],
)
def test_what_was_visited_before_an_interruption_is_kept(
    survey: Survey, site: Site, interruption: Callable[[], None], error: type[BaseException]
) -> None:
    for name in "abc":
        site.repository(f"github.com/lab/{name}", BODY)
    addresses = [[f"https://github.com/lab/{name}"] for name in "abc"]

    def interrupt(done: int, total: int, failed: int) -> None:
        if done == 2:
            interruption()

    with pytest.raises(error):
        visit_all(survey.store, site.config(*HOSTS, host_requests=1), addresses, tell=interrupt)
    kept = survey.outcomes()
    assert [outcome for _, outcome in kept] == ["full", "full"]
    assert survey.visit(*addresses) == {"full": 1}


def test_no_snapshot_is_kept_once_it_is_written(survey: Survey, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SNAPSHOTS_A_FILE", 1)
    taken: list[ref[FetchedSnapshot]] = []
    held: list[int] = []

    async def take(*arguments: Any) -> FetchedSnapshot:
        snapshot = await take_snapshot(*arguments)
        taken.append(ref(snapshot))
        return snapshot

    monkeypatch.setattr(visitor, "take_snapshot", take)
    addresses = [[f"https://github.com/lab/{name}"] for name in "abc"]
    for name in "abc":
        site.repository(f"github.com/lab/{name}", BODY)
    visit_all(
        survey.store,
        site.config(*HOSTS, host_requests=1),
        addresses,
        tell=lambda *_: held.append(sum(snapshot() is not None for snapshot in taken)),
    )
    assert (len(taken), held) == (3, [0, 0, 0])


def test_many_visits_go_into_few_files(survey: Survey, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "VISITS_A_FILE", 5)
    assert survey.visit(*(f"https://github.com/lab/{number}" for number in range(12))) == {"not found": 12}
    assert len(list((survey.store.path / "visits").glob("*.parquet"))) == 3


def test_without_git_nothing_is_visited(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SurveyError, match="git is not on the PATH"):
        survey.visit(SEG)


def test_nothing_to_visit(survey: Survey) -> None:
    assert survey.visit() == {}
    assert survey.rows() == []


def test_what_is_not_due_is_left_and_what_is_due_is_looked_at(survey: Survey, site: Site) -> None:
    site.repository(PLACE, BODY)
    site.repository("github.com/lab/other", BODY)
    survey.visit(SEG, "https://github.com/lab/other")
    rows = survey.rows()
    overdue = rows[0] | {"visited_at": rows[0]["visited_at"] + timedelta(1), "due_at": rows[0]["visited_at"]}
    survey.store.append(VISITS, [overdue])
    survey.requests()
    assert survey.visit(SEG, "https://github.com/lab/other") == {"unchanged": 1}
    assert len(survey.requests()) == 1


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"README.md": "# Seg\nCode will follow."}, "empty"),
        ({"LICENSE": "MIT " * 1000, ".gitignore": "*.pyc"}, "empty"),
        ({"README.md": "word " * 601}, "full"),
        ({"README.md": "x", "train.py": ""}, "full"),
        ({"README.md": b"\x00"}, "full"),
    ],
)
def test_a_repository_of_announcements_is_empty(
    survey: Survey, site: Site, files: dict[str, str | bytes], outcome: str
) -> None:
    site.repository(PLACE, files)
    assert survey.visit(SEG) == {outcome: 1}
    assert survey.visit(SEG, ignore_schedule=True) == {"unchanged": 1}


def test_what_was_filled_and_emptied_again_is_told(survey: Survey, site: Site) -> None:
    head = site.repository(PLACE, {"README.md": "Soon."})
    survey.visit(SEG)
    for files in ({"README.md": "Soon.", "a.py": "x"}, {"README.md": "Soon."}):
        head = site.repository(PLACE, files, parent=head)
        survey.visit(SEG, ignore_schedule=True)
    assert [row["outcome"] for row in survey.rows()] == ["empty", "full", "empty"]


def test_a_tree_without_its_visit_is_not_written_twice(survey: Survey, site: Site) -> None:
    """A run that was killed between the two leaves such a tree."""
    site.repository(PLACE, BODY)
    survey.visit(SEG)
    for file in survey.store.files_of(VISITS):
        file.unlink()
    assert survey.visit(SEG) == {"full": 1}
    assert (survey.store.read(SNAPSHOTS).num_rows, survey.store.read(BLOBS).num_rows) == (2, 2)
