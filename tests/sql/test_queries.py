"""Every file of ``sql/`` works on an empty survey and says what each of its columns holds."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import Query, queries, result

from .conftest import SmallSurvey


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_it_says_what_it_yields(small: SmallSurvey, query: Query) -> None:
    with connect(small.store) as database:
        assert result(database, query.name).columns == list(query.columns)
    assert query.about.endswith(".")


def test_no_two_have_one_name() -> None:
    names = [query.name for query in queries()]
    assert len(names) == len(set(names))
