"""The page of what can be asked, ``docs/views.md``, made from :mod:`reprosurvey.crawler.store.relations`."""

from __future__ import annotations

from collections.abc import Iterator

from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.relations import GROUPS, Relation, relations

TITLES = {
    "views": "Views: the latest state",
    "statistics": "Statistics: figures",
    "history": "History: every row that was ever written",
}
HEAD = """\
# What can be asked
Made from the comments of `sql/views/`, `sql/statistics/` and `crawler/store/schemas.py`.

`reprosurvey sql` answers queries over these; `reprosurvey export database` writes a file that has the same. In the
prompt, `.tables` lists them and `.columns survey` what is in one. Twenty questions, worked:
[questions.md](questions.md).
"""


def views_page() -> str:
    """The page in Markdown."""
    with connect(None) as database:
        add_statistics(database)
        known = relations(database)
    sections = (line for group in GROUPS for line in _group(group, [r for r in known if r.group == group]))
    return "\n".join([HEAD, *sections])


def _group(group: str, members: list[Relation]) -> Iterator[str]:
    yield f"## {TITLES[group]}\n"
    for relation in members:
        yield f"### {relation.name}\n{relation.about}\n"
        yield "| column | type | meaning |\n|---|---|---|"
        yield from (f"| `{c.name}` | {c.kind} | {c.meaning.replace('|', chr(92) + '|')} |" for c in relation.columns)
        yield ""
