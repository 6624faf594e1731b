from __future__ import annotations

from pathlib import Path

import pytest

from reprosurvey.crawler.resolution.uv import Resolver
from tests.package_index import PackageIndex
from tests.web import Site


@pytest.fixture
def index(site: Site) -> PackageIndex:
    return PackageIndex(site)


@pytest.fixture
def resolver(index: PackageIndex, tmp_path: Path) -> Resolver:
    return Resolver(index.address, tmp_path / "indexcache", connections=4, retries=0)
