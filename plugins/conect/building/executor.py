"""Batches of work on a ``concurrent.futures`` executor.

A batch is a value that carries all it needs, its result is a value, and what is the same for all batches travels with
each as one blob that a worker unpacks once. So anything with the interface of ``concurrent.futures.Executor`` can do
the work: this process, a pool of processes (the default), or a cluster's executor given to ``Crew``.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from conect.building.errors import BuildingError, WorkError

# Loaded where several processes work: what one does alone is over as soon as these have been read.
if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.context import BaseContext

    from conect.building.cluster import Cluster

Shared = TypeVar("Shared")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

SMALL = 300
"""Items; fewer are done in this process, since starting others costs more than they save."""

COLLECTED = (100_000, 20, 50)
"""Thresholds of the garbage collector at work. A batch makes many small objects and hardly a cycle among them: looking
for cycles at Python's own thresholds took 27 % of the time of reading records."""

VARIABLE = "CONECT_EXECUTOR"
MODES = ("serial", "processes")
CLUSTER = "dask://"
_MOST_WORKERS = 16


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cycles alone for a short while: looking for them among 100,000 entries takes longer than reading these."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Crew:
    """Does batches of work; a context manager, since a pool of processes must be ended.

    ``size`` is the number of items that the whole job has, ``mode`` is ``serial``, ``processes`` or the address of a
    scheduler, ``dask://host:port`` (default: the environment variable ``CONECT_EXECUTOR``, else processes unless the
    job is small). An ``executor`` given from outside is used as it is and never shut down here.
    """

    def __init__(self, size: int, *, mode: str | None = None, executor: Executor | None = None) -> None:
        asked = mode or os.environ.get(VARIABLE) or None
        cluster = asked is not None and asked.startswith(CLUSTER)
        if asked is not None and asked not in MODES and not cluster:
            raise BuildingError(
                f"{VARIABLE}={asked} nu este cunoscut; scrieți serial, processes sau dask://adresă:port",
                f"{VARIABLE}={asked} is not known; write serial, processes or dask://host:port",
            )
        self.workers = min(_processors(), _MOST_WORKERS)
        self._cluster: Cluster | None = None
        if cluster and executor is None:
            from conect.building.cluster import Cluster

            self._cluster = Cluster(str(asked).removeprefix(CLUSTER))
            executor, self.workers = self._cluster.executor, self._cluster.workers
        self._given = executor
        self._pool: ProcessPoolExecutor | None = None
        self._asked = asked
        self.expect(size)

    def expect(self, size: int) -> None:
        """Tell that the next job has ``size`` items, where that was not known before."""
        # One processor gains nothing from a second process, unless someone asks for it.
        self._alone = self._asked == "serial" or (self._asked is None and (size < SMALL or self.workers < 2))

    @property
    def several(self) -> bool:
        """Tell whether several processes may work, be there enough to do."""
        return self._asked != "serial" and self.workers > 1

    def warm(self, *modules: str) -> None:
        """Begin to import modules where the processes come from, while this one goes on: they will be needed."""
        if self._given is None and self.several and (context := _context()).get_start_method() == "forkserver":
            from multiprocessing import forkserver  # not on every system

            context.set_forkserver_preload(list(modules))
            forkserver.ensure_running()

    def __enter__(self) -> Crew:
        self._thresholds = gc.get_threshold()
        gc.set_threshold(*COLLECTED)
        return self

    def __exit__(self, *unused: object) -> None:
        gc.set_threshold(*self._thresholds)
        if self._cluster is not None:
            self._cluster.close()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    @property
    def repeats(self) -> bool:
        """Tell whether a batch whose worker died is done again by another one: on a cluster."""
        return self._cluster is not None

    def run(
        self, work: Callable[[Shared, Batch], Result], shared: Shared, batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """Yield ``work(shared, batch)`` for every batch, in the order of the batches.

        ``work`` is a module's function; ``shared``, batches and results can be pickled. Batches are taken from the
        iterable only a few ahead, so it may make them as it goes. Raises ``WorkError`` when a batch fails or a worker
        dies; an exception that is a ``BuildingError``, or that has a bilingual ``message``, is raised as it is.
        """
        if self._alone and self._given is None:
            return _here(work, shared, batches)
        return self._there(work, shared, batches)

    def begin(
        self, work: Callable[[Shared, Batch], Result], shared: Shared, batches: Iterable[Batch]
    ) -> Iterator[Result]:
        """Do as ``run``, but let others begin with all batches before the first result is asked for."""
        if self._alone and self._given is None:
            return _here(work, shared, batches)
        try:
            begun = deque(map(self._submit(work, shared), batches))
        except BrokenExecutor:
            raise _died() from None
        return self._begun(begun)

    @staticmethod
    def _begun(waiting: deque[Future[Outcome]]) -> Iterator[Any]:
        try:
            while waiting:
                yield _taken(waiting.popleft())
        except (BrokenExecutor, CancelledError):
            raise _died() from None
        finally:
            for future in waiting:
                future.cancel()

    def _there(
        self, work: Callable[[Shared, Batch], Result], shared: Shared, batches: Iterable[Batch]
    ) -> Iterator[Result]:
        submit = self._submit(work, shared)
        waiting: deque[Future[Outcome]] = deque()
        try:
            for batch in batches:
                waiting.append(submit(batch))
                if len(waiting) > 2 * self.workers:
                    yield _taken(waiting.popleft())
            yield from self._begun(waiting)
        except (BrokenExecutor, CancelledError):
            raise _died() from None
        finally:
            for future in waiting:
                future.cancel()

    def _submit(self, work: Callable[[Shared, Batch], Result], shared: Shared) -> Callable[[Batch], Future[Outcome]]:
        task: Task[Any, Any, Any] = Task(work, pickle.dumps(shared, pickle.HIGHEST_PROTOCOL))
        executor = self._given or self._processes()
        return lambda batch: executor.submit(task, batch)

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self.workers, mp_context=_context(), initializer=_prepare_worker)
        return self._pool


class Outcome(NamedTuple):
    """What a worker sends back: the result, or the failure with the traceback it had there."""

    result: Any = None
    failure: Exception | None = None
    details: str = ""


class Task(Generic[Shared, Batch, Result]):
    """A function with its packed shared value; picklable, called in a worker with one batch. It never raises."""

    def __init__(self, work: Callable[[Shared, Batch], Result], packed: bytes) -> None:
        self.work = work
        self.packed = packed

    def __call__(self, batch: Batch) -> Outcome:
        try:
            return Outcome(self.work(_unpacked(self.packed), batch))
        except Exception as error:
            return Outcome(failure=_portable(error), details=traceback.format_exc())


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 - made by this program, a few lines above


def _here(work: Callable[[Shared, Batch], Result], shared: Shared, batches: Iterable[Batch]) -> Iterator[Result]:
    for batch in batches:
        try:
            result = work(shared, batch)
        except Exception as error:
            raise _clear(error, traceback.format_exc()) from error
        yield result


def _taken(future: Future[Outcome]) -> Any:
    outcome = future.result()
    if outcome.failure is not None:
        raise _clear(outcome.failure, outcome.details)
    return outcome.result


def _portable(error: Exception) -> Exception:
    """Return the exception where it survives a journey between processes, else one that says the same."""
    message: Any = getattr(error, "message", None)
    if hasattr(message, "ro") and hasattr(message, "en"):
        return BuildingError(message.ro, message.en)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made by this program, in this line
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _clear(error: Exception, details: str) -> Exception:
    if isinstance(error, BuildingError) or hasattr(getattr(error, "message", None), "ro"):
        return error
    what = f"{type(error).__name__}: {error}".strip(": ")
    if isinstance(error, MemoryError):
        return _died()
    return WorkError(
        f"o parte a lucrării a eșuat ({what}); este o greșeală a programului, raportați-o",
        f"a part of the work failed ({what}); it is a fault of the program, please report it",
        details,
    )


def _died() -> WorkError:
    return WorkError(
        f"un proces de lucru s-a oprit brusc (poate nu mai este memorie); încercați din nou, sau cu {VARIABLE}=serial",
        f"a worker process died (perhaps memory ran out); try again, or with {VARIABLE}=serial",
    )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    import multiprocessing

    # Not fork: it copies locks held by other threads (and is no longer the default from Python 3.14 on).
    return multiprocessing.get_context(
        "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    )


def _prepare_worker() -> None:
    import multiprocessing

    # Ctrl-C is for the parent, which ends the pool; a worker would only print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*COLLECTED)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    """End with the parent: a worker of a killed build would wait for work for ever."""
    parent.join()
    os._exit(1)


def batches_of(items: Iterable[Batch], size: int) -> Iterator[list[Batch]]:
    """Cut ``items`` into lists of ``size``, the last one shorter."""
    batch: list[Batch] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
