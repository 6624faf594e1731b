"""GitLab's REST interface, of gitlab.com and of hosts named ``gitlab.*``: the project, then its latest releases.

GitLab tells no time of the last push. Links of a release have no size. Source: GitLab's documentation, "Projects API"
and "Releases API".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from yarl import URL

from reprosurvey.crawler.hosts.licences import licence
from reprosurvey.crawler.hosts.metadata import Asset, Metadata, Release
from reprosurvey.crawler.http.json import flag, identifier, items, moment, number, text
from reprosurvey.crawler.visits.records import VisitStatus


def addresses(origin: str) -> tuple[str, ...]:
    """What is asked about ``origin``: the project and its releases; nothing where it is no project of a GitLab."""
    url = URL(origin)
    place = url.path.strip("/")
    if not (url.host or "").startswith("gitlab.") or "/" not in place:
        return ()
    project = f"{url.origin()}/api/v4/projects/{quote(place, safe='')}"
    return f"{project}?license=true", f"{project}/releases?per_page=20"


def read(answers: Sequence[Any]) -> Metadata:
    """What the JSON answers to ``addresses`` tell; None stands for one that did not come."""
    project, releases = answers
    return Metadata(
        VisitStatus.FULL,
        host_id=identifier(project, "id"),
        full_name=text(project, "path_with_namespace"),
        stars=number(project, "star_count"),
        forks=number(project, "forks_count"),
        created_at=moment(project, "created_at"),
        archived=flag(project, "archived"),
        licence=licence(project, "license", "key"),
        default_branch=text(project, "default_branch"),
        releases=tuple(_release(r) for r in releases) if isinstance(releases, list) else None,
    )


def _release(node: Any) -> Release:
    links = items(node, "assets", "links")
    told = None if links is None else tuple(_asset(link) for link in links)
    return Release(text(node, "tag_name"), moment(node, "released_at"), told)


def _asset(link: Any) -> Asset:
    return Asset(text(link, "name"), None, text(link, "direct_asset_url") or text(link, "url"))
