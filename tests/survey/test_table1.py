"""Table 1 by the command, of the first visits and of the latest."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .conftest import Row, Survey


def figures(said: str, year: str = "2022") -> dict[str, Row]:
    return {row["metric"]: row for row in csv.DictReader(io.StringIO(said)) if row["year"] == year}


def test_a_repository_that_changed_counts_as_it_was_first_found(surveyed: Survey) -> None:
    latest = figures(surveyed("table1", "--format", "csv"))
    first = figures(surveyed("table1", "--format", "csv", "--visit", "first"))
    assert latest == {row["metric"]: row for row in surveyed.export("table1") if row["year"] == "2022"}
    assert int(latest["training"]["yes"]) == int(first["training"]["yes"]) + 1
    assert latest["public_data"] == first["public_data"]


def test_a_form_goes_into_a_file(surveyed: Survey, tmp_path: Path) -> None:
    surveyed("table1", "--format", "latex", "-o", str(tmp_path / "table1.tex"))
    assert r"\bottomrule" in (tmp_path / "table1.tex").read_text()
    complaint = surveyed("table1", "-o", str(tmp_path / "none" / "table1.txt"), status=2)
    assert complaint.startswith("reprosurvey: cannot write ")


def test_the_report_of_the_first_visits_stands_apart(surveyed: Survey) -> None:
    surveyed("report", "--visit", "first")
    assert (surveyed.store / "report" / "first-visit" / "index.html").is_file()


def test_two_moments_at_once_make_no_sense(surveyed: Survey) -> None:
    complaint = surveyed("table1", "--visit", "first", "--as-of", "2022-01-01", status=2)
    assert complaint.splitlines() == ["reprosurvey: --visit first and --as-of name two moments: give one of them"]
