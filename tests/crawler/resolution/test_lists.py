"""Lists whose right outcome is known, against an index on loopback."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.resolution.lists import Resolution, resolve_list
from reprosurvey.crawler.resolution.reasons import Reason
from reprosurvey.crawler.resolution.uv import Resolver, UnansweredError
from tests.package_index import HOST, PackageIndex
from tests.web import Answer


@pytest.fixture(autouse=True)
def _offered(index: PackageIndex) -> None:
    index.wheel("alpha", "1.0")
    index.wheel("alpha", "2.0", python=">=3.9", day="2023-01-01")
    index.wheel("beta", "1.0", ["alpha<2"])
    index.wheel("gamma", "1.0", ["alpha>=2"], day="2023-02-01")
    index.wheel("old", "1.0", tag="cp37-cp37m-manylinux1_x86_64", python="<3.8")
    index.wheel("withdrawn", "1.5", yanked=True)
    index.source("unbuilt", "1.0")
    index.wheel("needs-unbuilt", "1.0", ["unbuilt"])
    index.wheel("compiled", "1.0", tag="cp310-cp310-manylinux1_x86_64")
    index.source("compiled", "1.0")
    index.wheel("moved", "2.0", ["alpha>=2"])
    index.source("moved", "1.0")
    index.wheel("mixed", "1.0", yanked=True)
    index.wheel("mixed", "2.0", ["unbuilt"], python=">=3.9")


def test_one_that_resolves_tells_for_which_python_and_how_many_packages(resolver: Resolver) -> None:
    assert resolve_list(resolver, ["beta"], None) == Resolution("3.14", ("alpha==1.0", "beta==1.0"))


def test_one_may_resolve_for_an_old_python_alone(resolver: Resolver) -> None:
    assert resolve_list(resolver, ["old==1.0", "alpha"], None).python == "3.7"


@pytest.mark.parametrize(
    ("requirements", "reason", "culprits"),
    [
        (["beta", "gamma"], Reason.CONFLICT, ("beta", "gamma")),
        (["alpha<2", "alpha>=2"], Reason.CONFLICT, ("alpha<2", "alpha>=2")),
        (["alpha==9"], Reason.VERSION_GONE, ("alpha==9",)),
        (["alpha>=3"], Reason.VERSION_GONE, ("alpha>=3",)),
        (["unbuilt"], Reason.SOURCE_ONLY, ("unbuilt",)),
        (["needs-unbuilt"], Reason.SOURCE_ONLY, ("needs-unbuilt",)),
        (["missing"], Reason.NOT_ON_INDEX, ("missing",)),
        (["withdrawn>=1,<2"], Reason.YANKED, ("withdrawn>=1,<2",)),
        (["old==1.0", "alpha==2.0"], Reason.NO_WHEEL, ("old==1.0",)),
        (["compiled", "old"], Reason.NO_WHEEL, ("old",)),
        (["compiled", "needs-unbuilt"], Reason.SOURCE_ONLY, ("needs-unbuilt",)),
        (["needs-unbuilt", "unbuilt", "compiled"], Reason.SOURCE_ONLY, ("unbuilt", "needs-unbuilt")),
        (["mixed", "alpha==9"], Reason.VERSION_GONE, ("alpha==9",)),
        (["mixed"], Reason.SOURCE_ONLY, ("mixed",)),
        (["moved", "alpha<2"], Reason.CONFLICT, ("moved", "alpha<2")),
    ],
)
def test_the_reason_and_the_lines_in_the_way(
    resolver: Resolver, requirements: list[str], reason: Reason, culprits: tuple[str, ...]
) -> None:
    found = resolve_list(resolver, requirements, None)
    assert (found.python, found.reason, found.culprits) == (None, reason, culprits)


def test_the_worst_is_told_and_not_the_first(resolver: Resolver) -> None:
    found = resolve_list(resolver, ["unbuilt", "alpha==9", "missing", "beta"], None)
    assert (found.reason, found.culprits, found.obstacles) == (Reason.NOT_ON_INDEX, ("missing",), 3)


def test_what_is_pinned_is_installed_though_withdrawn(resolver: Resolver) -> None:
    assert resolve_list(resolver, ["withdrawn==1.5"], None).packages == ("withdrawn==1.5",)


def test_a_day_has_its_own_versions_and_pythons(resolver: Resolver) -> None:
    day = datetime(2022, 1, 1, tzinfo=UTC)
    assert resolve_list(resolver, ["alpha"], day) == Resolution("3.10", ("alpha==1.0",))
    assert resolve_list(resolver, ["gamma"], day).reason is Reason.LATER


@pytest.mark.parametrize("status", [401, 403, 500])
def test_nothing_is_known_where_the_index_does_not_answer(index: PackageIndex, resolver: Resolver, status: int) -> None:
    index.site.answer(f"/{HOST}/simple/alpha/", Answer(status))
    with pytest.raises(UnansweredError):
        resolve_list(resolver, ["alpha"], None)
