"""The stage installs from an index of the tests, and runs what it installed in the sandbox."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster

from reprosurvey.crawler.config import Cluster, Config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.rehearsal.programs import Program, Subject, Tree
from reprosurvey.crawler.rehearsal.rehearse_stage import Download, prepare, rehearse_all
from reprosurvey.crawler.resolution.lists import Resolution
from reprosurvey.crawler.resolution.reasons import Reason
from reprosurvey.crawler.resolution.resolve_stage import FAILURE_LIMIT
from reprosurvey.crawler.sandbox.runs import Sandbox
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import REHEARSALS
from tests.namespaces import require_namespaces
from tests.package_index import HOST, PackageIndex
from tests.web import QUICK, Answer, Site

USES_ALPHA = "import argparse, alpha\nparser = argparse.ArgumentParser()\nparser.parse_args()\n"


@pytest.fixture
def index(site: Site, monkeypatch: pytest.MonkeyPatch) -> PackageIndex:
    """An index with ``alpha`` 1 and 2, of which the second has no ``old``; this Python is the only one."""
    require_namespaces()
    monkeypatch.setenv("PATH", f"{sys.base_prefix}/bin:/usr/bin:/bin")
    index = PackageIndex(site)
    index.wheel("alpha", "1.0", contents={"alpha/__init__.py": "old = 1"})
    index.wheel("alpha", "2.0", contents={"alpha/__init__.py": "new = 1"})
    return index


class Rehearsals:
    """Repositories of one program each, rehearsed one after the other."""

    def __init__(self, store: Store, index: PackageIndex) -> None:
        self.store = store
        self.config: Config = replace(
            index.site.config(), package_index=index.address, limits=replace(QUICK, workers=2)
        )
        self.downloads: list[Download] = []
        self.counts: Counter[str] = Counter()
        self._trees: dict[Subject, Tree] = {}

    def add(
        self,
        name: str,
        program: str | None,
        *told: str,
        left_out: bool = False,
        arguments: Sequence[str] = ("--help",),
        resolution: Resolution | None = None,
    ) -> None:
        started = Program("train.py", tuple(arguments)) if program is not None else None
        subject = Subject(f"https://github.com/lab/{name}", "a" * 40, " ".join(told), told, left_out, resolution)
        self._trees[subject] = Tree({"train.py": program} if program is not None else {}, frozenset(), started)

    def _tree(self, subject: Subject) -> Tree:
        if "unreadable" in subject.origin:
            raise RecursionError("too deep")
        return self._trees[subject]

    def run(self, *, agrees: bool = True) -> dict[str, dict[str, object]]:
        """By name, the latest row of each."""

        def trees(some: Sequence[Subject]) -> Mapping[Subject, Callable[[], Tree]]:
            return {subject: partial(self._tree, subject) for subject in some}

        prepared = prepare(self.store, self.config, list(self._trees), silent)
        self.downloads.append(prepared.download)
        if agrees:
            rehearse_all(self.store, self.config, prepared, trees, self.counts, silent)
        rows = self.store.read(REHEARSALS).sort_by("asked_at").to_pylist()
        return {row["origin"].rpartition("/")[2]: row for row in rows}


@pytest.fixture
def rehearsals(store: Store, index: PackageIndex) -> Rehearsals:
    return Rehearsals(store, index)


def test_each_step_is_told_with_its_reason(rehearsals: Rehearsals) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    rehearsals.add("taken_away", "from alpha import old", "alpha")
    rehearsals.add("pinned", "from alpha import old", "alpha==1.0")
    rehearsals.add("lacking", "import alpha, beta", "alpha")
    rehearsals.add("no_program", None, "alpha")
    rehearsals.add(
        "gone", USES_ALPHA, "alpha==9", resolution=Resolution(None, reason=Reason.VERSION_GONE, culprits=("alpha==9",))
    )
    found = {
        name: tuple((row[step], row[f"{step}_because"]) for step in ("installs", "imports", "starts"))
        for name, row in rehearsals.run().items()
    }
    not_installed = ("unknown", "not installed")
    assert found == {
        "fine": (("yes", None), ("yes", None), ("yes", "usage printed")),
        "taken_away": (("yes", None), ("no", "API taken away"), ("no", "API taken away")),
        "pinned": (("yes", None), ("yes", None), ("yes", "ended well")),
        "lacking": (("yes", None), ("no", "missing module"), ("no", "missing module")),
        "no_program": (("yes", None), ("unknown", "no entry"), ("unknown", "no entry")),
        "gone": (("no", "does not resolve: version gone: alpha==9"), not_installed, not_installed),
    }
    assert rehearsals.counts == {"starts": 2, "installs": 3, "nothing": 1}


def test_a_list_that_resolves_for_no_python_of_this_machine_is_unknown(
    rehearsals: Rehearsals, index: PackageIndex
) -> None:
    index.wheel("old", "1.0", python="<3.4", tag="cp33-cp33m-manylinux1_x86_64")
    rehearsals.add("old", USES_ALPHA, "old", resolution=Resolution("3.3"))
    row = rehearsals.run()["old"]
    assert row["error"] is None
    assert (row["installs"], row["installs_because"]) == ("unknown", "no such Python here: resolves on Python 3.3")


def test_a_row_says_what_was_run_and_with_what(rehearsals: Rehearsals) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    (row,) = rehearsals.run().values()
    assert row["command"] == "python train.py --help"
    assert (row["packages"], row["documented"], row["cpu_builds"]) == (1, False, [])
    assert row["bytes"] == rehearsals.downloads[0].bytes > 0
    assert str(row["starts_evidence"]).splitlines()[0].startswith("usage: train.py")


def test_where_lines_were_left_out_nothing_is_no(rehearsals: Rehearsals) -> None:
    rehearsals.add("lacking", "import alpha, beta", "alpha", left_out=True)
    rehearsals.add("fine", USES_ALPHA, "alpha", left_out=True)
    found = {name: (row["installs"], row["imports"], row["starts"]) for name, row in rehearsals.run().items()}
    assert found == {"lacking": ("unknown", "unknown", "unknown"), "fine": ("unknown", "yes", "yes")}


def test_nothing_is_fetched_or_run_before_a_person_agrees(rehearsals: Rehearsals, index: PackageIndex) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    assert rehearsals.run(agrees=False) == {}
    assert not [path for path in index.site.paths() if path.endswith(".whl")]
    (asked,) = rehearsals.downloads
    assert (asked.repositories, asked.wheels) == (1, 1)


def test_wheels_are_fetched_once_and_environments_dropped(rehearsals: Rehearsals, index: PackageIndex) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    rehearsals.add("fine_too", USES_ALPHA, "alpha>=2")
    (rehearsals.store.path / "rehearsal-of-a-run-that-was-killed" / "environment").mkdir(parents=True)
    rehearsals.run()
    assert len([path for path in index.site.paths() if path.endswith(".whl")]) == 1
    assert not list(rehearsals.store.path.glob("rehearsal-*"))


def test_what_was_rehearsed_is_not_due(rehearsals: Rehearsals) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    rehearsals.run()
    rehearsals.add("new", USES_ALPHA, "alpha")
    rehearsals.run()
    assert [download.repositories for download in rehearsals.downloads] == [1, 1]


def test_nothing_of_a_wheel_is_run_outside_of_the_sandbox(
    rehearsals: Rehearsals, index: PackageIndex, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    contents = {"sly.pth": f"import os; open({str(mark)!r}, 'w')", "sly.py": ""}
    index.wheel("sly", "1.0", contents=contents)
    rehearsals.add("sly", "import sly, os; print(os.getuid())", "sly", arguments=())
    (row,) = rehearsals.run().values()
    assert (row["starts"], row["starts_evidence"]) == ("yes", "65534")
    assert not mark.exists()


def test_what_a_stranger_s_list_or_files_do_costs_that_repository_alone(rehearsals: Rehearsals) -> None:
    for number in range(FAILURE_LIMIT + 1):  # what uv cannot parse is not the index's silence
        rehearsals.add(f"list{number}", USES_ALPHA, f"alpha==={number}..0")
    rehearsals.add("unreadable", USES_ALPHA, "alpha")
    rehearsals.add("argument", USES_ALPHA, "alpha", arguments=["a\0b"])
    rehearsals.add("fine", USES_ALPHA, "alpha")
    found = rehearsals.run()
    assert rehearsals.counts == {"failed": FAILURE_LIMIT + 3, "starts": 1}
    assert found["fine"]["starts"] == "yes"
    assert "parse" in str(found["list0"]["error"])
    assert found["unreadable"]["error"] == "RecursionError: too deep"
    assert found["argument"]["error"] == "ValueError: embedded null byte"


def test_a_path_of_a_stranger_leads_nowhere(rehearsals: Rehearsals, tmp_path: Path) -> None:
    rehearsals.add("sly", USES_ALPHA, "alpha")
    (subject,) = rehearsals._trees
    texts = {"../../../escaped": "x", "/etc/escaped": "x", "a/../../escaped": "x", "n" * 300: "x", "a": "x", "a/b": "x"}
    rehearsals._trees[subject] = replace(rehearsals._trees[subject], texts={**texts, "train.py": USES_ALPHA})
    assert rehearsals.run()["sly"]["starts"] == "yes"
    assert not list(tmp_path.rglob("escaped"))


def test_a_build_for_processors_is_taken_where_one_is_given(
    rehearsals: Rehearsals, index: PackageIndex, site: Site
) -> None:
    index.wheel("heavy", "1.0", contents={"heavy.py": "build = 'cuda'"})
    cpu = PackageIndex(site, host="cpu.example")
    cpu.wheel("heavy", "1.0+cpu", contents={"heavy.py": "build = 'cpu'"})
    rehearsals.config = replace(rehearsals.config, cpu_index=cpu.address)
    rehearsals.add("heavy", "import heavy; print(heavy.build)", "heavy==1.0", arguments=())
    row = rehearsals.run()["heavy"]
    assert (row["cpu_builds"], row["starts_evidence"]) == (["heavy==1.0+cpu"], "cpu")


def test_a_survey_may_stand_in_a_folder_relative_to_this_one(
    rehearsals: Rehearsals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(rehearsals.store.path.parent)
    rehearsals.store = Store.open(Path(rehearsals.store.path.name))
    rehearsals.add("fine", USES_ALPHA, "alpha")
    assert rehearsals.run()["fine"]["starts"] == "yes"


def test_nothing_is_run_in_a_sandbox_that_does_not_hold(rehearsals: Rehearsals) -> None:
    rehearsals.config = replace(rehearsals.config, sandbox=Sandbox(command=("false",)))
    rehearsals.add("fine", USES_ALPHA, "alpha")
    with pytest.raises(SurveyError, match="the sandbox does not start"):
        rehearsals.run()
    assert not rehearsals.downloads


@pytest.mark.slow
def test_the_workers_of_a_cluster_share_the_work(rehearsals: Rehearsals) -> None:
    rehearsals.add("fine", USES_ALPHA, "alpha")
    rehearsals.add("lacking", "import beta", "alpha")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        rehearsals.config = replace(rehearsals.config, cluster=Cluster(cluster.scheduler_address))
        rows = rehearsals.run()
    assert {name: row["starts"] for name, row in rows.items()} == {"fine": "yes", "lacking": "no"}


def test_a_page_that_is_no_index_is_not_believed(rehearsals: Rehearsals, index: PackageIndex) -> None:
    index.site.answer(f"/{HOST}/simple/alpha/", Answer(200, b"<a href='/login'>Sign in</a>"))
    rehearsals.add("fine", USES_ALPHA, "alpha")
    with pytest.raises(SurveyError, match="has no package of 1 lists"):
        rehearsals.run()
    assert rehearsals.store.read(REHEARSALS).num_rows == 0
