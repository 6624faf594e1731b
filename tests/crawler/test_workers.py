from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from distributed import Client, LocalCluster, Status, get_worker
from distributed.scheduler import KilledWorker

from reprosurvey.crawler import workers
from reprosurvey.crawler.workers import WINDOW, local_workers, run_over


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with local_workers(1) as one:
        yield one


def test_every_input_comes_back_with_its_output(client: Client) -> None:
    assert dict(run_over(client, lambda n: n * n, range(100))) == {n: n * n for n in range(100)}


def test_equal_inputs_are_inputs_each(client: Client) -> None:
    assert list(run_over(client, lambda n: -n, [7, 7, 7])) == [(7, -7)] * 3


def test_no_inputs_no_outputs(client: Client) -> None:
    assert list(run_over(client, lambda n: n, [])) == []


def test_an_error_costs_the_input_that_raised_it(client: Client) -> None:
    results = dict(run_over(client, lambda n: 1 / n, range(-2, 3)))
    assert isinstance(results.pop(0), ZeroDivisionError)
    assert results == {-2: -0.5, -1: -1.0, 1: 1.0, 2: 0.5}


def test_inputs_are_taken_only_as_there_is_room(client: Client) -> None:
    taken: list[int] = []

    def inputs() -> Iterator[int]:
        for n in range(200):
            taken.append(n)
            yield n

    for done, _ in enumerate(run_over(client, lambda n: n, inputs()), 1):
        assert len(taken) <= done + WINDOW


@pytest.mark.parametrize("count", [2, 20])
def test_a_worker_that_dies_costs_the_input_that_killed_it(client: Client, count: int) -> None:
    def deadly(n: int) -> int:
        if n == 1:
            os._exit(1)
        return n

    results = dict(run_over(client, deadly, range(count)))
    assert isinstance(results.pop(1), KilledWorker)
    assert results == {n: n for n in range(count) if n != 1}


def test_small_inputs_share_a_task(client: Client) -> None:
    together = dict(run_over(client, lambda n: (n, get_worker().get_current_task()), range(7), lambda _: 1 / 3))
    tasks: dict[str, list[int]] = {}
    for n, (_, task) in together.items():
        tasks.setdefault(task, []).append(n)
    assert sorted(tasks.values()) == [[0, 1, 2], [3, 4, 5], [6]]


def test_an_error_costs_no_other_input_of_its_task(client: Client) -> None:
    results = dict(run_over(client, lambda n: 1 / n, range(-2, 3), lambda _: 0.2))
    assert isinstance(results.pop(0), ZeroDivisionError)
    assert results == {-2: -0.5, -1: -1.0, 1: 1.0, 2: 0.5}


def test_a_worker_that_dies_costs_no_other_input_of_its_task(client: Client) -> None:
    def deadly(n: int) -> int:
        if n == 1:
            os._exit(1)
        return n

    results = dict(run_over(client, deadly, range(6), lambda _: 0.3))
    assert isinstance(results.pop(1), KilledWorker)
    assert results == {n: n for n in range(6) if n != 1}


def test_a_second_cluster_starts_beside_the_first_without_a_word(client: Client) -> None:
    with warnings.catch_warnings(action="error"), local_workers(1) as second:
        assert second.submit(lambda: 7).result() == 7


def test_ctrl_c_is_not_for_the_workers(client: Client) -> None:
    def interrupted(n: int) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return n

    assert dict(run_over(client, interrupted, range(3))) == {n: n for n in range(3)}


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_they_start_is_heeded_when_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def interrupted(**options: Any) -> LocalCluster:
        signal.raise_signal(signal.SIGINT)
        opened.append(LocalCluster(**options))
        return opened[0]

    monkeypatch.setattr(workers, "LocalCluster", interrupted)
    with pytest.raises(KeyboardInterrupt), local_workers(1):
        pass
    assert opened[0].status == Status.closed
