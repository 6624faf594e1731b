"""The check of one repository, from the visit to the checklist, of which nothing is kept."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reprosurvey.analysis.checklist.folder import folder_checklist
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.origins import Origin, on_the_web, origin_of

if TYPE_CHECKING:
    from reprosurvey.analysis.checklist.questions import Checklist
    from reprosurvey.crawler.artifacts.requests import ArtifactVisit
    from reprosurvey.crawler.config import Config
    from reprosurvey.crawler.http.client import Client


def check_repository(named: str, config: Config) -> Checklist:
    """Check what a person names: the path of a folder, else the address or DOI of a repository or deposit.

    Raises:
        UsageError: It is neither.
        UnreachableError: It could not be looked into, so that nothing can be said.
        SurveyError: There is no git, or nothing is committed in the folder.
    """
    if named and not re.match(r"https?://", named, re.IGNORECASE) and Path(named).exists():
        return folder_checklist(Path(named), config)
    origin = origin_of(on_the_web(named) or named)
    if origin is None or (origin.kind == "page" and "://" not in named):
        raise UsageError(f"'{named}' is no folder here and no address of a repository")
    require_git()
    return asyncio.run(_check_address(origin, config))


async def _check_address(origin: Origin, config: Config) -> Checklist:
    """Visit the repository, and ask for the weights that it links to."""
    from reprosurvey.analysis.artifacts.links import Kind, links_of  # a folder need not wait for these imports
    from reprosurvey.analysis.checklist.address import address_checklist, visited_snapshot
    from reprosurvey.crawler.http.client import open_client
    from reprosurvey.crawler.visits.one_visit import visit_once

    async with open_client(config) as client:
        visit = await visit_once(client, origin)
        snapshot = visited_snapshot(visit)
        if snapshot is not None:
            urls = [link.url for link in links_of(snapshot) if link.kind is Kind.WEIGHTS]
            snapshot = replace(snapshot, answers=await _answers(client, urls))
    return address_checklist(visit, snapshot, origin.subpath)


async def _answers(client: Client, urls: list[str]) -> dict[str, str]:
    """By address, what its host said; those of which nothing is known are left out."""
    from reprosurvey.crawler.artifacts.availability import Availability
    from reprosurvey.crawler.artifacts.queues import ask_in_queues

    answers: dict[str, str] = {}

    def note(url: str, visit: ArtifactVisit | None) -> None:
        if visit is not None and visit.outcome is not Availability.FAILED:
            answers[url] = visit.outcome.value

    await ask_in_queues(client, urls, note)
    return answers
