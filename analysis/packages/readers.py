"""Which files list packages, by their names and by what they hold, and what reads each of them."""

from __future__ import annotations

import configparser
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import yaml

from reprosurvey.analysis.packages import compiled, julia, jvm, r, systems
from reprosurvey.analysis.packages.commands import INSTALL, MAY_INSTALL
from reprosurvey.analysis.packages.containers import compose, devcontainer, dockerfile, script
from reprosurvey.analysis.packages.environments import environment, recipe
from reprosurvey.analysis.packages.locks import lock, pipfile_lock, yaml_lock
from reprosurvey.analysis.packages.notebook_lists import notebook
from reprosurvey.analysis.packages.pyproject import pipfile, pixi, pyproject, script_header
from reprosurvey.analysis.packages.requirements import is_tool
from reprosurvey.analysis.packages.setup_files import setup_cfg, setup_py
from reprosurvey.analysis.packages.text_lists import EXPORTED, requirements
from reprosurvey.analysis.packages.workflows import workflow
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reprosurvey.analysis.packages.requirements import Requirement
    from reprosurvey.analysis.subjects.snapshots import File

    Reader = Callable[[File], Iterator[Requirement]]

PACKAGES_LIMIT = 2_000
"""Packages that are read of one list."""
HEAD = 2_000
"""Characters at the beginning of a file in which what it is can be seen."""

_MALFORMED = (
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    MemoryError,
    yaml.YAMLError,
    configparser.Error,
)

_REQUIREMENTS = re.compile(
    r"(?:.{0,60}[-_.])?(?:req[a-z]{0,6}m[a-z]{0,2}nts?|dependenc(?:y|ies)|packages?|constraints?|pip[-_]?(?:list|freeze))(?:[-_.].*)?\.(?:txt|in|pip|lock)$"
    r"|conda[-_\w]*\.txt$|env(?:ironment)?\.txt$|(?:explicit|spec[-_]?(?:file|list)?)[-_\w]*\.txt$|requirements$"
)
_READERS: tuple[tuple[str, Reader], ...] = (
    (r"pyproject\.toml", pyproject),
    (r"pixi\.toml", pixi),
    (r"pipfile", pipfile),
    (r"pipfile\.lock", pipfile_lock),
    (r"(?:poetry|uv|pdm)\.lock|.*\.py\.lock|pylock(?:\.[\w-]+)?\.toml", lock),
    (r"pixi\.lock|(?:.*[-.])?conda[-_.]lock\.ya?ml", yaml_lock),
    (r"setup\.py", setup_py),
    (r"setup\.cfg", setup_cfg),
    (r"spack\.ya?ml", systems.spack),
    (r"spack\.lock", systems.spack_lock),
    (r"devcontainer\.json|\.devcontainer\.json", devcontainer),
    (r"(?:docker-)?compose(?:[-.].*)?\.ya?ml", compose),
    (
        r"(?:dockerfile|docker_|containerfile|singularity|apptainer).*|.*\.(?:dockerfile|containerfile|def|singularity)",
        dockerfile,
    ),
    (r"description", r.description),
    (r"renv\.lock", r.renv),
    (r"packrat\.lock|r-dependencies\.txt", r.packrat),
    (r"(?:install|packages|requirements|dependencies|setup)\.r", r.r_script),
    (r"(?:julia)?project\.toml", julia.project),
    (r"(?:julia)?manifest(?:-v[\d.]+)?\.toml", julia.manifest),
    (r"require", julia.require),
    (r"cmakelists\.txt", compiled.cmake),
    (r"cargo\.toml", compiled.cargo),
    (r"cargo\.lock", compiled.cargo_lock),
    (r"go\.mod", compiled.go_modules),
    (r"package\.xml", compiled.ros_package),
    (r"pom\.xml", jvm.maven),
    (r"build\.gradle(?:\.kts)?", jvm.gradle),
    (r"build\.sbt", jvm.sbt),
    (r"meta\.ya?ml", recipe),
    (r"package\.json", compiled.node_package),
    (r"snakefile", workflow),
    (r"(?:manifest|guix|packages|environment)[-\w]*\.scm", systems.guix),
)
"""By a name in lower case, the first that matches."""
_NAMED = re.compile("|".join(f"(?P<r{number}>(?:{pattern})$)" for number, (pattern, _) in enumerate(_READERS)))
_UNREAD_LISTS = re.compile(
    r".*\.cabal|stack\.yaml|dune-project|.*\.opam|conanfile\.(?:txt|py)|vcpkg\.json"
    r"|package\.swift|gemfile|composer\.json|mix\.exs|rebar\.config|deps\.edn|project\.clj|.*\.rockspec|.*\.csproj|packages\.config|module\.bazel"
    r"|mpackage\.json|modulefile"
)
"""Lists in forms that nothing here reads."""


class List(NamedTuple):
    """What was read of one file."""

    packages: list[Requirement]
    is_whole: bool
    """False where it is a list that could not be read."""


def _by_suffix(file: File) -> Reader | None:
    """What reads a file that may list packages among other things, where it holds what such lists do."""
    text = (file.text or "")[:LENGTH_LIMIT]
    if _is_text_list(file, text):
        return requirements
    reader = _OF_SUFFIX.get(file.suffix) or (script if _SCRIPT_NAME.fullmatch(file.name.lower()) else None)
    return reader if reader and _HOLDS[reader](text) else None


def _is_text_list(file: File, text: str) -> bool:
    """Whether a text is a list by its folder, or by what conda writes on top."""
    if file.suffix in (".txt", ".lock") and EXPORTED.search(text[:HEAD]):
        return True
    return file.suffix in (".txt", ".in", ".pip", "") and "requirements/" in file.path.lower()


def _holds_environment(text: str) -> bool:
    return any(line.startswith("dependencies:") for _, line in lines_with("dependencies:", text))


def _holds_commands(text: str) -> bool:
    may_install = MAY_INSTALL.stand_in(text) or _FURTHER.stand_in(text)
    return may_install and bool(_INSTALLS.search(text)) and not _THROWN_AWAY.search(text)


_FURTHER = Words("install.packages", "Pkg.add", "git clone")
_INSTALLS = re.compile(rf"{INSTALL.pattern}|install\.packages|\bPkg\.add|\bgit clone\b")
_THROWN_AWAY = re.compile(r"\bmktemp -d\b.*-m venv\b", re.DOTALL)
"""An environment in a temporary folder: what a script installs there is for the script alone."""
_SCRIPT_NAME = re.compile(r"(?:gnu)?makefile|postbuild|justfile|install|setup|bootstrap")
_OF_SUFFIX: dict[str, Reader] = {
    **dict.fromkeys(".sh .bash .bat .cmd .ps1 .slurm .sbatch .pbs .job .mk .make .just .zsh".split(), script),
    **dict.fromkeys((".yml", ".yaml"), environment),
    **dict.fromkeys(".r .rmd .qmd".split(), r.r_script),
    ".jl": julia.julia_script,
    ".ipynb": notebook,
    ".py": script_header,
    ".nix": systems.nix,
    **dict.fromkeys(".nf .smk .config".split(), workflow),
}
_HOLDS: dict[Reader, Callable[[str], bool]] = {
    script: _holds_commands,
    environment: _holds_environment,
    r.r_script: Words("install", "p_load", "pak(", "shelf(", "groundhog", "biocLite").stand_in,
    julia.julia_script: Words("Pkg.").stand_in,
    script_header: Words("# /// script").stand_in,
    notebook: Words("install", "Pkg.add", "p_load", " add ").stand_in,
    workflow: Words("conda", "container", "singularity").stand_in,
    systems.nix: bool,
}
"""By reader, whether a text may hold what it reads."""


def reader_of(file: File) -> Reader | None:
    """What reads the packages that a file lists; None where it is no list."""
    if reader := _by_name(file.name.lower()):
        return reader
    if file.name == "package.py" and "depends_on(" in (file.text or ""):
        return systems.spack_package
    return _by_suffix(file)


@lru_cache(maxsize=4_096)
def _by_name(name: str) -> Reader | None:
    if found := _NAMED.match(name):
        return _READERS[int((found.lastgroup or "r0")[1:])][1]
    return requirements if _REQUIREMENTS.match(name) else None


def is_list(file: File) -> bool:
    """Whether a file is, by its name, a list of packages."""
    name = file.name.lower()
    return _by_name(name) is not None or bool(re.match(r"environment\.ya?ml$", name))


def is_unread_list(file: File) -> bool:
    """Whether a file is a list of a form that nothing here reads."""
    return bool(_UNREAD_LISTS.fullmatch(file.name.lower()))


def read_list(file: File, reader: Reader) -> List:
    """What a file lists by its reader; nothing where it names only what projects are made with."""
    try:
        found = list(islice(reader(file), PACKAGES_LIMIT))
    except _MALFORMED:
        return List([], is_whole=False)
    return List([] if all(is_tool(r.name) for r in found) else found, is_whole=True)
