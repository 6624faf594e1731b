"""A visit that is killed at any moment: the next one ends with the same tables."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS, Table
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.web import DROPPED, PASS, Answer, Site

COUNT = 60
ORIGINS = [f"https://github.com/lab/{number}" for number in range(COUNT)]
VISIT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from reprosurvey.crawler.config import load_config
    from reprosurvey.crawler.progress import silent
    from reprosurvey.crawler.store.parquet import Store
    from reprosurvey.crawler.visits import writer
    from reprosurvey.crawler.visits.visit_stage import visit_all
    writer.SNAPSHOTS_A_FILE = 3
    origins = [[f"https://github.com/lab/{number}"] for number in range(int(sys.argv[3]))]
    visit_all(Store.open(Path(sys.argv[1])), load_config(Path(sys.argv[2])), origins, tell=silent)
    """
)


def rows(store: Store, table: Table, *columns: str) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row.values()) for row in store.read(table, columns).to_pylist())


def tables(store: Store) -> tuple[Counter[tuple[object, ...]], ...]:
    return (
        rows(store, VISITS, "origin", "outcome", "head"),
        rows(store, SNAPSHOTS, "origin", "head", "path", "blob", "kept"),
        rows(store, BLOBS, "origin", "blob", "text"),
    )


@pytest.mark.slow
def test_killed_at_twenty_random_moments_nothing_is_lost_or_twice(store: Store, site: Site, tmp_path: Path) -> None:
    for number in range(COUNT):
        if number % 10:
            site.repository(
                f"github.com/lab/{number}", {"train.py": f"print({number % 7})", "README.md": "x " * number}
            )
    whole = Store.create(tmp_path / "whole")
    visit_all(whole, site.config("github.com"), [[origin] for origin in ORIGINS], tell=silent)
    (tmp_path / "survey.toml").write_text(site.settings("github.com") + "[limits]\nhost_requests = 4\nattempts = 1\n")
    chance = random.Random(4)
    for kill in range(20):
        killed = Store.create(tmp_path / f"killed-{kill}")
        command = [sys.executable, "-c", VISIT, str(killed.path), str(tmp_path / "survey.toml"), str(COUNT)]
        moment = len(site.asked) + chance.randrange(2 * COUNT)
        process = subprocess.Popen(command)
        while len(site.asked) < moment and process.poll() is None:
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        subprocess.run(command, check=True, timeout=120)
        assert tables(killed) == tables(whole)
    assert all(count == 1 for table in tables(whole) for count in table.values())


def test_a_fault_once_each_changes_nothing(store: Store, site: Site, tmp_path: Path, waits: list[float]) -> None:
    places = [f"github.com/lab/{number}" for number in range(8)]
    for number, place in enumerate(places):
        site.repository(place, {"train.py": f"print({number})", "big.py": "#" * 5000})
    addresses = [[f"https://{place}"] for place in places]
    config = site.config("github.com", blob_bytes=1000)
    visit_all(Store.create(tmp_path / "calm"), config, addresses, tell=silent)
    faults = [Answer(503), Answer(429, headers={"Retry-After": "1"}), Answer(body=b"000dpackfile\n0800\x01PACK",
              kind="application/x-git-upload-pack-result"), DROPPED]  # fmt: skip
    for number, place in enumerate(places):
        for_look, for_pack = faults[number % 2 * 3], faults[number % 4]
        site.answer_git(place, for_look, PASS, for_pack, PASS, faults[(number + 1) % 4], PASS)
    visit_all(store, config, addresses, tell=silent)
    assert tables(store) == tables(Store.open(tmp_path / "calm"))
