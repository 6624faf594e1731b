"""The extract stage: the texts and links of each paper's landing page and PDF, in Dask workers.

One bad PDF costs that PDF: it is stored as unreadable, with the reason. Settings: ``limits.pages``,
``limits.item_seconds``, and those of the workers (``crawler/cluster.py``).
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from reprosurvey.crawler.cluster import open_cluster
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.documents.front_page import FrontPage, read_front_page
from reprosurvey.crawler.documents.links import document_links, landing_links
from reprosurvey.crawler.documents.pdf import UnreadableDocumentError, read_document
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.families.contributions import PAPER, SUBMISSION
from reprosurvey.crawler.isolated import Bounds
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.folder import FILES, Folder
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.schemas import DOCUMENTS, LINKS, TEXTS
from reprosurvey.crawler.workers import run_over

logger = logging.getLogger(__name__)

VERSION = 2
"""Raised with every change that alters what is read: papers read by an earlier one are read again."""

BATCH = 50
"""Papers a file."""

TASK_BYTES, TASK_PAPERS = 8 << 20, 32
"""What one task reads at most, unless a single PDF is larger."""

WINDOW = 4096
"""Papers in memory at the same time."""

_MISSING = """
create table missing as
select venue, year, paper, max(crawled_at) as crawled_at
from history.papers
group by venue, year, paper
having arg_max(kind, crawled_at) in $1
except
select venue, year, paper, crawled_at from history.documents where extractor = $2
"""
_KEY = ("venue", "year", "paper")
_NOT_READ = FrontPage()
"""Of a paper whose title and authors are known already."""

Rows = dict[str, list[dict[str, Any]]]


def extract(store: Store, config: Config, tell: Progress) -> Counter[str]:
    """Read what is missing; how often each outcome came."""
    outcomes: Counter[str] = Counter()
    batches: dict[Edition, list[Rows]] = defaultdict(list)
    with connect(store, asked=["readings", "listed_papers"]) as database:
        if not (count := _count_missing(database)):
            return outcomes
        try:
            with open_cluster(config, count) as client:
                read = partial(_read, store.storage, page_limit=config.limits.pages)
                weigh, bounds = partial(_weight, store.storage), Bounds(seconds=config.limits.item_seconds)
                papers = _missing(database, store.storage)
                for done, (paper, result) in enumerate(run_over(client, read, papers, weigh, bounds), 1):
                    if isinstance(result, SurveyError):
                        raise result  # the survey cannot be reached, which says nothing of the PDF
                    rows = _unreadable(paper, result) if isinstance(result, Exception) else result
                    document = rows["documents"][0]
                    outcomes[document["outcome"]] += 1
                    if document["error"]:
                        logger.info("%s: %s: %s", paper["pdf_url"], document["outcome"], document["error"])
                    edition = (paper["venue"], paper["year"])
                    batches[edition].append(rows)
                    if len(batches[edition]) >= BATCH:
                        _write(store, edition, batches.pop(edition))
                    tell(done, count, outcomes["unreadable"])
        finally:
            for edition, batch in batches.items():
                _write(store, edition, batch)
    return outcomes


def _count_missing(database: duckdb.DuckDBPyConnection) -> int:
    database.execute(_MISSING, [[PAPER, SUBMISSION], VERSION])
    ((count,),) = database.sql("select count(*) from missing").fetchall()
    return int(count)


def _missing(database: duckdb.DuckDBPyConnection, storage: Folder) -> Iterator[dict[str, Any]]:
    """The papers that were not read, of some thousand the largest first: no worker is left with a large one."""
    papers = database.sql("from history.papers semi join missing using (venue, year, paper, crawled_at)")
    waiting = (row for batch in papers.to_arrow_reader(WINDOW) for row in batch.to_pylist())
    while window := list(islice(waiting, WINDOW)):
        yield from sorted(window, key=lambda paper: (-_size(storage, paper), *itemgetter(*_KEY)(paper)))


def _unreadable(paper: dict[str, Any], error: Exception) -> Rows:
    links = list(landing_links(paper))
    return _rows(paper, "unreadable", links=links, error=f"{type(error).__name__}: {error}")


def _file(storage: Folder, paper: dict[str, Any]) -> Path:
    return Path(storage.path, FILES, paper["pdf_path"])


def _size(storage: Folder, paper: dict[str, Any]) -> int:
    try:
        return storage.size(_file(storage, paper)) if paper["pdf_path"] else 0
    except OSError:
        return 0


def _weight(storage: Folder, paper: dict[str, Any]) -> float:
    return max(_size(storage, paper) / TASK_BYTES, 1 / TASK_PAPERS)


def _read(storage: Folder, paper: dict[str, Any], *, page_limit: int) -> Rows:
    links = list(landing_links(paper))
    if paper["pdf_path"] is None:
        return _rows(paper, "no document", links=links, error=paper["pdf_error"])
    told = paper["title"] and paper["authors"]
    try:
        with storage.borrowed(_file(storage, paper)) as file:
            document = read_document(file, page_limit)
            front = _NOT_READ if told else read_front_page(file)
    except (UnreadableDocumentError, FileNotFoundError) as error:
        return _rows(paper, "unreadable", links=links, error=str(error))
    texts = [{"page": page.number, "text": page.text} for page in document.pages]
    outcome = "read" if any(page.text.strip() for page in document.pages) else "no text"
    links += document_links(document.pages)
    return _rows(paper, outcome, texts=texts, links=links, pages=document.page_count, front=front)


def _rows(
    paper: dict[str, Any],
    outcome: str,
    *,
    texts: list[dict[str, Any]] | None = None,
    links: list[dict[str, Any]] | None = None,
    pages: int | None = None,
    error: str | None = None,
    front: FrontPage = _NOT_READ,
) -> Rows:
    reading = {"paper": paper["paper"], "extracted_at": now()}
    document = {
        "document": paper["document"],
        "outcome": outcome,
        "pages": pages,
        "error": error,
        "pdf_title": front.title or None,
        "pdf_title_from": front.title_from,
        "pdf_authors": list(front.authors) or None,
        "pdf_authors_from": front.authors_from,
        "extractor": VERSION,
        "crawled_at": paper["crawled_at"],
    }
    return {
        "documents": [reading | document],
        "texts": [reading | row for row in texts or ()],
        "links": [reading | row for row in {repr(row): row for row in links or ()}.values()],  # each place once
    }


def _write(store: Store, edition: Edition, batch: list[Rows]) -> None:
    for table in (TEXTS, LINKS, DOCUMENTS):  # the row that says "done" last
        store.append(table, [row for rows in batch for row in rows[table.name]], edition)
