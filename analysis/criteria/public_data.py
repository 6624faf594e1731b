"""Public data: a public data set that the paper trains or evaluates on."""

from __future__ import annotations

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.data_sets.mentions import DataSetUse, Mention, best_mentions, excerpt, mentions, use_of
from reprosurvey.analysis.data_sets.passages import passages
from reprosurvey.analysis.data_sets.roles import Role
from reprosurvey.analysis.data_sets.wording import private_statement, public_statements
from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Outcome, Verdict

DEFINITION = Definition(
    question="Is at least one data set that the paper trains or evaluates on open to the public?",
    means=(
        "A public set, a challenge's data, or a cohort that anybody may download, sign up for or apply for. The "
        "paper must use it for its own results; that other sets of the paper are private does not matter."
    ),
    counts=(
        "A sentence on the paper's experiments that names a data set of the register, or that says that the data "
        "are publicly available, come from a challenge or stand at an address of data."
    ),
    does_not_count=(
        "A set that is named as related work or in the references; one that only pretrained weights have seen; "
        "data of the authors' own clinic that stay there or are given on request; public code."
    ),
    advice="Name each data set with its version, an address, and how others come by it.",
    not_applicable="Never.",
    unknown="The abstract names no public data, and the PDF could not be read.",
)

VERSION = 2

EVIDENCE_LIMIT = 3
"""Data sets that a verdict shows."""


def uses(manuscript: Manuscript) -> list[DataSetUse]:
    """The public data sets that the paper names, each in the role that speaks most for use; those used first."""
    return [use_of(mention) for mention in best_mentions(list(mentions(list(passages(manuscript)))))]


def judge(manuscript: Manuscript) -> Verdict:
    """Yes where a sentence shows use of public data; unknown where there is no text and the abstract does not tell."""
    parts = list(passages(manuscript))
    named = best_mentions(list(mentions(parts)))
    used = [mention for mention in named if mention.role is Role.USED]
    if used:
        return Verdict(Outcome.YES, tuple(_evidence(mention) for mention in used[:EVIDENCE_LIMIT]))
    statements = sorted(public_statements(parts), key=lambda s: -s.weight)
    if statements:
        best = statements[0]
        quote = excerpt(best.passage.text, best.start, best.end)
        return Verdict(Outcome.YES, (Evidence(f"{best.passage.place}: {best.kind}", quote, kind=Kind.PAGE),))
    if not manuscript.is_read:
        unread = "names no public data, and there is no text"
        return Verdict(Outcome.UNKNOWN, (Evidence("abstract", unread, kind=Kind.ABSENCE),))
    looked = Evidence(
        f"abstract and {len(manuscript.pages)} pages",
        "no public data set, challenge or address of data in use",
        kind=Kind.ABSENCE,
    )
    rest = [_evidence(mention) for mention in named[: EVIDENCE_LIMIT - 1]]
    if private := private_statement(parts):
        passage, start, end = private
        rest.insert(0, Evidence(f"{passage.place}: own data", excerpt(passage.text, start, end), kind=Kind.PAGE))
    return Verdict(Outcome.NO, (looked, *rest[: EVIDENCE_LIMIT - 1]))


def _evidence(mention: Mention) -> Evidence:
    data_set = mention.data_set
    place = f"{mention.passage.place}: {data_set.name} ({data_set.access}"
    place += ")" if mention.role is Role.USED else f"; {mention.role})"
    return Evidence(place, mention.sentence, kind=Kind.PAGE)
