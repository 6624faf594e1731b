"""A checklist for machines: as JSON, and as SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reprosurvey.analysis.checklist.questions import QUESTIONS, Checklist
from reprosurvey.analysis.checklist.summary import Summary, summary_of
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict
from reprosurvey.crawler.origins import repository_of
from reprosurvey.crawler.printable import uncommanded_json

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
README = "README.md"
"""Where what is missing without a place should be told, in a repository that has no README."""

ROOT = {"uriBaseId": "%SRCROOT%"}
"""What paths are relative to, by the name that code hosts know."""

Object = dict[str, Any]


def as_json(checklists: Sequence[Checklist]) -> str:
    """Of each an object with subject, commit, the nine answers, their sum and what stands beside; of several a list."""
    written = [_object(checklist) for checklist in checklists]
    return _written(written if len(written) > 1 else written[0])


def _object(checklist: Checklist) -> Object:
    answers = [
        {
            "question": name,
            "label": QUESTIONS[name].label,
            "answer": verdict.outcome.value,
            "evidence": [asdict(evidence) for evidence in verdict.evidence],
            "advice": None if verdict.outcome is Outcome.YES else QUESTIONS[name].definition.advice,
        }
        for name, verdict in checklist.answers.items()
    ]
    return {
        "subject": checklist.subject,
        "repository": checklist.repository,
        "commit": checklist.commit,
        "uncommitted": asdict(checklist.uncommitted) if checklist.uncommitted else None,
        "answers": answers,
        "beside": checklist.beside,
        "summary": _summary(summary_of(checklist)),
    }


def _summary(summary: Summary) -> Object:
    return {
        **{outcome.value: number for outcome, number in summary.counts.items()},
        "score": summary.score if summary.is_scored else None,
        "repeatable": summary.repeatable.value,
        "for_want_of": list(summary.for_want_of),
    }


def as_sarif(checklists: Sequence[Checklist]) -> str:
    """A log with a run a repository: a rule a question, a result for each that is no (a warning) or unknown (open)."""
    runs = [_run(checklist) for checklist in checklists]
    if len(runs) > 1:  # of which code hosts want each to have a category of its own
        for run, checklist in zip(runs, checklists, strict=True):
            run["automationDetails"] = {"id": f"reprosurvey/{checklist.subject}/"}
    return _written({"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _run(checklist: Checklist) -> Object:
    results = [
        _result(checklist, index, name, verdict)
        for index, (name, verdict) in enumerate(checklist.answers.items())
        if verdict.outcome in (Outcome.NO, Outcome.UNKNOWN)
    ]
    driver = {"name": "reprosurvey", "version": version("reprosurvey"), "rules": [_rule(n) for n in checklist.answers]}
    run: Object = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    if checklist.repository and checklist.commit:
        taken_from = {
            "repositoryUri": repository_of(checklist.repository),
            "revisionId": checklist.commit,
            "mappedTo": ROOT,
        }
        run["versionControlProvenance"] = [taken_from]
    return run


def _written(value: Object | list[Object]) -> str:
    return uncommanded_json(json.dumps(value, indent=2)) + "\n"


def _rule(name: str) -> Object:
    question = QUESTIONS[name]
    definition = question.definition
    return {
        "id": name,
        "name": question.label,
        "shortDescription": {"text": definition.question},
        "fullDescription": {"text": definition.means},
        "help": {
            "text": f"{definition.advice} Counts: {definition.counts} Does not count: {definition.does_not_count}",
            "markdown": (
                f"**{definition.advice}**\n\n*Counts:* {definition.counts}\n\n"
                f"*Does not count:* {definition.does_not_count}\n"
            ),
        },
        "defaultConfiguration": {"level": "warning"},
    }


def _result(checklist: Checklist, index: int, name: str, verdict: Verdict) -> Object:
    question = QUESTIONS[name]
    found = "; ".join(e.quote or e.place for e in verdict.evidence)
    is_no = verdict.outcome is Outcome.NO
    placed = [evidence for evidence in verdict.evidence if evidence.place in checklist.paths]
    return {
        "ruleId": name,
        "ruleIndex": index,
        "kind": "fail" if is_no else "open",
        "level": "warning" if is_no else "none",
        "message": {"text": f"{question.label}: {verdict.outcome.value} ({found}). {question.definition.advice}"},
        "locations": [_location(e) for e in placed] or [_location(Evidence(_readme(checklist)))],
    }


def _location(evidence: Evidence) -> Object:
    place: Object = {"artifactLocation": {"uri": quote(evidence.place), **ROOT}}
    if evidence.line is not None:
        place["region"] = {"startLine": evidence.line}
    return {"physicalLocation": place}


def _readme(checklist: Checklist) -> str:
    """The root's README: the place of what has no other."""
    root = sorted(p for p in checklist.paths if "/" not in p and p.lower().split(".")[0] == "readme")
    return root[0] if root else README
