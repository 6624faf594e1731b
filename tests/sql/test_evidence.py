"""Evidence with a kind and a reason, and that of stores that were written before it had them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reprosurvey.analysis.report.evidence import evidence_by_paper
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, evidence_of
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.arrow import file_schema
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.migration import migrate
from reprosurvey.crawler.store.parquet import write_marker
from reprosurvey.crawler.store.queries import result_rows
from reprosurvey.crawler.store.schemas import TABLES, VERDICTS

from .conftest import SmallSurvey, at

HEAD = "a" * 40
OLD = pa.struct([("place", pa.string()), ("quote", pa.string()), ("line", pa.int64()), ("link", pa.string())])


def append_as_before(small: SmallSurvey, row: dict[str, object]) -> None:
    """Write a verdict as older releases wrote it."""
    schema = file_schema(VERDICTS)
    older = schema.set(schema.get_field_index("evidence"), pa.field("evidence", pa.list_(OLD)))
    older = older.remove(older.get_field_index("reason"))
    folder = small.store.path / "verdicts" / "venue=small" / "year=2022"
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist([row], older), folder / f"{row['paper']}.parquet")


def old_and_new(small: SmallSurvey) -> None:
    """Two placeholders, one empty and one with weights, of an older release, and a placeholder of this one."""
    placeholder = "nothing but a placeholder README, licence or .gitignore"
    for key, criterion, outcome, place, quote in (
        ("old", "training", "no", "repository", placeholder),
        ("bare", "training", "no", "repository", "no files"),
        ("code", "training", "no", "programs and notebooks", "nothing steps an optimiser or fits a model"),
        ("tree", "model", "yes", "best.pt", "120000 bytes"),
        ("link", "model", "yes", "https://lab.example/w", "asked for: gone"),
    ):
        small.paper(key)
        origin = small.repository(key, {})
        evidence = [{"place": place, "quote": quote, "line": None, "link": None}]
        row = {"paper": key, "criterion": criterion, "outcome": outcome, "evidence": evidence, "origin": origin}
        append_as_before(small, row | {"head": HEAD, "assessed_at": at(1)})
    small.paper("new")
    origin = small.repository("new", {})
    evidence = [{"place": "the tree", "quote": "in other words", "kind": "absence", "reason": "placeholder"}]
    small.verdict("new", "training", "no", origin=origin, head=HEAD, evidence=evidence)
    small.paper("words")
    origin = small.repository("words", {})
    evidence = [{"place": "repository", "quote": "nothing trains", "kind": "absence", "reason": None}]
    small.verdict("words", "training", "no", origin=origin, head=HEAD, evidence=evidence)
    write_marker(small.store.storage, 1)
    migrate(small.store.path, silent)


@pytest.mark.parametrize("sealed", [False, True])
def test_views_ask_the_reason_and_read_older_stores(small: SmallSurvey, sealed: bool) -> None:
    old_and_new(small)
    with connect(small.store, sealed=sealed) as database:
        states = database.sql("select paper, state from nothing_there order by paper").fetchall()
        models = result_rows(database, "models")[0]
    assert states == [("bare", "placeholder"), ("new", "placeholder"), ("old", "placeholder")]
    assert (models["models"], models["in_tree"], models["gone"], models["unknown"]) == (2, 1, 1, 0)


def test_older_evidence_is_read_without_a_kind(small: SmallSurvey) -> None:
    old_and_new(small)
    rows = small.store.read(TABLES["verdicts"]).to_pylist()
    found = {row["paper"]: evidence_of(row["evidence"][0]) for row in rows if row["criterion"] in ("training", "model")}
    assert found["tree"] == Evidence("best.pt", "120000 bytes")
    assert found["new"] == Evidence("the tree", "in other words", kind=Kind.ABSENCE, reason="placeholder")


@pytest.mark.parametrize(
    ("pdf", "piece", "page"),
    [
        ("https://p.example/a.pdf", {"place": "page 12: own data", "kind": "page"}, "https://p.example/a.pdf#page=12"),
        ("https://p.example/pdf?id=x#top", {"place": "page 1"}, "https://p.example/pdf?id=x#page=1"),
        ("https://p.example/a.pdf", {"place": "abstract", "kind": "page"}, None),
        ("https://p.example/a.pdf", {"place": "page 1", "kind": "file"}, None),
        (None, {"place": "page 1", "kind": "page"}, None),
    ],
)
def test_a_page_of_the_paper_has_the_address_at_which_viewers_open_it(
    small: SmallSurvey, pdf: str | None, piece: dict[str, str], page: str | None
) -> None:
    small.paper("paper", pdf_url=pdf)
    small.verdict("paper", "public_data", "yes", evidence=[piece | {"quote": "our data"}])
    (row,) = small.statistic("evidence")
    assert [found["page"] for found in row["evidence"]] == [page]


def test_a_paper_has_its_own_evidence_in_a_report_wherever_others_and_submissions_have_some(small: SmallSurvey) -> None:
    for key, kind in (("a", "submission"), ("b", "paper"), ("c", "paper"), ("d", "submission"), ("e", "paper")):
        small.paper(key, kind=kind)
        if key != "c":
            small.verdict(key, "public_data", "yes", evidence=[{"place": key, "quote": key}], rule="1")
    with connect(small.store) as database:
        papers = result_rows(database, "papers")
        found = list(evidence_by_paper(database, papers))
    assert [paper["paper"] for paper in papers] == ["b", "c", "e"]
    assert found == [
        {"public_data": ["yes", [["b", None, "b", None, None]], "1"]},
        {},
        {"public_data": ["yes", [["e", None, "e", None, None]], "1"]},
    ]
