"""Whether programs fix the seed of a random generator. There are no settings.

Of a program by its calls and arguments; a seed that is drawn or taken from the clock fixes nothing. Whether the runs
then agree nothing tells but running them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import unread
from reprosurvey.analysis.reading.languages import READ_FILES
from reprosurvey.analysis.reading.words import Words
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence

LINE_LIMIT = 1_000
"""Characters of a line that are read."""

_MAY_FIX = Words(
    "seed",
    "random_state",
    "PRNGKey",
    "random.key",
    "default_rng",
    "RandomState",
    "set_determinism",
    "rng(",
    "rng ",
    "RandStream",
)
_SET = (
    r"(?:manual_seed(?:_all)?|set_random_seed|set_seed|setup_seed|seed_everything|seed_all|set_determinism|fix_seed|set\.seed"
    r"|random\.seed!?|Random\.seed!|seed!|np\.random\.seed|rd\.seed|srand|manualSeed|SeedSequence"
    r"|PRNGKey|random\.key|default_rng|RandomState|MT19937)\s*\(\s*(?P<given>[^)\s])"
)
_FIXED = re.compile(
    rf"(?<!def )(?<!\w){_SET}|\b(?:random_state|random_seed|seed)\s*=\s*\d"
    r"|\brandn?\s*\(\s*['\"](?:seed|state|twister)['\"]\s*,\s*\w|\bRandStream\s*\([^)]{0,80}['\"][Ss]eed['\"]\s*,\s*\w|^\s*rng\s*\(?\s*(?:['\"]default['\"]|\d|seed)|\.seed\(\s*(?P<by>[\w.\[\]'\"]+)\s*\)"
)
_OF_METHOD = re.compile(r"^\s*def\s")
_DRAWN = re.compile(r"\btime\b|\bNone\b|urandom|randint\(|\bgetpid|\bshuffle['\"]|\bnow\(")


def judge(snapshot: Snapshot) -> Answer:
    """Yes where a program fixes a seed; na where there is no program that could."""
    programs = [source for source in sources(snapshot) if source.is_python or source.is_scripted]
    if found := [evidence for source in programs for evidence in _evidence(snapshot, source)]:
        return answer(Outcome.YES, "", found)
    if left_behind := unread(snapshot, *READ_FILES):
        return unread_answer(snapshot, left_behind)
    return answer(Outcome.NO, "none is fixed") if programs else answer(Outcome.NA, "no program")


def _evidence(snapshot: Snapshot, source: Source) -> list[Evidence]:
    if source.is_unit_test or not _MAY_FIX.stand_in(source.text):
        return []
    lines = [f"{line}\n" for line in source.lines]
    found = ((index + 1, lines[index][:LINE_LIMIT]) for index in _MAY_FIX.indices_of(lines))
    return [
        snapshot.evidence(source.file, line.strip(), source.line_in_file(number))
        for number, line in found
        if _fixes(line)
    ]


def _fixes(line: str) -> bool:
    code = line.strip()
    if code.startswith(("#", "%", "//", '"', "'")) or _OF_METHOD.match(code):
        return False
    return bool(_FIXED.search(code)) and not _DRAWN.search(code)
