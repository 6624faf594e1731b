"""Locks in an object store: an object that names its holder, who writes it anew as long as it works.

It is made on condition that there is none, and written on condition that it is still the holder's. Who is not heard of
for ``SECONDS``, by the clock of the object store, has lost it, and so has who cannot reach it for as long. On the
holder's own machine another process need not wait: a lock of the file system tells that the holder ended.
"""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.objects import ConflictError, Objects, Version

SECONDS = 120.0
"""How long a holder counts that is not heard of."""
_BEATS = 4
"""How often a holder is heard of in that time."""


class Lease:
    """One lock, for one process that has the lock of the same name on its machine.

    Args:
        objects: Where it is.
        key: Its object.
        machine: What tells this machine from others.
        refusal: What is said where another has it.
    """

    def __init__(self, objects: Objects, key: str, machine: str, refusal: str) -> None:
        self._objects, self._key, self._machine, self._refusal = objects, key, machine, refusal
        self._ended = Event()
        self._lost = False

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for as long as the block runs.

        Raises:
            SurveyError: Another process holds it.
        """
        beating = Thread(target=self._beat, args=(self.take(),), daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._ended.set()
            beating.join()
            if not self._lost:
                self._objects.delete([self._key])

    def require(self) -> None:
        """Make sure that it is still held.

        Raises:
            SurveyError: It is not.
        """
        if self._lost:
            raise SurveyError(
                f"nothing was heard of this run at {self._objects.url} for {SECONDS:.0f} s, and another may "
                "write there by now; run again, which goes on from here"
            )

    def take(self) -> Version:
        """Take it; its version. :meth:`held` does, and keeps it.

        Raises:
            SurveyError: Another process holds it.
        """
        with suppress(ConflictError):
            return self._objects.make(self._key, self._content())
        try:
            found = self._objects.get(self._key)
            told = json.loads(found.content)
            silent = self._objects.now() - found.modified
            if told["machine"] == self._machine or silent > timedelta(seconds=SECONDS):
                return self._objects.change(self._key, self._content(), found.version)
        except (ConflictError, FileNotFoundError):  # somebody was quicker, or just ended
            raise SurveyError(self._refusal) from None
        raise SurveyError(f"{self._refusal} (on {told['host']}; where that was killed, {SECONDS:.0f} s after it)")

    def _beat(self, version: Version) -> None:
        heard = monotonic()
        while not self._lost and not self._ended.wait(SECONDS / _BEATS):
            try:
                version = self._objects.change(self._key, self._content(), version)
                heard = monotonic()
            except ConflictError:
                self._lost = True
            except SurveyError:  # it cannot be reached
                self._lost = monotonic() - heard > SECONDS

    def _content(self) -> bytes:
        """The holder's name. No two contents are the same, as an object's version may be a digest of them."""
        told = {"machine": self._machine, "host": socket.gethostname(), "beat": uuid.uuid4().hex}
        return json.dumps(told).encode()
