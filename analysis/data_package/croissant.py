"""A data set's description in Croissant 1.0 (https://docs.mlcommons.org/croissant/): JSON-LD on schema.org's Dataset.

It is written here and not by ``mlcroissant``, which brings SciPy, NetworkX and RDFLib for what is one dictionary; a
test has that library validate it and read the records.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from reprosurvey.analysis.data_package.contents import Dataset, Part
from reprosurvey.analysis.data_package.description import KEYWORDS, kind_of, licence_page, name_of

_TERMS = (
    "citeAs column data dataType equivalentProperty examples extract field fileObject fileProperty fileSet format "
    "includes isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate "
    "separator source subField transform"
).split()
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    **{term: f"cr:{term}" for term in _TERMS},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: {"@id": f"cr:{term}", "@type": "@json"} for term in ("data", "examples")},
}
"""What the format's terms stand for: all of them, as its own library warns where one is missing that is not used."""
_TYPES = {
    "boolean": "sc:Boolean",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "datetime": "sc:DateTime",
    "date": "sc:Date",
    "string": "sc:Text",
}
"""By the words of a Table Schema."""
_FORMATS = {"csv": "text/csv", "parquet": "application/x-parquet"}


def croissant(dataset: Dataset, folder: Path) -> str:
    """``croissant.json`` of the files below ``folder``; the records are of the Parquet files, which have types."""
    day = f"{dataset.assessed_at:%Y-%m-%d}"
    names = ", ".join(name_of(author) for author in dataset.authors)
    described = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": dataset.title,
        "description": dataset.description,
        "citeAs": f"{names} ({dataset.assessed_at:%Y}). {dataset.title}. Data set of {day}.",
        "license": licence_page(dataset.licence),
        "creator": [_creator(author) for author in dataset.authors],
        "datePublished": day,
        "version": f"{dataset.assessed_at.year}.{dataset.assessed_at.month}.{dataset.assessed_at.day}",
        "keywords": KEYWORDS,
        "distribution": [_file(part, kind, folder) for part in dataset.parts for kind in _FORMATS],
        "recordSet": [_records(part) for part in dataset.parts],
    } | ({"url": dataset.url} if dataset.url else {})
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _file(part: Part, kind: str, folder: Path) -> dict[str, Any]:
    path = f"{kind}/{part.name}.{kind}"
    content = (folder / path).read_bytes()
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "description": part.about,
        "contentUrl": path,
        "contentSize": f"{len(content)} B",
        "encodingFormat": _FORMATS[kind],
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _records(part: Part) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": part.name,
        "name": part.name,
        "description": part.about,
        "field": [_field(part, field) for field in part.rows.schema],
    }


def _field(part: Part, field: pa.Field) -> dict[str, Any]:
    is_list = pa.types.is_list(field.type)
    return {
        "@type": "cr:Field",
        "@id": f"{part.name}/{field.name}",
        "name": field.name,
        "description": part.columns[field.name],
        "dataType": _TYPES[kind_of(field.type.value_type if is_list else field.type)],
        "source": {
            "fileObject": {"@id": f"parquet/{part.name}.parquet"},
            "extract": {"column": field.name},
        },
    } | ({"repeated": True} if is_list else {})


def _creator(author: str) -> dict[str, str]:
    return {"@type": "sc:Person" if "," in author else "sc:Organization", "name": name_of(author)}
