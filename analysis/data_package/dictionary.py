"""A data set's README: what it is, its licence, how to check and read it, and what each column holds."""

from __future__ import annotations

import jinja2

from reprosurvey.analysis.data_package.contents import ABOUT_QUOTES, Dataset
from reprosurvey.analysis.data_package.description import kind_of, licence_page

_PAGE = """\
# {{ title }}

{{ summary }} The papers were last judged on {{ assessed_at.strftime('%Y-%m-%d') }}.

Unknown is never no: what could not be read has no verdict, and each figure stands beside its denominator and beside how
many more are unknown.

- `csv/` and `parquet/` hold the same tables. An empty field of a CSV file is nothing; times are in UTC.
  A text that begins like a formula stands after an apostrophe in CSV, so that no spreadsheet runs it.
- `codebook` tells what each answer to each question means, `rules` which versions of the rules gave them,
  `rules_accuracy` how right the rules were on labelled sets.
- `METHODS.md` is a paragraph for the methods section of a paper, with this survey's numbers.
- `datapackage.json` describes the CSV files for programs ([Data Package](https://datapackage.org)), `croissant.json`
  both forms ([Croissant](https://docs.mlcommons.org/croissant/)).
- `CITATION.cff` says how to cite the data.
- `sha256sum -c SHA256SUMS` tells whether the files are whole.

Licence: [{{ licence }}]({{ licence_page }}). {{ about_quotes }}

Made with reprosurvey {{ tool }}, by {{ authors | join('; ') }}.
{% for part in parts %}

## {{ part.name }}

{{ part.about }} Rows: {{ part.rows.num_rows }}.

| column | type | meaning |
|---|---|---|
{% for field in part.rows.schema %}
| `{{ field.name }}` | {{ kind_of(field.type) }} | {{ part.columns[field.name] | replace('|', '\\\\|') }} |
{% endfor %}
{% endfor %}
"""


def readme(dataset: Dataset) -> str:
    """``README.md``, which is the data dictionary as well."""
    page = jinja2.Template(_PAGE, trim_blocks=True, keep_trailing_newline=True)
    text: str = page.render(
        title=dataset.title,
        summary=dataset.summary,
        assessed_at=dataset.assessed_at,
        licence=dataset.licence,
        authors=dataset.authors,
        tool=dataset.tool,
        parts=dataset.parts,
        licence_page=licence_page(dataset.licence),
        about_quotes=ABOUT_QUOTES,
        kind_of=kind_of,
    )
    return text
