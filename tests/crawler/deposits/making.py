"""Makes archives, and the answers of services in the shape that each documents."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.web import Answer, Site

CODE = {
    "README.md": "# Net\nRun `python train.py --data DATA` to train on BraTS 2019.\n",
    "train.py": "import torch\nmodel.fit(x, y)\n",
    "requirements.txt": "torch==1.8.1\nnumpy==1.20.2\n",
}
Content = bytes | str


def zipped(files: Mapping[str, Content], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of ``files``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(files: Mapping[str, Content], packing: str = "gz") -> bytes:
    """A tar of ``files``."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=f"w:{packing}") as archive:
        for name, content in files.items():
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return made.getvalue()


def below(folder: str, files: Mapping[str, Content]) -> dict[str, Content]:
    """``files`` in a folder."""
    return {f"{folder}/{path}": content for path, content in files.items()}


def answer(told: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(told).encode(), "application/json")


def md5(content: bytes) -> str:
    """As services write it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def zenodo_record(site: Site, number: int, files: Mapping[str, bytes], **metadata: Any) -> dict[str, Any]:
    """Publish a record; what the interface says of it."""
    base = f"/zenodo.org/api/records/{number}"
    for name, content in files.items():
        site.file(f"/zenodo.org/records/{number}/files/{name}", content)
    record = {
        "created": "2024-03-05T10:11:12.000000+00:00",
        "id": number,
        "conceptrecid": "100",
        "doi": f"10.5281/zenodo.{number}",
        "metadata": {"title": "Net", "access_right": "open", "license": {"id": "mit"}, **metadata},
        "files": [
            {
                "key": name,
                "size": len(content),
                "checksum": f"md5:{md5(content)}",
                "links": {"self": f"https://zenodo.org/api/records/{number}/files/{name}/content"},
            }
            for name, content in files.items()
        ],
        "revision": 2,
    }
    site.answer(base, answer(record))
    return record
