"""What the project rests on: which versions were tested, under which licences."""

from __future__ import annotations

import re

import pytest
from packaging.utils import canonicalize_name

from tests.supply import EXTRA, LINE, LOCK, RUNTIME, asked_for, licence_of, rest_on

COPYLEFT = re.compile(r"A?GPL|General Public License", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)


def locked() -> dict[str, re.Match[str]]:
    lines = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    matches = [match for line in lines if (match := LINE.fullmatch(line))]
    assert len(matches) == len(lines), "each line is a name, a version and a licence, without an address"
    return {match["name"]: match for match in matches}


def is_copyleft(licence: str) -> bool:
    """Whether it is one of the GNU GPL or AGPL, and there is none to choose instead."""
    return all(COPYLEFT.search(choice) and not LESSER.search(choice) for choice in licence.split(" OR "))


def test_the_lock_has_all_that_is_needed_and_nothing_else() -> None:
    versions = {name: match["version"] for name, match in locked().items()}
    installed = {name: found.version for name, found in rest_on(asked_for(EXTRA)).items()}
    if any(versions.get(name, version) != version for name, version in installed.items()):
        pytest.skip("other versions are installed, which may need others")
    assert versions == installed


def test_the_lock_has_versions_that_the_project_asks_for() -> None:
    versions = locked()
    for asked in asked_for(EXTRA):
        version = versions[canonicalize_name(asked.name)]["version"]
        assert asked.specifier.contains(version, prereleases=True), f"{asked} is locked at {version}"


def test_every_dependency_has_a_licence_and_none_is_of_the_gpl() -> None:
    licences = {name: licence_of(installed) for name, installed in rest_on(asked_for(EXTRA)).items()}
    assert [name for name, licence in licences.items() if not licence] == []
    assert {name: licence for name, licence in licences.items() if is_copyleft(licence)} == {}
    runtime = {name: licences[name] for name in rest_on(asked_for(*RUNTIME))}
    assert {name: licence for name, licence in runtime.items() if COPYLEFT.search(licence)} == {}


def test_which_licences_are_of_the_gpl() -> None:
    refused = ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v2 or later (GPLv2+)", "GPL-2.0 OR AGPL-3.0"]
    taken = ["MIT", "LGPL-2.1", "GNU Lesser General Public License v3 (LGPLv3)", "Artistic License OR GPL", "MPL-2.0"]
    assert all(map(is_copyleft, refused))
    assert not any(map(is_copyleft, taken))
