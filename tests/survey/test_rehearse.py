"""The command that rehearses, over the demo and an index that has what it lists."""

from __future__ import annotations

import json

import pytest
from packaging.requirements import Requirement

from tests.namespaces import require_namespaces
from tests.package_index import PackageIndex
from tests.web import Site

from .conftest import Survey


@pytest.fixture
def listed(copied: Survey, site: Site) -> Survey:
    """The demo, with an index of packages of which each holds nothing."""
    require_namespaces()
    index = PackageIndex(site)
    for row in copied.export("to_rehearse"):
        for requirement in map(Requirement, json.loads(row["told"])):
            version = next((part.version for part in requirement.specifier), "1.0")
            index.wheel(requirement.name.lower(), version, contents={f"{requirement.name}.py": ""})
    copied.settings.write_text(f'package_index = "{index.address}"\n{copied.settings.read_text()}')
    return copied


@pytest.mark.slow
def test_a_sample_is_told_rehearsed_and_counted(listed: Survey) -> None:
    told = " ".join(listed("rehearse", "--limit", "2", "--seed", "7", "--yes").split())
    assert "A sample of 2 of" in told
    assert "all years in turn, seed 7" in told
    assert "repositories are to be installed and started in the sandbox" in told
    rows = [row for row in listed.export("from_reading_to_running") if row["year"] and row["step"] == "installs"]
    assert sum(int(row["repositories"]) - int(row["not_tried"]) - int(row["without_list"]) for row in rows) >= 2


@pytest.mark.slow
def test_without_a_yes_nothing_is_run(listed: Survey) -> None:
    assert "Aborted" in listed("rehearse", "--limit", "1", status=1)
    assert "starts\n0\n" in listed("sql", "select count(*) as starts from rehearsals", "--format", "csv")
