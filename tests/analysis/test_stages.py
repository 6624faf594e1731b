"""The stages together, over a real site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from reprosurvey.analysis.ownership import nomination_stage
from reprosurvey.analysis.stages import Stages
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import CANDIDATES, PAPERS
from reprosurvey.crawler.submissions import Submission, enter
from tests.web import Answer, Site

PAGE = "https://lab.github.io/tree"
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction."""


@pytest.fixture
def stages(store: Store, site: Site) -> Stages:
    """A paper that gives a project page, before anything of it was read."""
    paper = {
        "paper": "oak22a",
        "kind": "paper",
        "title": "Closing the Gaps in Retinal Vessel Trees",
        "authors": ["Ada Ashgrove"],
        "abstract": f"We close gaps. Our code is available on our project page, {PAGE}.",
        "declared": [],
        "pdf_error": "HTTP 404",
        "crawled_at": datetime(2022, 6, 1, tzinfo=UTC),
    }
    store.append(PAPERS, [paper], ("midl", 2022))
    return Stages(store, site.config("lab.github.io", "github.com"), None, Console(quiet=True))


def survey_of(stages: Stages) -> dict[str, object]:
    stages.extract()
    stages.visit()
    stages.assess(force=False)
    with connect(stages.store) as database:
        (row,) = database.sql("from survey").to_arrow_table().to_pylist()
    return row


@pytest.mark.slow
def test_a_paper_that_cannot_be_nominated_costs_itself_alone(
    stages: Stages, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (other,) = stages.store.read(PAPERS).drop_columns(["venue", "year"]).to_pylist()
    stages.store.append(PAPERS, [other | {"paper": "elm22a"}], ("midl", 2022))
    site.page("/lab.github.io/tree", "<p>Ours</p>")
    whole = nomination_stage.nominate

    def hostile(paper: Mapping[str, Any], *told: Any) -> Any:
        if paper["paper"] == "oak22a":
            raise RecursionError
        return whole(paper, *told)

    monkeypatch.setattr(nomination_stage, "nominate", hostile)
    stages.extract()
    stages.visit()
    assert set(stages.store.read(CANDIDATES)["paper"].to_pylist()) == {"elm22a"}
    stages.assess(force=False)
    with connect(stages.store) as database:
        judged = database.sql("select paper, has_repository from survey order by all").fetchall()
    assert judged == [("elm22a", "yes"), ("oak22a", "unknown")]


def test_a_project_page_leads_to_the_repository(stages: Stages, site: Site) -> None:
    site.page(
        "lab.github.io/tree/index.html",
        '<a href="https://github.com/theme/author">theme</a> <a href="https://github.com/ashgrove/vessel-trees">code</a>',
    )
    site.repository("github.com/theme/author", {"README.md": "# A theme", "index.html": "<html>"})
    site.repository("github.com/ashgrove/vessel-trees", {"README.md": "# Trees", "train.py": "import torch"})
    row = survey_of(stages)
    assert (row["has_repository"], row["repository"]) == ("yes", "https://github.com/ashgrove/vessel-trees")


@pytest.mark.slow
def test_a_project_page_without_repository_is_the_address(stages: Stages, site: Site) -> None:
    site.page("lab.github.io/tree/index.html", "<p>Code: soon.</p>")
    row = survey_of(stages)
    assert (row["has_repository"], row["repository"]) == ("yes", PAGE)
    assert row["training"] == "unknown"


@pytest.mark.slow
def test_a_day_is_judged_beside_the_present(stages: Stages, site: Site) -> None:
    site.page("lab.github.io/tree/index.html", '<a href="https://github.com/ashgrove/vessel-trees">code</a>')
    place = "github.com/ashgrove/vessel-trees"
    before = site.repository(place, {"README.md": "# Trees\n", "model.py": "import torch"}, time=1_640_995_200)
    licensed = {"README.md": "# Trees\n", "model.py": "import torch", "LICENSE": "MIT License\n\n" + MIT}
    site.repository(place, licensed, parent=before, time=1_672_531_200)
    survey_of(stages)
    stages.visit_as_of(datetime(2022, 6, 1, tzinfo=UTC))
    stages.visit_as_of(datetime(2020, 6, 1, tzinfo=UTC))
    stages.assess(force=False)
    with connect(stages.store) as database:
        days = database.sql("select year(as_of), licensing, head from surveys order by as_of nulls last").fetchall()
        assessments = database.sql("select count(*) from history.assessments").fetchall()
    assert [day[:2] for day in days] == [(2020, "na"), (2022, "no"), (None, "yes")]
    assert [day[2] for day in days][:2] == [None, before]
    stages.assess(force=False)
    with connect(stages.store) as database:
        assert database.sql("select count(*) from history.assessments").fetchall() == assessments


@pytest.mark.slow
def test_of_an_edition_only_its_own_is_looked_at_again(stages: Stages, site: Site) -> None:
    for name in ("net", "tree"):
        site.page(f"lab.github.io/{name}.pth", "weights")
        files = {"README.md": f"Our trained weights: https://lab.github.io/{name}.pth\n", "train.py": "import torch"}
        site.repository(f"github.com/lab/{name}", files)
        enter(stages.store, [Submission("1", name, (f"https://github.com/lab/{name}",))], (name, 2024))
    stages.extract()
    stages.visit()
    assert {"/lab.github.io/net.pth", "/lab.github.io/tree.pth"} <= set(site.paths())
    site.asked.clear()
    stages.visit(everything=True, edition=("net", 2024))
    assert set(site.paths()) == {"/github.com/lab/net.git/git-upload-pack", "/lab.github.io/net.pth"}


@pytest.mark.slow
def test_hosts_are_asked_about_what_was_visited_where_a_token_is_set(stages: Stages, site: Site) -> None:
    site.page("lab.github.io/tree/index.html", '<a href="https://github.com/ashgrove/vessel-trees">code</a>')
    site.repository("github.com/ashgrove/vessel-trees", {"README.md": "# Trees", "train.py": "import torch"})
    site.answer("/api.github.com/graphql", Answer(body=b'{"data": {"r0": {"databaseId": 7, "isArchived": true}}}'))
    survey_of(stages)
    tokens = {"api.github.com": "secret", "github.com": "another"}
    config = replace(site.config("lab.github.io", "github.com", "api.github.com"), tokens=tokens)
    with connect(stages.store) as database:
        assert database.sql("from metadata").fetchall() == []
        assert "hosts" not in {stage for (stage,) in database.sql("select stage from history.runs").fetchall()}
    replace(stages, config=config).visit(everything=True)
    with connect(stages.store) as database:
        told = database.sql("select origin, host_id, archived from metadata").fetchall()
        runs = database.sql("select counts from history.runs where stage = 'hosts'").fetchall()
    assert told == [("https://github.com/ashgrove/vessel-trees", "7", True)]
    assert runs == [({"full": 1},)]
    sent = {asked.headers["Authorization"]: asked.path for asked in site.asked if "Authorization" in asked.headers}
    assert sent == {"Bearer secret": "/api.github.com/graphql"}
