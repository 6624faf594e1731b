"""A package index on loopback, whose packages a test makes: pages and metadata, no wheel that could be installed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.web import Answer, Site

HOST = "index.example"
KEPT = {"Cache-Control": "max-age=600, public"}
JSON = "application/vnd.pypi.simple.v1+json"


@dataclass
class PackageIndex:
    """What stands below ``/index.example/simple/``."""

    site: Site
    files: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def address(self) -> str:
        """Of the index."""
        return f"{self.site.base[0]}{HOST}/simple"

    def wheel(
        self,
        name: str,
        version: str,
        requires: Sequence[str] = (),
        *,
        tag: str = "py3-none-any",
        python: str | None = None,
        day: str = "2020-01-01",
        yanked: bool = False,
    ) -> None:
        """Offer a release as a wheel."""
        metadata = [
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}",
            *(f"Requires-Dist: {r}" for r in requires),
        ]
        metadata += [f"Requires-Python: {python}"] if python else []
        filename = f"{name.replace('-', '_')}-{version}-{tag}.whl"
        self.site.answer(
            f"/{HOST}/files/{filename}.metadata", Answer(200, "\n".join([*metadata, ""]).encode(), "text/plain", KEPT)
        )
        self._offer(name, filename, {"core-metadata": True, "requires-python": python, "yanked": yanked}, day)

    def source(self, name: str, version: str) -> None:
        """Offer a release as a source archive alone."""
        self._offer(name, f"{name}-{version}.tar.gz", {}, "2020-01-01")

    def _offer(self, name: str, filename: str, told: dict[str, object], day: str) -> None:
        digest = hashlib.sha256(filename.encode()).hexdigest()
        file = {"filename": filename, "url": f"../../files/{filename}", "hashes": {"sha256": digest}, "size": 1}
        self.files[name].append({**file, "upload-time": f"{day}T12:00:00Z", **told})
        page = {"meta": {"api-version": "1.1"}, "name": name, "files": self.files[name]}
        self.site.answer(f"/{HOST}/simple/{name}/", Answer(200, json.dumps(page).encode(), JSON, KEPT))
