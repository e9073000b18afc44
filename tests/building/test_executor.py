"""Batches of work: the same results in this process and in others, in order, and failures that a person understands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from conect.building.errors import BuildingError, OutputError, WorkError
from conect.building.executor import Crew, batches_of
from conect.records.problems import ConectError


def times(factor: int, batch: list[int]) -> list[int]:
    return [factor * item for item in batch]


def pid(_shared: None, _batch: list[int]) -> int:
    return os.getpid()


def fail(kind: str, batch: list[int]) -> None:
    if batch == [3]:
        raise {
            "value": ValueError("prost"),
            "building": OutputError("ro", "en"),
            "conect": ConectError("a", "b"),
            "memory": MemoryError(),
        }[kind]


def die(_shared: None, batch: list[int]) -> None:
    if batch == [3]:
        os._exit(9)


BATCHES = [[1], [2], [3], [4]]


@pytest.mark.parametrize("mode", ["serial", "processes"])
def test_results_come_in_the_order_of_the_batches(mode: str) -> None:
    with Crew(10_000, mode=mode) as crew:
        assert list(crew.run(times, 10, iter(BATCHES))) == [[10], [20], [30], [40]]
        # The same crew works again, with something else shared.
        assert list(crew.run(times, 3, [[5]])) == [[15]]
        assert list(crew.run(times, 3, [])) == []


@pytest.mark.parametrize("mode", ["serial", "processes"])
def test_what_was_begun_is_given_in_the_order_of_the_batches_after_other_work(mode: str) -> None:
    with Crew(10_000, mode=mode) as crew:
        crew.warm("json")
        begun = crew.begin(times, 10, iter(BATCHES))
        assert list(crew.run(times, 3, [[5]])) == [[15]]
        assert list(begun) == [[10], [20], [30], [40]]
        with pytest.raises(WorkError):
            list(crew.begin(fail, "value", BATCHES))


def test_a_small_job_stays_in_this_process_and_a_large_one_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONECT_EXECUTOR", raising=False)
    with Crew(10) as crew:
        assert set(crew.run(pid, None, BATCHES)) == {os.getpid()}
    monkeypatch.setenv("CONECT_EXECUTOR", "serial")
    with Crew(10_000) as crew:
        assert set(crew.run(pid, None, BATCHES)) == {os.getpid()}
    monkeypatch.setenv("CONECT_EXECUTOR", "processes")
    with Crew(10) as crew:
        assert os.getpid() not in set(crew.run(pid, None, BATCHES))


def test_an_unknown_mode_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONECT_EXECUTOR", "threads")
    with pytest.raises(BuildingError) as caught:
        Crew(1)
    assert "CONECT_EXECUTOR=threads" in caught.value.ro
    assert "serial" in caught.value.en


class Cluster(ThreadPoolExecutor):
    """Any executor of concurrent.futures: here one that counts."""

    submitted = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.submitted += 1
        return super().submit(fn, *args, **kwargs)


def test_another_executor_can_take_the_place_and_is_not_shut_down() -> None:
    with Cluster(2) as cluster:
        executor: Executor = cluster
        with Crew(1, executor=executor) as crew:
            assert list(crew.run(times, 2, BATCHES)) == [[2], [4], [6], [8]]
        assert cluster.submitted == 4
        assert cluster.submit(times, 1, [7]).result() == [7]


def test_batches_are_taken_only_a_few_ahead() -> None:
    taken = 0

    def endless() -> Iterator[list[int]]:
        nonlocal taken
        while True:
            taken += 1
            yield [taken]

    with Cluster(2) as cluster, Crew(1, executor=cluster) as crew:
        results = crew.run(times, 1, endless())
        assert next(results) == [1]
        results.close()  # type: ignore[attr-defined]  # it is a generator
    assert taken <= 2 * crew.workers + 2


@pytest.mark.parametrize("mode", ["serial", "processes"])
def test_a_failing_batch_is_one_clear_error_with_its_traceback_aside(mode: str) -> None:
    with Crew(10_000, mode=mode) as crew, pytest.raises(WorkError) as caught:
        list(crew.run(fail, "value", BATCHES))
    assert "ValueError: prost" in caught.value.ro
    assert "ValueError: prost" in caught.value.en
    assert "Traceback" not in caught.value.ro
    assert "in fail" in caught.value.details


@pytest.mark.parametrize("mode", ["serial", "processes"])
@pytest.mark.parametrize(("kind", "words"), [("building", "ro"), ("conect", "a")])
def test_an_expected_failure_keeps_its_words(mode: str, kind: str, words: str) -> None:
    with Crew(10_000, mode=mode) as crew, pytest.raises((BuildingError, ConectError)) as caught:
        list(crew.run(fail, kind, BATCHES))
    error: Any = caught.value
    assert (error.message.ro if isinstance(error, ConectError) else error.ro) == words
    assert not isinstance(error, WorkError)


def test_a_worker_that_dies_and_memory_that_runs_out_say_what_to_try() -> None:
    with Crew(10_000, mode="processes") as crew, pytest.raises(WorkError, match="CONECT_EXECUTOR=serial"):
        list(crew.run(die, None, BATCHES))
    with Crew(1, mode="serial") as crew, pytest.raises(WorkError, match="memory"):
        list(crew.run(fail, "memory", BATCHES))


def test_batches_hold_every_item_once() -> None:
    assert list(batches_of(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches_of([], 2)) == []
