"""What each answer means, from the definitions on top of the criteria: the data set's codebook."""

from __future__ import annotations

from collections.abc import Iterator

from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.crawler.store.criteria import registered_criteria

CODEBOOK = "What each answer to each question means: a row an answer."
COLUMNS = {
    "criterion": "the question, as columns and rows of the other tables name it",
    "scope": "paper or repository: what is judged",
    "rule": "the version of the rule that this text describes",
    "question": "the question in words",
    "answer": "yes, no, na (it does not apply) or unknown (what could be read cannot tell; never counted as no)",
    "meaning": "what the answer says",
}
_REPEATABLE = {
    "yes": "Public data, dependencies and training are yes.",
    "no": "One of these three is no, or there is no repository, or nothing public in it.",
    "na": "The paper has no data to make public.",
    "unknown": "None of these is known to be no, and one is unknown.",
}


def codebook() -> list[dict[str, str]]:
    """Its rows, by the columns of ``COLUMNS``: the criteria in the register's order, then what follows from them."""
    return [*_of_criteria(), *_of_repeatable()]


def _of_criteria() -> Iterator[dict[str, str]]:
    for registered in registered_criteria():
        criterion = CRITERIA[registered.criterion]
        for answer, meaning in _meanings(criterion.DEFINITION).items():
            yield {
                "criterion": registered.criterion,
                "scope": registered.scope,
                "rule": str(criterion.VERSION),
                "question": criterion.DEFINITION.question,
                "answer": answer,
                "meaning": meaning,
            }


def _meanings(definition: Definition) -> dict[str, str]:
    return {
        "yes": f"{definition.means} Counts: {definition.counts}",
        "no": f"It was looked for and not found. Does not count: {definition.does_not_count}",
        "na": definition.not_applicable,
        "unknown": definition.unknown,
    }


def _of_repeatable() -> Iterator[dict[str, str]]:
    question = "Can the paper's results be repeated, as far as what it needs is there?"
    for answer, meaning in _REPEATABLE.items():
        yield {
            "criterion": "repeatable",
            "scope": "paper",
            "rule": "",
            "question": question,
            "answer": answer,
            "meaning": meaning,
        }
