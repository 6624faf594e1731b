"""What of a snapshot is the paper's: all of it, or the folder of a shared repository.

Which folder, the paper's address says, or a README that names the paper by its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from reprosurvey.analysis.packages.readers import is_list
from reprosurvey.analysis.reading.first_party import LICENCE_FILE
from reprosurvey.analysis.reading.readme import lines
from reprosurvey.analysis.subjects.snapshots import File, Snapshot
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.refs_and_paths import path_behind

FEWEST_WORDS = 4
"""Words of a title below which it may stand in a README by chance."""
NEARBY = 3
"""Lines after one that names the paper in which the link to its folder may stand."""

_LINK = re.compile(r"\]\(\s*<?([^\s()<>]{1,300})|href=[\"']([^\"'\s]{1,300})")
_FILE_NAME = re.compile(r"\.[A-Za-z]\w{0,9}$")
_IN_REPOSITORY = re.compile(r"https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:tree|blob)/[^/]+/")


def path_in(found_at: str, branch: str | None, subpath: str) -> str:
    """The path that an address names in the repository to which it leads.

    Args:
        found_at: The origin that was visited.
        branch: The branch, tag or commit in it.
        subpath: The path that the address says apart from these.
    """
    origin = origin_of(found_at)
    behind = path_behind(origin.ref, branch or "") if origin is not None and origin.ref else ""
    return "/".join(part for part in (behind, subpath.strip("/")) if part)


def is_there(snapshot: Snapshot, path: str) -> bool:
    """Whether a ``path`` that an address names is in ``snapshot``. A file that is gone leaves its folder, and an empty
    repository has its own word.
    """
    if not path or not snapshot.files or path in snapshot.files:
        return True
    above, _, name = path.rpartition("/")
    folders = [path, above] if _FILE_NAME.search(name) else [path]
    return any(not folder or any(file.startswith(f"{folder}/") for file in snapshot.files) for folder in folders)


def folder_of(snapshot: Snapshot, title: str) -> str:
    """The folder of the paper named ``title``: what the root's README links to in its section, entry or line on the
    paper, else the one whose own README names it while the root's does not. Empty where there is none.
    """
    name = _plain(title)
    if len(name.split()) < FEWEST_WORDS or name in _plain(snapshot.origin):  # a repository named by its address
        return ""
    if len(_documented(snapshot)) < 2:  # then no folder can be one of several
        return ""
    return _linked_folder(snapshot, name) or _naming_folder(snapshot, name)


def _linked_folder(snapshot: Snapshot, name: str) -> str:
    """The folder with a README that the root's README links to where it is about the paper; of some within each other,
    the innermost.
    """
    documented = sorted({_folder(f) for f in snapshot.readmes if f.depth}, key=len, reverse=True)
    targets = (target for readme in snapshot.readmes if not readme.depth for target in _targets(readme, name))
    return next((d for target in targets for d in documented if f"{target}/".startswith(f"{d}/")), "")


def _naming_folder(snapshot: Snapshot, name: str) -> str:
    """The one folder whose README names the paper; empty where several do, or the root's README."""
    folders = {_folder(f) for f in snapshot.readmes if name in _plain(f.text or "")}
    return folders.pop() if len(folders) == 1 else ""


def _targets(readme: File, name: str) -> Iterator[str]:
    """The paths within the repository that a README links to where it is about the paper."""
    named_at = None
    for line in lines(readme):
        if name in _plain(line.text):
            named_at = line.number
        in_section = name in _plain(line.heading)
        if not in_section and (named_at is None or line.number - named_at > NEARBY):
            continue
        for link in _LINK.finditer(f"{line.heading} {line.text}" if in_section else line.text):
            path = _IN_REPOSITORY.sub("", link[1] or link[2])
            if "://" not in path:
                yield unquote(path).removeprefix("./").strip("/")


def _plain(text: str) -> str:
    """Words in lower case with one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


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
    within = [replace(f, path=f.path[len(folder) + 1 :], stored_at=f.location) for f in inside]
    return replace(snapshot, files={f.path: f for f in (*_from_root(snapshot, within), *within)})


def _from_root(snapshot: Snapshot, within: Sequence[File]) -> Iterator[File]:
    """The root's licence and its lists of packages, each where the folder's files ``within`` have none."""
    at_root = [f for f in snapshot.files.values() if f.depth == 0]
    if not any(f.depth == 0 and LICENCE_FILE.match(f.name) for f in within):
        yield from (f for f in at_root if LICENCE_FILE.match(f.name))
    if not any(map(is_list, within)):
        yield from filter(is_list, at_root)


def _is_shared(snapshot: Snapshot, folder: str) -> bool:
    above = folder.rpartition("/")[0]
    return sum(beside.rpartition("/")[0] == above for beside in _documented(snapshot)) > 1


def _documented(snapshot: Snapshot) -> set[str]:
    """The folders below the root that have a README, kept or not."""
    files = (f for f in snapshot.files.values() if f.depth and f.name.lower().startswith("readme"))
    return {_folder(f) for f in files}


def _folder(file: File) -> str:
    """Empty for a file at the root."""
    return file.path.rpartition("/")[0]
