"""A data set's description for machines: a Data Package (https://datapackage.org), and a CITATION.cff."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from reprosurvey.analysis.data_package.contents import Dataset, Part

KEYWORDS = ["reproducibility", "meta-research"]


def data_package(dataset: Dataset, folder: Path) -> str:
    """``datapackage.json`` of the CSV files below ``folder``, each column with its type and meaning."""
    package = {
        "profile": "tabular-data-package",
        "name": "reprosurvey-data",
        "title": dataset.title,
        "description": dataset.description,
        "version": f"{dataset.assessed_at:%Y.%m.%d}",
        "created": f"{dataset.assessed_at:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [{"name": dataset.licence, "path": licence_page(dataset.licence)}],
        "contributors": [{"title": author, "role": "author"} for author in dataset.authors],
        "resources": [_resource(part, folder) for part in dataset.parts],
    } | ({"homepage": dataset.url} if dataset.url else {})
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def citation(dataset: Dataset) -> str:
    """``CITATION.cff`` in version 1.2.0 of the Citation File Format."""
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": dataset.title,
        "abstract": dataset.summary,
        "authors": [_author(name) for name in dataset.authors],
        "version": f"{dataset.assessed_at:%Y.%m.%d}",
        "date-released": f"{dataset.assessed_at:%Y-%m-%d}",
        "license": dataset.licence,
        "keywords": KEYWORDS,
        "references": [
            {
                "type": "software",
                "title": "reprosurvey",
                "version": dataset.tool,
                "authors": [{"name": "The reprosurvey authors"}],
                "notes": "The program that made these data.",
            }
        ],
    } | ({"url": dataset.url} if dataset.url else {})
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True)


def licence_page(licence: str) -> str:
    """Where the licence can be read."""
    return f"https://spdx.org/licenses/{licence}.html"


def name_of(author: str) -> str:
    """``Family, Given`` as it is spoken; an institution as it is."""
    family, _, given = author.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def kind_of(kind: pa.DataType) -> str:
    """A column's type in the words of a Table Schema."""
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "number"
    if pa.types.is_timestamp(kind):
        return "datetime"
    return "date" if pa.types.is_date(kind) else "string"


def _resource(part: Part, folder: Path) -> dict[str, Any]:
    path = f"csv/{part.name}.csv"
    content = (folder / path).read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": part.name,
        "path": path,
        "description": part.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [
                {"name": field.name, "type": kind_of(field.type), "description": part.columns[field.name]}
                for field in part.rows.schema
            ]
        },
    }


def _author(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family-names": family.strip(), "given-names": given.strip()} if comma else {"name": name.strip()}
