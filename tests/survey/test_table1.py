"""Table 1 by the command, of the first visits and of the latest."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Survey


def test_where_nothing_moved_the_first_visit_is_the_latest(surveyed: Survey) -> None:
    latest = surveyed("table1", "--format", "csv")
    assert latest == surveyed("export", "table1")
    assert latest == surveyed("table1", "--format", "csv", "--visit", "first")


def test_a_form_goes_into_a_file(surveyed: Survey, tmp_path: Path) -> None:
    surveyed("table1", "--format", "latex", "-o", str(tmp_path / "table1.tex"))
    assert r"\bottomrule" in (tmp_path / "table1.tex").read_text()
    complaint = surveyed("table1", "-o", str(tmp_path / "none" / "table1.txt"), status=2)
    assert complaint.startswith("reprosurvey: cannot write ")


@pytest.mark.slow
def test_the_report_of_the_first_visits_stands_apart(surveyed: Survey) -> None:
    surveyed("report", "--visit", "first")
    assert (surveyed.store / "report" / "first-visit" / "index.html").is_file()


def test_two_moments_at_once_make_no_sense(surveyed: Survey) -> None:
    complaint = surveyed("table1", "--visit", "first", "--as-of", "2022-01-01", status=2)
    assert complaint.splitlines() == ["reprosurvey: --visit first and --as-of name two moments: give one of them"]
