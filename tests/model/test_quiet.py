"""Standard error without chatter: nothing else is lost, whatever happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contract.errors import ContractError
from model.backends import litert, quiet
from model.backends.quiet import stderr_caught

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "pocket_ocr" / "bundle"


def say(text: bytes) -> None:
    os.write(2, text)


def test_chatter_is_dropped_and_the_rest_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    with stderr_caught() as said:
        say(b"INFO: Created a delegate.\nERROR: no such op\n\nWARNING: slow \xff\n")
        assert said == []
    assert said == ["ERROR: no such op", "WARNING: slow \N{REPLACEMENT CHARACTER}"]
    say(b"after")
    assert capfd.readouterr().err == "after"


def test_an_exception_restores_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    unused = os.dup(2)
    os.close(unused)
    for _ in range(3):
        with pytest.raises(KeyError), stderr_caught() as said:
            say(b"ERROR: bad\n")
            raise KeyError
        assert said == ["ERROR: bad"]
    say(b"after")
    assert capfd.readouterr().err == "after"
    again = os.dup(2)
    os.close(again)
    assert again == unused, "a file stays open"


def test_without_a_place_for_it_it_stays(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(quiet, "TemporaryFile", nowhere)
    with stderr_caught() as said:
        say(b"INFO: here\n")
    assert (said, capfd.readouterr().err) == ([], "INFO: here\n")


@pytest.mark.parametrize("closing", ["", "import os; os.close(2)"])
def test_the_net_opens_in_silence(closing: str) -> None:
    code = (
        f"{closing}\nimport sys; from pathlib import Path; from model.backends import open_backend"
        "\nprint(open_backend(bundle=Path(sys.argv[1])).name)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, BUNDLE], cwd=ROOT, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("LiteRT ")


def test_what_an_interpreter_says_is_shown(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = litert.Interpreter

    def speaking(**options: object) -> object:
        say(b"INFO: hello\nWARNING: an old model\n")
        return real(**options)

    def failing(**options: object) -> object:
        say(b"INFO: hello\nERROR: op 7 has no registration\n")
        raise RuntimeError("cannot allocate")

    monkeypatch.setattr(litert, "Interpreter", speaking)
    litert.LiteRtBackend(BUNDLE)
    assert capfd.readouterr().err == "WARNING: an old model\n"
    monkeypatch.setattr(litert, "Interpreter", failing)
    with pytest.raises(ContractError, match=r"\(cannot allocate; ERROR: op 7 has no registrat"):
        litert.LiteRtBackend(BUNDLE)
    assert capfd.readouterr().err == ""
