"""GitHub's GraphQL interface: many repositories in one request, one alias each over the fragment of ``github.graphql``.

An answer may hold data beside errors: what it tells is kept, and what it had not the resources for is left to be asked
again in smaller requests. Renamed repositories are followed by GitHub itself, and told by their name of now. The latest
20 releases are told, and 50 assets of each. Source: GitHub's GraphQL documentation, "Rate limits and query limits".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from yarl import URL

from reprosurvey.crawler.hosts.licences import licence
from reprosurvey.crawler.hosts.metadata import Asset, Metadata, Release
from reprosurvey.crawler.http.json import (
    at,
    flag,
    identifier,
    items,
    moment,
    number,
    parsed_or_none,
    text,
)
from reprosurvey.crawler.visits.records import VisitStatus

HOST = "api.github.com"
ADDRESS = f"https://{HOST}/graphql"

BATCH = 30
"""Repositories of one request; more of them end in 502 and exceeded resource limits."""

OVERLOADED = (502, 504)
"""Statuses by which GitHub says that a query took too long."""

_FRAGMENT = (files("reprosurvey.crawler.hosts") / "github.graphql").read_text()
_TOO_MUCH = ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED")
_QUOTA = ("RATE_LIMITED", "RATE_LIMIT")
_OUTCOMES = {"NOT_FOUND": VisitStatus.NOT_FOUND, "FORBIDDEN": VisitStatus.FORBIDDEN}


@dataclass
class Answer:
    """What one request brought, by origin."""

    told: dict[str, Metadata] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    """The origins that GitHub had not the resources for in this request, also where it told a part."""
    exhausted: bool = False
    """Whether the quota is spent: nothing else is told."""


def repository_of(origin: str) -> tuple[str, str] | None:
    """Owner and name of a repository on GitHub; None for any other address."""
    url = URL(origin)
    if url.host != "github.com" or len(url.parts) != 3 or not all(url.parts[1:]):
        return None
    return url.parts[1], url.parts[2]


def document(count: int) -> str:
    """The GraphQL document that asks for so many repositories, ``$owner0``/``$name0`` and on, as ``r0`` and on."""
    variables = ", ".join(f"$owner{i}: String!, $name{i}: String!" for i in range(count))
    fields = "\n".join(f"  r{i}: repository(owner: $owner{i}, name: $name{i}) {{ ...metadata }}" for i in range(count))
    return f"query repositories({variables}) {{\n{fields}\n}}\n{_FRAGMENT}"


def request(origins: Sequence[str]) -> bytes:
    """The body that asks for ``origins``, each a repository on GitHub."""
    variables: dict[str, str] = {}
    for i, origin in enumerate(origins):
        repository = repository_of(origin)
        assert repository is not None
        variables[f"owner{i}"], variables[f"name{i}"] = repository
    return json.dumps({"query": document(len(origins)), "variables": variables}).encode()


def read(status: int, body: bytes, origins: Sequence[str]) -> Answer:
    """What an answer to the request for ``origins`` tells."""
    if status in OVERLOADED:
        return Answer(left=list(origins))
    value = parsed_or_none(body)
    if status == 200 and value is None:  # too long to be read whole
        return Answer(left=list(origins))
    errors = [value] if status != 200 else items(value, "errors") or []
    nodes = [at(value, "data", f"r{i}") for i in range(len(origins))]
    if any(map(_exhausted, errors)) and not any(nodes):
        return Answer(exhausted=True)
    return _read_nodes(nodes, errors, origins) if status == 200 else _read_refusal(status, errors, origins)


def _read_refusal(status: int, errors: list[Any], origins: Sequence[str]) -> Answer:
    if status == 451 and len(origins) > 1:  # one of them is blocked
        return Answer(left=list(origins))
    outcome = (
        VisitStatus.BLOCKED if status == 451 else VisitStatus.FAILED
    )  # any other is about the token or the request
    return Answer(dict.fromkeys(origins, Metadata(outcome, error=f"HTTP {status}: {_said(errors)}")))


def _read_nodes(nodes: list[Any], errors: list[Any], origins: Sequence[str]) -> Answer:
    answer = Answer()
    for i, (origin, node) in enumerate(zip(origins, nodes, strict=True)):
        own = _errors_of(f"r{i}", errors)
        too_much = any(text(e, "type") in _TOO_MUCH for e in own)
        if too_much:
            answer.left.append(origin)
        if isinstance(node, dict):
            answer.told[origin] = _metadata(node, _said(own))
        elif not too_much:
            answer.told[origin] = Metadata(_outcome_of(own), error=_said(own) or "the answer says nothing of it")
    return answer


def _errors_of(alias: str, errors: list[Any]) -> list[Any]:
    """The errors of the repository with this alias, those that name none included."""
    return [e for e in errors if (items(e, "path") or [alias])[0] == alias]


def _outcome_of(errors: list[Any]) -> VisitStatus:
    return next((outcome for e in errors if (outcome := _outcome(e)) is not None), VisitStatus.FAILED)


def _exhausted(error: Any) -> bool:
    return text(error, "type") in _QUOTA or "rate limit" in (text(error, "message") or "").lower()


def _outcome(error: Any) -> VisitStatus | None:
    if at(error, "block") is not None or "access blocked" in (text(error, "message") or "").lower():
        return VisitStatus.BLOCKED
    return _OUTCOMES.get(text(error, "type") or "")


def _said(errors: list[Any]) -> str | None:
    return "; ".join(text(e, "message") or "an error without message" for e in errors)[:500] or None


def _metadata(node: Any, error: str | None) -> Metadata:
    releases = items(node, "releases", "nodes")
    return Metadata(
        VisitStatus.FULL,
        host_id=identifier(node, "databaseId"),
        full_name=text(node, "nameWithOwner"),
        stars=number(node, "stargazerCount"),
        forks=number(node, "forkCount"),
        created_at=moment(node, "createdAt"),
        pushed_at=moment(node, "pushedAt"),
        archived=flag(node, "isArchived"),
        licence=licence(node, "licenseInfo", "spdxId"),
        default_branch=text(node, "defaultBranchRef", "name"),
        releases=None if releases is None else tuple(_release(r) for r in releases if r is not None),
        error=error,
    )


def _release(node: Any) -> Release:
    assets = items(node, "releaseAssets", "nodes")
    told = None if assets is None else tuple(_asset(a) for a in assets if a is not None)
    return Release(text(node, "tagName"), moment(node, "publishedAt"), told)


def _asset(node: Any) -> Asset:
    return Asset(text(node, "name"), number(node, "size"), text(node, "downloadUrl"))
