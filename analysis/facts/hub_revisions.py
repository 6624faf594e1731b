"""Whether models that programs take from a hub are taken at a revision: without one, what they are may change.

What counts is a call of a hub's library in Python with a name of the hub in it. One whose name stands in a variable may
be a folder of this machine: it is told apart. There are no settings.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import unread
from reprosurvey.analysis.reading.languages import PYTHON
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

_MAY_TAKE = Words("from_pretrained(", "hub.load(", "hf_hub_download(", "snapshot_download(", "SentenceTransformer(")
_TAKES = frozenset({"from_pretrained", "hf_hub_download", "snapshot_download", "SentenceTransformer"})
_FIXED = ("EfficientNet",)
"""Classes of packages that fix the addresses of their weights, with digests in them, and ask no hub."""
_NAMED = ("pretrained_model_name_or_path", "repo_id", "model_name_or_path", "repo_or_dir", "github")
"""By which keyword the name is given."""
_HUB_NAME = re.compile(r"(?!\.|/|~)(?!.*(?:checkpoints?|output|results?|weights|saved|models?)/)[\w.-]+(?:/[\w.-]+)?")
"""An organisation and a model, or a model alone; not a path."""
_RELEASE = re.compile(r"[\w.-]+/[\w.-]+:[\w./-]*\d")
"""A repository of PyTorch's hub at a tag."""


_ANSWERS = (
    (False, Outcome.NO, "without a revision"),
    (None, Outcome.UNKNOWN, "a variable's name"),
    (True, Outcome.YES, ""),
)
"""The answer where one is taken at no revision, else where it cannot be told, else at one."""


def judge(snapshot: Snapshot) -> Answer:
    """No where one is taken without; na where none is taken from a hub."""
    taken = [call for source in sources(snapshot) if source.is_python for call in _taken(snapshot, source)]
    for fixed, outcome, reason in _ANSWERS:
        if found := [evidence for is_fixed, evidence in taken if is_fixed is fixed]:
            return answer(outcome, reason, found)
    if left_behind := unread(snapshot, *PYTHON):
        return unread_answer(snapshot, left_behind)
    return answer(Outcome.NA, "none from a hub")


def _taken(snapshot: Snapshot, source: Source) -> Iterator[tuple[bool | None, Evidence]]:
    """What is taken from a hub: whether at a revision, None where it may be none of a hub's, and where."""
    if source.is_unit_test or not _MAY_TAKE.stand_in(source.text):
        return
    try:
        tree = source.tree()
    except SyntaxError:
        return
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: call.lineno):
        if _is_of_a_hub(call) and (name := _name(call)) is not None:
            line = source.line_in_file(call.lineno)
            yield _is_fixed(call, name), snapshot.evidence(source.file, source.quote(call.lineno), line)


def _is_of_a_hub(call: ast.Call) -> bool:
    called = call.func
    if isinstance(called, ast.Attribute):
        if called.attr == "load":
            return isinstance(called.value, ast.Attribute | ast.Name) and ast.unparse(called.value) == "torch.hub"
        return called.attr in _TAKES and not (isinstance(called.value, ast.Name) and called.value.id in _FIXED)
    return isinstance(called, ast.Name) and called.id in _TAKES


def _name(call: ast.Call) -> ast.expr | None:
    """What is given as the model's name."""
    by_keyword = (keyword.value for keyword in call.keywords if keyword.arg in _NAMED)
    return next(by_keyword, call.args[0] if call.args else None)


def _is_fixed(call: ast.Call, name: ast.expr) -> bool | None:
    """Whether a call gives a revision; None where its name may be a path."""
    if any(keyword.arg == "revision" for keyword in call.keywords):
        return True
    if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
        return None
    if _RELEASE.fullmatch(name.value):
        return True
    return False if _HUB_NAME.fullmatch(name.value) else None
