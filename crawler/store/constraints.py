"""What holds of every table's rows, by ``sql/constraints.yml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from reprosurvey.crawler.store.schemas import TABLES, Table


def key_of(table: Table) -> tuple[str, ...]:
    """The columns whose values together no two rows of a table share; null counts as a value."""
    return _keys()[table.name]


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    import yaml  # only what keeps the files in order asks

    told = yaml.safe_load((files("reprosurvey.sql") / "constraints.yml").read_text(encoding="utf-8"))
    return {name: tuple(told["relations"][f"history.{name}"]["key"]) for name in TABLES}
