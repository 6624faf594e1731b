"""Results as rows of the tables that hold them."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from reprosurvey.analysis.assessment.records import Results
from reprosurvey.analysis.assessment.schedule import RULES, Task

Row = dict[str, Any]


def rows_by_table(results: Results, task: Task, time: datetime) -> dict[str, list[Row]]:
    """The rows of ``results``, and last those that say that the papers of ``task`` were assessed at ``time``."""
    rows = {
        field.name: [asdict(record) | {"assessed_at": time} for record in getattr(results, field.name)]
        for field in fields(results)
    }
    rows["assessments"] = [
        {"paper": paper, "inputs": inputs, "rules": RULES, "assessed_at": time} for paper, inputs in task.inputs.items()
    ]
    return rows
