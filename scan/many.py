"""Work on many things in several processes; the results keep the order of the things."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
    open_work: Callable[[], Callable[[Item], Result]], items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """Results of `open_work()(item)` for each item, in order; at most `jobs` processes.

    Every process opens its own work, so that models and interpreters need not travel. With one
    job all happens in this process. `open_work`, items and results must be picklable; processes
    are spawned, so nothing leaks into them, on any system.

    Raises:
        PocketOcrError: a process died, as when the system has no memory left.
    """
    jobs = min(jobs, len(items))
    if jobs <= 1:
        if items:
            yield from map(open_work(), items)
        return
    context = get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(open_work, stop))
    try:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(_do, item))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise PocketOcrError(
            "a reading process ended abruptly, perhaps for lack of memory: try fewer --jobs"
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
