"""The file of a session: a line of JSON for the session, then one for each entry. What was appended is on the disk."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import filelock

from reprosurvey.analysis.reviews.serving.session import Asked, Entry, Key, Mode, Session
from reprosurvey.crawler.errors import SurveyError, UsageError

ENDING = ".jsonl"
FORMAT = "reprosurvey review session 1"


class Log:
    """A session's file, held for writing by one process."""

    def __init__(self, path: Path, session: Session) -> None:
        """Go on with the session in ``path``, or begin one.

        Raises:
            SurveyError: The file cannot be read or written, is none of a session, or another process holds it.
        """
        self.path = path
        self._lock = filelock.FileLock(path.with_name(f".{path.name}.lock"))
        try:
            self._lock.acquire(timeout=0)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except filelock.Timeout:
            raise SurveyError(f"another `review serve` writes to {path}; end it, or name another --answers") from None
        except OSError as error:
            self._lock.release()
            raise SurveyError(f"cannot write answers to {path}: {error.strerror}") from None
        self.session = session
        self.entries: list[Entry] = []
        self._end = 0
        try:
            self._begin(session)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Log:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, entry: Entry) -> None:
        """Add an entry, which is on the disk when this returns.

        Raises:
            OSError: It could not be written; the file is as it was.
        """
        self._write(asdict(entry))
        self.entries.append(entry)

    def close(self) -> None:
        """Let others write to it."""
        os.close(self._file)
        self._lock.release()

    def _begin(self, session: Session) -> None:
        if whole := _whole_lines(self.path):
            self.session, self.entries = _parsed(self.path, whole)
            self._end = len(whole)
            os.ftruncate(self._file, self._end)
            return
        self._write({"format": FORMAT, **asdict(session)})
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # else the file's name may not be there after a loss of power
        finally:
            os.close(folder)

    def _write(self, told: dict[str, Any]) -> None:
        line = json.dumps(told).encode() + b"\n"
        try:
            written = 0
            while written < len(line):
                written += os.pwrite(self._file, line[written:], self._end + written)
            os.fsync(self._file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self._end)
            raise
        self._end += len(line)


def read_log(path: Path) -> tuple[Session, list[Entry]]:
    """A session and its entries, without a last line that is not whole.

    Raises:
        UsageError: The file cannot be read, or is none of a session.
    """
    try:
        content = _whole_lines(path)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    return _parsed(path, content)


def _whole_lines(path: Path) -> bytes:
    """What a file holds without the beginning of a line, the most that a killed process leaves."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1]


def _parsed(path: Path, content: bytes) -> tuple[Session, list[Entry]]:
    try:
        first, *others = [json.loads(line) for line in content.splitlines()]
        if first.pop("format") != FORMAT:
            raise ValueError
        asked = tuple(Asked(_key(p["paper"]), tuple(p["criteria"]), p["repository"]) for p in first.pop("papers"))
        session = Session(**{**first, "mode": Mode(first["mode"]), "papers": asked})
        return session, [Entry(**{**told, "paper": _key(told["paper"])}) for told in others]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{path} is no session of `review serve`, or damaged; name another --answers") from None


def _key(told: list[Any]) -> Key:
    venue, year, paper = told
    return str(venue), int(year), str(paper)
