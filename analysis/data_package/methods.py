"""A paragraph on how a survey was made, with its own numbers, for the methods section of a paper."""

from __future__ import annotations

import textwrap

import jinja2

from reprosurvey.analysis.data_package.contents import Dataset
from reprosurvey.crawler.store.criteria import registered_criteria

_PARAGRAPH = """
We surveyed the {{ m.papers }} papers of {{ m.venues }} {{ years }} with reprosurvey {{ tool }}. Their pages and PDFs
were read {{ days(m.crawled_from, m.crawled_until) }}; {{ m.pdfs_read }} PDFs could be read. {{ m.with_repository }}
papers give the address of a public repository of their own ({{ m.repositories }} repositories).
{% if m.with_repository %}
Of these papers' repositories {{ m.looked_into }} were looked into, each at one commit,
{{ days(m.visited_from, m.visited_until) }}; {{ m.gone }} showed nothing public, and {{ m.not_looked_into }} could not
be looked into.
{% endif %}
Nothing of a repository was run. Rules answered for each paper whether it gives a repository of its own and whether data
that it trains or evaluates on are public, and for each repository whether it has dependencies with versions, code that
trains and code that evaluates the paper's model, the trained model, documentation and a licence (score, 0 to 6), each
answer with its evidence (versions of the rules: {{ versions }}). The codebook tells what each answer means. A paper is
repeatable when its data are public and its repository has dependencies and training. {{ m.answers }} questions were
answered with yes or no{% if m.by_people %}, {{ m.by_people }} of all by people, whose answers stand over the
rules'{% endif %}, and {{ m.unknown }} are unknown, which no share counts. Shares have Wilson's 95 % interval, mean
scores Student's; trends over years were tested after Cochran and Armitage, with p-values corrected after Holm, where
ten or more were judged in every year. On {{ m.labelled_sets }} sets of papers and repositories that people had labelled
without having seen the rules, agreement with the rules of that time was, by question, between Cohen's kappa
{{ "%.2f" | format(m.kappa_low) }} and {{ "%.2f" | format(m.kappa_high) }} (50 or more answers; table `rules_accuracy`).
{% if m.labels %}
For this survey people answered up to {{ m.labels }} times what the rules had answered to a question (table
`agreement`); by these answers the shares were corrected, by prediction-powered inference and after Rogan and Gladen
(table `corrected_shares`).
{% endif %}
"""
_SOURCES = """
- Test for trend: W. G. Cochran (1954), Biometrics 10, 417-451; P. Armitage (1955), Biometrics 11, 375-386
- Kappa: J. Cohen (1960), Educ. Psychol. Meas. 20, 37-46
- P-values of several tests: S. Holm (1979), Scand. J. Statist. 6, 65-70
- Intervals of shares: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212
- Shares by labels: A. N. Angelopoulos et al. (2023), Science 382, 669-674
- Shares by sensitivity and specificity: W. J. Rogan and B. Gladen (1978), Am. J. Epidemiol. 107, 71-76
"""


def methods(dataset: Dataset) -> str:
    """``METHODS.md``."""
    (rules,) = (part.rows.to_pylist() for part in dataset.parts if part.name == "rules")
    paragraph: str = jinja2.Template(_PARAGRAPH).render(
        m=dataset.methods,
        years=dataset.years,
        tool=dataset.tool,
        versions=", ".join(_versions(rules)),
        days=_days,
    )
    told = textwrap.fill(" ".join(paragraph.split()), 100, break_long_words=False, break_on_hyphens=False)
    head = "To paste into a paper, and to cut to what it needs. The numbers and dates are this survey's."
    return f"# Methods\n{head}\n\n{told}\n\n## Sources\n{_SOURCES.strip()}\n"


def _versions(rules: list[dict[str, object]]) -> list[str]:
    """Of each question of Table 1 the versions that judged the survey, people's answers left out."""
    counted = [c.criterion for c in registered_criteria() if c.in_table1]
    return [
        f"{name.replace('_', ' ')} {row['rule']}"
        for name in counted
        for row in rules
        if row["criterion"] == name and row["rule"] not in (None, "review")
    ]


def _days(first: object, last: object) -> str:
    """Two moments as days; of none, as nothing was read."""
    if first is None or last is None:
        return "on no day"
    begun, ended = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
    return f"on {begun}" if begun == ended else f"from {begun} to {ended}"
