"""The page that tells what each answer means, made from the definitions beside the rules."""

from __future__ import annotations

from collections.abc import Iterator

from reprosurvey.analysis.checklist.questions import QUESTIONS
from reprosurvey.analysis.criteria.definition import Definition
from reprosurvey.analysis.criteria.registry import PAPER_CRITERIA, REPOSITORY_CRITERIA
from reprosurvey.crawler.visits.placeholders import WORDS

HEAD = """\
# Criteria
What each answer means. This page is made from the definitions on top of the modules in `analysis/criteria/` and
`analysis/checklist/questions.py`: change it there, then run
`python -m reprosurvey.analysis.checklist > docs/criteria.md`.

Every answer is yes, no, na (the question does not apply) or unknown (what could be read cannot tell; never counted as
no), and carries its evidence: for yes where it stands, for no what was looked for and where.
"""
EMPTY = f"""\
A repository that is empty, or holds nothing but READMEs of at most {WORDS} words, a licence and git's own files, is no
throughout.
"""
CHECKLIST = """\
`reprosurvey check` and `reprosurvey checklist` ask nine questions. Six are the criteria of repositories by the same
name; these three are put together from what is known of the paper and its repository. What it takes for
reproducibility to be "addressed" is not laid down anywhere that we know of; here it takes words that one can point at.
Whether the results do reproduce is not tried: nothing of a repository is run.
"""


def criteria_page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD, "## Of the paper\n"]
    parts += (_section(name, criterion.DEFINITION) for name, criterion in PAPER_CRITERIA.items())
    parts.append(f"## Of the repository\n{EMPTY}")
    parts += (_section(name, criterion.DEFINITION) for name, criterion in REPOSITORY_CRITERIA.items())
    parts.append(f"## The checklist\n{CHECKLIST}")
    own = (q for q in QUESTIONS.values() if q.name not in REPOSITORY_CRITERIA)
    parts += (_section(f"{question.name} (checklist)", question.definition) for question in own)
    return "\n".join(parts)


def _section(name: str, definition: Definition) -> str:
    return "\n".join([f"### {name}", definition.question, "", *_lines(definition), ""])


def _lines(definition: Definition) -> Iterator[str]:
    yield f"- **Yes:** {definition.means}"
    yield f"- **Counts:** {definition.counts}"
    yield f"- **Does not count:** {definition.does_not_count}"
    yield f"- **Does not apply (na):** {definition.not_applicable}"
    yield f"- **Unknown:** {definition.unknown}"
    yield f"- **Advice:** {definition.advice}"
