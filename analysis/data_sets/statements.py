"""The sentences by which a paper says in plain words that what it trains or evaluates on is public."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reprosurvey.analysis.data_sets.passages import Passage
from reprosurvey.analysis.data_sets.purposes import Purpose, Told, purposes, told_of
from reprosurvey.analysis.data_sets.roles import USED, Role, role_of
from reprosurvey.analysis.data_sets.wording import (
    AND_CODE,
    BY_AGREEMENT,
    CHALLENGE,
    DATA,
    DENIAL,
    GENERAL_HOSTS,
    HOST_LETTERS,
    HOSTS,
    PUBLIC_DATA,
    RELEASED,
    SOMETHING_ELSE,
)

PLAIN = USED + 1
"""The least weight of a sentence that calls data public without naming them: others' data are public too."""

_WORDINGS = (
    ("publicly available", ("ublic", "pen", "reely"), PUBLIC_DATA, PLAIN),
    ("challenge", ("hallenge", "ompetition", "ataset", "ata set"), CHALLENGE, PLAIN),
    ("by agreement", ("greement", "egistration", "pplication to"), BY_AGREEMENT, USED),
    ("data host", HOST_LETTERS, HOSTS, USED),
    (
        "released",
        ("ttp", "ww", "doi", "DOI", "nline", "ub", "enodo", "pen", "leased", "shared"),
        RELEASED,
        USED,
    ),
)
"""What a sentence says, letters of which it holds some then, by which words it does, and the weight that it needs."""


_MEASURED_ON = re.compile(
    r"\b(?:[Tt]rain|[Ee]valuat|[Tt]est|[Vv]alidat|[Ee]xperiment)\w*\b[^.;]{0,40} on (?:\w+ )?"
    r"(?:(?:subsets?|parts?|portion|fraction|half|splits?|samples?) of (?:the )?)?$"
)
"""What stands before data that something is trained or evaluated on."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says that data are public."""

    passage: Passage
    start: int
    """Within the passage's text."""
    end: int
    kind: str
    """How it says so."""
    weight: int
    """How strongly the sentence speaks for use."""
    name: str = ""
    """What the data are called; empty where they are not named."""
    purpose: Purpose = Purpose.EXPERIMENTS

    @property
    def told(self) -> Told:
        """What its sentence says that the data serve."""
        start = self.passage.text.find(self.name, self.start)
        return told_of(self.passage.text, start, start + len(self.name) if self.name else self.end)


def by_name(found: Sequence[Statement]) -> list[Statement]:
    """Of each name the first statement, with the purpose that all tell together; where nothing is named, the first."""
    told: defaultdict[str, Told] = defaultdict(frozenset)
    first: dict[str, Statement] = {}
    for statement in found:
        told[statement.name] |= statement.told
        first.setdefault(statement.name, statement)
    served = purposes(told)
    one_each = [replace(statement, purpose=served[name]) for name, statement in first.items()]
    return [statement for statement in one_each if statement.name] or one_each


def public_statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """The sentences on data in use that say it."""
    for passage in passages:
        text = passage.text
        for kind, letters, pattern, least in _WORDINGS:
            for match in pattern.finditer(text) if passage.holds(letters) else ():
                if is_denied(text, match) or not _is_about_data(text, match, kind):
                    continue
                role, weight = role_of(passage.part, text, match.start(), match.end())
                weight += 1 if _MEASURED_ON.search(text, 0, match.start()) else 0
                if role is not Role.PRETRAINING and weight >= least:
                    yield Statement(passage, match.start(), match.end(), kind, weight)


def is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether the words around ``match`` say that something is not public, or not yet."""
    return DENIAL.search(text[max(0, match.start() - 60) : match.end() + 40]) is not None


def _is_about_data(text: str, match: re.Match[str], kind: str) -> bool:
    if kind == "data host":
        general = any(host in match[0].casefold() for host in GENERAL_HOSTS)
        return not general or re.search(rf"\b{DATA}\b", text, re.I) is not None
    return SOMETHING_ELSE.search(AND_CODE.sub("", match[0])) is None
