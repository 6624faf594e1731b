"""The checklist: its questions, and what is answered about one paper or repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reprosurvey.analysis.criteria import public_data, reproducibility, reproduction
from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.packages.main_list import ListedLine
from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome, Verdict
from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.visits.local import Uncommitted


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the checklist."""

    name: str
    """By which ``--require`` and machines know it."""
    label: str
    definition: Definition


REPRODUCIBILITY = replace(
    reproduction.DEFINITION,
    question="Is reproducibility addressed: do the paper or its repository say how the results are reproduced?",
    means="The paper (`reproducibility`) or its repository (`reproduction`) has words on reproducing the results.",
    counts=f"{reproduction.DEFINITION.counts} In the paper: {reproducibility.DEFINITION.counts}",
    does_not_count=(
        f"{reproduction.DEFINITION.does_not_count} In the paper: {reproducibility.DEFINITION.does_not_count}"
    ),
    not_applicable="A repository is checked without its paper, and its host says that there is nothing public.",
    unknown="Neither has such words, and one of the two could not be read.",
)
CODE_PUBLIC = Definition(
    question="Is the code public?",
    means="The paper gives an address of its own code, at which anybody gets a repository that is not empty.",
    counts="A repository that the host hands out without signing in.",
    does_not_count="An address whose host says that there is nothing public; a repository without a commit.",
    advice="Make the repository public and push the code; write its address out in the abstract.",
    not_applicable="A folder is checked: whether its content is public is not to be seen from it.",
    unknown="The paper could not be read, or the address did not answer or is no git repository.",
)
PUBLIC_DATA = replace(
    public_data.DEFINITION,
    counts=f"{public_data.DEFINITION.counts} Of a repository without its paper: the same in its READMEs and guides.",
    not_applicable="A repository is checked without its paper, and its READMEs name no public data: the paper may.",
)

QUESTIONS = {
    q.name: q
    for q in (
        Question("reproducibility", "Reproducibility addressed", REPRODUCIBILITY),
        Question("code_public", "Code public", CODE_PUBLIC),
        Question("public_data", "Public data", PUBLIC_DATA),
        *(
            Question(c.criterion, c.label, REPOSITORY_CRITERIA[c.criterion].DEFINITION)
            for c in registered_criteria()
            if c.in_score
        ),
    )
}
"""The nine, in their order, by name."""


@dataclass(frozen=True)
class Checklist:
    """The answers about one paper or repository."""

    subject: str
    """What was checked, as a person names it."""
    repository: str | None
    """Its canonical URL; None for a folder, or where a paper gives none."""
    commit: str | None
    """The commit that was judged; None where there is none."""
    answers: Mapping[str, Verdict]
    """By name of the question: all nine, in their order."""
    paths: frozenset[str] = frozenset()
    """The files of the repository: evidence at one of these has a place in it."""
    package_list: tuple[ListedLine, ...] = ()
    """The lines of the list by which its environment is made."""
    uncommitted: Uncommitted | None = None
    """How a folder differs from its commit, which alone was judged; None where there is no such thing."""
    is_of_paper: bool = False
    """Whether a paper was asked, too: without it, nobody knows whether there are data to be public."""
    beside: tuple[str, ...] = ()
    """What a person would meet who runs the code, a line each."""

    @property
    def nothing_there(self) -> Evidence | None:
        """What the host said, where it says that there is nothing public at the address."""
        public = self.answers["code_public"]
        is_all = all(v.outcome is Outcome.NA for name, v in self.answers.items() if name != "code_public")
        return public.evidence[0] if public.outcome is Outcome.NO and is_all and not self.is_of_paper else None
