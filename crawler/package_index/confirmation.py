"""Answers of a package index on their way into the store, as far as they are believed.

An address that is no index seems to have no package at all. So what an index is said not to have waits until it has
given anything, in this run or before. There are no settings.
"""

from __future__ import annotations

from reprosurvey.crawler.batch_stage import FAILED, BatchWriter, Record
from reprosurvey.crawler.errors import SurveyError


class ConfirmedAnswers:
    """Counts every answer, and keeps it once something shows that ``index`` is one.

    ``confirmed``: whether something has shown it before.
    """

    def __init__(self, index: str, batch: BatchWriter, *, confirmed: bool) -> None:
        self._index, self._batch, self._confirmed = index, batch, confirmed
        self._waiting: list[Record] = []

    def add(self, answer: Record, *, is_absence: bool) -> None:
        """Take an answer; ``is_absence``: whether it says that the index does not have something."""
        self._batch.count(answer.outcome)
        self._confirmed = self._confirmed or not (is_absence or answer.outcome == FAILED)
        if is_absence and not self._confirmed:
            self._waiting.append(answer)
            return
        self._batch.keep(answer)
        while self._confirmed and self._waiting:
            self._batch.keep(self._waiting.pop(0))

    def require_index(self, told: str) -> None:
        """End a run in which nothing showed it; ``told``: what the index does not have, with ``{}`` for how many.

        Raises:
            SurveyError: Nothing shows that it is an index, and it does not have what it was asked for.
        """
        if self._waiting:
            raise SurveyError(
                f"{self._index} {told.format(len(self._waiting))}: package_index must be the address "
                "below which a simple index has a page for each package"
            )
