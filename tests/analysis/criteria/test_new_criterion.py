"""A new criterion is its module and a line of the register: nothing else names it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
MODULE = '''
"""Tests: the repository has tests of its own."""

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict

DEFINITION = Definition(
    question="Has the repository tests?",
    means="A file of tests.",
    counts="A file in a folder of tests.",
    does_not_count="An empty folder.",
    advice="Write tests.",
    not_applicable=NOTHING_PUBLIC,
    unknown=f"{NOT_LOOKED_INTO}.",
)
VERSION = 1


def judge(snapshot: Snapshot) -> Verdict:
    """Whether there is a file of tests."""
    if nothing := empty(snapshot):
        return nothing
    found = [file for file in snapshot.files.values() if file.path.startswith("tests/")]
    if found:
        return Verdict(Outcome.YES, tuple(snapshot.evidence(file) for file in found))
    return absent("tree", "no tests", [])
'''
LINE = "tested,repository,true,true,false,Tested,has tests of its own\n"
ASKED = """
import json, sys
from pathlib import Path
from reprosurvey.analysis.assessment.schedule import RULES
from reprosurvey.analysis.checklist.criteria_page import criteria_page
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.report.table1 import table1
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.queries import queries, result_rows
from reprosurvey.crawler.store.relations import relations
from tests.sql.conftest import SmallSurvey, answers

small = SmallSurvey(Path(sys.argv[1]))
for key, path in (("with", "tests/test_it.py"), ("without", "train.py")):
    small.paper(key)
    origin = small.repository(key, answers("training"))
    snapshot = Snapshot(origin, "a" * 40, {path: File(path, size=9, text="import it")})
    small.verdict(key, "tested", REPOSITORY_CRITERIA["tested"].judge(snapshot).outcome.value, origin=origin)
with connect(small.store) as database:
    add_statistics(database)
    shares = [r for r in result_rows(database, "table1") if r["metric"] == "tested" and r["year"] is None]
    labels = [label for _, lines in table1(database)[0].sections for label, _ in lines]
    told = {
        "survey": database.sql("select paper, tested, score from survey order by paper").fetchall(),
        "papers": [row["tested"] for row in result_rows(database, "papers")],
        "shares": [(row["denominator"], row["n"], row["yes"]) for row in shares],
        "labels": labels,
        "meaning": next(
            column.meaning
            for relation in relations(database) if relation.name == "survey"
            for column in relation.columns if column.name == "tested"
        ),
        "column": next(query.columns["tested"] for query in queries() if query.name == "papers"),
        "page": criteria_page(),
        "rules": RULES,
    }
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a checkout with the module and the line tells of two repositories."""
    checkout = tmp_path_factory.mktemp("checkout")
    without = shutil.ignore_patterns("__pycache__", ".*")
    for folder in ("analysis", "crawler", "sql", "src", "tests"):
        shutil.copytree(ROOT / folder, checkout / folder, symlinks=True, ignore=without)
    (checkout / "analysis" / "criteria" / "tested.py").write_text(MODULE)
    with (checkout / "sql" / "criteria.csv").open("a") as register:
        register.write(LINE)
    paths = os.pathsep.join((str(checkout / "src"), str(checkout)))
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(checkout / "survey")],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def test_it_is_a_column_of_the_survey_and_of_its_export(told: dict[str, Any]) -> None:
    assert told["survey"] == [["with", "yes", 1], ["without", "no", 1]]
    assert told["papers"] == ["yes", "no"]
    assert (told["meaning"], told["column"]) == ("has tests of its own", "has tests of its own")


def test_it_is_a_row_of_table_1(told: dict[str, Any]) -> None:
    assert told["shares"] == [["repositories", 2, 1]]
    assert "Tested" in told["labels"]


def test_it_is_told_on_the_page_of_the_criteria_and_judged_with_the_others(told: dict[str, Any]) -> None:
    assert "### tested\nHas the repository tests?" in told["page"]
    assert " tested:1 " in told["rules"]
