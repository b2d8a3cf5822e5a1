"""Keeping the chatter of native code off standard error, which no switch of LiteRT turns off."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO

CHATTER = "INFO: "
"""How lines begin that nobody needs."""
STDERR = 2
"""File descriptor: native code knows nothing of sys.stderr."""

_redirecting = threading.Lock()


@contextmanager
def stderr_caught() -> Iterator[list[str]]:
    """Nothing reaches standard error meanwhile, from no thread of this process.

    Yields:
        A list that holds, from the end of the `with` block on, however it ends, the lines that
        were caught and are no chatter. To show them is up to the caller.
    """
    said: list[str] = []
    with _redirecting, ExitStack() as stack:
        with suppress(OSError):  # no folder for temporary files, no standard error: all stays
            file = stack.enter_context(TemporaryFile())
            stack.enter_context(_redirected(file, said))
        yield said


@contextmanager
def _redirected(file: IO[bytes], said: list[str]) -> Iterator[None]:
    saved = os.dup(STDERR)
    try:
        os.dup2(file.fileno(), STDERR)
        yield
    finally:
        os.dup2(saved, STDERR)
        os.close(saved)
        file.seek(0)
        lines = file.read().decode(errors="replace").splitlines()
        said += [line for line in lines if line and not line.startswith(CHATTER)]
