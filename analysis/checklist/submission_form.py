"""The checklist as fields of an OpenReview submission form: the content that an invitation of API 2 asks for.

Each field is optional and holds one of three answers. What its authors answered comes with a crawl of the venue, and is
set beside what is found (``sql/statistics/declared_and_measured.sql``).
"""

from __future__ import annotations

import json
from typing import Any

from reprosurvey.analysis.checklist.questions import QUESTIONS, Question
from reprosurvey.crawler.families.openreview import ANSWERS, FIELD

FIRST = 20
"""Where in the form the fields begin, behind those that OpenReview has itself."""


def submission_form() -> str:
    """The fields as JSON: an object by name."""
    numbered = enumerate(QUESTIONS.items(), FIRST)
    fields = {f"{FIELD}{name}": _field(question, order) for order, (name, question) in numbered}
    return json.dumps(fields, indent=2) + "\n"


def _field(question: Question, order: int) -> dict[str, Any]:
    definition = question.definition
    told = f"{definition.question} Yes: {definition.means} Where it is no: {definition.advice}"
    return {
        "order": order,
        "description": told.replace("`", ""),
        "value": {
            "param": {
                "fieldName": question.label,
                "type": "string",
                "enum": list(ANSWERS),
                "input": "radio",
                "optional": True,
                "deletable": True,
            }
        },
    }
