"""The tables of a survey: columns, types and what each means, in one place.

The comments travel into the Parquet files' metadata and into the documentation. Raise ``SCHEMA_VERSION`` when a table
changes in a way that older readers or writers would get wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 3
"""2: a digest in each file's name, buckets, texts by repository, the reason of a verdict; 1: before."""

STRING = "varchar"
INTEGER = "bigint"
TIME = "timestamptz"
BOOLEAN = "boolean"
DOUBLE = "double"
STRINGS = "varchar[]"
COUNTS = "map(varchar, bigint)"
LABELLED_LINKS = "struct(label varchar, url varchar)[]"
ANSWERS = "struct(question varchar, answer varchar)[]"
EVIDENCE = "struct(place varchar, quote varchar, line bigint, link varchar, kind varchar, reason varchar)[]"
"""Files that were written before evidence had a kind and a reason read as null in both."""
RELEASES = "struct(tag varchar, published_at timestamptz, assets struct(name varchar, size bigint, url varchar)[])[]"


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    kind: str
    """Its type in DuckDB's words."""
    comment: str
    """What it holds."""
    first_of: tuple[str, str] | None = None
    """A column of lists of structs, and the member whose value in the first of them it repeats, cheaper to read."""


EDITION = (Field("venue", STRING, "the venue"), Field("year", "integer", "the year of its edition"))
"""The Hive partition of every table that is about papers: a venue's year."""


class Partition(StrEnum):
    """By what a table's files stand in folders."""

    EDITION = "edition"
    """``venue=.../year=...``, which readers see as columns."""
    BUCKET = "bucket"
    """``bucket=...``, a hash of the column ``origin``, by which files are chosen and which no view shows."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Table:
    """One folder of Parquet files."""

    name: str
    comment: str
    fields: tuple[Field, ...]
    """The columns within the files."""
    partition: Partition

    @property
    def partitioned(self) -> bool:
        """Whether files stand in ``venue=.../year=.../`` folders."""
        return self.partition is Partition.EDITION

    @property
    def bucketed(self) -> bool:
        """Whether files stand in ``bucket=.../`` folders."""
        return self.partition is Partition.BUCKET

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The columns a reader sees: those of the partition, then those of the files."""
        return (*(EDITION if self.partitioned else ()), *self.fields)

    @property
    def schema(self) -> pa.Schema:
        """The columns within the files, as Arrow's."""
        from reprosurvey.crawler.store.arrow import file_schema  # pyarrow takes long to import

        return file_schema(self)

    @property
    def columns(self) -> pa.Schema:
        """The columns a reader sees, as Arrow's."""
        from reprosurvey.crawler.store.arrow import schema_of

        return schema_of(self.all_fields)


_Column = tuple[str, str] | tuple[str, str, tuple[str, str]]


def _table(name: str, comment: str, columns: dict[str, _Column], partition: Partition = Partition.EDITION) -> Table:
    return Table(name, comment, tuple(Field(column, *told) for column, told in columns.items()), partition)


PAPER = {"paper": (STRING, "the publisher's key of the contribution, unique within a venue's year")}

PAPERS = _table(
    "papers",
    "One row each time a contribution was new in its proceedings, or no longer what it was.",
    {
        **PAPER,
        "kind": (
            STRING,
            "paper, submission (of a list), or what is not judged: abstract, front matter (title pages), withdrawn",
        ),
        "title": (STRING, "title as the publisher or the list gives it; empty where neither does"),
        "authors": (STRINGS, "authors in order, given name first, likewise"),
        "abstract": (STRING, "abstract; empty where the page has none"),
        "landing_url": (STRING, "address of the contribution's own page"),
        "pdf_url": (STRING, "address of its PDF; null where the page names none"),
        "declared": (LABELLED_LINKS, "links that the landing page itself offers (Software, Supplementary, ...)"),
        "answers": (ANSWERS, "what its authors answered to the checklist in the submission form: yes, no or na"),
        "pdf_path": (STRING, "the PDF's file below the store's files/ folder; null where there is none"),
        "document": (STRING, "SHA-256 of the PDF; null where it could not be fetched"),
        "page_error": (STRING, "why the landing page could not be read; null where it was"),
        "pdf_error": (STRING, "why there is no PDF; null where there is one"),
        "cut": (STRINGS, "columns of which something was left out because the page gave too much; mostly none"),
        "crawled_at": (TIME, "when the page was read"),
    },
)
DOCUMENTS = _table(
    "documents",
    "One row each time a paper's page and PDF were read for texts and links.",
    {
        **PAPER,
        "document": (STRING, "SHA-256 of the PDF; null where there is none"),
        "outcome": (STRING, "read, no text (scanned or empty), unreadable, or no document"),
        "pages": (INTEGER, "pages in the PDF; null where it could not be opened"),
        "error": (STRING, "why it could not be read; null otherwise"),
        "pdf_title": (STRING, "title as the PDF gives it, of a paper of which nobody else does; else null"),
        "pdf_title_from": (STRING, "where that stands: metadata or first page"),
        "pdf_authors": (STRINGS, "authors as the PDF gives them, likewise"),
        "pdf_authors_from": (STRING, "where they stand: metadata or first page"),
        "extractor": (INTEGER, "version of the extraction"),
        "crawled_at": (TIME, "which row of papers it was"),
        "extracted_at": (TIME, "when it was read; the same in the texts and links of this reading"),
    },
)
TEXTS = _table(
    "texts",
    "The text of each page of each PDF.",
    {
        **PAPER,
        "extracted_at": (TIME, "which reading"),
        "page": (INTEGER, "1-based page"),
        "text": (STRING, "the page's text, lines as in the PDF"),
    },
)
LINKS = _table(
    "links",
    "Every web address that a paper gives, once for each place where it stands.",
    {
        **PAPER,
        "extracted_at": (TIME, "which reading"),
        "source": (STRING, "declared, abstract, text, annotation (a link of the PDF)"),
        "page": (INTEGER, "1-based page; null for the landing page's"),
        "section": (STRING, "landing page, title, abstract, first page, body, references or appendix"),
        "written": (STRING, "the address as it stands, before any mending"),
        "anchor": (STRING, "the words that carry a declared link or an annotation; null for plain text"),
        "sentence": (STRING, "the sentence around it"),
        "reference": (STRING, "for an address in a footnote or the references, the sentence that carries or cites it"),
        "carrier": (STRING, "the word in it that does"),
        "variants": (STRINGS, "the addresses that may be meant, likeliest first"),
    },
)
CANDIDATES = _table(
    "candidates",
    "The addresses that may be a paper's own repository, as nominated for a visit.",
    {
        **PAPER,
        "origin": (STRING, "the repository's canonical URL, or the page's where the host is not a git host"),
        "kind": (STRING, "repository, shortener (leads elsewhere), archive (Zenodo, ...) or page"),
        "address": (STRING, "the address as the paper writes it, mended"),
        "subpath": (STRING, "the folder within the repository that the address points to; empty for the whole"),
        "rank": (INTEGER, "1 for the likeliest of the paper's candidates"),
        "score": (DOUBLE, "how strongly the paper's words say that it is its own; at least 0 is own"),
        "variant": (INTEGER, "which variant of the written address this is, 1 for the likeliest"),
        "reasons": (STRINGS, "the observations behind the score"),
        "page": (INTEGER, "1-based page of the best mention; null for the landing page"),
        "sentence": (STRING, "the sentence of the best mention"),
        "rule": (STRING, "version of the nomination"),
        "nominated_at": (TIME, "when it was nominated"),
    },
)
VISITS = _table(
    "visits",
    "One row each time an origin was looked at.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "visited_at": (TIME, "when"),
        "as_of": (TIME, "the day that was asked for; null for the present"),
        "outcome": (
            STRING,
            (
                "full, unchanged, empty, not yet, moved, page, not found, ref not found (the repository is there), "
                "forbidden, blocked, unsupported, too large or failed"
            ),
        ),
        "head": (
            STRING,
            (
                "commit at the head of the default branch, or of the ref that the origin names; of a deposit a digest "
                "of what it lists; null where there is none or it is not known"
            ),
        ),
        "directory": (STRING, "the head's root tree; null where no snapshot was taken, empty for a deposit"),
        "branch": (
            STRING,
            "default branch, or the branch, tag or commit that the origin names; of a deposit its version",
        ),
        "committed_at": (TIME, "commit time of the head"),
        "moved_to": (STRING, "where the origin led; null where it stayed"),
        "leads_to": (
            STRINGS,
            "for a page, the repositories that it links to; for a deposit, the one that it is a copy of",
        ),
        "cloned_from": (STRING, "where git answered; null where it did not"),
        "protocol": (INTEGER, "version of git's protocol in which it answered: 2, or 0 for 0 and 1"),
        "status": (INTEGER, "last HTTP status; null where no answer came"),
        "requests": (INTEGER, "HTTP requests of this visit"),
        "error": (STRING, "why the outcome is not better; null where there is nothing to say"),
        "due_at": (TIME, "when to come back; null for a visit as of a day"),
    },
    Partition.NONE,
)
SNAPSHOTS = _table(
    "snapshots",
    "The tree of each commit that was taken: one row a path.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "head": (STRING, "the commit, or a deposit's digest"),
        "path": (STRING, "path from the repository's root; in a deposit's archive below its name"),
        "mode": (STRING, "git's octal mode: 100644, 100755, 120000 link, 160000 submodule"),
        "size": (INTEGER, "bytes; null where the blob was left behind as too large, or is a submodule"),
        "blob": (STRING, "git's identifier of the content; empty for a file of a deposit that was not read"),
        "kept": (BOOLEAN, "whether the text stands in blobs"),
    },
    Partition.BUCKET,
)
METADATA = _table(
    "metadata",
    "One row each time a host's own interface was asked about an origin.",
    {
        "origin": (STRING, "the repository's canonical URL, or the record's"),
        "asked_at": (TIME, "when"),
        "outcome": (STRING, "full, not found, forbidden, blocked or failed"),
        "host_id": (STRING, "the host's own identifier, which outlives a renaming"),
        "full_name": (STRING, "the name that the host has for it now"),
        "stars": (INTEGER, "stars or likes; null here and below where the host does not say"),
        "forks": (INTEGER, "forks"),
        "created_at": (TIME, "when it was made on this host"),
        "pushed_at": (TIME, "when it was last pushed to"),
        "archived": (BOOLEAN, "whether its owner declared it read-only"),
        "licence": (STRING, "licence as the host sees it: its SPDX identifier, else the host's own word"),
        "default_branch": (STRING, "default branch"),
        "releases": (RELEASES, "the latest 20 releases, newest first; assets (of GitHub up to 50) with bytes"),
        "error": (STRING, "why the outcome is not better, or what is missing from it"),
        "due_at": (TIME, "when to ask again"),
    },
    Partition.NONE,
)
BLOBS = _table(
    "blobs",
    "The texts that rules read, once each for an origin, whatever number of its commits have them.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "blob": (STRING, "git's identifier of the content"),
        "text": (STRING, "the content, decoded as UTF-8 with replacement; of a notebook without its outputs"),
    },
    Partition.BUCKET,
)
VERDICTS = _table(
    "verdicts",
    "One row each time a criterion's answer for a paper was new or changed.",
    {
        **PAPER,
        "criterion": (STRING, "the question"),
        "outcome": (STRING, "yes, no, na or unknown"),
        "origin": (STRING, "the repository that was judged; null for a question about the paper"),
        "head": (STRING, "the commit that was judged; null likewise"),
        "as_of": (TIME, "the day, or the first visit, as of which the repository was judged; null for the present"),
        "evidence": (
            EVIDENCE,
            "where it stands and what it says; for no, what was looked for and where; rows of before have no kind",
        ),
        "reason": (
            STRING,
            "why, in a word: that of the first piece of evidence; null for none",
            ("evidence", "reason"),
        ),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
REVIEWS = _table(
    "reviews",
    "One row each time a person's answer was taken in that was new or another than this person's last.",
    {
        **PAPER,
        "criterion": (STRING, "the question"),
        "outcome": (STRING, "yes, no or na"),
        "origin": (
            STRING,
            "the repository that it is about, or that it names; null for a question about the paper",
        ),
        "head": (
            STRING,
            "the commit that was reviewed; null for an empty repository, or likewise",
        ),
        "reviewer": (STRING, "who answered"),
        "role": (STRING, "stands (over the automatic verdict) or compared (with it, and no more)"),
        "note": (STRING, "what the reviewer says of it; null for nothing"),
        "draw": (
            STRING,
            "the draw of the blind sheet it was given on; null where the automatic answer may have been seen",
        ),
        "settles": (BOOLEAN, "whether it settles what other reviewers disagree on; null in rows of before, for no"),
        "reviewed_at": (TIME, "when it was taken in"),
    },
)
ASSESSMENTS = _table(
    "assessments",
    "One row each time a paper was judged: what it was judged from, so that nothing is judged twice.",
    {
        **PAPER,
        "inputs": (STRING, "digest of what the store held of the paper and its repositories"),
        "rules": (STRING, "the criteria and their versions"),
        "assessed_at": (TIME, "when"),
    },
)
DATA_SETS = _table(
    "data_sets",
    "The public data sets that a paper names: all of them each time they were new or changed.",
    {
        **PAPER,
        "data_set": (STRING, "name in the register, else in the paper; null where the paper names none"),
        "access": (STRING, "open, registration or application; null where the register does not know it"),
        "role": (STRING, "what the paper does with it: used, pretraining or related work"),
        "purpose": (
            STRING,
            (
                "what a used one serves: training, evaluation, training and evaluation, or experiments where the paper "
                "does not tell which; null of others, and before rule 6"
            ),
        ),
        "page": (INTEGER, "1-based page; null for the landing page's abstract"),
        "sentence": (STRING, "the words that say so"),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
TRAITS = _table(
    "traits",
    "What a paper's repository is made with: all of it each time it was new or changed.",
    {
        **PAPER,
        "origin": (STRING, "the repository"),
        "head": (STRING, "the commit"),
        "trait": (
            STRING,
            "framework, dependency manager, licence, or copy of (a deposit); null where the commit shows none of them",
        ),
        "value": (
            STRING,
            "which: a package, what lists the dependencies, an SPDX identifier or other, what was copied",
        ),
        "path": (STRING, "the file in which it shows first"),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
PINS = _table(
    "pins",
    "The versions of packages that a paper's repository pins: all of them each time they were new or changed.",
    {
        **PAPER,
        "origin": (STRING, "the repository"),
        "head": (STRING, "the commit"),
        "package": (STRING, "the package as an index spells it; null where the commit pins none"),
        "version": (STRING, "the version as it is written; null for a commit or an archive of the package"),
        "release": (STRING, "the same as versions are compared, without trailing zeros"),
        "installed_from": (
            STRING,
            "index, further index (the list names another one too, or a version local to one), conda or address",
        ),
        "path": (STRING, "the file in which it is pinned first"),
        "line": (INTEGER, "1-based line; null where it is not known"),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
UNLISTED = _table(
    "unlisted",
    "The packages that a paper's repository imports and does not list: all of them each time they were new or changed.",
    {
        **PAPER,
        "origin": (STRING, "the repository"),
        "head": (STRING, "the commit"),
        "package": (STRING, "the package as an index spells it; null where the lists lack none, or there is no list"),
        "imported": (STRING, "the name that is imported"),
        "known_from": (STRING, "the address that tells which package brings the import, or same name"),
        "path": (STRING, "the file in which it is imported first"),
        "line": (INTEGER, "1-based line; null in a notebook"),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
REQUIREMENTS = _table(
    "requirements",
    "The lines of the list by which a repository's environment is made: all of them each time one was new or changed.",
    {
        **PAPER,
        "origin": (STRING, "the repository"),
        "head": (STRING, "the commit"),
        "path": (STRING, "the list, or one that it includes; null where the commit has none"),
        "line": (INTEGER, "1-based line; null where it is not known"),
        "written": (STRING, "the line as the list has it"),
        "requirement": (STRING, "what an installer is told (PEP 508); null where it is not told of the line"),
        "left_out": (STRING, "why it is not: conda, address, local version or not parsed; null where it is"),
        "rule": (STRING, "version of the rule"),
        "assessed_at": (TIME, "when"),
    },
)
FACTS = _table(
    "facts",
    "What a person meets who runs a paper's repository: all of it each time any of it was new or changed.",
    {
        **PAPER,
        "origin": (STRING, "the repository"),
        "head": (STRING, "the commit"),
        "fact": (STRING, "what a yes says"),
        "outcome": (STRING, "yes, no, na or unknown"),
        "reason": (STRING, "which, or why; null where there is nothing to tell apart"),
        "places": (INTEGER, "how often what the evidence shows was found"),
        "evidence": (EVIDENCE, "the first of these places"),
        "rule": (STRING, "version of the rules"),
        "assessed_at": (TIME, "when"),
    },
)
RESOLUTIONS = _table(
    "resolutions",
    "One row each time it was tried whether a list of packages resolves on a package index, by wheels alone.",
    {
        "list": (STRING, "SHA-256 of what an installer is told, a line each, sorted"),
        "day": (TIME, "as the index stood then; null for the time of asking"),
        "index": (STRING, "the index's address"),
        "outcome": (STRING, "resolves, does not resolve or failed (nothing is known)"),
        "python": (STRING, "the newest minor release of CPython for which it resolves; null where it does for none"),
        "packages": (INTEGER, "how many would be installed; null unless it resolves"),
        "reason": (STRING, "the worst that is in the way; null unless it does not resolve"),
        "culprits": (STRINGS, "the lines that this is about"),
        "obstacles": (INTEGER, "how many things are in the way at least; 0 where it resolves"),
        "error": (STRING, "why nothing is known; null where something is"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to ask again"),
    },
    partition=Partition.NONE,
)
LIST_CHANGES = _table(
    "list_changes",
    "One row each time a repository's history told when a list of packages was changed last.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "head": (STRING, "the commit"),
        "path": (STRING, "the list"),
        "outcome": (STRING, "found, not found (no commit of the history changed it) or failed"),
        "changed_at": (TIME, "when the last commit that changed it was made; null unless it was found"),
        "requests": (INTEGER, "HTTP requests of this question"),
        "error": (STRING, "why nothing is known; null where something is"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to ask again; a commit's history does not change"),
    },
    partition=Partition.BUCKET,
)
REHEARSALS = _table(
    "rehearsals",
    "One row each time it was tried whether the code of a repository can be installed, imported and started.",
    {
        "origin": (STRING, "the repository, where it leads"),
        "head": (STRING, "the commit"),
        "list": (STRING, "SHA-256 of what the installer was told, a line each, sorted"),
        "index": (STRING, "the index's address"),
        "outcome": (STRING, "how far it came: starts, imports, installs, nothing; or failed (nothing is known)"),
        "installs": (STRING, "yes, no or unknown: whether what is listed was installed, as wheels"),
        "installs_because": (STRING, "why not, or why that is unknown"),
        "imports": (STRING, "yes, no or unknown: whether what the program imports can be imported"),
        "imports_because": (STRING, "why not, or why that is unknown"),
        "imports_evidence": (STRING, "what could not be imported, and where it is asked for"),
        "starts": (STRING, "yes, no or unknown: whether the program starts"),
        "starts_because": (STRING, "how it ended, or why that is unknown"),
        "starts_evidence": (STRING, "the last lines that it printed"),
        "command": (STRING, "what was run; null where nothing was"),
        "documented": (BOOLEAN, "whether a page of the repository gives the command; else it is a program with --help"),
        "python": (STRING, "the version of CPython that it was tried with; null where none was"),
        "uv": (STRING, "the version of uv that installed it"),
        "packages": (INTEGER, "how many packages were to be installed; null where none were"),
        "bytes": (INTEGER, "bytes of their wheels, whether fetched or held already"),
        "cpu_builds": (STRINGS, "packages that were installed as a build for processors alone"),
        "seconds": (DOUBLE, "seconds that it took by the clock, installation included"),
        "error": (STRING, "why nothing is known; null where something is"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to try again"),
    },
    partition=Partition.BUCKET,
)
INDEX_ANSWERS = _table(
    "index_answers",
    "One row each time a package index was asked for the versions of a package.",
    {
        "package": (STRING, "the package as an index spells it"),
        "index": (STRING, "the index's address"),
        "outcome": (STRING, "found, not found (the index has no such package) or failed"),
        "versions": (STRINGS, "the versions that it has, as they are compared; null unless it was found"),
        "yanked": (STRINGS, "those of them that their authors withdrew (PEP 592)"),
        "error": (STRING, "why nothing is known; null where something is"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to ask again"),
    },
    Partition.NONE,
)
ARCHIVE_ANSWERS = _table(
    "archive_answers",
    "One row each time the Software Heritage archive told whether it holds an object.",
    {
        "swhid": (STRING, "the object's identifier, swh:1:..."),
        "held": (BOOLEAN, "whether the archive holds it"),
        "asked_at": (TIME, "when it told"),
    },
    Partition.NONE,
)
ARCHIVE_REQUESTS = _table(
    "archive_requests",
    "One row each time the Software Heritage archive was asked to save an origin.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "outcome": (STRING, "accepted, rejected or pending (a person there decides)"),
        "note": (STRING, "what the archive says of it; null where it says nothing"),
        "asked_at": (TIME, "when"),
    },
    Partition.NONE,
)
ARTIFACTS = _table(
    "artifacts",
    "The links to weights and data in each commit that was taken, as found for a visit: all of them in one go.",
    {
        "origin": (STRING, "the repository's canonical URL"),
        "head": (STRING, "the commit"),
        "url": (STRING, "the address; null where the commit names none"),
        "kind": (STRING, "weights or data, by the words around it"),
        "path": (STRING, "the file in which it stands first"),
        "line": (INTEGER, "1-based line; null in a notebook"),
        "rule": (STRING, "version of the rule"),
        "found_at": (TIME, "when"),
    },
    Partition.BUCKET,
)
ARTIFACT_VISITS = _table(
    "artifact_visits",
    "One row each time it was asked whether a link to weights or data answers.",
    {
        "url": (STRING, "the address"),
        "outcome": (
            STRING,
            "available, gone, forbidden (a login, an exhausted quota, on application) or failed (nothing is known)",
        ),
        "status": (INTEGER, "last HTTP status; null where no answer came"),
        "size": (INTEGER, "bytes, where the host tells them"),
        "content_type": (STRING, "media type of the answer"),
        "final_url": (STRING, "the address that answered, redirects followed; null where none did"),
        "requests": (INTEGER, "HTTP requests of this visit"),
        "error": (STRING, "why the outcome is not available; null where it is"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to ask again"),
    },
    Partition.NONE,
)
CITATIONS = _table(
    "citations",
    "One row each time a service was asked how often a paper is cited.",
    {
        **PAPER,
        "source": (STRING, "who was asked: openalex, semanticscholar or crossref"),
        "outcome": (STRING, "found, not found (the service has no work that is the paper) or failed"),
        "asked_by": (STRING, "doi or title"),
        "citations": (INTEGER, "works that cite it, as the service counts them; null unless it was found"),
        "matched_title": (STRING, "title of the service's work; where the paper was not found, of the nearest"),
        "match_score": (DOUBLE, "agreement of that title with the paper's, 0 to 1"),
        "work": (STRING, "the service's identifier of that work"),
        "doi": (STRING, "its DOI; null where it has none"),
        "published": (INTEGER, "its year; null where the service does not say"),
        "error": (STRING, "why there is no count; null where there is one"),
        "asked_at": (TIME, "when"),
        "due_at": (TIME, "when to ask again"),
    },
)
RUNS = _table(
    "runs",
    "One row each time a stage ended, with every outcome it counted.",
    {
        "stage": (
            STRING,
            "crawl, extract, visit, artifacts, hosts, assess, review, citations, pins, list changes, resolve, rehearse",
        ),
        "venue": (STRING, "the venue; null where the stage was about all"),
        "started_at": (TIME, "when it began"),
        "ended_at": (TIME, "when it ended"),
        "finished": (BOOLEAN, "whether it came to its end"),
        "counts": (COUNTS, "how often each outcome came, and as objects/... what was asked of an object store"),
    },
    Partition.NONE,
)

TABLES = {
    t.name: t
    for t in (
        PAPERS,
        DOCUMENTS,
        TEXTS,
        LINKS,
        CANDIDATES,
        VISITS,
        SNAPSHOTS,
        METADATA,
        BLOBS,
        ARTIFACTS,
        ARTIFACT_VISITS,
        VERDICTS,
        REVIEWS,
        DATA_SETS,
        TRAITS,
        PINS,
        UNLISTED,
        REQUIREMENTS,
        FACTS,
        LIST_CHANGES,
        RESOLUTIONS,
        REHEARSALS,
        INDEX_ANSWERS,
        ASSESSMENTS,
        ARCHIVE_ANSWERS,
        ARCHIVE_REQUESTS,
        CITATIONS,
        RUNS,
    )
}
