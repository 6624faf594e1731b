"""Which lists, and which groups within a list, are not of what the code needs."""

from __future__ import annotations

import re

ASIDE = re.compile(
    r"(?:^|[/_.-])(?:dev|devel|development|docs?|documentation|tests?|testing|lint(?:ing)?|ci|travis|github|circleci|appveyor"
    r"|typing|pre[-_]?commit)(?:[/_.-]|$)",
    re.IGNORECASE,
)
"""For development, tests or documentation, by a path or a group's name."""
EXAMPLE = re.compile(r"(?:^|/)(?:[\w-]*[_-])?(?:examples?|demos?|tutorials?|vignettes|samples?)/", re.IGNORECASE)
"""In a folder of examples."""
TEMPLATE = re.compile(r"(?:^|/)templates?/.*\.(?:j2|jinja2?|mustache|tmpl|tpl)$|\{\{")
"""A list that a program fills in for another project: a template in a folder of such, or a path with a placeholder."""
