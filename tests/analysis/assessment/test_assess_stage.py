"""What is due is judged once, by its own rows alone; what cannot be judged costs itself."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from reprosurvey.analysis.assessment import assess_stage
from reprosurvey.analysis.assessment.assess_stage import assess
from reprosurvey.analysis.assessment.inputs import PaperInputs
from reprosurvey.analysis.criteria import training
from reprosurvey.analysis.ownership.observations import GIVEN
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.workers import run_over
from tests.analysis.assessment.surveys import LOOP, add_paper, add_repository, origin_of, verdicts

ONE = Config(limits=Limits(workers=1))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge in this process: for what is about the stage, not about its workers."""

    def run(_: object, function: Callable[[Any], Any], inputs: Iterable[Any], *__: object) -> Iterator[tuple[Any, Any]]:
        return ((item, function(item)) for item in inputs)

    monkeypatch.setattr(assess_stage, "open_cluster", lambda *_: nullcontext())
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
    assess(store, ONE, force=False, tell=silent)
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
    assess(store, ONE, force=False, tell=silent)
    assert verdicts(store, "training") == {"a": "yes", "b": "no"}


@pytest.mark.usefixtures("here")
def test_of_addresses_that_a_person_gave_the_better_is_the_paper_s(store: Store) -> None:
    add_paper(store, "a", "seg", "best", reasons=[GIVEN])
    add_paper(store, "b", "seg")
    add_repository(store, "seg", {"README.md": "# Seg"})
    add_repository(store, "best", {"README.md": "# Best", "train.py": LOOP, "LICENSE": "MIT License"})
    assess(store, ONE, force=False, tell=silent)
    with connect(store) as database:
        own = database.sql("select paper, origin, training from survey order by paper").fetchall()
    assert own == [("a", origin_of("best"), "yes"), ("b", origin_of("seg"), "no")]


@pytest.mark.usefixtures("here")
def test_nothing_is_due_twice_and_what_is_the_same_is_written_once(store: Store) -> None:
    add_paper(store, "a", "seg")
    add_paper(store, "none")
    add_repository(store, "seg", {"train.py": LOOP})
    assert assess(store, ONE, force=False, tell=silent)["yes"]
    files = {file for file in store.path.rglob("*.parquet") if file.parts[-4] != "assessments"}
    assert assess(store, ONE, force=False, tell=silent) == {}
    assert assess(store, ONE, force=True, tell=silent) == {}
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

    def run(client: Any, function: Any, inputs: Iterable[Any], *rest: Any) -> Iterator[tuple[Any, Any]]:
        def judge(item: Any) -> Any:
            return os._exit(1) if deadly(item) else function(item)

        return run_over(client, judge, inputs, *rest)

    monkeypatch.setattr(assess_stage, "run_over", run)
    outcomes = assess(store, ONE, force=False, tell=silent)
    assert outcomes[assess_stage.BROKEN_OFF] == 2
    assert verdicts(store, "training") == {"a": "yes", "b": "yes", "deadly": "unknown"}
    assert verdicts(store, "has_repository") == {"a": "yes", "b": "yes", "deadly": "yes", "hostile": "unknown"}
    with connect(store) as database:
        told = database.sql(
            "select distinct unnest(evidence).kind, unnest(evidence).quote from verdicts where rule is not null "
            "and paper = 'deadly' and outcome = 'unknown'"
        ).fetchall()
    assert told == [("failure", "LostInputError: ended its process by status 1")]
    assert assess(store, ONE, force=False, tell=silent) == {}


@pytest.mark.usefixtures("here")
def test_data_of_the_authors_own_are_public_where_their_own_readme_gives_them_away(store: Store) -> None:
    own = "We recorded 200 demonstrations of our own with volunteers and train our network on them."
    add_paper(store, "given", "seg", text=own)
    add_paper(store, "kept", "other", text=own)
    add_repository(
        store, "seg", {"README.md": "# Net\nOur dataset can be downloaded from https://data.example/set.zip\n"}
    )
    add_repository(store, "other", {"README.md": "# Net\nThe code of the paper.\n"})
    assess(store, ONE, force=False, tell=silent)
    assert verdicts(store, "public_data") == {"given": "yes", "kept": "no"}
