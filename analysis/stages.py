"""The stages in their order, each over whatever is missing: crawl, extract, visit, assess, report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from analysis.artifacts.stage import find_all
from analysis.assess import assess
from analysis.database import connect
from analysis.ownership.stage import nominate_all
from analysis.queries import result
from crawler.citations.model import Paper
from crawler.citations.stage import Source, ask_citations
from crawler.config import Config
from crawler.crawl import crawl
from crawler.errors import SurveyError
from crawler.extraction import extract
from crawler.hosts.stage import ask_hosts
from crawler.progress import progress_bar
from crawler.runs import recorded
from crawler.selection import Selection
from crawler.store import Edition, Store
from crawler.submissions import Submission, enter
from crawler.visits.artifact_stage import ask_all
from crawler.visits.git import require_git
from crawler.visits.stage import visit_all


@dataclass(frozen=True)
class Stages:
    """One survey and how to tell a person about it."""

    store: Store
    config: Config
    config_file: Path | None
    console: Console

    def run(self, selection: Selection) -> SurveyError | None:
        """Every stage, over whatever is missing; what could not be crawled, which holds nothing else up."""
        require_git()
        failure = None
        try:
            self.crawl(selection, only_missing=True)
        except SurveyError as error:
            failure = error
        self.extract()
        self.visit()
        self.assess(again=False)
        return failure

    def run_submissions(self, submissions: list[Submission], edition: Edition) -> None:
        """The same over a list of submissions, which takes the place of a crawl; all are looked at again."""
        require_git()
        enter(self.store, submissions, edition)
        self.extract()
        self.visit(everything=True)
        self.assess(again=False)

    def crawl(self, selection: Selection, *, only_missing: bool) -> None:
        """Read the proceedings of a venue's years, or a list of papers."""
        with recorded(self.store, "crawl", selection.name) as counts, progress_bar("crawl", self.console) as tell:
            crawl(self.store, self.config_file, selection, only_missing=only_missing, counts=counts, tell=tell)

    def extract(self) -> None:
        """Read the PDFs that were not read yet."""
        with recorded(self.store, "extract") as counts, progress_bar("extract", self.console) as tell:
            counts.update(extract(self.store, self.config.limits, tell))

    def visit(self, *, everything: bool = False) -> None:
        """Nominate addresses and visit those that are due, or with ``everything`` all.

        Then those that the visits led to: a project page may name the repository. Then the links to weights and data
        that the repositories name and, where a token is set, what the hosts tell of what is there.
        """
        first = self._nominate()
        self._visit(first, everything=everything)
        if further := [forms for forms in self._nominate() if forms not in first]:
            self._visit(further)
        self._ask_artifacts(everything=everything)
        if self.config.tokens:
            self._ask_hosts(everything=everything)

    def _ask_hosts(self, *, everything: bool) -> None:
        there = "select distinct final_origin from origins where outcome in ('full', 'empty', 'too large', 'page')"
        with connect(self.store) as database:
            origins = [origin for (origin,) in database.sql(there).fetchall()]
        with recorded(self.store, "hosts") as counts, progress_bar("hosts", self.console) as tell:
            counts.update(ask_hosts(self.store, self.config, origins, everything=everything, tell=tell))

    def visit_as_of(self, day: datetime) -> None:
        """Look at each paper's own repository as it stood on ``day``."""
        with connect(self.store) as database:
            own = database.sql("select distinct final_origin from survey where has_repository = 'yes' order by all")
            addresses = [[origin] for (origin,) in own.fetchall() if origin is not None]
        self._visit(addresses, as_of=day)

    def _nominate(self) -> list[list[str]]:
        """The forms of each address to visit."""
        with connect(self.store) as database:
            nominate_all(self.store, database)
        with connect(self.store) as database:
            return [forms for (forms,) in database.sql("select forms from addresses").fetchall()]

    def _visit(self, addresses: list[list[str]], *, everything: bool = False, as_of: datetime | None = None) -> None:
        with recorded(self.store, "visit") as counts, progress_bar("visit", self.console) as tell:
            counts.update(visit_all(self.store, self.config, addresses, everything=everything, as_of=as_of, tell=tell))

    def _ask_artifacts(self, *, everything: bool) -> None:
        with connect(self.store) as database:
            find_all(self.store, database)
        with connect(self.store) as database:
            urls = [url for (url,) in database.sql("select distinct url from artifacts order by url").fetchall()]
        with recorded(self.store, "artifacts") as counts, progress_bar("artifacts", self.console) as tell:
            counts.update(ask_all(self.store, self.config, urls, everything=everything, tell=tell))

    def assess(self, *, again: bool) -> None:
        """Judge the papers of which something is new, or with ``again`` all."""
        with recorded(self.store, "assess") as counts, progress_bar("assess", self.console) as tell:
            counts.update(assess(self.store, self.config.limits.workers, again=again, tell=tell))

    def ask_citations(self, source: Source) -> None:
        """Ask ``source`` how often the papers are cited of which it was not asked lately."""
        with connect(self.store) as database:
            rows = result(database, "citations_to_ask").fetchall()
        papers = [Paper((venue, year), key, title, tuple(names), doi) for venue, year, key, title, names, doi in rows]
        with recorded(self.store, "citations") as counts, progress_bar("citations", self.console) as tell:
            ask_citations(self.store, self.config, source, papers, counts, tell)

    def report(self, as_of: datetime | None = None) -> Path:
        """Write the report, of the present or of a day; its path."""
        from analysis.report.page import write_report  # brings what draws, which no other stage needs

        folder = self.store.path / "report"
        with connect(self.store, as_of) as database:
            return write_report(folder / f"{as_of:%Y-%m-%d}" if as_of is not None else folder, database, as_of)
