"""Progress for people: a bar on a terminal, plain lines otherwise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

QUIET_SECONDS = 10
"""Without a terminal, a line at most so often."""


class Progress:
    """Lines for steps, bars for what takes long."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    @contextmanager
    def bar(self, total: int, what: str) -> Iterator[Callable[[int, int], None]]:
        """A function to call with how many are done, and of how many."""
        if sys.stderr.isatty():
            from tqdm import tqdm

            with tqdm(total=total, desc=what, leave=False) as shown:
                yield lambda done, total: shown.update(done - shown.n) and None
            return
        last = monotonic()

        def plain(done: int, total: int) -> None:
            nonlocal last
            if done < total and monotonic() - last >= QUIET_SECONDS:
                last = monotonic()
                self.say(f"  {what}: {done:,} of {total:,}")

        yield plain
