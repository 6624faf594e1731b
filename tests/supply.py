"""What the project rests on, found from what is installed.

``python -m tests.supply > requirements.lock`` writes the lock: each package that the project and its tests need, at the
version that was tested, with its licence.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.commands import CHECKOUT

LOCK = CHECKOUT / "requirements.lock"
PROJECT = "reprosurvey"
EXTRA = "test"
RUNTIME = ("resolve", "survey")
HEAD = """\
# The versions that were tested together, with their licences, for `pip install -c requirements.lock`; CI also installs
# the newest. Made by `python -m tests.supply`.
"""
LINE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)  # (?P<licence>.+)")


def asked_for(*extras: str) -> list[Requirement]:
    """What ``pyproject.toml`` asks for, with these extras."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    asked = [*map(Requirement, written)]
    own = [extra for line in asked if line.name == PROJECT for extra in line.extras]
    return [line for line in asked if line.name != PROJECT] + (asked_for(*own) if own else [])


def rest_on(requirements: Iterable[Requirement]) -> dict[str, Distribution]:
    """Name to distribution of these and of all that they need in turn."""
    found: dict[str, Distribution] = {}
    waiting = list(requirements)
    seen = set[tuple[str, frozenset[str]]]()
    while waiting:
        needed = waiting.pop()
        name, extras = canonicalize_name(needed.name), frozenset(needed.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            found[name] = distribution(name)
            waiting += _needed_by(found[name], extras)
    return dict(sorted(found.items()))


UNTOLD = {"mlcroissant": "Apache-2.0"}
"""Of packages that carry none, what their repository's LICENSE says."""


def licence_of(installed: Distribution) -> str:
    """How a distribution names its licence, in its metadata or on the first line of the licence itself."""
    told = installed.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    if classified := [c.rpartition(" :: ")[2] for c in told.get_all("Classifier", []) if c.startswith("License :: ")]:
        return " OR ".join(classified)  # those that several stand for are to choose from
    written = told.get("License") or installed.read_text(f"licenses/{told.get('License-File')}") or ""
    untold = UNTOLD.get(canonicalize_name(told["Name"]), "")
    return next((line.strip() for line in str(written).splitlines() if line.strip()), untold)


def _needed_by(installed: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for written in installed.requires or ():
        requirement = Requirement(written)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in ("", *extras)):
            yield requirement


if __name__ == "__main__":
    sys.stdout.write(HEAD)
    for name, installed in rest_on(asked_for(EXTRA)).items():
        sys.stdout.write(f"{name}=={installed.version}  # {licence_of(installed)}\n")
