"""``reprosurvey form``: the checklist for a venue's own submission form."""

from __future__ import annotations

import typer


def form() -> None:
    """Print the checklist as optional fields of an OpenReview submission form, as JSON.

    Paste it into the venue's additional submission options. A crawl of the venue brings what authors answered, and
    `export declared_and_measured` sets it beside what is found.

    Example: reprosurvey form > fields.json
    """
    from reprosurvey.analysis.checklist.submission_form import submission_form  # brings all criteria

    typer.echo(submission_form(), nl=False)
