"""The texts that the survey keeps of a commit, laid into a folder; their paths come from strangers."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

DEPTH_LIMIT = 50
"""Names of a path; a deeper one is left out: each name costs a folder, and a small repository has thousands."""

_NO_NAME = (errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)
"""Of a name that is too long, or stands for a file and a folder."""


def lay(texts: Mapping[str, str], folder: Path) -> None:
    """Write ``texts`` by their paths below ``folder``, a new one; what no file can be called is left out.

    Raises:
        OSError: A file cannot be written for another reason: the disk is full.
    """
    folder.mkdir()
    for path, text in texts.items():
        parts = path.split("/")
        if len(parts) > DEPTH_LIMIT or any(part in ("", ".", "..") or "\0" in part for part in parts):
            continue
        target = folder.joinpath(*parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace", newline="")
        except OSError as error:
            if error.errno not in _NO_NAME:
                raise
    for written in (folder, *folder.rglob("*")):
        written.chmod(0o755)  # whoever runs it must be able to read it
