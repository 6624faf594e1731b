"""The pipeline of a survey: its stages in their order, each over whatever is missing: crawl, extract, visit, assess.

The stages of ``crawler`` ask the web, those of ``analysis`` read the store. They meet here, and in ``check.py`` for one
repository.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from reprosurvey.analysis.artifacts.link_stage import find_links
from reprosurvey.analysis.assessment.assess_stage import assess
from reprosurvey.analysis.ownership.nomination_stage import nominate_all
from reprosurvey.analysis.rehearsal.programs import tree_of
from reprosurvey.analysis.rehearsal.sampling import sample
from reprosurvey.analysis.subjects.snapshots import snapshots_at
from reprosurvey.crawler.artifacts.artifact_stage import ask_all
from reprosurvey.crawler.citations.citation_stage import ask_citations
from reprosurvey.crawler.citations.works import Paper, Source
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.crawl_stage import crawl
from reprosurvey.crawler.documents.extraction_stage import extract
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.hosts.metadata_stage import ask_hosts
from reprosurvey.crawler.isolated import Bounds
from reprosurvey.crawler.package_index.index_stage import ask_index
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.proceedings.selection import Selection
from reprosurvey.crawler.progress import progress_bar
from reprosurvey.crawler.rehearsal.programs import Subject, Tree
from reprosurvey.crawler.rehearsal.rehearse_stage import Download, prepare, rehearse_all
from reprosurvey.crawler.resolution.change_stage import ListAt, ask_changes
from reprosurvey.crawler.resolution.resolve_stage import PackageList, known_resolution, resolve_all
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.runs import recorded
from reprosurvey.crawler.submissions import Submission, enter
from reprosurvey.crawler.visits.visit_stage import visit_all

_ADDRESSES = "select variants from addresses where $1 is null or (venue, year) = ($1, $2)"
_ORIGINS = """
select distinct final_origin
from origins
where outcome in ('full', 'empty', 'too large', 'unsupported', 'page')
    and ($1 is null or origin in (select origin from candidates where (venue, year) = ($1, $2)))
"""
"""What there is to ask hosts and for artifacts about."""


@dataclass(frozen=True)
class Stages:
    """One survey and how to tell a person about it."""

    store: Store
    config: Config
    config_file: Path | None
    console: Console
    started: datetime = field(default_factory=now)

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
        self.assess(force=False)
        return failure

    def run_submissions(self, submissions: list[Submission], edition: Edition) -> None:
        """The same over a list of submissions, which takes the place of a crawl; all of it is looked at again."""
        require_git()
        self._tell_withdrawn(enter(self.store, submissions, edition))
        self.extract()
        self.visit(everything=True, edition=edition)
        self.assess(force=False)

    def crawl(self, selection: Selection, *, only_missing: bool) -> None:
        """Read the proceedings of a venue's years, or a list of papers."""
        with recorded(self.store, "crawl", selection.name) as counts, progress_bar("crawl", "papers") as tell:
            crawl(self.store, self.config_file, selection, only_missing=only_missing, counts=counts, tell=tell)
        self._tell_withdrawn(counts["survey/papers_withdrawn"])

    def _tell_withdrawn(self, papers: int) -> None:
        if papers:
            self.console.print(f"Withdrawn, as no longer listed: {papers}")

    def extract(self) -> None:
        """Read the PDFs that were not read yet."""
        with recorded(self.store, "extract") as counts, progress_bar("extract", "papers") as tell:
            counts.update(extract(self.store, self.config, tell))

    def visit(self, *, everything: bool = False, edition: Edition | None = None) -> None:
        """Nominate addresses and visit those that are due, or with ``everything`` all; of ``edition``, if one is given.

        Then those that the visits led to: a project page may name the repository. Then the links to weights and data
        that the repositories name and, where a token is set, what the hosts tell of what is there.
        """
        first = self._nominate(edition)
        self._visit(first, everything=everything)
        if further := [variants for variants in self._nominate(edition) if variants not in first]:
            self._visit(further)
        with connect(self.store) as database:
            origins = [origin for (origin,) in database.sql(_ORIGINS, params=_key(edition)).fetchall()]
        self._ask_artifacts(origins, everything=everything)
        if self.config.tokens:
            self._ask_hosts(origins, everything=everything)

    def _ask_hosts(self, origins: list[str], *, everything: bool) -> None:
        with recorded(self.store, "hosts") as counts, progress_bar("hosts", "repositories") as tell:
            counts.update(ask_hosts(self.store, self.config, origins, ignore_schedule=everything, tell=tell))

    def visit_as_of(self, day: datetime) -> None:
        """Look at each paper's own repository as it stood on ``day``."""
        with connect(self.store) as database:
            own = database.sql("select distinct final_origin from survey where has_repository = 'yes' order by all")
            addresses = [[origin] for (origin,) in own.fetchall() if origin is not None]
        self._visit(addresses, as_of=day)

    def _nominate(self, edition: Edition | None) -> list[list[str]]:
        """The variants of each address to visit."""
        with connect(self.store) as database:
            failed = nominate_all(self.store, database)
        if failed:
            self.console.print(
                f"{failed} papers keep their addresses as they were, for an error; --log-file tells which"
            )
        with connect(self.store) as database:
            return [variants for (variants,) in database.sql(_ADDRESSES, params=_key(edition)).fetchall()]

    def _visit(self, addresses: list[list[str]], *, everything: bool = False, as_of: datetime | None = None) -> None:
        with recorded(self.store, "visit") as counts, progress_bar("visit", "addresses") as tell:
            counts.update(
                visit_all(self.store, self.config, addresses, ignore_schedule=everything, as_of=as_of, tell=tell)
            )

    def require_answers(self) -> None:
        """Tell a run that could look at repositories and links from one that could not.

        Raises:
            SurveyError: Hosts were asked and not one answered, or several were and not one with more than an error.
        """
        with connect(self.store) as database:
            set_variables(database, {"since": self.started})
            asked, answered, told, hosts = (
                result(database, "hosts_asked")
                .aggregate("sum(asked), sum(answered), sum(told), count(distinct host)")
                .fetchall()[0]
            )
        if not hosts or told or (answered and hosts == 1):
            return
        raise SurveyError(f"none of {asked} addresses answered; see to this machine's network, and run again")

    def _ask_artifacts(self, origins: list[str], *, everything: bool) -> None:
        with recorded(self.store, "artifacts") as counts, progress_bar("artifacts", "links") as tell:
            urls = find_links(self.store, origins, Bounds(self.config.limits.item_seconds))
            counts.update(ask_all(self.store, self.config, urls, ignore_schedule=everything, tell=tell))

    def assess(self, *, force: bool) -> None:
        """Judge the papers of which something is new, or with ``force`` all."""
        with recorded(self.store, "assess") as counts, progress_bar("assess", "papers") as tell:
            counts.update(assess(self.store, self.config, force=force, tell=tell))

    def ask_citations(self, source: Source) -> None:
        """Ask ``source`` how often the papers are cited of which it was not asked lately."""
        with connect(self.store) as database:
            rows = result(database, "citations_to_ask").fetchall()
        papers = [Paper((venue, year), key, title, tuple(names), doi) for venue, year, key, title, names, doi in rows]
        with recorded(self.store, "citations") as counts, progress_bar("citations", "papers") as tell:
            ask_citations(self.store, self.config, source, papers, counts, tell)

    def resolve(self, limit: int | None, *, then: bool) -> None:
        """Ask a package index whether the lists of packages resolve that were not asked about lately.

        With ``then`` also as of the day on which each was changed last.
        """
        if then:
            self._ask_changes()
        with connect(self.store) as database:
            told = result(database, "lists_to_resolve").project("list, told, day").fetchall()
        lists = [PackageList(digest, tuple(lines), day) for digest, lines, day in told if then or day is None]
        with recorded(self.store, "resolve") as counts, progress_bar("resolve", "lists") as tell:
            resolve_all(self.store, self.config, lists, limit, counts, tell)

    def _ask_changes(self) -> None:
        with connect(self.store) as database:
            lists = [ListAt(*row) for row in result(database, "lists_to_date").fetchall()]
        with recorded(self.store, "list changes") as counts, progress_bar("history", "lists") as tell:
            ask_changes(self.store, self.config, lists, counts, tell)

    def rehearse(self, limit: int | None, seed: int, confirm: Callable[[Download], bool]) -> None:
        """Install and start the code of repositories that were not tried lately: all, or a sample of ``limit``.

        ``confirm`` is asked before anything is fetched that is to be run.
        """
        with connect(self.store) as database:
            rows = result(database, "to_rehearse").fetchall()
        paths = {(origin, head): path for _, _, origin, head, _, _, path, *_ in rows}
        subjects = [
            ((venue, year), Subject(origin, head, digest, tuple(told), bool(left_out), known_resolution(*answer)))
            for venue, year, origin, head, digest, told, _, left_out, *answer in rows
        ]
        chosen = sample(subjects, limit, seed)
        if len(chosen) < len(subjects):
            self.console.print(
                f"A sample of {len(chosen)} of {len(subjects)} repositories, all years in turn, seed {seed}"
            )

        def trees(some: Sequence[Subject]) -> Mapping[Subject, Callable[[], Tree]]:
            with connect(self.store) as database:
                found = snapshots_at(database, [(subject.origin, subject.head) for subject in some])
            at = ((subject, (subject.origin, subject.head)) for subject in some)
            return {subject: partial(tree_of, found[place], paths[place]) for subject, place in at}

        with progress_bar("index", "lists") as tell:
            prepared = prepare(self.store, self.config, chosen, tell)
        if prepared.found and confirm(prepared.download):
            with recorded(self.store, "rehearse") as counts, progress_bar("rehearse", "repositories") as tell:
                rehearse_all(self.store, self.config, prepared, trees, counts, tell)

    def ask_index(self) -> None:
        """Ask a package index for the versions of the pinned packages of which it was not asked lately."""
        index = index_of(self.config)
        with connect(self.store) as database:
            packages = [package for (package,) in result(database, "pins_to_ask").fetchall()]
        with recorded(self.store, "pins") as counts, progress_bar("pins", "packages") as tell:
            ask_index(self.store, self.config, index, packages, counts, tell)


def _key(edition: Edition | None) -> list[str | int | None]:
    """Venue and year as parameters of a query; nulls for all."""
    return list(edition) if edition is not None else [None, None]
