"""A deposit: what a service says of one version of somebody's software or data, before any of its files is read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

METADATA = "codemeta.json"
"""The file in which a deposit's snapshot holds what its record says, in the terms of CodeMeta 2.0."""


class DepositError(Exception):
    """A deposit that is there and cannot be read; the reason in one line."""


class ForbiddenError(DepositError):
    """The service shows the deposit to some people alone."""


@dataclass(frozen=True, slots=True)
class DepositFile:
    """One file of a deposit."""

    path: str
    """Within the deposit."""
    size: int | None
    """Bytes; None where the service does not say."""
    checksum: str | None
    """As the service writes it; None likewise."""
    url: str | None
    """Where its content is asked for; None where there is no such place."""
    mode: str = "100644"
    """Git's octal mode."""
    by_ranges: bool = True
    """False where the service makes the file anew each time."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """One version of a deposit."""

    url: str
    """The canonical address of its page."""
    files: tuple[DepositFile, ...]
    version: str | None = None
    """As the service names it."""
    title: str | None = None
    licence: str | None = None
    """As the service names it."""
    published_at: datetime | None = None
    """None where it may change at any time."""
    copy_of: str | None = None
    """The address of the git repository or release that it is a copy of, as its record says."""
    state_named: str | None = None
    """What the service itself names the state by: a commit, a version, a time; None where it does not."""
    directory: str = ""
    """The root tree, where the service keeps git's own objects."""

    @property
    def state(self) -> str:
        """What stands for the commit: the service's name of the state, else 64 hex digits of all that is listed."""
        listed = [(file.path, file.size, file.checksum) for file in sorted(self.files, key=lambda file: file.path)]
        told = json.dumps([self.version, self.licence, self.copy_of, listed])
        return self.state_named or hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()

    @property
    def metadata(self) -> str:
        """What the record says, as a text of CodeMeta."""
        told = {
            "name": self.title,
            "version": self.version,
            "license": self.licence,
            "codeRepository": self.copy_of,
            "url": self.url,
        }
        known = {name: value for name, value in told.items() if value}
        return json.dumps({"@context": "https://doi.org/10.5063/schema/codemeta-2.0", **known}, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The deposit stands at another address: a concept leads to its latest version, a DOI to a service."""

    url: str
