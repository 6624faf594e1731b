from __future__ import annotations

import pytest

from tests.namespaces import require_namespaces


@pytest.fixture(autouse=True)
def _namespaces() -> None:
    require_namespaces()
