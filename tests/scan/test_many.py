"""Many things in several processes: in order, the same for any number of jobs, no process left."""

import operator
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from contract.errors import PocketOcrError
from scan.many import ordered_map


def doubling(factor: int) -> Callable[[int], int]:
    def work(item: int) -> int:
        time.sleep(0.002 * (7 - item % 7))  # later items are done earlier
        return factor * item

    return work


def dying(*items: int) -> Callable[[int], int]:
    return lambda item: os._exit(9) if item in items else 2 * item


def dying_at_once() -> Callable[[int], int]:
    os._exit(9)


def dying_in_company(folder: Path) -> Callable[[int], int]:
    """Work that ends its process while another one lives, as for lack of memory."""
    (folder / str(os.getpid())).touch()

    def work(item: int) -> int:
        while item == 3 and len(list(folder.iterdir())) < 2:
            time.sleep(0.01)  # on a busy machine the other one starts late
        return os._exit(9) if item == 3 and others(folder) else 2 * item

    return work


def others(folder: Path) -> bool:
    """Whether another process lives that has left its number in a folder."""
    for path in folder.iterdir():
        with suppress(ProcessLookupError):
            os.kill(int(path.name), 0)
            if path.name != str(os.getpid()):
                return True
    return False


def never(item: int) -> int:
    pytest.fail(f"{item} is lost")


def naming() -> Callable[[int], int]:
    return lambda item: os.getpid()


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_keep_their_order(jobs: int) -> None:
    found = ordered_map(partial(doubling, 2), range(20), jobs, never)
    assert list(found) == list(range(0, 40, 2))


def test_nothing_to_do() -> None:
    assert list(ordered_map(dying, [], 3, never)) == []


def test_one_job_stays_in_this_process() -> None:
    assert set(ordered_map(naming, range(3), 1, never)) == {os.getpid()}
    assert os.getpid() not in set(ordered_map(naming, range(3), 2, never))


@pytest.mark.parametrize("items", [(0,), (4, 5), (11,)])
def test_only_the_things_are_lost_with_which_a_process_dies(items: tuple[int, ...]) -> None:
    found = list(ordered_map(partial(dying, *items), range(12), 2, operator.neg))
    assert found == [-item if item in items else 2 * item for item in range(12)]


def test_what_dies_only_in_company_is_done_alone(tmp_path: Path) -> None:
    found = ordered_map(partial(dying_in_company, tmp_path), range(8), 2, never)
    assert list(found) == list(range(0, 16, 2))
    assert len(list(tmp_path.iterdir())) > 2, "no process has died"


def test_processes_that_die_as_they_start_are_an_error() -> None:
    with pytest.raises(PocketOcrError, match="try --jobs 1"):
        list(ordered_map(dying_at_once, range(5), 2, never))


def test_who_stops_early_leaves_no_process() -> None:
    results = ordered_map(naming, range(1000), 2, never)
    pid = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
