"""What a survey of so many papers takes in requests, bytes, days, machines and money.

Computed from what a paper and a repository were measured to cost, what hosts publish that they allow one client, and
prices: all of them stand in ``costs.toml`` with their sources and days, or in a copy of it that ``--inputs`` names.
Hosts are asked at once, each no faster than it allows and than this program asks any (``limits.host_rate``); papers
come first, then repositories, then other links. So many machines are taken as have judged by then.
``python -m benchmarks.costs`` prints a table as Markdown, ``--papers 100000`` one of as many.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from reprosurvey.crawler.config import Limits

INPUTS = Path(__file__).with_name("costs.toml")
DAY, MONTH = 86_400, 30
"""Seconds, days."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a survey is; all but ``papers`` are shares."""

    papers: int
    with_repository: float
    """Of the papers."""
    changed: float
    """Of the repositories, between one survey and the next."""
    other_links: float
    """Links to weights and data that are asked for, by repository."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one paper or repository, or of several."""

    requests: float
    bytes: float
    processor: float
    """Seconds of one core."""
    stored: float = 0.0
    """Bytes of tables."""

    def times(self, count: float) -> Cost:
        """Of so many of these."""
        return Cost(*(count * each for each in astuple(self)))

    def __add__(self, other: Cost) -> Cost:
        return Cost(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


NOTHING = Cost(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Prices:
    """In US dollars."""

    machine_hour: float
    cores: int
    """Of such a machine."""
    stored_gigabyte_month: float
    months: int
    """For which all is kept."""


@dataclass(frozen=True, slots=True)
class Host:
    """Who is asked for a share of the papers, repositories or other links."""

    name: str
    of: str
    share: float
    rate: float = math.inf
    """Requests a second that it allows one client."""
    gigabytes_month: float = math.inf
    """That it hands out in a month."""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """A file of them."""

    survey: Extent
    papers: Cost
    repositories: Cost
    again: Cost
    prices: Prices
    hosts: tuple[Host, ...]


Steps = Mapping[str, Cost]
"""What is done, by kind of host."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one takes."""

    requests: float
    gigabytes: float
    days_of: Mapping[str, float]
    """By host, how long its share takes."""
    days: float
    """Of asking, which is as long as judging takes on as many machines."""
    core_hours: float
    machines: int
    stored: float
    """Gigabytes, PDFs included."""
    dollars: float


def read(path: Path, papers: int | None = None) -> Inputs:
    """The inputs of a file, with another number of papers where it is given."""
    told: dict[str, Any] = tomllib.loads(path.read_text())
    extent = Extent(**told["survey"])
    return Inputs(
        extent if papers is None else replace(extent, papers=papers),
        *(Cost(**told[name]) for name in ("papers", "repositories", "again")),
        Prices(**told["prices"]),
        tuple(Host(**host) for host in told["hosts"]),
    )


def first(inputs: Inputs) -> Steps:
    """Of the first survey."""
    repositories = inputs.survey.papers * inputs.survey.with_repository
    return {
        "papers": inputs.papers.times(inputs.survey.papers),
        "repositories": inputs.repositories.times(repositories),
        "other_links": inputs.again.times(repositories * inputs.survey.other_links),
    }


def repeated(inputs: Inputs) -> Steps:
    """Of the next one: no new papers, some repositories changed."""
    repositories = inputs.survey.papers * inputs.survey.with_repository
    changed = repositories * inputs.survey.changed
    return {
        "papers": NOTHING,
        "repositories": inputs.repositories.times(changed) + inputs.again.times(repositories - changed),
        "other_links": inputs.again.times(repositories * inputs.survey.other_links),
    }


def days_of(host: Host, asked: Cost, rate: float) -> float:
    """How long its share of ``asked`` takes, by the slower of its requests and its bytes."""
    by_requests = host.share * asked.requests / min(host.rate, rate) / DAY
    by_bytes = host.share * asked.bytes / 1e9 / host.gigabytes_month * MONTH
    return max(by_requests, by_bytes)


def computed(inputs: Inputs, steps: Steps, rate: float = Limits().host_rate) -> Survey:
    """What it takes, any host being asked ``rate`` times a second at most."""
    total = sum(steps.values(), NOTHING)
    days_by_host = {host.name: days_of(host, steps[host.of], rate) for host in inputs.hosts}
    days = sum(max(days_by_host[host.name] for host in inputs.hosts if host.of == kind) for kind in steps)
    machines = max(1, math.ceil(total.processor / inputs.prices.cores / (days * DAY)))
    stored = (total.stored + steps["papers"].bytes) / 1e9
    dollars = machines * days * 24 * inputs.prices.machine_hour
    dollars += stored * inputs.prices.stored_gigabyte_month * inputs.prices.months
    return Survey(
        requests=total.requests,
        gigabytes=total.bytes / 1e9,
        days_of=days_by_host,
        days=days,
        core_hours=total.processor / 3600,
        machines=machines,
        stored=stored,
        dollars=dollars,
    )


def main(inputs: Inputs) -> None:
    found = {"first": computed(inputs, first(inputs)), "repeated": computed(inputs, repeated(inputs))}
    print(f"{inputs.survey.papers:,} papers\n\n| | {' | '.join(found)} |\n|---|{'--:|' * len(found)}")
    lines = {
        "requests, millions": lambda s: f"{s.requests / 1e6:.2f}",
        "fetched, GB": lambda s: f"{s.gigabytes:,.0f}",
        "processor, hours of one core": lambda s: f"{s.core_hours:,.0f}",
        "days of asking": lambda s: f"{s.days:.1f}",
        f"machines of {inputs.prices.cores} cores that keep up": lambda s: f"{s.machines}",
        "stored, GB": lambda s: f"{s.stored:,.0f}",
        "US dollars": lambda s: f"{s.dollars:,.0f}",
    }
    for what, told in lines.items():
        print(f"| {what} | {' | '.join(map(told, found.values()))} |")
    print(f"\n| host | of its kind | requests a second | {' | '.join(f'days, {name}' for name in found)} | published |")
    print(f"|---|--:|--:|{'--:|' * len(found)}---|")
    for host in inputs.hosts:
        rate = "not published" if host.rate == math.inf else f"{host.rate:.3g}"
        days = " | ".join(f"{survey.days_of[host.name]:.1f}" for survey in found.values())
        told = "; ".join(filter(None, (host.note, f"<{host.source}>" if host.source else "")))
        print(f"| {host.name} | {host.share:.0%} of {host.of.replace('_', ' ')} | {rate} | {days} | {told} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, default=INPUTS)
    parser.add_argument("--papers", type=int)
    asked = parser.parse_args()
    main(read(asked.inputs, asked.papers))
