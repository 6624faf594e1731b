"""A repository as the criteria see it: the tree at a commit and the texts that were kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.subjects.deposits import unpacked
from reprosurvey.analysis.subjects.verdicts import Evidence, Kind, Reason
from reprosurvey.crawler.deposits.services import service_of
from reprosurvey.crawler.origins import repository_of

if TYPE_CHECKING:
    import duckdb

    from reprosurvey.crawler.visits.records import FetchedSnapshot

PATHS_REMEMBERED = 1 << 14
"""Paths of which name and suffix are remembered: every rule asks for them."""


@lru_cache(maxsize=PATHS_REMEMBERED)
def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


@lru_cache(maxsize=PATHS_REMEMBERED)
def _suffix_of(path: str) -> str:
    stem, dot, extension = _name_of(path).rpartition(".")
    return f".{extension.lower()}" if dot and stem and extension else ""


@dataclass(frozen=True, slots=True)
class File:
    """One entry of the tree."""

    path: str
    mode: str = "100644"
    """Git's octal mode: 100644, 100755, 120000 (link), 160000 (submodule)."""
    size: int | None = None
    """Bytes; None where the blob was left behind as too large, or is a submodule."""
    text: str | None = None
    """None where the snapshot did not keep the text (binary, too large, or of no use to a rule)."""

    stored_at: str | None = None
    """The path within the repository, where ``path`` is within a folder of it."""

    @property
    def location(self) -> str:
        """The path within the repository."""
        return self.stored_at or self.path

    @property
    def name(self) -> str:
        """The last part of the path."""
        return _name_of(self.path)

    @property
    def suffix(self) -> str:
        """The name's extension in lower case, with its dot."""
        return _suffix_of(self.path)

    @property
    def is_readme(self) -> bool:
        """Whether it is a README, in any case and format."""
        return self.name.lower().split(".")[0] == "readme"

    @property
    def depth(self) -> int:
        """0 for a file at the root."""
        return self.path.count("/")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What stood at a commit. Equal to itself alone, so that what was read of it can be remembered by it."""

    origin: str
    """The repository's canonical URL, without the ref that was visited."""
    commit: str
    """The commit, of a deposit a digest of what it lists, in hex digits; empty for an empty repository."""
    files: Mapping[str, File] = field(default_factory=dict)
    """By path."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """By address of weights that the texts give, what its host said when it was asked: available, gone or forbidden."""

    @cached_property
    def texts(self) -> list[File]:
        """The files whose text was kept, shallow paths first, then by name."""
        kept = (f for f in self.files.values() if f.text is not None)
        return sorted(kept, key=lambda f: (f.depth, f.path.lower()))

    @cached_property
    def readmes(self) -> list[File]:
        """The READMEs, the root's first."""
        return [f for f in self.texts if f.is_readme]

    def permalink(self, path: str, line: int | None = None) -> str | None:
        """The host's page for a file at this commit, at ``line``; None where the host's form is not known."""
        if self.commit and (deposited := service_of(self.origin)) is not None:
            service, page = deposited
            return service.file_page(page, path, line)
        separator = "/-/blob/" if "gitlab" in self.origin else "/blob/"
        if not self.commit or not any(h in self.origin for h in ("github.com", "gitlab", "huggingface.co", "codeberg")):
            return None
        if "codeberg" in self.origin:
            separator = "/src/commit/"
        return f"{self.origin}{separator}{self.commit}/{path}" + (f"#L{line}" if line else "")

    def evidence(self, file: File, quote: str = "", line: int | None = None, reason: Reason | None = None) -> Evidence:
        """Evidence that points into ``file``, with its permalink."""
        return Evidence(file.location, quote, line, self.permalink(file.location, line), Kind.FILE, reason)


def snapshot_of(origin: str, commit: str, rows: Iterable[Mapping[str, Any]]) -> Snapshot:
    """The snapshot of a visited origin: of each file its path, mode, size and text."""
    files = (File(row["path"], row["mode"], row["size"], row["text"]) for row in rows)
    return Snapshot(repository_of(origin), commit, {f.path: f for f in sorted(files, key=lambda f: f.path)})


def snapshot_taken(origin: str, taken: FetchedSnapshot) -> Snapshot:
    """The snapshot of an origin that a visit brought."""
    files = {e.path: File(e.path, e.mode, e.size, taken.texts.get(e.blob)) for e in taken.tree}
    return Snapshot(repository_of(origin), taken.head, _as_read(origin, files))


def snapshots_at(
    database: duckdb.DuckDBPyConnection, commits: Iterable[tuple[str, str | None]]
) -> dict[tuple[str, str | None], Snapshot]:
    """By origin and commit, what the survey holds of each of ``commits``; no commit for an empty repository."""
    files: dict[tuple[str, str], dict[str, File]] = {}
    wanted = dict.fromkeys(commits)
    taken = database.execute(
        """
        select origin, head, path, mode, size, text
        from snapshots
        left join history.blobs as blobs using (origin, blob)
        where (origin, head) in (select (unnest($1), unnest($2)))
        """,
        [[origin for origin, _ in wanted], [head or "" for _, head in wanted]],
    )
    for origin, head, path, mode, size, text in taken.fetchall():
        files.setdefault((origin, head), {})[path] = File(path, mode, size, text)
    return {
        (origin, head): Snapshot(
            repository_of(origin), head or "", _as_read(origin, files.get((origin, head or ""), {}))
        )
        for origin, head in wanted
    }


def _as_read(origin: str, files: Mapping[str, File]) -> Mapping[str, File]:
    return unpacked(files) if service_of(origin) is not None else files
