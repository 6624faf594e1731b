"""Weights that DVC tracks and a remote of the repository's keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts
from reprosurvey.analysis.weights.names import Mention, is_name_of_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

_REMOTE = re.compile(r"^\s*url\s*=\s*((?!file:)[a-z0-9+]+://\S{3,500})", re.MULTILINE | re.IGNORECASE)
_OUT = re.compile(r"^\s*(?:- )?path:\s*[\"']?([^\s\"'][^\n\"']{0,500})", re.MULTILINE)
_FOLDER = re.compile(r"(?:^|/)(?:models?|weights|check-?points?|(?:pre)?trained[-_]?(?:models?|weights)?)$")


def tracked(snapshot: Snapshot) -> Iterator[Mention]:
    """The weights whose content a remote keeps: outs of ``*.dvc`` and of ``dvc.lock``."""
    config = snapshot.files.get(".dvc/config")
    remote = _REMOTE.search((config and config.text) or "")
    if remote is None:
        return
    for file in first_party_texts(snapshot):
        if file.suffix == ".dvc" or file.name == "dvc.lock":
            text = (file.text or "")[:LENGTH_LIMIT]
            for out in _OUT.finditer(text):
                if _is_of_weights(out[1], file):
                    number = text.count("\n", 0, out.start(1)) + 1
                    yield Mention(file, f"{out[1]}, kept at {remote[1]}", number)


def _is_of_weights(out: str, file: File) -> bool:
    path = f"{file.path.rpartition('/')[0]}/{out.strip()}".lower()
    return is_name_of_weights(path) or bool(_FOLDER.search(path))
