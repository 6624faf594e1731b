"""Public data: a public data set that the paper trains or evaluates on."""

from __future__ import annotations

from functools import lru_cache

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.data_sets.described import Form
from reprosurvey.analysis.data_sets.mentions import (
    DataSetUse,
    Mention,
    best_mentions,
    excerpt,
    mentions,
    use_of,
    use_told,
)
from reprosurvey.analysis.data_sets.offers import offers
from reprosurvey.analysis.data_sets.others import data_of_others
from reprosurvey.analysis.data_sets.own_data import OwnData, has_data, own_data
from reprosurvey.analysis.data_sets.passages import passages
from reprosurvey.analysis.data_sets.readme_offers import readme_offer
from reprosurvey.analysis.data_sets.roles import USED, Role
from reprosurvey.analysis.data_sets.statements import Statement, by_name, public_statements
from reprosurvey.analysis.data_sets.theory import only_argues, only_proves
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

DEFINITION = Definition(
    question="Is at least one data set that the paper trains or evaluates on open to the public?",
    means=(
        "A public set, a challenge's data, a benchmark or environment of others, or a cohort that anybody may "
        "download, sign up for or apply for; or data of the authors' own, or what makes them, given away at an "
        "address in the paper or in the README of its own repository. The paper must use it for its own results; that "
        "other sets of the paper are private does not matter."
    ),
    counts=(
        "A sentence on the paper's experiments that names a data set of the register, or that says that the data "
        "are publicly available, come from a challenge or stand at an address of data. A set of others that is named "
        "and cited, a benchmark, an environment or a collection of others, as long as nothing says that it is private."
    ),
    does_not_count=(
        "A set that is named as related work or in the references; one that only pretrained weights have seen; "
        "data of the authors' own clinic that stay there or are given on request; a simulator of their own that is "
        "not given away, also on top of a public engine; public code."
    ),
    advice="Name each data set with its version, an address, and how others come by it.",
    not_applicable=(
        "The paper has no data: theory, a survey, numbers that illustrate a theorem, a controller on stated dynamics."
    ),
    unknown="The abstract names no public data, and the PDF could not be read.",
)

VERSION = 6

PLAIN_USE = 3
"""The weight of a sentence by which authors tell in the abstract that they use data."""
CITED = frozenset({Form.CITED, Form.EVALUATED})
"""Forms whose names are those of data; others may take a table's head for one."""
EVIDENCE_LIMIT = 3
"""Data sets that a verdict shows."""


def uses(manuscript: Manuscript) -> list[DataSetUse]:
    """The public data sets that the paper names, each in the role that speaks most for use; those used first.

    Where it uses none of the register, they are those that it names and cites as data of others.
    """
    named = [use_of(mention) for mention in _named(manuscript)]
    if any(use.role is Role.USED for use in named):
        return named
    return [use_told(statement) for statement in _of_others(manuscript) if statement.kind in CITED] + named


def judge(manuscript: Manuscript, readme: str = "") -> Verdict:
    """Yes where a sentence shows use of public data, na where there are no data; unknown where there is no text and the
    abstract does not tell.

    Args:
        manuscript: The paper.
        readme: The README of its own repository, empty where none is stored: it may offer data that the paper calls its
            authors' own.
    """
    if used := _used(manuscript):
        return Verdict(Outcome.YES, tuple(_named_evidence(mention) for mention in used[:EVIDENCE_LIMIT]))
    if statements := _statements(manuscript):
        return Verdict(Outcome.YES, tuple(_told_evidence(statement) for statement in statements[:EVIDENCE_LIMIT]))
    return _without_public_data(manuscript, _own(manuscript), readme)


def _used(manuscript: Manuscript) -> list[Mention]:
    """The named sets in use; where nothing is on experiments, those alone that the paper plainly says it works with."""
    least = PLAIN_USE if only_argues(manuscript) else USED
    return [mention for mention in _named(manuscript) if mention.role is Role.USED and mention.weight >= least]


def _without_public_data(manuscript: Manuscript, own: OwnData | None, readme: str) -> Verdict:
    """The verdict where no sentence shows use of public data."""
    if not manuscript.is_read:
        return Verdict(Outcome.UNKNOWN, (_absence("abstract", "names no public data, and there is no text"),))
    places = f"abstract and {len(manuscript.pages)} pages"
    if only_proves(manuscript) or only_argues(manuscript) or not (own or has_data(manuscript)):
        return Verdict(Outcome.NA, (_absence(places, "no data that the paper trains or evaluates on"),))
    told = [_own_evidence(own)] if own else []
    if offer := readme_offer(readme):
        given = Evidence("README of the own repository", offer.text, line=offer.line, kind=Kind.FILE)
        return Verdict(Outcome.YES, (given, *told))
    looked = _absence(places, "no public data set, challenge or address of data in use")
    told += [_named_evidence(mention) for mention in _named(manuscript)]
    return Verdict(Outcome.NO, (looked, *told[: EVIDENCE_LIMIT - 1]))


@lru_cache(maxsize=1)
def _named(manuscript: Manuscript) -> list[Mention]:
    """For each data set of the register its best mention; read once for the verdict and the table of data sets."""
    return best_mentions(list(mentions(passages(manuscript))))


@lru_cache(maxsize=1)
def _own(manuscript: Manuscript) -> OwnData | None:
    return own_data(manuscript)


def _statements(manuscript: Manuscript) -> list[Statement]:
    """What says that data are public: in plain words, else by an offer, else as data of others."""
    told = sorted(public_statements(passages(manuscript)), key=_strength) or sorted(offers(manuscript), key=_strength)
    return by_name(told) or _of_others(manuscript)


@lru_cache(maxsize=1)
def _of_others(manuscript: Manuscript) -> list[Statement]:
    if only_proves(manuscript):
        return []
    own = _own(manuscript)
    return by_name(sorted(data_of_others(manuscript, has_own=bool(own and not own.is_vague)), key=_strength))


def _strength(statement: Statement) -> int:
    return -statement.weight


def _named_evidence(mention: Mention) -> Evidence:
    data_set = mention.data_set
    use = f"), for {mention.purpose}" if mention.role is Role.USED else f"; {mention.role})"
    place = f"{mention.passage.place}: {data_set.name} ({data_set.access}{use}"
    return Evidence(place, mention.sentence, kind=Kind.PAGE)


def _told_evidence(statement: Statement) -> Evidence:
    passage = statement.passage
    what = f"{statement.name} ({statement.kind})" if statement.name else statement.kind
    place = f"{passage.place}: {what}, for {statement.purpose}"
    return Evidence(place, excerpt(passage.text, statement.start, statement.end), kind=Kind.PAGE)


def _own_evidence(own: OwnData) -> Evidence:
    quote = excerpt(own.passage.text, own.start, own.end)
    place = f"{own.passage.place}: own data" + (f" ({own.access})" if own.access else "")
    return Evidence(place, quote, kind=Kind.PAGE)


def _absence(places: str, what: str) -> Evidence:
    return Evidence(places, what, kind=Kind.ABSENCE)
