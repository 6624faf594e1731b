"""A survey with all that a report shows, among it what a browser would run if it were taken for markup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reprosurvey.analysis.report.html_report import write_report
from reprosurvey.analysis.report.imprint import Imprint
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.schemas import CITATIONS
from tests.sql.conftest import SmallSurvey, answers, at, small

__all__ = ["small"]

HOSTILE_TITLE = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'> \u2028 & more"
HOSTILE_QUOTE = "<b onmouseover=alert(1)>ours</b><!-- <script> "
LINE = "https://github.com/small/full/blob/" + "a" * 40 + "/train.py#L7"
IMPRINT = Imprint("survey@lab.example", {"small": "The Small Conference"})
PDF = "https://proceedings.example/full.pdf"
DAY = datetime(2022, 5, 1, 23, 59, 59, 999999, tzinfo=UTC)
DAY_LINE = "https://github.com/small/full/blob/" + "b" * 40 + "/train.py#L1"


def made(folder: Path) -> SmallSurvey:
    """Six papers of three years: every answer, a change, citations, and how one stood on a day."""
    small = SmallSurvey(folder)
    for year in (2020, 2021, 2022):
        small.paper("none", year)
        small.verdict("none", "has_repository", "no", year)
        small.verdict("none", "public_data", "yes" if year == 2022 else "no", year)
    small.paper("full", title=HOSTILE_TITLE, landing_url="https://proceedings.example/full.html", pdf_url=PDF)
    small.paper("part", 2021, title="Zebras", landing_url="javascript:window.ran=1")
    small.paper("unread", title="=1+1")
    origin = small.repository("full", answers("dependencies evaluation model documentation licensing"))
    found = {"place": "page 1", "quote": "our code is here", "link": origin, "kind": "page"}
    small.verdict("full", "has_repository", "yes", day=2, origin=origin, evidence=[found])
    evidence = [{"place": "train.py", "quote": HOSTILE_QUOTE, "line": 7, "link": LINE}]
    small.verdict("full", "training", "yes", day=2, origin=origin, head="a" * 40, evidence=evidence)
    small.verdict("full", "public_data", "yes")
    small.repository("part", answers("documentation"), 2021)
    small.verdict("part", "public_data", "no", 2021)
    small.verdict("unread", "has_repository", "unknown")
    small.visit(origin, "full", as_of=DAY, committed_at=at(-60))
    on_the_day = [{"place": "train.py", "quote": "then", "line": 1, "link": DAY_LINE}]
    small.verdict("full", "training", "yes", as_of=DAY, origin=origin, evidence=on_the_day)
    for key, year, outcome in (("full", 2022, "yes"), ("part", 2021, "yes"), ("unread", 2022, "no")):
        small.review(key, "public_data", outcome, year, role="compared", note=HOSTILE_QUOTE)
    small.review("full", "documentation", "no", origin=origin, head="a" * 40, reviewer=HOSTILE_TITLE)
    cited = {"source": "openalex", "outcome": "found", "asked_at": at(3)}
    small.store.append(CITATIONS, [cited | {"paper": "full", "citations": 12}], ("small", 2022))
    small.store.append(CITATIONS, [cited | {"paper": "part", "citations": 0}], ("small", 2021))
    return small


def written(small: SmallSurvey, folder: Path, as_of: datetime | None = None) -> Path:
    with connect(small.store, as_of) as database:
        return write_report(folder, database, IMPRINT, as_of)


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory) -> SmallSurvey:
    """For reading only."""
    return made(tmp_path_factory.mktemp("reported") / "survey")


@pytest.fixture(scope="session")
def page(survey: SmallSurvey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report."""
    return written(survey, tmp_path_factory.mktemp("page"))
