"""What is due is judged once, by its own rows alone; what cannot be judged costs itself."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest

from reprosurvey.analysis.assessment import assess_stage
from reprosurvey.analysis.assessment.assess_stage import assess
from reprosurvey.analysis.assessment.inputs import PaperInputs
from reprosurvey.analysis.criteria import training
from reprosurvey.analysis.ownership.observations import GIVEN
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, CANDIDATES, DOCUMENTS, PAPERS, SNAPSHOTS, TEXTS, VISITS
from reprosurvey.crawler.workers import run_over

WHEN = datetime(2022, 6, 1, tzinfo=UTC)
EDITION = ("midl", 2022)
LOOP = "import torch\nloss.backward()\noptimizer.step()\n"


def origin_of(name: str) -> str:
    return f"https://github.com/lab/{name}"


def add_paper(store: Store, key: str, *repositories: str, title: str = "A net", **candidate: Any) -> None:
    """A paper that was read, with addresses of its own."""
    paper = {"paper": key, "kind": "paper", "title": title, "authors": [], "abstract": "We do.", "crawled_at": WHEN}
    read = {"paper": key, "outcome": "read", "pages": 1, "extractor": 2, "crawled_at": WHEN, "extracted_at": WHEN}
    store.append(PAPERS, [paper | {"landing_url": "", "declared": []}], EDITION)
    store.append(DOCUMENTS, [read], EDITION)
    store.append(TEXTS, [{"paper": key, "extracted_at": WHEN, "page": 1, "text": "We trained on ADNI."}], EDITION)
    candidates = [
        {
            "paper": key, "origin": origin_of(name), "kind": "repository", "address": f"github.com/lab/{name}",
            "subpath": "", "rank": rank, "score": 5.0, "form": 1, "reasons": [], "page": 1, "sentence": "Our code.",
            "rule": "1", "nominated_at": WHEN,
        } | candidate
        for rank, name in enumerate(repositories, 1)
    ]  # fmt: skip
    store.append(CANDIDATES, candidates, EDITION)


def add_repository(store: Store, name: str, files: dict[str, str]) -> None:
    """A visited repository with these texts."""
    origin, head = origin_of(name), name[0] * 40
    visit = {"origin": origin, "visited_at": WHEN, "outcome": "full", "head": head, "branch": "main", "requests": 1}
    tree = [
        {"origin": origin, "head": head, "path": path, "mode": "100644", "size": len(text), "blob": text, "kept": True}
        for path, text in files.items()
    ]
    store.append(VISITS, [visit])
    store.append(SNAPSHOTS, tree)
    store.append(BLOBS, [{"blob": text, "text": text} for text in files.values()])


def verdicts(store: Store, criterion: str) -> dict[str, str]:
    with connect(store) as database:
        found = database.sql("select paper, outcome from verdicts where criterion = $1", params=[criterion])
        return dict(found.fetchall())


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge in this process: for what is about the stage, not about its workers."""

    def run(_: object, function: Callable[[Any], Any], inputs: Iterable[Any], __: object) -> Iterator[tuple[Any, Any]]:
        return ((item, function(item)) for item in inputs)

    monkeypatch.setattr(assess_stage, "local_workers", nullcontext)
    monkeypatch.setattr(assess_stage, "run_over", run)


@pytest.mark.usefixtures("here")
def test_a_repository_of_several_papers_is_judged_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: Counter[str] = Counter()
    judge = training.judge

    def counted(snapshot: Snapshot) -> Any:
        judged[snapshot.origin] += 1
        return judge(snapshot)

    monkeypatch.setattr(training, "judge", counted)
    for key in ("a", "b", "c"):
        add_paper(store, key, "seg")
    add_paper(store, "d", "other")
    add_repository(store, "seg", {"train.py": LOOP})
    add_repository(store, "other", {"README.md": "# Other"})
    assess(store, 1, force=False, tell=silent)
    assert judged == {origin_of("seg"): 1, origin_of("other"): 1}
    assert verdicts(store, "training") == {"a": "yes", "b": "yes", "c": "yes", "d": "no"}


@pytest.mark.usefixtures("here")
def test_folders_of_one_repository_are_judged_each_for_its_paper(store: Store) -> None:
    add_paper(store, "a", "seg", subpath="first")
    add_paper(store, "b", "seg", subpath="second")
    files = {
        "first/README.md": "# 1",
        "first/train.py": LOOP,
        "second/README.md": "# 2",
        "second/net.py": "import torch",
    }
    add_repository(store, "seg", files)
    assess(store, 1, force=False, tell=silent)
    assert verdicts(store, "training") == {"a": "yes", "b": "no"}


@pytest.mark.usefixtures("here")
def test_of_addresses_that_a_person_gave_the_better_is_the_paper_s(store: Store) -> None:
    add_paper(store, "a", "seg", "best", reasons=[GIVEN])
    add_paper(store, "b", "seg")
    add_repository(store, "seg", {"README.md": "# Seg"})
    add_repository(store, "best", {"README.md": "# Best", "train.py": LOOP, "LICENSE": "MIT License"})
    assess(store, 1, force=False, tell=silent)
    with connect(store) as database:
        own = database.sql("select paper, origin, training from survey order by paper").fetchall()
    assert own == [("a", origin_of("best"), "yes"), ("b", origin_of("seg"), "no")]


@pytest.mark.usefixtures("here")
def test_nothing_is_due_twice_and_what_is_the_same_is_written_once(store: Store) -> None:
    add_paper(store, "a", "seg")
    add_paper(store, "none")
    add_repository(store, "seg", {"train.py": LOOP})
    assert assess(store, 1, force=False, tell=silent)["yes"]
    files = {file for file in store.path.rglob("*.parquet") if file.parts[-4] != "assessments"}
    assert assess(store, 1, force=False, tell=silent) == {}
    assert assess(store, 1, force=True, tell=silent) == {}
    assert {file for file in store.path.rglob("*.parquet") if file.parts[-4] != "assessments"} == files


def test_what_ends_its_process_is_unknown_and_the_others_go_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("a", "b", "deadly"):
        add_paper(store, key, key)
        add_repository(store, key, {"train.py": LOOP, "LICENSE": "MIT License"})
    add_paper(store, "hostile", "a")

    def deadly(item: Any) -> bool:
        if isinstance(item, PaperInputs):
            return item.key.paper == "hostile"
        return bool(item.owners[0].key.paper == "deadly")

    def run(client: Any, function: Any, inputs: Iterable[Any], weigh: Any) -> Iterator[tuple[Any, Any]]:
        def judge(item: Any) -> Any:
            return os._exit(1) if deadly(item) else function(item)

        return run_over(client, judge, inputs, weigh)

    monkeypatch.setattr(assess_stage, "run_over", run)
    outcomes = assess(store, 1, force=False, tell=silent)
    assert outcomes[assess_stage.BROKEN_OFF] == 2
    assert verdicts(store, "training") == {"a": "yes", "b": "yes", "deadly": "unknown"}
    assert verdicts(store, "has_repository") == {"a": "yes", "b": "yes", "deadly": "yes", "hostile": "unknown"}
    with connect(store) as database:
        told = database.sql(
            "select distinct unnest(evidence).kind, unnest(evidence).quote from verdicts where rule is not null "
            "and paper = 'deadly' and outcome = 'unknown'"
        ).fetchall()
    assert told == [("failure", "LostInputError: ended its process by status 1")]
    assert assess(store, 1, force=False, tell=silent) == {}
