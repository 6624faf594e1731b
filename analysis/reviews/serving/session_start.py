"""How a session begins, or goes on: its file, and the papers that it asks about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reprosurvey.analysis.reviews.serving.log import ENDING, Log
from reprosurvey.analysis.reviews.serving.material import Material
from reprosurvey.analysis.reviews.serving.session import Mode, Session
from reprosurvey.crawler.errors import UsageError


def mode_of(*, show_rules: bool, adjudicate: bool) -> Mode:
    """What a reviewer is shown.

    Raises:
        UsageError: Both were asked for.
    """
    if show_rules and adjudicate:
        raise UsageError("--show-rules and --adjudicate show two things: give one of them")
    if adjudicate:
        return Mode.ADJUDICATION
    return Mode.OPEN if show_rules else Mode.BLIND


def begun(file: Path | None, material: Material, reviewer: str, mode: Mode, draw: Mapping[str, object]) -> Log:
    """The session in ``file``, by default one named after the reviewer, as it stands there or begun.

    Args:
        file: Where answers go.
        material: The survey.
        reviewer: Who answers.
        mode: What is shown beside paper and repository.
        draw: The variables of the draw (``drawing.draw_of``).

    Raises:
        UsageError: There is no paper to ask about, or the file is of another session.
        SurveyError: It cannot be written.
    """
    name = re.sub(r"\W+", "-", reviewer.lower()).strip("-") or "answers"
    path = file or Path(f"review-{name}{ENDING}")
    if path.suffix.lower() != ENDING:
        raise UsageError(f"{path} is no session by its name, which ends in {ENDING}")
    drawn, papers = material.disagreed() if mode is Mode.ADJUDICATION else material.drawn(draw)
    wanted = Session(reviewer, mode, int(str(draw["seed"])), drawn, papers)
    if not papers and not path.exists():
        raise UsageError("there is no paper to ask about: the survey has none, or no reviewers of it differ")
    log = Log(path, wanted)
    found = log.session
    if (found.reviewer, found.mode, found.seed) != (wanted.reviewer, wanted.mode, wanted.seed):
        log.close()
        told = f"{path} is {found.mode}, by {found.reviewer}, of seed {found.seed}"
        raise UsageError(f"{told}; go on with that, or name another --answers")
    return log
