"""The packages that files made for it list: requirements, environments, packaging metadata, locks and Dockerfiles."""

from __future__ import annotations

import ast
import configparser
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

from analysis.criteria.own import own_files, own_texts
from analysis.criteria.requirements import FRAMEWORKS, Pin, Requirement, normalise, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from analysis.snapshots import File, Snapshot

PLACES = "requirements, environment, setup, pyproject, Pipfile, Dockerfile, README"
"""Where lists are looked for, as evidence says it."""

LENGTH_LIMIT = 500_000
"""Characters of a list that are read; locks of large projects are cut off by it."""

_REQUIREMENTS = re.compile(
    r"(?:.{0,60}[-_.])?(?:req[a-z]{0,6}m[a-z]{0,2}nts?|dependenc(?:y|ies)|packages?|pip[-_]?(?:list|freeze))(?:[-_.].*)?\.(?:txt|in|pip)$"
    r"|conda[-_\w]*\.txt$|env(?:ironment)?\.txt$"
)
_NAMED_LIST = re.compile(
    rf"{_REQUIREMENTS.pattern}|environment\.ya?ml$|setup\.(?:py|cfg)$|pyproject\.toml$|pipfile|poetry\.lock$"
)
_ASIDE = re.compile(r"(?:^|[/_.-])(?:dev|docs?|tests?|testing|lint|ci)(?:[/_.-]|$)")
_IMAGE = re.compile(r"^\s*FROM\s+(?:\S*/)?([\w.-]+):v?(\d+\.\d[\w.-]*)", re.IGNORECASE)
_INSTALL = re.compile(r"(?:pip[\d.]*|conda|mamba|poetry)\s+(?:install|add)\s+([^;&|`#]+)")
_VALUED_OPTION = re.compile(r"-[cefinpr]|--(?:channel|find-links|(?:extra-)?index-url|name|prefix|trusted-host)")


def installed(command: str, file: File, line: int) -> Iterator[Requirement]:
    """The packages that a shell line installs with pip or conda."""
    for found in _INSTALL.finditer(command):
        words = iter(found[1].replace('"', "").replace("'", "").split())
        for word in words:
            if _VALUED_OPTION.fullmatch(word):
                next(words, None)
            elif (requirement := parse(word, file, line)) and not word.endswith((".whl", ".txt", ".gz")):
                yield requirement


def _each(items: Iterable[object], file: File) -> Iterator[Requirement]:
    for item in items:
        if isinstance(item, str) and (requirement := parse(item, file, _line_of(item, file))):
            yield requirement


def _line_of(item: str, file: File) -> int | None:
    position = (file.text or "").find(item)
    return None if position < 0 else (file.text or "").count("\n", 0, position) + 1


def _requirements(file: File) -> Iterator[Requirement]:
    for number, text in enumerate(_text(file).splitlines(), start=1):
        if requirement := parse(text, file, number):
            yield requirement


def _environment(file: File) -> Iterator[Requirement]:
    content = yaml.safe_load(_text(file))
    listed = content.get("dependencies") if isinstance(content, dict) else None
    for item in listed if isinstance(listed, list) else []:
        nested = item.get("pip") if isinstance(item, dict) else [item]
        yield from _each(nested if isinstance(nested, list) else [], file)


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
        if version and (requirement := parse(f"{name}=={version}", file)):
            yield requirement


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
        return _dockerfile if _INSTALL.search(_text(file)) else None
    if _REQUIREMENTS.match(name) or (file.suffix == ".txt" and "requirements/" in file.path.lower()):
        return _requirements
    return None


def unread_lists(snapshot: Snapshot) -> list[File]:
    """Lists whose text was left behind."""
    return [f for f in own_files(snapshot) if f.text is None and f.size != 0 and _NAMED_LIST.match(f.name.lower())]


def listed_in_files(snapshot: Snapshot) -> list[Requirement]:
    """Every package that a file lists, apart from those for development, tests and documentation."""
    result: list[Requirement] = []
    for file in own_texts(snapshot):
        reader = _reader(file)
        if reader is None or _ASIDE.search(file.path.lower()):
            continue
        try:
            result += reader(file)
        except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError, yaml.YAMLError, configparser.Error):
            result += _requirements(file) if reader is _environment else ()
    return result
