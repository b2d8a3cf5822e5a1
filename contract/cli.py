"""Runs a command line so that users see one sentence instead of a traceback."""

import sys
from collections.abc import Callable
from typing import Any

from contract.errors import PocketOcrError

USER_ERROR = 2
"""Exit code of a wrong input, a failed check, a full disk; the same as typer's usage errors."""


def run(app: Callable[[], Any]) -> None:
    """Run a typer app; print our errors and the system's as `error: …` on stderr, exit code 2.

    An OSError is the system's word on a file: missing, not permitted, no space left.
    """
    try:
        app()
    except PocketOcrError as error:
        _fail(str(error))
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        _fail(f"{error.strerror or error}{where}")


def _fail(sentence: str) -> None:
    print(f"error: {sentence}", file=sys.stderr)
    raise SystemExit(USER_ERROR)
