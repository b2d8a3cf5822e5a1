"""Work on many things in several processes; the results keep the order of the things."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from typing import Any, TypeVar

from contract.errors import PocketOcrError

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2
"""Things a process that are handed out before the oldest result is asked for."""

_work: Callable[[Any], Any]
"""What a worker process does with a thing,"""
_stop: Event
"""unless nobody waits for it any more."""


def ordered_map(
    open_work: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    jobs: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """Results of `open_work()(item)` for each item, in order; at most `jobs` processes.

    Every process opens its own work, so that models and interpreters need not travel. With one
    job all happens in this process. `open_work`, items and results must be picklable; processes
    are spawned, so nothing leaks into them, on any system.

    When a process dies, as when the system has no memory left, what was handed out is done
    again in one process alone. `lost(item)` is the result of an item with which that one dies;
    if there is none, there were too many processes at once, and half as many go on.

    Raises:
        PocketOcrError: processes die before they begin to work.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1:
        if items:
            yield from map(open_work(), items)
        return
    at = 0
    while True:
        with closing(_until_death(open_work, items[at:], jobs)) as results:
            for result in results:
                at += 1
                yield result
        suspects = items[at : at + AHEAD * jobs + 1]
        if not suspects:
            return
        done = 0
        with closing(_until_death(open_work, suspects, 1)) as results:
            for result in results:
                done += 1
                yield result
        if done < len(suspects):
            yield lost(suspects[done])
            done += 1
        else:
            jobs = max(jobs // 2, 1)
        at += done


def _until_death(
    open_work: Callable[[], Callable[[Item], Result]], items: Sequence[Item], jobs: int
) -> Generator[Result, None, None]:
    """Results in order, until there are no more or a process dies.

    Raises:
        PocketOcrError: the only process died before it began to work.
    """
    if not items:
        return
    jobs = min(jobs, len(items))
    context = get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(open_work, stop))
    try:
        ready = pool.submit(os.getpid)
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(_do, item))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        if jobs == 1 and ready.exception():
            raise PocketOcrError(
                "a reading process ended as it started, perhaps for lack of memory: try --jobs 1"
            ) from None
    finally:
        stop.set()  # what lies in the processes' queue can no longer be cancelled
        pool.shutdown(cancel_futures=True)


def _start(open_work: Callable[[], Callable[[Any], Any]], stop: Event) -> None:
    """Prepare a worker process: it leaves Ctrl-C to its parent, and ends when the parent does."""
    global _work, _stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _stop = stop
    _work = open_work()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(item: Any) -> Any:
    return None if _stop.is_set() else _work(item)
