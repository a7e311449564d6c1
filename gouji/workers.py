"""Work in several processes, of which any may die without taking more than its own item along."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(function: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[tuple[Item, Result | None]]:
    """Yield each item with its result, in the order in which they are done; `None` where its process died.

    At most twice as many items as there are processes are under way. When a process dies, the items under way
    are done again one by one, each in a process of its own, so that only the one that kills it is lost.

    Args:
        function: what to do; it must not raise, and can be pickled.
        items: what to do it with.
        jobs: how many processes.
    """
    waiting = iter(items)
    while suspects := (yield from _until_one_dies(function, waiting, jobs)):
        for suspect in suspects:
            if (yield from _until_one_dies(function, iter([suspect]), 1)):
                yield suspect, None


def _until_one_dies(
    function: Callable[[Item], Result], items: Iterator[Item], jobs: int
) -> Generator[tuple[Item, Result | None], None, list[Item]]:
    """Yield results until all is done or a process dies; return the items that were then under way."""
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=_context(function), initializer=_prepare)
    under_way: dict[Future[Result], Item] = {}
    finished = False
    try:
        while not _broken(pool, function, items, under_way, 2 * jobs) and under_way:
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield under_way.pop(future), future.result()
        finished = True
        return list(under_way.values())
    finally:
        pool.shutdown(wait=finished, cancel_futures=True)
        if not finished:  # interrupted: nobody waits for what is still being read
            for process in set(multiprocessing.active_children()) - before:
                process.kill()


def _broken(
    pool: ProcessPoolExecutor,
    function: Callable[[Item], Result],
    items: Iterator[Item],
    under_way: dict[Future[Result], Item],
    most: int,
) -> bool:
    """Submit items up to `most` under way; tell whether a process has died."""
    if any(future.done() and isinstance(future.exception(), BrokenProcessPool) for future in under_way):
        return True
    for item in itertools.islice(items, most - len(under_way)):
        try:
            with _no_main():
                under_way[pool.submit(function, item)] = item
        except BrokenProcessPool:
            under_way[Future()] = item
            return True
    return False


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the program that is running: a new process would run its file again, which need not be made for that."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _context(function: Callable[[Item], Result]) -> multiprocessing.context.BaseContext:
    """Return how processes are started: never by forking this one, whose threads the copies would lack.

    They are forked from one that has imported the function's module, in the first such run of this process.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gouji.lean", getattr(function, "func", function).__module__])
    return context


def _prepare() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
