"""Many things in several processes: in order, the same for any number of jobs, no process left."""

import os
import time
from collections.abc import Callable
from functools import partial

import pytest

from contract.errors import PocketOcrError
from scan.many import ordered_map


def doubling(factor: int) -> Callable[[int], int]:
    def work(item: int) -> int:
        time.sleep(0.002 * (7 - item % 7))  # later items are done earlier
        return factor * item

    return work


def dying() -> Callable[[int], int]:
    return lambda item: os._exit(9)


def naming() -> Callable[[int], int]:
    return lambda item: os.getpid()


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_keep_their_order(jobs: int) -> None:
    assert list(ordered_map(partial(doubling, 2), range(20), jobs)) == list(range(0, 40, 2))


def test_nothing_to_do() -> None:
    assert list(ordered_map(dying, [], 3)) == []


def test_one_job_stays_in_this_process() -> None:
    assert set(ordered_map(naming, range(3), 1)) == {os.getpid()}
    assert os.getpid() not in set(ordered_map(naming, range(3), 2))


def test_a_process_that_dies_is_an_error() -> None:
    with pytest.raises(PocketOcrError, match="fewer --jobs"):
        list(ordered_map(dying, range(5), 2))


def test_who_stops_early_leaves_no_process() -> None:
    results = ordered_map(naming, range(1000), 2)
    pid = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
