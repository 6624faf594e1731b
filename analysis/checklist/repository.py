"""The answers about a repository alone, without a paper."""

from __future__ import annotations

import re

from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.checklist.software_tools import nothing_to_train
from reprosurvey.analysis.criteria import reproduction
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.data_sets.mentions import Mention, best_mentions, excerpt, mentions
from reprosurvey.analysis.data_sets.passages import Part, passage_of
from reprosurvey.analysis.data_sets.roles import Role
from reprosurvey.analysis.data_sets.statements import Statement, public_statements
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

OF_MODELS = ("training", "evaluation", "model")
"""Questions that apply only where a model is trained."""
EVIDENCE_LIMIT = 3
"""Data sets that the answer on public data shows."""

_DATA = re.compile(r"\bdata|\bdownload", re.IGNORECASE)
_OTHERS = re.compile(r"\brelated|\breferences?\b|\bcit(?:e|ing|ation)|\backnowledg|\blicen[sc]", re.IGNORECASE)


def answers_of(snapshot: Snapshot, code_public: Verdict) -> dict[str, Verdict]:
    """Every question judged from ``snapshot``, except whether the code is public, which whoever took it knows.

    What was not found of a model is na, not no, in a tool that has nothing to train.
    """
    answers = {
        "reproducibility": reproduction.judge(snapshot),
        "code_public": code_public,
        "public_data": _public_data(snapshot),
        **{name: criterion.judge(snapshot) for name, criterion in REPOSITORY_CRITERIA.items() if name in QUESTIONS},
    }
    if tool := nothing_to_train(snapshot):
        answers |= {name: Verdict(Outcome.NA, tool) for name in OF_MODELS if answers[name].outcome is Outcome.NO}
    return answers


def answers_without(why: Evidence) -> dict[str, Verdict]:
    """What can be said where the host says that there is nothing public: the code is not, the rest does not apply."""
    answers = dict.fromkeys(QUESTIONS, Verdict(Outcome.NA, (why,)))
    return answers | {"code_public": Verdict(Outcome.NO, (why,))}


def _public_data(snapshot: Snapshot) -> Verdict:
    """Whether the READMEs and guides name public data; na where they do not, since the paper may."""
    lines = all_lines(snapshot)
    passages = [
        passage_of(number, _part(line.heading), line.text) for number, line in enumerate(lines)
    ]  # a line a page

    def evidence(found: Mention | Statement, what: str) -> Evidence:
        line = lines[found.passage.page]
        return snapshot.evidence(line.file, f"{what}: {excerpt(line.text, found.start, found.end)}", line.number)

    named = [mention for mention in best_mentions(list(mentions(passages))) if mention.role is Role.USED]
    found = [evidence(mention, f"{mention.data_set.name} ({mention.data_set.access})") for mention in named]
    if not found:
        statements = sorted(public_statements(passages), key=lambda s: -s.weight)
        found = [evidence(statement, statement.kind) for statement in statements]
    if found:
        return Verdict(Outcome.YES, tuple(found[:EVIDENCE_LIMIT]))
    nothing = "name no public data set; the paper may"
    return Verdict(Outcome.NA, (Evidence("READMEs and guides", nothing, kind=Kind.ABSENCE),))


def _part(heading: str) -> Part:
    if _OTHERS.search(heading):
        return Part.RELATED
    return Part.DATA if _DATA.search(heading) else Part.EXPERIMENTS
