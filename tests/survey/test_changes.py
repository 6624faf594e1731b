"""``reprosurvey changes`` over the demo, of whose repositories one was filled between two visits."""

from __future__ import annotations

import csv
import io

import pytest

from .conftest import Survey


@pytest.mark.slow
def test_a_filled_repository_and_its_verdicts_are_told(unsurveyed: Survey) -> None:
    unsurveyed("run", "demo", "--years", "2022")
    assert unsurveyed("changes") == "Nothing moved.\n"
    unsurveyed.site.advance()
    unsurveyed("visit", "--all")
    unsurveyed("assess")
    lines = [line.split(" ", 1)[1] for line in unsurveyed("changes").splitlines()]
    assert lines[0].startswith("demo 2022 nettlemere22a: repository filled: empty -> ")
    assert any(line.startswith("demo 2022 nettlemere22a: training: no -> yes") for line in lines)
    assert all(line.startswith("demo 2022 nettlemere22a: ") for line in lines)
    rows = list(csv.DictReader(io.StringIO(unsurveyed("changes", "--format", "csv"))))
    assert len(rows) == len(lines)
    assert {row["cause"] for row in rows if row["subject"] == "verdict"} == {"survey"}
    for nothing in (["--since", "2999-01-01"], ["--rules"]):
        assert unsurveyed("changes", *nothing) == "Nothing moved.\n"
