"""Views are made after what they name, and only those that are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.views import Script, Source, in_order, needed_by, script, scripts, sources_of


def names(found: tuple[Script, ...]) -> list[str]:
    return [one.name for one in found]


def view(name: str, rest: str) -> Script:
    return script(name, "stage", f"create view {name} as {rest}")


def test_a_view_comes_after_what_it_reads_and_the_macros_that_it_calls() -> None:
    macros = script("halves", "macros", "create macro half(x) as x / 2;\ncreate macro quarter(x) as half(half(x));")
    found = in_order(
        [
            view("a", "select quarter(n) from b"),
            view("b", "from history.b join c using (n)"),
            view("c", "from history.c"),
            macros,
        ]
    )
    assert names(found).index("c") < names(found).index("b") < names(found).index("a")
    assert names(found).index("halves") < names(found).index("a")


def test_views_in_a_circle_are_refused_by_name() -> None:
    circle = [view("a", "from b"), view("b", "from c"), view("c", "from a")]
    with pytest.raises(ValueError, match=r"^views in a circle: (a -> c -> b -> a|a -> b -> c -> a)$"):
        in_order(circle)


def test_what_a_comment_or_a_common_table_names_is_not_read() -> None:
    sql = "-- taken from survey\nwith\npapers as (\n    from texts\n)\nfrom papers join history.links using (paper)"
    assert sources_of(sql) == (Source("texts"), Source("history.links"))


def test_a_source_that_a_variable_names_is_the_default_unless_it_is_set() -> None:
    query = "from query_table(coalesce(getvariable('survey_of'), 'present_survey'))"
    assert sources_of(query) == (Source("present_survey", "survey_of"),)
    assert "earlier_surveys" not in names(needed_by([query]).scripts)
    assert "earlier_surveys" in names(needed_by([query], {"survey_of": "earlier_surveys"}).scripts)


@pytest.mark.parametrize("first_visit", [False, True])
@pytest.mark.parametrize("asked", ["table1", "survey", "alike_papers", "comparison", "published_counts"])
def test_what_is_asked_for_can_be_asked_alone(tmp_path: Path, asked: str, first_visit: bool) -> None:
    store = Store.create(tmp_path / "survey")
    with (
        connect(store, first_visit=first_visit, asked=[asked]) as some,
        connect(store, first_visit=first_visit) as full,
    ):
        query = next((query.sql for query in queries() if query.name == asked), f"from {asked}")
        assert some.sql(query).types == full.sql(query).types
        assert set(some.sql(query).fetchall()) == set(full.sql(query).fetchall())


def test_no_more_is_made_than_a_query_rests_on() -> None:
    assert names(needed_by(["select swhid('rev', head) from visits"]).scripts) == ["swhids", "visits"]
    assert names(needed_by(["select 1"]).scripts) == []


def test_each_file_makes_the_view_of_its_name_or_macros_alone() -> None:
    assert [
        one.name for one in scripts() if one.views not in ((), (one.name,)) or bool(one.views) == bool(one.macros)
    ] == []
