"""The packages that lists of Spack, Guix and Nix name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_SPEC = re.compile(r"^([a-z0-9][\w-]*)(?:@(=?)([\w.:,-]+))?")
_DEPENDS_ON = re.compile(r"\bdepends_on\(\s*[\"']([^\"'\n]+)")
_LANGUAGE = re.compile(r"^(?:py|python\d?|perl)-")
_LIST = re.compile(
    r"specifications->manifest\s*\(\s*list((?:[^()]|;[^\n]*)*)\)|specifications->manifest\s*[`']\(((?:[^()]|;[^\n]*)*)\)"
)
_INPUTS = re.compile(r"\((?:propagated-|native-)?inputs\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_SCHEME_STRING = re.compile(r"\"([a-z][\w.+-]*)(?::\w+)?(?:@([\w.]+))?(?::\w+)?\"")
_SCHEME_COMMENT = re.compile(r";[^\n]*")
_GUIX_COMMIT = re.compile(r"\(commit\s+\"[0-9a-f]{7,40}\"")
_NIX_LIST = re.compile(
    r"\b(?:packages|buildInputs|nativeBuildInputs|propagatedBuildInputs|inputsFrom|withPackages\s*\(\s*\w+\s*:)\s*=?\s*(?:with\s+[\w.]+;\s*)*[^\[;]{0,200}\[([^\[\]]{0,4000})\]"
)
_NIX_NAME = re.compile(r"(?<![\w.\"/])(?:(?:pkgs|ps|p|python\w*|rPackages)\.)*([A-Za-z][\w-]*)(?![\w./:=\"])")
_NIX_PINNED = re.compile(r"archive/[0-9a-f]{40}\.tar\.gz|\brev\s*=\s*\"[0-9a-f]{40}\"|nixpkgs/[0-9a-f]{40}")
_NIX_WORDS = frozenset(
    "with pkgs ps p let in rec inherit import callPackage python3Packages mkShell withPackages".split()
)


def spack(file: File) -> Iterator[Requirement]:
    """An environment's: the specs at its top, or in a list that it defines."""
    content = yaml.compose((file.text or "")[:LENGTH_LIMIT], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    waiting = [content]
    while waiting:
        node = waiting.pop()
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value in ("spack", "definitions"):
                waiting.append(value)
            elif isinstance(value, yaml.SequenceNode) and key.value in ("specs", "packages"):
                for item in value.value:
                    if isinstance(item, yaml.ScalarNode):
                        yield from _spec(item.value, file, item.start_mark.line + 1)
        waiting += node.value if isinstance(node, yaml.SequenceNode) else []


def spack_lock(file: File) -> Iterator[Requirement]:
    """What Spack resolved, in both layouts: the name beside the version, or above it."""
    for entry in json.loads(file.text or "").get("concrete_specs", {}).values():
        named = entry.get("name") or next(iter(entry), "")
        yield from _one(named, Pin.PINNED, file, None, named, Source.OTHER)


def spack_package(file: File) -> Iterator[Requirement]:
    """A recipe's."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for found in _DEPENDS_ON.finditer(text):
        yield from _spec(found[1], file, text.count("\n", 0, found.start()) + 1)


def _spec(spec: str, file: File, line: int) -> Iterator[Requirement]:
    """``a@1.2`` is a release; ``@1:`` and ``@:2`` are bounds, ``@1:2`` has both ends."""
    if found := _SPEC.match(spec.strip()):
        wanted = found[3] or ""
        one_end = wanted.startswith(":") or wanted.endswith(":")
        pin = Pin.BARE if not wanted else Pin.BOUNDED if one_end else Pin.PINNED
        yield from _one(found[1], pin, file, line, spec, Source.OTHER)


def guix(file: File) -> Iterator[Requirement]:
    """A manifest's or a package definition's."""
    text = _SCHEME_COMMENT.sub(lambda found: " " * len(found[0]), (file.text or "")[:LENGTH_LIMIT])
    for listed in (*_LIST.finditer(text), *_INPUTS.finditer(text)):
        for found in _SCHEME_STRING.finditer(text, listed.start(), listed.end()):
            pin = Pin.PINNED if found[2] else Pin.BARE
            yield from _one(found[1], pin, file, text.count("\n", 0, found.start()) + 1, found[0], Source.GUIX)


def guix_is_fixed(file: File) -> bool:
    """Whether a file says at which commit Guix is."""
    return file.suffix == ".scm" and bool(_GUIX_COMMIT.search((file.text or "")[:LENGTH_LIMIT]))


def nix(file: File) -> Iterator[Requirement]:
    """The packages that an expression puts into a shell or a build."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for listed in _NIX_LIST.finditer(text):
        for found in _NIX_NAME.finditer(text, listed.start(1), listed.end(1)):
            if found[1] not in _NIX_WORDS:
                yield from _one(found[1], Pin.BARE, file, text.count("\n", 0, found.start()) + 1, found[0], Source.NIX)


def nix_is_fixed(file: File) -> bool:
    """Whether a file locks Nix's packages, or fetches them at a commit."""
    if file.name in ("flake.lock", "npins.json") or file.path.endswith(("nix/sources.json", "npins/sources.json")):
        return '"rev"' in (file.text or "") or '"revision"' in (file.text or "")
    return file.suffix == ".nix" and bool(_NIX_PINNED.search((file.text or "")[:LENGTH_LIMIT]))


def _one(name: str, pin: Pin, file: File, line: int | None, quote: str, source: Source) -> Iterator[Requirement]:
    if found := requirement(_LANGUAGE.sub("", name), pin, file, line, quote, source=source):
        yield found
