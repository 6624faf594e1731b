"""What a criterion means, told to the person who is judged: it stands beside the rule, and the page is made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One question of the survey in words. Sentences of plain Markdown, without line breaks."""

    question: str
    means: str
    """What a yes says."""
    counts: str
    """What is evidence."""
    does_not_count: str
    """What looks like evidence and is none."""
    advice: str
    """What to do where the verdict is not yes."""
    not_applicable: str
    """When the verdict is na."""
    unknown: str
    """When what is held cannot tell."""


NOTHING_PUBLIC = "The paper gives no repository, or its host says that there is nothing public."
"""When a question about the repository does not apply."""
NOT_LOOKED_INTO = "The repository could not be looked into"
"""When there can be no verdict on it."""
