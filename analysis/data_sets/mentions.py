"""Where a manuscript names public data sets, and which of them it uses, and what for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reprosurvey.analysis.data_sets.matcher import matcher
from reprosurvey.analysis.data_sets.passages import Passage
from reprosurvey.analysis.data_sets.purposes import Purpose, Told, purposes, told_of
from reprosurvey.analysis.data_sets.register import Access, DataSet
from reprosurvey.analysis.data_sets.roles import Role, role_of
from reprosurvey.analysis.data_sets.statements import Statement
from reprosurvey.crawler.documents.sentences import plain

SENTENCE_LIMIT = 200
"""Characters that are kept of a sentence, around the name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A data set in a sentence."""

    data_set: DataSet
    role: Role
    weight: int
    """How strongly the sentence speaks for use."""
    passage: Passage
    start: int
    end: int
    purpose: Purpose = Purpose.EXPERIMENTS
    """Of the data set, where it is used."""

    @property
    def sentence(self) -> str:
        """The words around the name."""
        return excerpt(self.passage.raw, self.start, self.end)


@dataclass(frozen=True, slots=True)
class DataSetUse:
    """What a paper does with one data set, by the sentence that tells it best."""

    name: str
    access: Access | None
    """None where the register does not know the set."""
    role: Role
    purpose: Purpose | None
    """None where it is not used."""
    page: int | None
    """1-based; None where it is the landing page's abstract."""
    sentence: str


def mentions(passages: Sequence[Passage]) -> Iterator[Mention]:
    """Every mention of a data set of the register."""
    for which, hit in matcher().find_each([passage.raw for passage in passages]):
        passage = passages[which]
        role, weight = role_of(passage.part, passage.raw, hit.start, hit.end, hit.data_set)
        yield Mention(hit.data_set, role, weight, passage, hit.start, hit.end)


def best_mentions(found: Sequence[Mention]) -> list[Mention]:
    """For each data set the mention that speaks most for its use, and its purpose; the most used sets first."""
    best: dict[str, Mention] = {}
    told: defaultdict[str, Told] = defaultdict(frozenset)
    for mention in found:
        if mention.role is Role.USED:
            told[mention.data_set.name] |= told_of(mention.passage.raw, mention.start, mention.end)
        known = best.get(mention.data_set.name)
        if known is None or _rank(mention) > _rank(known):
            best[mention.data_set.name] = mention
    served = purposes(told)
    of_use = (replace(mention, purpose=served.get(name, mention.purpose)) for name, mention in best.items())
    return sorted(of_use, key=_rank, reverse=True)


def use_of(mention: Mention) -> DataSetUse:
    """The row for the table of data sets."""
    data_set = mention.data_set
    purpose = mention.purpose if mention.role is Role.USED else None
    page = mention.passage.page or None
    return DataSetUse(data_set.name, data_set.access, mention.role, purpose, page, mention.sentence)


def use_told(statement: Statement) -> DataSetUse:
    """As :func:`use_of`, of data in use that the register does not know."""
    passage = statement.passage
    sentence = excerpt(passage.text, statement.start, statement.end)
    return DataSetUse(statement.name, None, Role.USED, statement.purpose, passage.page or None, sentence)


def excerpt(raw: str, start: int, end: int) -> str:
    """At most :data:`SENTENCE_LIMIT` characters of a sentence, with ``raw[start:end]`` in their middle."""
    spare = SENTENCE_LIMIT - 2 - (end - start)
    before = min(start, max(spare // 2, spare - (len(raw) - end)))
    after = max(0, spare - before)
    head, tail = "…" if start > before else "", "…" if len(raw) > end + after else ""
    return head + plain(raw[start - before : end + after]) + tail


def _rank(mention: Mention) -> tuple[bool, bool, int]:
    return (mention.role is Role.USED, mention.role is Role.PRETRAINING, mention.weight)
