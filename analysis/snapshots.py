"""A repository as the criteria see it: the tree at a commit and the texts that were kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from analysis.verdicts import Evidence


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

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name

    @property
    def suffix(self) -> str:
        """The name's extension in lower case, with its dot."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def depth(self) -> int:
        """0 for a file at the root."""
        return self.path.count("/")


@dataclass(frozen=True)
class Snapshot:
    """What stood at a commit."""

    origin: str
    """The repository's canonical URL."""
    commit: str
    """40 hex digits; empty for an empty repository."""
    files: Mapping[str, File] = field(default_factory=dict)
    """By path."""

    @cached_property
    def texts(self) -> list[File]:
        """The files whose text was kept, shallow paths first, then by name."""
        kept = (f for f in self.files.values() if f.text is not None)
        return sorted(kept, key=lambda f: (f.depth, f.path.lower()))

    @cached_property
    def readmes(self) -> list[File]:
        """README files in any case and format, the root's first."""
        return [f for f in self.texts if f.name.lower().split(".")[0] == "readme"]

    def with_suffix(self, *suffixes: str) -> Iterator[File]:
        """The kept texts whose extension is one of ``suffixes``."""
        return (f for f in self.texts if f.suffix in suffixes)

    def permalink(self, path: str, line: int | None = None) -> str | None:
        """The host's page for a file at this commit, at ``line``; None where the host's form is not known."""
        separator = "/-/blob/" if "gitlab" in self.origin else "/blob/"
        if not self.commit or not any(h in self.origin for h in ("github.com", "gitlab", "huggingface.co", "codeberg")):
            return None
        if "codeberg" in self.origin:
            separator = "/src/commit/"
        return f"{self.origin}{separator}{self.commit}/{path}" + (f"#L{line}" if line else "")

    def evidence(self, file: File, quote: str = "", line: int | None = None) -> Evidence:
        """Evidence that points into ``file``, with its permalink."""
        return Evidence(place=file.path, quote=quote, line=line, link=self.permalink(file.path, line))
