"""The texts that the survey keeps of a commit, laid into a folder; their paths come from strangers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def lay(texts: Mapping[str, str], folder: Path) -> None:
    """Write ``texts`` by their paths below ``folder``, a new one; what no file can be called is left out."""
    folder.mkdir()
    for path, text in texts.items():
        parts = path.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            continue
        target = folder.joinpath(*parts)
        with suppress(OSError):  # a name may be too long, or stand for a file and a folder
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace", newline="")
    for written in (folder, *folder.rglob("*")):
        written.chmod(0o755)  # whoever runs it must be able to read it
