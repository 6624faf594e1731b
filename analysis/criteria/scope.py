"""What of a snapshot is the paper's: all of it, or the folder of a shared repository that its address points to."""

from __future__ import annotations

from dataclasses import replace

from analysis.criteria.dependency_files import is_list
from analysis.criteria.own import LICENCE_FILE
from analysis.snapshots import Snapshot


def narrowed(snapshot: Snapshot, folder: str) -> Snapshot:
    """The part of ``snapshot`` that belongs to a paper whose address points to ``folder`` (empty: the root).

    A repository is shared where several folders beside each other have READMEs of their own. Then the folder is taken
    as the root, with the repository's licence and its lists of packages where the folder has none. Otherwise the whole
    repository is the paper's, also where the folder is not (or no longer) there.
    """
    folder = folder.strip("/")
    if folder in snapshot.files:
        folder = folder.rpartition("/")[0]
    inside = [f for f in snapshot.files.values() if f.path.startswith(f"{folder}/")]
    if not folder or not inside or not _is_shared(snapshot, folder):
        return snapshot
    within = [replace(f, path=f.path[len(folder) + 1 :], stored_at=f.path) for f in inside]
    at_root = [f for f in snapshot.files.values() if f.depth == 0]
    licences = [] if any(f.depth == 0 and LICENCE_FILE.match(f.name) for f in within) else at_root
    lists = [] if any(is_list(f) for f in within) else at_root
    brought = [f for f in licences if LICENCE_FILE.match(f.name)] + [f for f in lists if is_list(f)]
    return Snapshot(snapshot.origin, snapshot.commit, {f.path: f for f in (*brought, *within)})


def _is_shared(snapshot: Snapshot, folder: str) -> bool:
    above = folder.rpartition("/")[0]
    depth = folder.count("/") + 1
    documented = {
        f.path.rpartition("/")[0]
        for f in snapshot.files.values()
        if f.depth == depth and f.name.lower().startswith("readme")
    }
    return sum(folder.rpartition("/")[0] == above for folder in documented) > 1
