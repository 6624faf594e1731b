"""A member of an archive, as a path of a tree that does no harm."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass

PATH_LIMIT = 1024
"""Characters of a path; longer ones are no program's."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    path: str
    mode: str
    """Git's octal mode."""
    size: int | None
    """Bytes when unpacked, as the archive says; None where it is not read."""


def member(name: str, mode: int, size: int | None) -> Member | None:
    """The member ``name`` of that ``mode`` (as ``stat`` writes it); None for a folder, device, or what git keeps.

    A name leads nowhere but below the archive: parts that lead up or to a root are left out.
    """
    parts = [part for part in re.split(r"[/\\]", _CONTROL.sub("", name)) if part not in ("", ".", "..")]
    path = "/".join(parts).encode("utf-8", "replace").decode()
    kind = stat.S_IFMT(mode) or stat.S_IFREG
    if not parts or ".git" in parts or len(path) > PATH_LIMIT or kind not in (stat.S_IFREG, stat.S_IFLNK):
        return None
    if kind == stat.S_IFLNK:
        return Member(path, "120000", size)
    return Member(path, "100755" if mode & stat.S_IXUSR else "100644", size)
