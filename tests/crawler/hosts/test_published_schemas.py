"""What is asked of GitHub, and what the tests answer for it, held against the schemas that GitHub publishes.

npm brings them: the packages ``@octokit/graphql-schema`` and ``@octokit/openapi``.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, execute, parse, validate
from jsonschema import Draft202012Validator

from reprosurvey.crawler.hosts import github

from .test_github import BAD_CREDENTIALS, QUOTA, RELEASE, SECONDARY, A, repository

pytestmark = pytest.mark.slow


def packed(folder: Path, package: str, member: str) -> str:
    """The text of one file of an npm package."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    name = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, cwd=folder).stdout.split()[
        -1
    ]
    with tarfile.open(folder / name) as archive:
        file = archive.extractfile(f"package/{member}")
        assert file is not None
        return file.read().decode()


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> GraphQLSchema:
    text = packed(tmp_path_factory.mktemp("npm"), "@octokit/graphql-schema@15", "schema.graphql")
    return build_schema(text, assume_valid=True)  # GitHub does not keep every rule itself


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """GitHub's REST interface in OpenAPI."""
    text = packed(tmp_path_factory.mktemp("npm"), "@octokit/openapi@23", "generated/api.github.com.json")
    return dict(json.loads(text))


@pytest.mark.parametrize("count", [1, github.BATCH])
def test_the_document_is_valid(schema: GraphQLSchema, count: int) -> None:
    assert validate(schema, parse(github.document(count))) == []


def test_a_document_that_is_not_valid_is_noticed(schema: GraphQLSchema) -> None:
    assert validate(schema, parse(github.document(1).replace("stargazerCount", "stargazersCount"))) != []


def test_the_answers_of_the_tests_are_of_the_published_types(schema: GraphQLSchema) -> None:
    told = repository(releases={"nodes": [RELEASE]})
    asked = json.loads(github.request([A]))
    result = execute(schema, parse(asked["query"]), {"repository": told}, variable_values=asked["variables"])
    assert (result.errors, result.data) == (None, {"r0": told})


@pytest.mark.parametrize("body", [QUOTA, SECONDARY, BAD_CREDENTIALS])
def test_refusals_are_as_github_describes_them(description: dict[str, Any], body: dict[str, object]) -> None:
    published = description["components"]["schemas"]["basic-error"] | {"additionalProperties": False}
    assert list(Draft202012Validator(published).iter_errors(body)) == []


def test_the_refusal_of_a_blocked_repository_is_described_nowhere(description: dict[str, Any]) -> None:
    answers = {status for path in description["paths"].values() for m in path.values() for status in m["responses"]}
    assert "404" in answers
    assert "451" not in answers
