"""What a large survey is said to take follows from its inputs."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from benchmarks.costs import (
    DAY,
    INPUTS,
    Cost,
    Extent,
    Host,
    Inputs,
    Prices,
    computed,
    days_of,
    first,
    read,
    repeated,
)

FAST = 1e9
"""Requests a second."""
SMALL = Inputs(
    survey=Extent(papers=1000, with_repository=0.5, changed=0.1, other_links=2),
    papers=Cost(requests=2, bytes=1e6, processor=0.1, stored=1e4),
    repositories=Cost(requests=3, bytes=2e6, processor=1, stored=1e5),
    again=Cost(requests=1, bytes=1e3, processor=0),
    prices=Prices(machine_hour=1, cores=2, stored_gigabyte_month=0.5, months=2),
    hosts=(
        Host("publisher", "papers", 1, rate=2000 / DAY),
        Host("half the repositories", "repositories", 0.5, rate=1500 / DAY),
        Host("the others", "repositories", 0.5, rate=750 / DAY),
        Host("files", "other_links", 1),
    ),
)


def test_a_first_survey_asks_for_every_paper_repository_and_link() -> None:
    found = computed(SMALL, first(SMALL), FAST)
    assert found.requests == 1000 * 2 + 500 * 3 + 1000
    assert found.gigabytes == pytest.approx(1 + 1 + 0.001)
    assert found.stored == pytest.approx(1 + 0.01 + 0.05)
    assert found.core_hours == pytest.approx((100 + 500) / 3600)


def test_the_next_one_asks_what_has_not_changed_once() -> None:
    found = computed(SMALL, repeated(SMALL), FAST)
    assert found.requests == 50 * 3 + 450 + 1000
    assert found.core_hours == pytest.approx(50 / 3600)


def test_kinds_come_one_after_the_other_and_hosts_of_a_kind_at_once() -> None:
    found = computed(SMALL, first(SMALL), FAST)
    assert found.days_of == pytest.approx(
        {"publisher": 1, "half the repositories": 0.5, "the others": 1, "files": 0}, abs=1e-6
    )
    assert found.days == pytest.approx(2)


def test_there_are_as_many_machines_as_judge_while_hosts_are_asked() -> None:
    long = replace(SMALL, repositories=replace(SMALL.repositories, processor=5 * DAY / 500))
    found = computed(long, first(long), FAST)
    assert found.machines == 2  # 5 days of a core in 2 days, by 2 cores each
    assert found.dollars == pytest.approx(2 * 2 * 24 * 1 + found.stored * 0.5 * 2)


def test_a_host_is_asked_no_faster_than_it_allows_nor_than_this_program_asks() -> None:
    asked = Cost(requests=DAY, bytes=DAY * 1e6, processor=0)
    assert days_of(Host("", "papers", 1, rate=4), asked, rate=2) == pytest.approx(1 / 2)
    assert days_of(Host("", "papers", 1, rate=2), asked, rate=4) == pytest.approx(1 / 2)
    assert days_of(Host("", "papers", 0.5), asked, rate=1) == pytest.approx(1 / 2)
    assert days_of(Host("", "papers", 1, gigabytes_month=DAY / 1e3 / 2), asked, rate=FAST) == pytest.approx(60)


def test_the_inputs_share_out_everything_and_name_where_a_limit_is_published() -> None:
    inputs = read(INPUTS, papers=7)
    assert inputs.survey.papers == 7
    for kind in ("papers", "repositories", "other_links"):
        assert math.fsum(host.share for host in inputs.hosts if host.of == kind) == pytest.approx(1)
    assert [host.name for host in inputs.hosts if host.rate < math.inf and not host.source] == []
