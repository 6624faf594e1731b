from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.config import Cluster, Config, Limits
from reprosurvey.crawler.documents import extraction_stage as extraction
from reprosurvey.crawler.documents.extraction_stage import extract
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.locations import ObjectUrl
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import DOCUMENTS, LINKS, PAPERS, TEXTS
from reprosurvey.crawler.workers import run_over
from tests.documents import write_pdf

ONE = Config(limits=Limits(workers=1, pages=3))
LINK = "https://github.com/lab/seg"
EDITION = ("midl", 2022)
CRAWLED = datetime(2022, 10, 31, tzinfo=UTC)


def add(store: Store, key: str, *pages: list[str], **columns: Any) -> None:
    """A paper with a PDF of these pages."""
    path = f"midl/2022/{key}.pdf"
    (store.files / path).parent.mkdir(parents=True, exist_ok=True)
    write_pdf(store.files / path, *pages)
    row = {"paper": key, "kind": "paper", "pdf_path": path, "document": key * 2, "crawled_at": CRAWLED}
    store.append(PAPERS, [row | columns], EDITION)


def outcomes(store: Store) -> dict[str, str]:
    return {row["paper"]: row["outcome"] for row in store.read(DOCUMENTS).to_pylist()}


def test_a_worker_that_does_not_see_the_pdfs_says_nothing_of_any(store: Store) -> None:
    add(store, "good", [f"Our code is at {LINK}."])
    store.files.rename(store.path / "elsewhere")
    with pytest.raises(SurveyError, match="a worker needs the survey under the same path"):
        extract(store, ONE, silent)
    assert outcomes(store) == {}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: for what is about the stage, not about its workers."""

    def run(_: object, function: Callable[[Any], Any], inputs: Iterable[Any], *__: object) -> Iterator[tuple[Any, Any]]:
        return ((item, function(item)) for item in inputs)

    monkeypatch.setattr(extraction, "open_cluster", lambda *_: nullcontext())
    monkeypatch.setattr(extraction, "run_over", run)


def test_one_bad_pdf_costs_that_pdf(store: Store) -> None:
    add(store, "good", [f"Our code is at {LINK}."])
    add(store, "bad", declared=[{"label": "Software", "url": LINK}])
    (store.files / "midl/2022/bad.pdf").write_bytes(b"%PDF-1.5\nno more")
    add(store, "scan", [])
    add(store, "none", pdf_path=None, document=None, pdf_error="HTTP 404", abstract=f"Code: {LINK}")
    add(store, "gone")
    (store.files / "midl/2022/gone.pdf").unlink()
    counts = extract(store, ONE, silent)
    assert counts == {"read": 1, "unreadable": 2, "no text": 1, "no document": 1}
    assert outcomes(store) == {
        "good": "read", "bad": "unreadable", "scan": "no text", "none": "no document", "gone": "unreadable",
    }  # fmt: skip
    assert {row["paper"]: row["error"] for row in store.read(DOCUMENTS).to_pylist()}["none"] == "HTTP 404"
    sources = {(row["paper"], row["source"]) for row in store.read(LINKS).to_pylist()}
    assert sources == {("good", "text"), ("bad", "declared"), ("none", "abstract")}


def test_texts_and_links_belong_to_the_reading_that_found_them(store: Store, here: None) -> None:
    add(store, "a", ["One", LINK], ["Two"])
    extract(store, ONE, silent)
    (document,) = store.read(DOCUMENTS).to_pylist()
    texts, links = store.read(TEXTS).to_pylist(), store.read(LINKS).to_pylist()
    assert [(t["page"], t["text"].split()[0]) for t in texts] == [(1, "One"), (2, "Two")]
    assert [(link["page"], link["variants"]) for link in links] == [(1, [LINK])]
    assert {row["extracted_at"] for row in texts + links} == {document["extracted_at"]}
    assert (document["pages"], document["crawled_at"], document["document"]) == (2, CRAWLED, "aa")
    assert {(row["venue"], row["year"]) for row in texts + links} == {EDITION}


def test_an_address_that_a_place_gives_twice_in_the_same_words_is_one_row(store: Store, here: None) -> None:
    add(store, "a", [""], abstract=rf"Code: \href{{{LINK}}}{{{LINK}}}.")
    extract(store, ONE, silent)
    assert [row["written"] for row in store.read(LINKS).to_pylist()] == [LINK]


def test_only_so_many_pages_are_read_but_all_are_counted(store: Store, here: None) -> None:
    add(store, "a", *([str(i)] for i in range(5)))
    extract(store, ONE, silent)
    assert store.read(TEXTS).num_rows == ONE.limits.pages
    assert store.read(DOCUMENTS)["pages"].to_pylist() == [5]


def test_a_second_run_reads_nothing(store: Store, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "a", ["One"])
    extract(store, ONE, silent)
    files = set(store.path.rglob("*.parquet"))
    monkeypatch.setattr(extraction, "open_cluster", None)  # none are even started
    assert extract(store, ONE, silent) == {}
    assert set(store.path.rglob("*.parquet")) == files


def test_a_paper_that_was_crawled_anew_is_read_anew(store: Store, here: None) -> None:
    add(store, "a", ["One"])
    extract(store, ONE, silent)
    add(store, "a", ["Two"], crawled_at=datetime(2023, 1, 1, tzinfo=UTC))
    assert extract(store, ONE, silent) == {"read": 1}


def test_a_better_extractor_reads_all_anew(store: Store, here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "a", ["One"])
    extract(store, ONE, silent)
    monkeypatch.setattr(extraction, "VERSION", extraction.VERSION + 1)
    assert extract(store, ONE, silent) == {"read": 1}


def test_front_matter_is_not_read(store: Store, here: None) -> None:
    add(store, "preface", ["Welcome"], kind="front matter")
    assert extract(store, ONE, silent) == {}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_what_was_read_before_an_interruption_is_kept_and_the_rest_read_later(
    store: Store, here: None, error: type[BaseException]
) -> None:
    for key in "abcd":
        add(store, key, [key])

    def interrupt(done: int, total: int, failed: int) -> None:
        assert (total, failed) == (4, 0)
        if done == 2:
            raise error

    with pytest.raises(error):
        extract(store, ONE, interrupt)
    assert set(outcomes(store)) == {"a", "b"}
    assert extract(store, ONE, silent) == {"read": 2}
    assert outcomes(store) == dict.fromkeys("abcd", "read")
    assert store.read(TEXTS).num_rows == 4


def test_a_pdf_that_kills_its_worker_costs_that_pdf(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("a", "deadly", "z"):
        add(store, key, [key], declared=[{"label": "Software", "url": LINK}])

    def run(
        client: Any, function: Callable[[Any], Any], inputs: Iterable[Any], *rest: Any
    ) -> Iterator[tuple[Any, Any]]:
        def read(paper: dict[str, Any]) -> Any:
            if paper["paper"] == "deadly":
                os._exit(1)
            return function(paper)

        return run_over(client, read, inputs, *rest)

    monkeypatch.setattr(extraction, "run_over", run)
    assert extract(store, ONE, silent) == {"read": 2, "unreadable": 1}
    assert outcomes(store) == {"a": "read", "deadly": "unreadable", "z": "read"}
    assert {row["paper"] for row in store.read(LINKS).to_pylist()} == {"a", "deadly", "z"}


@pytest.mark.slow
def test_workers_of_a_cluster_fetch_pdfs_from_an_object_store(url: ObjectUrl, tmp_path: Path) -> None:
    store = Store.create(url)
    local = Store.create(tmp_path / "local")
    for key in ("a", "b"):
        add(local, key, [f"Our code is at {LINK}."])
        store.storage.write(store.files / f"midl/2022/{key}.pdf", (local.files / f"midl/2022/{key}.pdf").read_bytes())
    row = {"kind": "paper", "document": "d", "crawled_at": CRAWLED}
    keyed = [row | {"paper": key, "pdf_path": f"midl/2022/{key}.pdf"} for key in ("a", "b", "gone")]
    store.append(PAPERS, keyed, EDITION)
    cluster = Cluster(kind="distributed.LocalCluster", workers=1, options={"dashboard_address": None})
    extract(store, Config(cluster=cluster), silent)
    assert outcomes(store) == {"a": "read", "b": "read", "gone": "unreadable"}
    assert not list(store.files.rglob("*.pdf"))


def test_an_object_store_that_does_not_answer_is_no_news_of_a_pdf(
    store: Store, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, "a", ["One"])
    lost = SurveyError("no access to s3://bucket/survey/files/midl/2022/a.pdf: SlowDown")
    monkeypatch.setattr(extraction, "run_over", lambda _, __, papers, *___: ((paper, lost) for paper in papers))
    with pytest.raises(SurveyError, match="SlowDown"):
        extract(store, ONE, silent)
    assert outcomes(store) == {}
