"""Which papers are due: those whose inputs or rules are new."""

from __future__ import annotations

import duckdb

from reprosurvey.analysis.assessment.traits import VERSION as TRAITS_VERSION
from reprosurvey.analysis.criteria.registry import CRITERIA
from reprosurvey.analysis.facts.registry import VERSION as FACTS_VERSION
from reprosurvey.analysis.packages.imports import VERSION as IMPORTS_VERSION
from reprosurvey.analysis.packages.main_list import VERSION as LIST_VERSION
from reprosurvey.analysis.packages.pins import VERSION as PINS_VERSION

RULES = " ".join(
    [
        *(f"{name}:{module.VERSION}" for name, module in CRITERIA.items()),
        f"traits:{TRAITS_VERSION}",
        f"pins:{PINS_VERSION}",
        f"unlisted:{IMPORTS_VERSION}",
        f"requirements:{LIST_VERSION}",
        f"facts:{FACTS_VERSION}",
    ]
)
"""Every criterion with its version, and those of what is noted without a verdict."""

_DUE = """
create table due as
with
unsettled as (
    from inputs
    anti join (select venue, year, paper, inputs from assessments where rules = $1 and not $2)
        using (venue, year, paper, inputs)
)
select row_number() over (order by venue, year, paper) - 1 as item, venue, year, paper, unsettled.inputs
from unsettled
semi join papers using (venue, year, paper)
"""


def choose_due(database: duckdb.DuckDBPyConnection, *, force: bool) -> int:
    """Make the table ``due`` of the papers to judge, with ``force`` of every one; how many they are.

    Its columns are the paper's key, the digest of its inputs, and its number in the order of the keys (``item``).
    """
    database.execute(_DUE, [RULES, force])
    ((count,),) = database.sql("select count(*) from due").fetchall()
    return int(count)
