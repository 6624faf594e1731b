"""Shares corrected by labels: worked out by hand, and how often their intervals hold what is true."""

from __future__ import annotations

from itertools import product

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result

from .conftest import SmallSurvey

Cell = tuple[str, int, str, int, int, int]
"""Venue, year, the rules' answer, and how many judged, labelled, and labelled yes."""


def corrected(database: duckdb.DuckDBPyConnection, cells: pa.Table) -> pa.Table:
    database.register("cells", cells)
    database.execute(
        "create or replace view label_counts as "
        "select *, 'public_data' as criterion, 0::bigint as labels_na, true as drawn from cells"
    )
    return result(database, "corrected_shares").to_arrow_table()


def rows(small: SmallSurvey, cells: list[Cell]) -> list[dict[str, object]]:
    names = ("venue", "year", "automatic", "judged", "labels", "labels_yes")
    with connect(small.store) as database:
        return corrected(
            database, pa.table(dict(zip(names, map(list, zip(*cells, strict=True)), strict=True)))
        ).to_pylist()


def test_one_year_is_worked_out_by_hand(small: SmallSurvey) -> None:
    told, over_all = rows(small, [("a", 2020, "yes", 60, 20, 18), ("a", 2020, "no", 40, 10, 1)])
    # .6 * .9 + .4 * .1 = .58; of these .54 / .58 are found; of the .42 others .36 / .42 are left
    assert told["share"] == pytest.approx(0.6)
    assert (told["prediction_powered"], told["rogan_gladen"]) == pytest.approx((0.58, 0.58))
    assert told["sensitivity"] == pytest.approx(0.54 / 0.58)
    assert told["specificity"] == pytest.approx(0.36 / 0.42)
    # with a third of a yes and a no more: 18.333 / 20.667 = .88710 and 1.333 / 10.667 = .125, together .58226
    # variance .24 * .7621^2 / 100 + .36 * .88710 * .11290 / 20.667 + .16 * .125 * .875 / 10.667 = .0047791
    reach = 1.959964 * 0.0047791**0.5
    interval = (told["prediction_powered_low"], told["prediction_powered_high"])
    assert interval == pytest.approx((0.58226 - reach, 0.58226 + reach), abs=2e-5)
    same = ("n", "labels", "prediction_powered", "prediction_powered_low", "prediction_powered_high")
    assert [over_all[column] for column in same] == [told[column] for column in same]
    assert (over_all["rogan_gladen_low"], over_all["rogan_gladen_high"]) == pytest.approx(interval)


def test_labels_drawn_unevenly_weigh_as_much_as_what_they_stand_for(small: SmallSurvey) -> None:
    cells = [("a", 2020, "yes", 90, 10, 10), ("a", 2021, "yes", 10, 10, 0), ("a", 2020, "no", 100, 10, 0)]
    *_, over_all = rows(small, cells)
    assert over_all["prediction_powered"] == pytest.approx(0.45)  # half of half would take each label alike
    assert over_all["labels"] == 30


def test_a_year_without_labels_is_corrected_by_what_others_tell(small: SmallSurvey) -> None:
    cells = [("a", 2020, "yes", 240, 80, 72), ("a", 2020, "no", 160, 40, 4), ("a", 2021, "yes", 200, 0, 0)]
    cells += [("a", 2021, "no", 200, 0, 0)]
    _, unlabelled, over_all = rows(small, cells)
    assert (unlabelled["year"], unlabelled["not_prediction_powered"]) == (2021, "fewer than ten labels")
    assert (unlabelled["prediction_powered"], unlabelled["prediction_powered_low"]) == (None, None)
    # of 2020 sensitivity .6 * .9 / .58 and specificity .4 * .9 / .42: (.5 + .85714 - 1) / (.93103 + .85714 - 1)
    assert unlabelled["rogan_gladen"] == pytest.approx(0.45312, abs=1e-5)
    assert unlabelled["rogan_gladen_low"] < 0.4 < 0.5 < unlabelled["rogan_gladen_high"]
    assert over_all["not_prediction_powered"] == "years without labels"
    assert over_all["rogan_gladen"] == pytest.approx((0.58 + 0.45312) / 2, abs=1e-5)


@pytest.mark.parametrize(
    ("cells", "powered", "gladen"),
    [
        ([("a", 2020, "yes", 60, 5, 5), ("a", 2020, "no", 40, 4, 1)], "fewer than ten labels", "fewer than ten labels"),
        (
            [("a", 2020, "yes", 60, 20, 18), ("a", 2020, "no", 40, 0, 0)],
            "no label where the rules say no",
            "no year with labels of both answers",
        ),
        ([("a", 2020, "yes", 60, 20, 10), ("a", 2020, "no", 40, 20, 10)], None, "the rules tell too little"),
        ([("a", 2020, "yes", 60, 20, 20)], None, "the rules tell too little"),
    ],
    ids=["few", "one answer", "guesses", "always yes"],
)
def test_what_cannot_be_corrected_says_why(
    small: SmallSurvey, cells: list[Cell], powered: str | None, gladen: str
) -> None:
    told = rows(small, cells)[0]
    assert (told["not_prediction_powered"], told["not_rogan_gladen"]) == (powered, gladen)
    assert (told["prediction_powered"] is None, told["rogan_gladen"]) == (powered is not None, None)


def test_few_labels_tell_nothing_of_other_years(small: SmallSurvey) -> None:
    cells = [("a", 2020, "yes", 60, 50, 48), ("a", 2020, "no", 40, 40, 1), ("a", 2021, "yes", 10, 0, 0)]
    _, other, over_all = rows(small, cells)
    assert other["not_rogan_gladen"] == over_all["not_rogan_gladen"]
    assert over_all["not_rogan_gladen"] == "fewer than 100 labels, too few for other years"
    assert over_all["prediction_powered"] is not None  # nine tenths of what was judged has labels


def test_without_labels_there_is_nothing(small: SmallSurvey) -> None:
    assert rows(small, [("a", 2020, "yes", 60, 0, 0), ("a", 2020, "no", 40, 0, 0)]) == []


def test_labels_are_the_latest_answers_to_what_was_judged(small: SmallSurvey) -> None:
    for number in range(12):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", "yes" if number < 6 else "no")
        small.review(f"p{number}", "public_data", "yes" if number < 5 else "no", role="compared")
    small.review("p0", "public_data", "no", day=6, role="compared", reviewer="John")
    small.review("p11", "public_data", "na", day=6, role="compared", reviewer="John")
    small.paper("unknown")
    small.verdict("unknown", "public_data", "unknown")
    small.review("unknown", "public_data", "yes", role="compared")
    told = small.statistic("corrected_shares")
    assert [(r["year"], r["n"], r["yes"], r["labels"], r["labels_na"]) for r in told] == [
        (2022, 12, 6, 11, 1),
        (None, 12, 6, 11, 1),
    ]
    assert told[0]["prediction_powered"] == pytest.approx(0.5 * 4 / 6)
    assert not told[0]["drawn"]


def test_another_day_s_figures_are_not_corrected(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "public_data", "yes")
    small.review("paper", "public_data", "yes", role="compared")
    for number in range(9):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", "no")
        small.review(f"p{number}", "public_data", "no", role="compared")
    assert len(small.statistic("corrected_shares")) == 2
    assert small.statistic("corrected_shares", first_visit=True) == []


def test_a_label_of_another_commit_is_none(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", {})
    small.verdict("paper", "training", "yes", origin=origin, head="a" * 40)
    small.review("paper", "training", "yes", origin=origin, head="b" * 40)
    with connect(small.store) as database:
        told = database.sql("select judged, labels from label_counts where criterion = 'training'").fetchall()
    assert told == [(1, 0)]


REPEATS = 4000
RULES = ((0.92, 0.92), (0.95, 0.85), (0.85, 0.95))
"""Sensitivity and specificity, about as the rules of the weakest questions have them."""


def drawn(
    rng: np.random.Generator, design: str, n: int, papers: int, true: float, rule: tuple[float, float], year: int = 2022
) -> pa.Table:
    """Labels of one year, a venue a repeat: of any papers, or as many of either answer."""
    sensitivity, specificity = rule
    yes_by_rule = true * sensitivity + (1 - true) * (1 - specificity)
    yes = rng.binomial(papers, yes_by_rule, REPEATS)
    of_yes = rng.hypergeometric(yes, papers - yes, n) if design == "random" else np.minimum(n // 2, yes)
    of_no = np.minimum(n - of_yes, papers - yes)
    in_yes = rng.binomial(of_yes, true * sensitivity / yes_by_rule)
    in_no = rng.binomial(of_no, true * (1 - sensitivity) / (1 - yes_by_rule))
    return pa.table(
        {
            "venue": [str(repeat) for repeat in range(REPEATS)] * 2,
            "year": [year] * (2 * REPEATS),
            "automatic": ["yes"] * REPEATS + ["no"] * REPEATS,
            "judged": np.concatenate([yes, papers - yes]),
            "labels": np.concatenate([of_yes, of_no]),
            "labels_yes": np.concatenate([in_yes, in_no]),
        }
    )


def coverage(told: pa.Table, estimate: str, year: int, true: float) -> float:
    """How often the year's interval holds what is true."""
    of_year = told.to_pandas().query("year == @year")
    return ((of_year[f"{estimate}_low"] <= true) & (true <= of_year[f"{estimate}_high"])).mean()


@pytest.mark.slow
@pytest.mark.parametrize("design", ["random", "balanced"])
@pytest.mark.parametrize("n", [30, 100, 300])
def test_intervals_hold_the_true_share_as_often_as_they_say(n: int, design: str) -> None:
    """Both estimates: of the labelled year, and of another with other papers, which the same rules judge."""
    rng = np.random.default_rng(21)
    powered, gladen = [], []
    with connect(None) as database:
        for papers, (true, other), rule in product((400, 1000), ((0.3, 0.5), (0.6, 0.4)), RULES):
            labelled = drawn(rng, design, n, papers, true, rule)
            unlabelled = drawn(rng, design, 0, papers, other, rule, year=2023)
            told = corrected(database, pa.concat_tables([labelled, unlabelled]))
            powered.append(coverage(told, "prediction_powered", 2022, true))
            gladen.append(coverage(told, "rogan_gladen", 2023, other))
    for held in (powered, gladen) if n >= 100 else (powered,):
        assert min(held) >= 0.93
        assert 0.93 <= np.mean(held) <= 0.97
