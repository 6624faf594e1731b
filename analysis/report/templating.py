"""The engine of the pages' templates: what is put in is escaped, and a name that nobody gave is a fault."""

from __future__ import annotations

import jinja2

from reprosurvey.analysis.report.embedded_data import embedded
from reprosurvey.analysis.report.formatting import address, coded, decimals, figure, percent, words


def environment(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """That of the templates of ``loader``."""
    made = jinja2.Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters |= {
        "address": address,
        "coded": coded,
        "decimals": decimals,
        "embedded": embedded,
        "figure": figure,
        "percent": percent,
        "words": words,
    }
    return made
