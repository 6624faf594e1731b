"""The checklist's fields as OpenReview's own library makes a form of them, and what a crawl reads of a filled one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openreview.api import Invitation, Note
from openreview.stages import SubmissionStage
from scrapy.http import TextResponse

from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.checklist.submission_form import submission_form
from reprosurvey.crawler.families.openreview import ANSWERS, FIELD, parse_index

ADDRESS = "https://api2.openreview.net/notes?content.venueid=Test.io/2026/Conference"


@pytest.fixture
def form() -> dict[str, Any]:
    """What a submission to a venue with these fields is asked for."""
    content = SubmissionStage(additional_fields=json.loads(submission_form())).get_content(api_version="2")
    invitation = Invitation(id="Test.io/2026/Conference/-/Submission", edit={"note": {"content": content}})
    return dict(Invitation.from_json(json.loads(json.dumps(invitation.to_json()))).edit["note"]["content"])


def test_openreview_s_library_makes_a_form_of_the_fields(form: dict[str, Any]) -> None:
    assert [name for name in form if name.startswith(FIELD)] == [f"{FIELD}{question}" for question in QUESTIONS]
    orders = [field["order"] for field in form.values()]
    assert len(set(orders)) == len(orders)
    for name, question in QUESTIONS.items():
        param = form[f"{FIELD}{name}"]["value"]["param"]
        assert (param["type"], param["input"], param["optional"]) == ("string", "radio", True)
        assert param["fieldName"] == question.label
        assert list(ANSWERS) == param["enum"]


def test_what_its_authors_answered_is_read_from_the_note(form: dict[str, Any]) -> None:
    answered = {"training": "Yes", "model": "No", "public_data": "Not applicable", "licensing": ""}
    content = {"title": {"value": "Net"}, f"{FIELD}other": {"value": 7}}
    content |= {f"{FIELD}{name}": {"value": value} for name, value in answered.items()}
    assert {name for name in content if name in form} == set(content) - {f"{FIELD}other"}
    note = Note(id="AbC", forum="AbC", content=content, invitations=["Test.io/2026/Conference/-/Submission"])
    page = TextResponse(ADDRESS, body=json.dumps({"notes": [note.to_json()], "count": 1}).encode(), encoding="utf-8")
    (paper,) = parse_index(page).contributions
    assert paper.answers == (("training", "yes"), ("model", "no"), ("public_data", "na"))
    assert paper.declared == ()
