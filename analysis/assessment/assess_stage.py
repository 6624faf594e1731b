"""The assess stage: every criterion over the papers that are new or changed, in Dask workers, from the store alone.

A verdict goes to the store where it is new or another than the last. Settings: ``limits.workers``.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from reprosurvey.analysis.assessment.changes import changes
from reprosurvey.analysis.assessment.inputs import choose_papers, read_papers, read_stored
from reprosurvey.analysis.assessment.judging import judge
from reprosurvey.analysis.assessment.records import Results
from reprosurvey.analysis.assessment.repositories import read_repositories
from reprosurvey.analysis.assessment.rows import Row, rows_by_table
from reprosurvey.analysis.assessment.schedule import Task, due_papers, tasks_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import TABLES
from reprosurvey.crawler.workers import local_workers, run_over


def assess(store: Store, workers: int, *, force: bool, tell: Progress) -> Counter[str]:
    """Judge the papers whose inputs or rules are new, or with ``force`` every one; how often each outcome is new."""
    with connect(store) as database:
        papers = due_papers(database, force=force)
    tasks = list(tasks_of(papers))
    outcomes: Counter[str] = Counter()
    done = 0
    if not tasks:
        return outcomes
    with local_workers(min(workers, len(tasks))) as client:
        for task, result in run_over(client, partial(_assess, store.path), tasks):
            if isinstance(result, Exception):
                raise result
            for table, rows in result.items():
                store.append(TABLES[table], rows, task.edition)
            outcomes.update(row["outcome"] for row in result["verdicts"])
            done += len(task.inputs)
            tell(done, len(papers), 0)
    return outcomes


def _assess(path: Path, task: Task) -> dict[str, list[Row]]:
    """What the store does not have of one task's papers, by table: the one that says "done" last."""
    with connect(Store.open(path)) as database:
        database.execute("set threads = 1")  # as many tasks run at a time as there are workers
        choose_papers(database, task)
        papers = read_papers(database)
        repositories = read_repositories(database, papers)
        stored = read_stored(database)
    time = now()
    found = Results([], [], [], [], [], [])
    for paper in papers:
        found.add(judge(paper, repositories[paper.paper]))
    return rows_by_table(changes(found, stored), task, time)
