from __future__ import annotations

from pathlib import Path

from reprosurvey.crawler.venues import known_venues
from tests.commands import run


def test_every_venue_is_listed_by_its_whole_name(tmp_path: Path) -> None:
    listed = run("reprosurvey", "venues", folder=tmp_path).output.split()
    assert set(known_venues()) <= set(listed)
