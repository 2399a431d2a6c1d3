"""Parallelism is a map: serial, and over processes, are interchangeable.

A distributed engine fits the same shape: it takes a function and chunks and gives results in order.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class PoolMap(Protocol):
    """Apply a function to every item and give the results in the order of the items."""

    def __call__(self, function: Callable[[In], Out], items: Iterable[In], /) -> Iterator[Out]:
        """Lazily: items are taken as results are asked for, with a few in flight."""
        ...


def serial(function: Callable[[In], Out], items: Iterable[In], /) -> Iterator[Out]:
    """The map in this process."""
    return map(function, items)


@contextmanager
def pool_map(workers: int) -> Iterator[PoolMap]:
    """A map over `workers` processes; 0 takes one for each core, 1 stays in this process.

    Processes are started fresh rather than forked: the parsing libraries are not safe to fork once
    they have started threads. They leave when the block is left, also after an interrupt.
    """
    count = workers or len(os.sched_getaffinity(0))
    if count == 1:
        yield serial
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=spawn, initializer=_leave_with_parent) as pool:

        def over_processes(function: Callable[[In], Out], items: Iterable[In], /) -> Iterator[Out]:
            source = iter(items)
            flying: deque[Future[Out]] = deque(
                pool.submit(function, item) for item in islice(source, 2 * count)
            )
            while flying:
                result = flying.popleft().result()
                flying.extend(pool.submit(function, item) for item in islice(source, 1))
                yield result

        try:
            yield over_processes
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_with_parent() -> None:
    """End this worker when its parent is gone, also when that was killed and could not say so."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def chunks(items: Iterable[In], size: int) -> Iterator[tuple[In, ...]]:
    """Tuples of `size` items, the last one shorter."""
    source = iter(items)
    while chunk := tuple(islice(source, size)):
        yield chunk
