"""The packages that files made for it list: requirements, environments, packaging metadata, locks and Dockerfiles."""

from __future__ import annotations

import ast
import configparser
import json
import re
import tomllib
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from reprosurvey.analysis.packages.languages import r_script, reader_of
from reprosurvey.analysis.packages.requirements import FRAMEWORKS, TOOLS, Pin, Requirement, Source, normalise, parse
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_files, first_party_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

PACKAGES_LIMIT = 2_000
"""Packages that are read of one list."""

_MALFORMED = (SyntaxError, ValueError, TypeError, yaml.YAMLError, configparser.Error)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

PLACES = "requirements, environment, setup, pyproject, Pipfile, Dockerfile, README"
"""Where lists are looked for, as evidence says it."""

_REQUIREMENTS = re.compile(
    r"(?:.{0,60}[-_.])?(?:req[a-z]{0,6}m[a-z]{0,2}nts?|dependenc(?:y|ies)|packages?|pip[-_]?(?:list|freeze))(?:[-_.].*)?\.(?:txt|in|pip)$"
    r"|conda[-_\w]*\.txt$|env(?:ironment)?\.txt$"
)
_NAMED_LIST = re.compile(
    rf"{_REQUIREMENTS.pattern}|environment\.ya?ml$|setup\.(?:py|cfg)$|pyproject\.toml$|pipfile|(?:poetry|uv|pdm)\.lock$"
)
_ASIDE = re.compile(r"(?:^|[/_.-])(?:dev|docs?|tests?|testing|lint|ci)(?:[/_.-]|$)")
_TEMPLATE = re.compile(r"(?:^|/)templates?/.*\.(?:j2|jinja2?|mustache|tmpl|tpl)$|\{\{")
"""A list that a program fills in for another project: a template in a folder of such, or a path with a placeholder."""
_ELSEWHERE = {"type", "git", "hg", "path", "directory", "file", "url"}
"""Keys of a locked package that no index has."""
_IMAGE = re.compile(r"^\s*FROM\s+(?:\S*/)?([\w.-]+):v?(\d+\.\d[\w.-]*)", re.IGNORECASE)
_INSTALL = re.compile(r"(pip[\d.]*|conda|mamba|poetry)\s+(?:install|add)\s+([^;&|`#]+)")
_THROWN_AWAY = re.compile(r"\bmktemp -d\b.*-m venv\b", re.DOTALL)
"""An environment in a temporary folder: what a script installs there is for the script alone."""
_CONDA = ("conda", "mamba")
_VALUED_OPTION = re.compile(r"-[cefinpr]|--(?:channel|find-links|(?:extra-)?index-url|name|prefix|trusted-host)")


def installed(command: str, file: File, line: int) -> Iterator[Requirement]:
    """The packages that a shell line installs with pip or conda."""
    for found in _INSTALL.finditer(command):
        words = iter(found[2].replace('"', "").replace("'", "").split())
        for word in words:
            if _VALUED_OPTION.fullmatch(word):
                next(words, None)
            elif (requirement := parse(word, file, line)) and not word.endswith((".whl", ".txt", ".gz")):
                yield replace(requirement, source=Source.CONDA) if found[1] in _CONDA else requirement


def _each(items: Iterable[object], file: File) -> Iterator[Requirement]:
    for item in items:
        if isinstance(item, str) and (requirement := parse(item, file)):
            yield replace(requirement, line=_line_of(item, file))


def _line_of(item: str, file: File) -> int | None:
    position = (file.text or "").find(item)
    return None if position < 0 else (file.text or "").count("\n", 0, position) + 1


def _requirements(file: File) -> Iterator[Requirement]:
    for number, text in enumerate(_text(file).splitlines(), start=1):
        if requirement := parse(text, file, number):
            yield requirement
        elif not text.lstrip().startswith("#"):
            yield from installed(text, file, number)


def _environment(file: File) -> Iterator[Requirement]:
    """The nodes are read and nothing is built of them: what stands for itself a billion times stays one node."""
    root = yaml.compose(_text(file), Loader=_LOADER)
    for name, listed in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == "dependencies" and isinstance(listed, yaml.SequenceNode):
            for item in listed.value:
                if isinstance(item, yaml.ScalarNode):
                    yield from (replace(r, source=Source.CONDA) for r in _each([item.value], file))
                elif isinstance(item, yaml.MappingNode):
                    yield from _each(
                        (n.value for key, value in item.value if key.value == "pip" for n in value.value), file
                    )


def _setup_py(file: File) -> Iterator[Requirement]:
    tree = ast.parse(_text(file))
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("install_requires", "requires"):
            value = named.get(node.value.id, node.value) if isinstance(node.value, ast.Name) else node.value
            yield from _each((n.value for n in ast.walk(value) if isinstance(n, ast.Constant)), file)


def _setup_cfg(file: File) -> Iterator[Requirement]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string(_text(file))
    yield from _each(parser.get("options", "install_requires", fallback="").splitlines(), file)


def _toml(file: File) -> Iterator[Requirement]:
    content: dict[str, Any] = tomllib.loads(_text(file))
    project, tool = _table(content, "project"), _table(content, "tool")
    yield from _each(project.get("dependencies", ()), file)
    for table in (_table(content, "packages"), _table(_table(tool, "poetry"), "dependencies")):
        for name, wanted in table.items():
            version = wanted.get("version", "") if isinstance(wanted, dict) else wanted
            yield from _each([f"{name}{_as_specifier(version)}"], file)


def _lock(file: File) -> Iterator[Requirement]:
    text = file.text or ""
    if file.name.lower() == "pipfile.lock":
        named = [
            (name, entry) for name, entry in _table(json.loads(text), "default").items() if isinstance(entry, dict)
        ]
    else:
        entries = tomllib.loads(text).get("package", ())
        named = [(str(entry.get("name", "")), entry) for entry in entries if isinstance(entry, dict)]
    for name, entry in named:
        version = str(entry.get("version", "")).lstrip("=")
        source = _lock_source(entry)
        if version and source and (requirement := parse(f"{name}=={version}", file)):
            yield replace(requirement, source=source)


def _lock_source(entry: dict[str, Any]) -> Source | None:
    """Where a locked package comes from, as Pipenv, Poetry, uv or PDM write it; None for the project itself."""
    place = _table(entry, "source") or entry
    if place.get("virtual", place.get("editable")) is not None:
        return None
    if place.get("type") == "legacy":
        return Source.FURTHER
    return Source.ADDRESS if _ELSEWHERE & place.keys() else Source.INDEX


def _dockerfile(file: File) -> Iterator[Requirement]:
    for number, text in enumerate(_text(file).replace("\\\n", " ").splitlines(), start=1):
        if (found := _IMAGE.match(text)) and (name := normalise(found[1])) in FRAMEWORKS:
            yield Requirement(name, Pin.PINNED, file, number, text.strip())
        yield from installed(text, file, number)


def _table(content: object, key: str) -> dict[str, Any]:
    value = content.get(key) if isinstance(content, dict) else None
    return value if isinstance(value, dict) else {}


def _as_specifier(version: object) -> str:
    wanted = str(version).strip()
    if not wanted or wanted == "*":
        return ""
    if wanted[0] in "^~" and not wanted.startswith("~="):
        return f"~={wanted[1:]}" if "." in wanted else f"=={wanted[1:]}"
    return wanted if wanted[0] in "<>=!~" else f"=={wanted}"


def _text(file: File) -> str:
    return (file.text or "")[:LENGTH_LIMIT]


def _reader(file: File) -> Callable[[File], Iterator[Requirement]] | None:
    name = file.name.lower()
    if name in ("pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock"):
        return _lock
    if name in ("pyproject.toml", "pipfile"):
        return _toml
    if name in ("setup.py", "setup.cfg"):
        return _setup_py if name == "setup.py" else _setup_cfg
    if name.startswith(("dockerfile", "docker_", "singularity")) or name.endswith((".dockerfile", ".def")):
        return _dockerfile
    if file.suffix in (".yml", ".yaml"):
        return _environment if re.search(r"^dependencies:", _text(file), re.MULTILINE) else None
    if file.suffix == ".sh":
        return _dockerfile if _INSTALL.search(_text(file)) and not _THROWN_AWAY.search(_text(file)) else None
    if file.suffix == ".r":
        return r_script if "install" in _text(file) else None
    if _REQUIREMENTS.match(name) or (file.suffix == ".txt" and "requirements/" in file.path.lower()):
        return _requirements
    return None


def is_list(file: File) -> bool:
    """Whether a file is, by its name, a list of packages."""
    return bool(_NAMED_LIST.match(file.name.lower())) or reader_of(file) is not None


def unread_lists(snapshot: Snapshot) -> list[File]:
    """Lists whose text was left behind."""
    return [f for f in first_party_files(snapshot) if f.text is None and f.size != 0 and is_list(f)]


@lru_cache(maxsize=2)
def listed_in_files(snapshot: Snapshot) -> list[Requirement]:
    """Every package that a file lists, apart from those for development, tests, documentation and other projects.

    A list of nothing but what projects are made with is a template's, or no list of what the code needs.
    """
    paths = ((file, file.path.lower()) for file in first_party_texts(snapshot))
    files = (file for file, path in paths if not _ASIDE.search(path) and not _TEMPLATE.search(path))
    return [requirement for file in files for requirement in packages_in(file)]


def packages_in(file: File) -> list[Requirement]:
    """The packages that a file lists; none where it is no list, or names only what projects are made with."""
    reader = _reader(file) or reader_of(file)
    if reader is None:
        return []
    try:
        found = list(islice(reader(file), PACKAGES_LIMIT))
    except (*_MALFORMED, AttributeError, RecursionError, MemoryError):
        found = list(islice(_requirements(file), PACKAGES_LIMIT)) if reader is _environment else []
    return [] if all(requirement.name in TOOLS for requirement in found) else found
