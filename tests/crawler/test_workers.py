from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from typing import Any

import distributed
import pytest
from distributed import Client, LocalCluster, Status

from reprosurvey.crawler import workers
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.isolated import Bounds, LostInputError
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
    assert isinstance(results.pop(1), LostInputError)
    assert results == {n: n for n in range(count) if n != 1}


def test_small_inputs_share_a_task(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks: list[int] = []

    def submit(work: Any, task: list[bytes], **options: Any) -> Any:
        tasks.append(len(task))
        return Client.submit(client, work, task, **options)

    monkeypatch.setattr(client, "submit", submit)
    assert dict(run_over(client, lambda n: n, range(7), lambda _: 1 / 3)) == {n: n for n in range(7)}
    assert tasks == [3, 3, 1]


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
    assert isinstance(results.pop(1), LostInputError)
    assert results == {n: n for n in range(6) if n != 1}


def endless(n: int) -> int:
    while n == 1:
        pass
    return n


def test_an_input_that_takes_too_long_costs_itself_alone(client: Client) -> None:
    results = dict(run_over(client, endless, range(4), lambda _: 0.25, Bounds(seconds=1)))
    assert str(results.pop(1)) in ("took more than 1 s of processor time", "took longer than 4 s")  # on a busy machine
    assert results == {0: 0, 2: 2, 3: 3}


@pytest.mark.slow
def test_an_input_that_waits_too_long_costs_itself_alone(client: Client) -> None:
    results = dict(run_over(client, lambda n: signal.pause() if n else n, range(2), lambda _: 0.5, Bounds(seconds=1)))
    assert str(results.pop(1)) == "took longer than 4 s"
    assert results == {0: 0}


def test_where_all_processes_are_ended_new_ones_are_started(client: Client) -> None:
    def deadly(n: int) -> int:
        if n == 1:
            os.killpg(os.getpgrp(), signal.SIGKILL)
        return n

    results = dict(run_over(client, deadly, range(4)))
    assert str(results.pop(1)) == "its process was ended with all others"
    assert results == {0: 0, 2: 2, 3: 3}


def test_an_input_that_takes_too_much_memory_costs_itself_alone(client: Client) -> None:
    results = dict(run_over(client, lambda n: len(bytearray(n << 30)), [0, 4, 0], lambda _: 0.3))
    assert isinstance(results.pop(4), MemoryError)
    assert results == {0: 0}


def test_an_error_that_cannot_be_told_as_it_is_costs_its_input_alone(client: Client) -> None:
    def failing(n: int) -> int:
        raise type("OfItsOwnError", (Exception,), {})(lambda: n)

    ((_, error),) = run_over(client, failing, [1])
    assert "OfItsOwnError" in str(error)


def test_a_function_that_no_worker_can_load_is_told_for_each_input(client: Client) -> None:
    class Unknown:
        def __reduce__(self) -> tuple[Any, ...]:
            return (__import__, ("nothing_of_that_name",))

    unknown: Any = Unknown()
    results = [error for _, error in run_over(client, unknown, range(2))]
    assert [type(error).__name__ for error in results] == ["ModuleNotFoundError"] * 2


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START_SECONDS", 0.1)


@pytest.mark.usefixtures("impatient")
def test_a_cluster_without_workers_is_not_waited_for_for_ever() -> None:
    none = LocalCluster(n_workers=0, processes=False, dashboard_address=None)
    with none, Client(none) as empty, pytest.raises(SurveyError, match="no worker came within"):
        list(run_over(empty, lambda n: n, [1]))


@pytest.mark.usefixtures("impatient")
def test_a_cluster_that_loses_its_only_worker_is_not_waited_for_for_ever() -> None:
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster, Client(cluster) as one:

        def inputs() -> Iterator[int]:
            cluster.sync(cluster.workers[0].close)  # between the count of workers and the first task
            yield 1

        with pytest.raises(SurveyError, match="has lost its workers"):
            list(run_over(one, lambda n: n, inputs()))


@pytest.mark.usefixtures("impatient")
def test_a_result_that_is_lost_with_its_worker_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster, Client(cluster) as one:

        def wait(*futures: Any, **options: Any) -> Any:
            done = distributed.wait(*futures, **options)
            cluster.sync(cluster.workers[0].close)  # which has the result, and there is no other
            return done

        monkeypatch.setattr(workers, "wait", wait)
        with pytest.raises(SurveyError, match="has lost its workers"):
            list(run_over(one, lambda n: n, [1]))


def test_nothing_of_a_local_cluster_listens_for_others(client: Client) -> None:
    assert client.scheduler.address.startswith("inproc://")


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
