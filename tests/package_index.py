"""A package index on loopback, whose packages a test makes: pages and metadata, and wheels where a test gives files."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.web import Answer, Site

HOST = "index.example"
KEPT = {"Cache-Control": "max-age=600, public"}
JSON = "application/vnd.pypi.simple.v1+json"


@dataclass
class PackageIndex:
    """What stands below ``/index.example/simple/``, or that of another host."""

    site: Site
    host: str = HOST
    files: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def address(self) -> str:
        """Of the index."""
        return f"{self.site.base[0]}{self.host}/simple"

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
        contents: Mapping[str, str] | None = None,
    ) -> None:
        """Offer a release as a wheel, which can be installed where its ``contents`` are given."""
        metadata = [
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}",
            *(f"Requires-Dist: {r}" for r in requires),
        ]
        metadata += [f"Requires-Python: {python}"] if python else []
        filename = f"{name.replace('-', '_')}-{version}-{tag}.whl"
        told = "\n".join([*metadata, ""])
        self.site.answer(f"/{self.host}/files/{filename}.metadata", Answer(200, told.encode(), "text/plain", KEPT))
        about: dict[str, object] = {"core-metadata": True, "requires-python": python, "yanked": yanked}
        if contents is not None:
            wheel = _wheel(f"{name.replace('-', '_')}-{version}", tag, told, contents)
            self.site.answer(f"/{self.host}/files/{filename}", Answer(200, wheel, "application/octet-stream"))
            about |= {"hashes": {"sha256": hashlib.sha256(wheel).hexdigest()}, "size": len(wheel)}
        self._offer(name, filename, about, day)

    def source(self, name: str, version: str) -> None:
        """Offer a release as a source archive alone."""
        self._offer(name, f"{name}-{version}.tar.gz", {}, "2020-01-01")

    def _offer(self, name: str, filename: str, told: dict[str, object], day: str) -> None:
        digest = hashlib.sha256(filename.encode()).hexdigest()
        file = {"filename": filename, "url": f"../../files/{filename}", "hashes": {"sha256": digest}, "size": 1}
        self.files[name].append({**file, "upload-time": f"{day}T12:00:00Z", **told})
        page = {"meta": {"api-version": "1.1"}, "name": name, "files": self.files[name]}
        self.site.answer(f"/{self.host}/simple/{name}/", Answer(200, json.dumps(page).encode(), JSON, KEPT))


def _wheel(named: str, tag: str, metadata: str, contents: Mapping[str, str]) -> bytes:
    about = {
        f"{named}.dist-info/METADATA": metadata,
        f"{named}.dist-info/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    files = {**contents, **about}
    record = "".join(f"{path},,\n" for path in (*files, f"{named}.dist-info/RECORD"))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, text in {**files, f"{named}.dist-info/RECORD": record}.items():
            archive.writestr(path, text)
    return held.getvalue()
