"""Which packages the lists of the survey's repositories lack."""

from __future__ import annotations

from reprosurvey.crawler.store.schemas import UNLISTED

from .conftest import SmallSurvey, answers, at

HEAD = "a" * 40


def unlisted(small: SmallSurvey, key: str, *packages: str, day: int = 1, head: str = HEAD) -> None:
    about = {"paper": key, "origin": f"https://github.com/small/{key}", "head": head, "assessed_at": at(day)}
    rows = [
        about | {"package": p, "imported": p, "known_from": "same name", "path": "a.py", "line": 3} for p in packages
    ]
    small.store.append(UNLISTED, rows or [about], ("small", 2022))


def missing(small: SmallSurvey) -> list[tuple[object, ...]]:
    return [(r["paper"], r["package"], r["path"], r["line"]) for r in small.statistic("missing_packages")]


def test_the_latest_assessment_of_the_commit_counts(small: SmallSurvey) -> None:
    for key in ("one", "two"):
        small.paper(key, 2022)
        small.repository(key, answers(), 2022)
    unlisted(small, "one", "jax", "tqdm")
    unlisted(small, "one", "jax", day=2)
    unlisted(small, "one", "flax", head="b" * 40)
    unlisted(small, "two", "jax")
    unlisted(small, "two", day=2)
    assert missing(small) == [("one", "jax", "a.py", 3)]
