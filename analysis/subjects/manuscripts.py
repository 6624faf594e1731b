"""A paper as the criteria see it: its title, abstract and the text of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.documents.sentences import Outline, outline_of


@dataclass(frozen=True, eq=False)
class Manuscript:
    """What was read of one paper; equal to itself alone."""

    title: str
    abstract: str
    pages: Sequence[Page] = ()
    """Empty where there is no PDF or it could not be read."""

    @property
    def is_read(self) -> bool:
        """Whether there is any text of the paper itself."""
        return any(page.text.strip() for page in self.pages)

    @cached_property
    def outline(self) -> Outline:
        """Where abstract, body, references and appendix begin."""
        return outline_of(self.pages)
