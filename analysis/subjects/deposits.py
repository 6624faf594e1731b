"""A deposit's files as the tree that a person has who unpacked it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.crawler.deposits.records import METADATA
from reprosurvey.crawler.deposits.services import service_of
from reprosurvey.crawler.http.json import parsed_or_none, text
from reprosurvey.crawler.visits.texts import is_code

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_INSIDE = re.compile(r"([^/]*(?:/[^/]+)*?\.(?:zip|tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz)))/", re.IGNORECASE)
"""How the path of a file within an archive begins."""
_LEFT_BY_SYSTEMS = ("__MACOSX", ".DS_Store", "Thumbs.db")


def unpacked(files: Mapping[str, File]) -> dict[str, File]:
    """``files`` by the paths that rules read: the archive with the most code at the root, others in folders.

    Each archive is taken without the folder that holds all of it. A file of the archive comes before one beside it that
    has the same path.
    """
    archives: dict[str, list[File]] = {}
    for file in files.values():
        archives.setdefault(archive_of(file.path), []).append(file)
    beside = archives.pop("", [])
    code = {name: sum(is_code(f.path, f.mode) for f in inside) for name, inside in archives.items()}
    main = min(archives, key=lambda name: (-code[name], name), default="")
    found = {file.path: file for file in beside}
    for name, inside in sorted(archives.items(), key=lambda pair: pair[0] == main):
        folder = "" if name == main else f"{name.rpartition('/')[2].split('.')[0]}/"
        enclosing = f"{name}/{_enclosing(file.path[len(name) + 1 :] for file in inside)}"
        for file in inside:
            path = file.path.removeprefix(enclosing)
            found[folder + path] = replace(file, path=folder + path, stored_at=file.path)
    return found


def copied_from(snapshot: Snapshot) -> str | None:
    """The address of the git repository or release that a deposit's record says it is a copy of; None for none."""
    if service_of(snapshot.origin) is None:
        return None
    file = next((f for f in snapshot.files.values() if f.location == METADATA), None)
    return text(parsed_or_none((file.text or "").encode()), "codeRepository") if file is not None else None


def archive_of(path: str) -> str:
    """The archive in which a file of a deposit stands; empty where it stands in none."""
    match = _INSIDE.match(path)
    return match[1] if match else ""


def _enclosing(paths: Iterable[str]) -> str:
    """The folders that hold all of ``paths``, with a slash at the end; what systems leave behind does not count."""
    inside = [path.split("/") for path in paths if not path.startswith(_LEFT_BY_SYSTEMS)]
    depth = 0
    while inside and all(len(parts) > depth + 1 and parts[depth] == inside[0][depth] for parts in inside):
        depth += 1
    return "".join(f"{part}/" for part in inside[0][:depth]) if inside else ""
