"""Hugging Face's REST interface: a model, a data set or a space.

Likes are its stars; it has no forks, releases or archive state, and its files are those of the git repository.
Repositories from before 2022-03-03 all have 2022-03-02 as their date of creation. Source: Hugging Face's Hub
documentation, "Hub API Endpoints".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yarl import URL

from reprosurvey.crawler.hosts.licences import licence
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.http.json import identifier, moment, number, text
from reprosurvey.crawler.visits.records import VisitStatus

HOST = "huggingface.co"


def addresses(origin: str) -> tuple[str, ...]:
    """What is asked about ``origin``: its repository; nothing where it is none."""
    url = URL(origin)
    segments = url.parts[1:]
    kind, names = (segments[0], segments[1:]) if segments[:1] in (("datasets",), ("spaces",)) else ("models", segments)
    if url.host != HOST or len(names) != 2 or not all(names):
        return ()
    return (f"https://{HOST}/api/{kind}/{'/'.join(names)}",)


def read(answers: Sequence[Any]) -> Metadata:
    """What the JSON answer tells."""
    (repository,) = answers
    return Metadata(
        VisitStatus.FULL,
        host_id=identifier(repository, "_id"),
        full_name=text(repository, "id"),
        stars=number(repository, "likes"),
        created_at=moment(repository, "createdAt"),
        pushed_at=moment(repository, "lastModified"),
        licence=licence(repository, "cardData", "license"),
    )
