"""Command lines print one sentence and exit with 2."""

import errno

import pytest

from contract.cli import run
from contract.errors import ImageError


def _raise(error):
    def app():
        raise error

    return app


@pytest.mark.parametrize(
    ("error", "printed"),
    [
        (ImageError("no pixels"), "error: no pixels\n"),
        (OSError(errno.ENOSPC, "No space left on device"), "error: No space left on device\n"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.png"), "error: No such file: a.png\n"),
    ],
)
def test_an_error_is_one_line_on_stderr(capsys, error, printed):
    with pytest.raises(SystemExit) as stop:
        run(_raise(error))
    assert stop.value.code == 2
    assert capsys.readouterr() == ("", printed)


def test_a_bug_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0)


def test_success_is_silent(capsys):
    run(lambda: None)
    assert capsys.readouterr() == ("", "")
